"""Files of questions: JSONL in, answers as JSONL out.

A line is a question (`"…"` or `{"question": "…"}`) or a whole conversation (`{"questions": ["…", "…"]}`, answered in one
session), with an optional `id` that comes back with its answers. The file is read and checked whole before anything is
answered. Knows nothing of models or indexes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from agent.answer import Answer, Outcome, Turn
from agent.errors import BadBatchFile, BadQuestion, SessionStoreFull


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of a batch. `single` says that it was a question by itself, and is answered by one object."""

    id: str | int | None
    questions: tuple[str, ...]
    single: bool


class Answers(Protocol):
    """What a batch asks of Osler."""

    def answer(self, question: str, session_id: str | None = None) -> Turn: ...


def read_batch(path: Path) -> tuple[Conversation, ...]:
    """The conversations of a file. Raises BadBatchFile, naming the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise BadBatchFile(str(path), "there is no such file; give a JSONL file of questions.") from None
    except IsADirectoryError:
        raise BadBatchFile(str(path), "this is a folder; give a JSONL file of questions.") from None
    except UnicodeDecodeError:
        raise BadBatchFile(str(path), "it is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise BadBatchFile(str(path), f"it cannot be read ({error.strerror}).") from None
    found = tuple(_conversation(path, n, line) for n, line in enumerate(lines, start=1) if line.strip())
    if not found:
        raise BadBatchFile(str(path), "it holds no question; write one JSON object a line.")
    return found


def answer_batch(
    osler: Answers, batch: Iterable[Conversation], on_answer: Callable[[], None]
) -> Iterator[dict[str, Any]]:
    """One JSON object a conversation, in order. A question that cannot be taken is recorded with outcome "error"."""
    for item in batch:
        session: str | None = None
        answers: list[dict[str, Any]] = []
        for question in item.questions:
            try:
                turn = osler.answer(question, session)
                session = turn.session_id
                answers.append(turn.answer.to_json())
            except BadQuestion as error:
                answers.append(Answer(question[:200], "", Outcome.ERROR, str(error)).to_json())
            on_answer()
        head = {} if item.id is None else {"id": item.id}
        body: dict[str, Any] = answers[0] if item.single else {"turns": answers}
        yield {**head, **body, "session_id": session}


def write_lines(objects: Iterable[dict[str, Any]], out: Path | None) -> None:
    """Each object as one line, as soon as it is there, to the file or to standard output."""
    try:
        with out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as stream:
            for each in objects:
                stream.write(json.dumps(each, ensure_ascii=False) + "\n")
                stream.flush()
    except OSError as error:
        if out is None:
            raise
        raise SessionStoreFull(
            f"{out} cannot be written ({error.strerror}); choose another place with --out."
        ) from error


def _conversation(path: Path, number: int, line: str) -> Conversation:
    try:
        read = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadBatchFile(str(path), f"not JSON ({error.msg}); write one object a line.", number) from None
    if isinstance(read, str):
        return Conversation(None, (read,), True)
    if not isinstance(read, dict):
        raise BadBatchFile(str(path), 'a line is a question, {"question": …} or {"questions": […]}.', number)
    given = read.get("id")
    if given is not None and not isinstance(given, (str, int)):
        raise BadBatchFile(str(path), '"id" is a text or a number.', number)
    if isinstance(read.get("question"), str):
        return Conversation(given, (read["question"],), True)
    several = read.get("questions", read.get("turns"))
    if isinstance(several, list) and several and all(isinstance(q, str) for q in several):
        return Conversation(given, tuple(several), False)
    raise BadBatchFile(str(path), 'there is neither "question" nor a list "questions".', number)
