"""Osler's questions as a task of lm-evaluation-harness, so that it can ask other models the same. Imports no harness.

    OUT/task.yaml    output_type multiple_choice; metrics acc and acc_norm
    OUT/data.jsonl   a line for each question: id, prompt, choices, target (the place of the right choice, from 0)

The prompt is the one that Osler's own solver by likelihood uses. The harness reads it with `--include_path OUT --tasks NAME`;
the YAML names the data by its full path, so make the task anew rather than move it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import yaml

from evals.errors import CannotExport
from evals.examples import Example, Json, Shown
from evals.interop.folders import whole_folder
from evals.solvers.prompts import choice_prompt, within

TASK, DATA = "task.yaml", "data.jsonl"


def lm_eval_task(
    examples: Sequence[Example],
    out_folder: Path,
    name: str = "osler",
    *,
    by_label: bool = True,
    with_passages: bool = False,
) -> Path:
    """Writes the task into a folder that is new or empty, and gives the path of its YAML.

    `by_label`: the options stand in the prompt and their labels are compared; else their words are. `with_passages`: the
    examples' own passages stand before the question. Raises CannotExport where an example has no options or no gold answer.
    """
    lines = [json.dumps(_line(example, by_label, with_passages), ensure_ascii=False) for example in examples]
    if not lines:
        raise CannotExport("There is no example to write; give at least one.")
    with whole_folder(out_folder) as folder:
        (folder / DATA).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        described = yaml.safe_dump(_task(name, out_folder.resolve() / DATA), sort_keys=False, allow_unicode=True)
        (folder / TASK).write_text(described, encoding="utf-8")
    return out_folder / TASK


def _task(name: str, data: Path) -> Json:
    metrics = [{"metric": metric, "aggregation": "mean", "higher_is_better": True} for metric in ("acc", "acc_norm")]
    return {
        "task": name,
        "dataset_path": "json",
        "dataset_kwargs": {"data_files": {"test": str(data)}},
        "test_split": "test",
        "output_type": "multiple_choice",
        "doc_to_text": "prompt",
        "doc_to_choice": "choices",
        "doc_to_target": "target",
        "metric_list": metrics,
        "metadata": {"version": 1},
    }


def _line(example: Example, by_label: bool, with_passages: bool) -> Json:
    labels = [option.label for option in example.options]
    if not labels or not example.answers or example.answers[0] not in labels:
        lacks = "gold answer among its options" if labels else "options"
        raise CannotExport(f"The example {example.example_id!r} has no {lacks}, and a choice needs both; leave it out.")
    shown = [Shown(given.passage_id, "", given.title, given.text) for given in example.passages]
    return {
        "id": example.example_id,
        "prompt": choice_prompt(example, within(shown) if with_passages else (), with_options=by_label),
        "choices": labels if by_label else [option.text.strip() for option in example.options],
        "target": labels.index(example.answers[0]),
    }
