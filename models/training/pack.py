"""A pack: all that a stay on a borrowed machine trains from, in one small folder. What it looks like, and how it is read.

    pack.json         what is in it, how much was cut, and the size and checksum of every file
    tokenizer.json    as the tokenizers library writes it
    train.xz          ids of the plain text, uint16 in little endian, several xz streams one after the other
    held_out.xz       the same of held-out text, for bits a byte
    topics.jsonl.xz   answered questions by topic: grounded examples are drawn from them, without end
    judged.jsonl.xz   judged examples with their evidence, those held out among them

Reads with numpy, tokenizers and the standard library alone. Knows nothing of corpora or models; models.training.packing
writes it.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from models.prompt import PromptPassage
from models.training.documents import TrainingDataUnusable
from models.training.examples import Part, Topic
from models.training.judged import JudgedExample
from models.training.plain_text import Ids, PlainText, TextReport
from models.training.questions import KINDS

MANIFEST, TOKENIZER = "pack.json", "tokenizer.json"
TRAIN, HELD_OUT, TOPICS, JUDGED = "train.xz", "held_out.xz", "topics.jsonl.xz", "judged.jsonl.xz"
FORMAT = 2
# Two bytes make a number: the coder is told, which saves some percent.
FILTERS: list[dict[str, int]] = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 3, "lp": 1, "pb": 1}]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose checksums hold. `facts` is what pack.json says; `start` is scratch or minilm, as its tokenizer is."""

    folder: Path
    facts: dict[str, Any]

    @property
    def start(self) -> str:
        return str(self.facts["start"])

    def tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self.folder / TOKENIZER))

    def text(self) -> PlainText:
        """The ids, with the report of what they were made of; its held-out bytes are those of the held-out ids kept."""
        train, held = _ids(self.folder / TRAIN), _ids(self.folder / HELD_OUT)
        report = TextReport(**self.facts["text"])
        whole = self.facts["tokens"]["held_out"]
        report.held_out_bytes = round(report.held_out_bytes * len(held) / whole) if whole else 0
        return PlainText(train, held, report)

    def topics(self) -> list[Topic]:
        return [_topic(row) for row in read_rows(self.folder / TOPICS)]

    def judged(self) -> list[JudgedExample]:
        return [_judged(row) for row in read_rows(self.folder / JUDGED)]


def open_pack(folder: Path) -> Pack:
    """Raises TrainingDataUnusable where the folder is no whole pack, or a file of it is damaged."""
    path = folder / MANIFEST
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        files = dict(facts["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingDataUnusable(
            f"{folder} is no whole pack ({path.name} is missing or unreadable); write one with `osler train pack`."
        ) from error
    if facts.get("format") != FORMAT:
        raise TrainingDataUnusable(
            f"{folder} was packed by another version of Osler; pack it again with `osler train pack`."
        )
    for name, told in files.items():
        one = folder / name
        if not one.is_file() or checksum(one) != told["sha256"]:
            raise TrainingDataUnusable(
                f"{one} is missing or not as it was packed; copy the folder again, or pack it again."
            )
    return Pack(folder, facts)


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def squeezed(ids: Ids) -> bytes:
    """One xz stream of uint16."""
    return lzma.compress(ids.astype("<u2").tobytes(), format=lzma.FORMAT_XZ, filters=FILTERS)


def write_rows(rows: Iterable[dict[str, object]], path: Path) -> int:
    """JSON lines in xz; how many."""
    count = 0
    with lzma.open(path, "wt", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def topic_row(topic: Topic) -> dict[str, object]:
    parts = [
        {
            "question": part.question,
            "kind": part.kind.name if part.kind else None,
            "heading": part.heading,
            "sentences": part.sentences,
            "targets": part.targets,
        }
        for part in topic.parts
    ]
    return {"title": topic.title, "source": topic.source, "page": topic.page, "parts": parts}


def judged_row(example: JudgedExample) -> dict[str, object]:
    return {
        "question": example.question,
        "passages": [{"heading": p.heading, "sentences": p.sentences} for p in example.passages],
        "best": example.best,
        "also": example.also,
        "source": example.source,
        "document": example.document,
        "written": example.written,
    }


def _topic(row: dict[str, Any]) -> Topic:
    kinds = {kind.name: kind for kind in KINDS}
    parts = tuple(
        Part(
            part["question"],
            kinds[part["kind"]] if part["kind"] else None,
            part["heading"],
            tuple(part["sentences"]),
            tuple(part["targets"]),
        )
        for part in row["parts"]
    )
    return Topic(row["title"], parts, row["source"], row["page"])


def _judged(row: dict[str, Any]) -> JudgedExample:
    return JudgedExample(
        row["question"],
        tuple(PromptPassage(p["heading"], tuple(p["sentences"])) for p in row["passages"]),
        tuple((p, s) for p, s in row["best"]),
        tuple((p, s) for p, s in row["also"]),
        row["source"],
        row["document"],
        row["written"],
    )


def _ids(path: Path) -> Ids:
    return np.frombuffer(lzma.decompress(path.read_bytes()), dtype="<u2").astype(np.int32)
