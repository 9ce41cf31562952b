"""Reads HealthBench: conversations with the criteria that physicians wrote for the reply to come.

The format is that of github.com/openai/simple-evals, healthbench_eval.py (Arora et al. 2025): lines of prompt_id, prompt
[{role, content}], rubrics [{criterion, points, tags}], example_tags and ideal_completions_data. Knows nothing of grading.
"""

from __future__ import annotations

from pathlib import Path

from evals.datasets.files import gathered, json_lines
from evals.datasets.records import Record
from evals.examples import Example, Json

FORM = "HealthBench's files hold lines of prompt_id, prompt, rubrics and example_tags"
_THEME = "theme:"


def read_healthbench(path: Path) -> tuple[Example, ...]:
    """All conversations. `question` is the last message, `turns` what the user said before; `topic` is the theme.

    details["messages"], and details["prompt"] as the file calls it, are the whole conversation; details["rubrics"] the
    criteria with points and tags. `answers` holds a physician's reply where there is one, but the rubrics say what a
    reply is worth.
    """
    return gathered(path, (_example(record) for record in json_lines(path, FORM)), FORM)


def _example(record: Record) -> Example:
    messages = [_message(one) for one in record.listed("prompt")]
    rubrics = [_rubric(one) for one in record.listed("rubrics")]
    if not messages or messages[-1]["role"] != "user":
        raise record.refused("its 'prompt' does not end with a message of the user")
    if not rubrics:
        raise record.refused("its 'rubrics' hold no criterion")
    asked = tuple(one["content"] for one in messages if one["role"] == "user")
    example_id, tags = record.identifier("prompt_id"), record.texts("example_tags")
    return Example(
        example_id=example_id,
        question=asked[-1],
        answers=_ideal(record),
        turns=asked[:-1],
        group=example_id,
        topic=next((tag.removeprefix(_THEME) for tag in tags if tag.startswith(_THEME)), ""),
        details={"messages": messages, "prompt": messages, "rubrics": rubrics, "tags": list(tags)},
    )


def _message(record: Record) -> Json:
    return {"role": record.text("role"), "content": record.text("content")}


def _rubric(record: Record) -> Json:
    points = record.fields.get("points")
    if isinstance(points, bool) or not isinstance(points, int | float):
        raise record.refused("one of its criteria has no 'points' that are a number")
    return {"criterion": record.text("criterion"), "points": points, "tags": list(record.texts("tags"))}


def _ideal(record: Record) -> tuple[str, ...]:
    if not isinstance(record.fields.get("ideal_completions_data"), dict):
        return ()
    reply = record.inner("ideal_completions_data").optional("ideal_completion")
    return (reply,) if reply else ()
