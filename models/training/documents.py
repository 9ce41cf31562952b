"""What training reads of literature: documents of titled sections, and conversations to learn from. Plain values.

`agent` makes `TrainingDocument`s of what retrieval reads, so that models knows nothing of formats or indexes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from models.errors import ModelError
from models.text import Message

ROLES = ("system", "user", "assistant")
FORM = 'each line an object with "messages": a list of {"role": system, user or assistant, "content": text}'


class TrainingDataUnusable(ModelError):
    """A file of training data cannot be read, or holds nothing to learn from."""


@dataclass(frozen=True, slots=True)
class TrainingSection:
    """A heading ("" where there is none) and the text under it."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class TrainingDocument:
    """One document of the literature. `source` names the collection it came from."""

    doc_id: str
    title: str
    sections: tuple[TrainingSection, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """Messages that end with the assistant's, to be learnt from. `kind` says what is taught (answer, abstention, ...)."""

    messages: tuple[Message, ...]
    kind: str = ""
    source: str = ""


def write_conversations(conversations: Iterable[Conversation], path: Path) -> int:
    """One conversation a line (JSON: messages, kind, source); how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for one in conversations:
            out.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
            count += 1
    return count


def read_conversations(path: Path) -> Iterator[Conversation]:
    """The conversations of a file that `write_conversations` or another program wrote; other keys are let be.

    Raises TrainingDataUnusable, naming the line, where one is no conversation, and where the file holds none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingDataUnusable(f"{path} cannot be read ({error}); give a JSONL file, {FORM}.") from error
    count = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _conversation(line, f"{path}, line {number}")
            count += 1
    if not count:
        raise TrainingDataUnusable(f"{path} holds no conversation; give a JSONL file, {FORM}.")


def _conversation(line: str, where: str) -> Conversation:
    try:
        read = json.loads(line)
        messages = tuple(Message(one["role"], one["content"]) for one in read["messages"])
        kind, source = str(read.get("kind", "")), str(read.get("source", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrainingDataUnusable(f"{where}: no conversation ({error!r}); it should be {FORM}.") from error
    if any(one.role not in ROLES or not isinstance(one.content, str) for one in messages):
        raise TrainingDataUnusable(f"{where}: a role or content is none; it should be {FORM}.")
    if len(messages) < 2 or messages[-1].role != "assistant" or not messages[-1].content.strip():
        raise TrainingDataUnusable(f"{where}: it does not end with an answer of the assistant; it should be {FORM}.")
    return Conversation(messages, kind, source)
