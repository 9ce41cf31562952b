"""From documents to training sets: one reading of the documents, one file a kind, and a report of what went in.

    documents ┬→ plain text without repeats ─────────────────────────────────────→ text.jsonl
              └→ pages → topics and facts → dialogues with drawn evidence → answers | turns | verdicts | choices .jsonl

Deterministic: the same documents, seed and counts give the same files. Knows nothing of formats, indexes or models.
"""

from __future__ import annotations

import heapq
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from models.training.data.choices import choices
from models.training.data.dialogues import Ask, Dialogue, answers
from models.training.data.evidence import EvidenceDrawer
from models.training.data.pages import pages_of
from models.training.data.plain_text import PlainText, TextReport
from models.training.data.quotable import Split
from models.training.data.report import DataReport, KindReport, summed
from models.training.data.topics import Material, material_of
from models.training.data.turns import turns
from models.training.data.verdicts import verdicts
from models.training.documents import TrainingDataUnusable, TrainingDocument, write_conversations

MAKERS: dict[str, Callable[[Material, EvidenceDrawer, int], Iterator[Dialogue]]] = {
    "answers": answers,
    "turns": turns,
    "verdicts": verdicts,
    "choices": choices,
}
KINDS = ("text", *MAKERS)
OnProgress = Callable[[str, int], None]
"""What is being done, and how many were done."""


@dataclass(frozen=True, slots=True)
class DataPlan:
    """What decides what comes out. `count` conversations of each kind; `words` of evidence for a question.

    Questions are made from at most `documents` documents of each source, chosen by a checksum of their titles.
    """

    kinds: tuple[str, ...] = KINDS
    count: int = 1000
    seed: int = 1
    words: int = 640
    documents: int = 20_000


def build(
    documents: Iterable[TrainingDocument],
    plan: DataPlan,
    out: Path,
    *,
    split: Split,
    ask: Ask,
    abstention: str,
    leaks: Callable[[str], bool] = lambda text: False,
    on_progress: OnProgress = lambda stage, done: None,
) -> DataReport:
    """Write a file of each kind into `out`, and report.json and report.txt beside them.

    `split` cuts text into sentences, `ask` makes a user's message of a question and its passages, `leaks` tells what
    must not be learnt. Raises TrainingDataUnusable where the documents give nothing to learn from.
    """
    _check(plan)
    out.mkdir(parents=True, exist_ok=True)
    reading = _Reading(plan)
    with ExitStack() as open_files:
        plain = None
        if "text" in plan.kinds:
            file = open_files.enter_context((out / "text.jsonl").open("w", encoding="utf-8"))
            plain = PlainText(file, leaks)
        for document in reading.noted(documents, on_progress):
            if plain is not None:
                plain.add(document)
    text = plain.report if plain is not None else None
    report = _converse(reading, plan, out, split, ask, abstention, leaks, on_progress, text)
    if not (text and text.written) and not any(one.conversations for one in report.kinds):
        raise TrainingDataUnusable(_nothing(report))
    _write(report, out)
    return report


def dialogues_of(
    material: Material, kind: str, plan: DataPlan, leaks: Callable[[str], bool] = lambda text: False
) -> tuple[list[Dialogue], int]:
    """The first `plan.count` dialogues of a kind, none twice, and how many were left out for a question that leaks."""
    left_out = 0
    seen: set[tuple[object, ...]] = set()

    def fresh() -> Iterator[Dialogue]:
        nonlocal left_out
        for one in MAKERS[kind](material, EvidenceDrawer(material.topics, plan.words), plan.seed):
            key = tuple((exchange.question.lower(), exchange.drawn) for exchange in one.exchanges)
            if any(leaks(exchange.question) for exchange in one.exchanges):
                left_out += 1
            elif key not in seen:
                seen.add(key)
                yield one

    found = list(islice(fresh(), plan.count))
    return found, left_out


@dataclass(slots=True)
class _Reading:
    """Counts documents as they pass, and keeps those that questions are made of: of each source the least checksums.

    A checksum of the title, so that what one page's documents ask stays together whatever the order of reading.
    """

    plan: DataPlan
    sources: Counter[str] = field(default_factory=Counter)
    kept: dict[str, list[tuple[int, int, TrainingDocument]]] = field(default_factory=dict)

    def noted(self, documents: Iterable[TrainingDocument], on_progress: OnProgress) -> Iterator[TrainingDocument]:
        """The documents, one after another."""
        for number, document in enumerate(documents):
            self.sources[document.source] += 1
            if set(self.plan.kinds) - {"text"}:
                rank = zlib.crc32(f"{self.plan.seed} {document.title or document.doc_id}".encode())
                heap = self.kept.setdefault(document.source, [])
                heapq.heappush(heap, (-rank, -number, document))
                if len(heap) > self.plan.documents:
                    heapq.heappop(heap)
            on_progress("reading documents", number + 1)
            yield document

    @property
    def documents(self) -> list[TrainingDocument]:
        """What was kept, in the order of reading."""
        found = sorted((-number, document) for heap in self.kept.values() for _, number, document in heap)
        return [document for _, document in found]


def _converse(
    reading: _Reading,
    plan: DataPlan,
    out: Path,
    split: Split,
    ask: Ask,
    abstention: str,
    leaks: Callable[[str], bool],
    on_progress: OnProgress,
    text: TextReport | None,
) -> DataReport:
    """Write the conversations of each kind that is asked for, and report all."""
    documents = reading.documents
    pages, unread = pages_of(documents, split, leaks, lambda done: on_progress("cutting pages", done))
    material = material_of(pages, lambda done: on_progress("finding questions", done))
    kinds: list[KindReport] = []
    for kind in (kind for kind in KINDS if kind in plan.kinds and kind != "text"):
        found, left_out = dialogues_of(material, kind, plan, leaks)
        conversations = (one.conversation(ask, abstention) for one in found)
        write_conversations(conversations, out / f"{kind}.jsonl")
        on_progress(f"writing {kind}", len(found))
        kinds.append(summed(kind, found, abstention, left_out))
    nothing = dict(sorted((unread + material.nothing).items()))
    total = reading.sources.total()
    beyond = total - len(documents) if kinds else 0
    return DataReport(plan.seed, total, dict(sorted(reading.sources.items())), text, kinds, nothing, beyond)


def _check(plan: DataPlan) -> None:
    unknown = [kind for kind in plan.kinds if kind not in KINDS]
    if unknown or not plan.kinds:
        raise TrainingDataUnusable(f"There is no kind {', '.join(unknown) or 'given'}; choose from {', '.join(KINDS)}.")


def _write(report: DataReport, out: Path) -> None:
    import json

    (out / "report.json").write_text(
        json.dumps(report.to_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (out / "report.txt").write_text(f"{report}\n", encoding="utf-8")


def _nothing(report: DataReport) -> str:
    """One sentence on why nothing was written."""
    if not report.documents:
        return "There is no document to learn from; give --from files, folders or an index that hold literature."
    reasons = ", ".join(f"{count} {reason}" for reason, count in report.nothing.items())
    told = f" ({reasons})" if reasons else ""
    return f"None of {report.documents} documents gives anything to learn from{told}; give --from other literature."


def read_kinds(text: str) -> tuple[str, ...]:
    """The kinds named in "text,answers"; raises TrainingDataUnusable for a name that is none."""
    kinds: Sequence[str] = [name.strip() for name in text.split(",") if name.strip()]
    _check(DataPlan(kinds=tuple(kinds)))
    return tuple(dict.fromkeys(kinds))
