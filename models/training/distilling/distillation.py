"""The story of distillation: literature → questions → a teacher's answers → those that are verified → a student.

    OUT/teacher.jsonl          what the teacher wrote, as it came
    OUT/conversations.jsonl    what is learnt from
    OUT/report.json, .txt      what was kept and what was refused, and why
    OUT/logits/                the teacher's distributions, where they are learnt
    OUT/student/               the student

Run again with the same folder, it goes on where it was stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from models.training.data.asking import names_something
from models.training.data.building import DataPlan, dialogues_of
from models.training.data.dialogues import Ask
from models.training.data.pages import pages_of
from models.training.data.quotable import Split
from models.training.data.topics import material_of
from models.training.distilling.checking import common_words
from models.training.distilling.collecting import CollectReport, collect
from models.training.distilling.matching import MatchPlan, MatchReport, OnStep
from models.training.distilling.teachers import LocalTeacher, Teacher
from models.training.documents import (
    Conversation,
    TrainingDataUnusable,
    TrainingDocument,
    read_conversations,
    write_conversations,
)

CONVERSATIONS = "conversations.jsonl"
STUDENT = "student"
OnStage = Callable[[str], None]


class FineTune(Protocol):
    """Fine-tunes a model (a folder or name) on a file of conversations into a new folder: as `osler train sft` does."""

    def __call__(
        self,
        *,
        student: str,
        data: Path,
        out: Path,
        steps: int,
        seed: int,
        allow_download: bool,
        on_step: OnStep,
        on_stage: OnStage,
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class DistillPlan:
    """What decides what comes out. `parallel` questions are asked at once; `steps` 0 leaves their number to the training."""

    data: DataPlan = field(default_factory=lambda: DataPlan(kinds=("answers",)))
    parallel: int = 1
    steps: int = 0
    keep_logits: bool = False
    match: MatchPlan = field(default_factory=MatchPlan)


@dataclass(frozen=True, slots=True)
class DistillReport:
    """What was collected, and how the student learnt: `level` is "logits", "sequences" or "" (none was given).

    `note` says why logits were not learnt from although they were asked for.
    """

    collected: CollectReport
    level: str = ""
    note: str = ""
    matched: MatchReport | None = None

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        matched = self.matched
        return {
            "collected": self.collected.to_json(),
            "level": self.level,
            "note": self.note,
            "matched": None
            if matched is None
            else {"steps": matched.steps, "tokens": matched.tokens, "first": matched.first, "last": matched.last},
        }

    def __str__(self) -> str:
        rows = [str(self.collected)] + ([self.note] if self.note else [])
        if self.matched is not None:
            first, last = self.matched.first, self.matched.last
            losses = ", ".join(f"{name} {first[name]:.3f} → {last[name]:.3f}" for name in first)
            rows.append(f"learnt from logits in {self.matched.steps:,} steps: {losses}")
        elif self.level:
            rows.append("learnt from the answers' words")
        return "\n".join(rows)


def distill(
    documents: Iterable[TrainingDocument],
    teacher: Teacher,
    student: str,
    out: Path,
    plan: DistillPlan,
    *,
    split: Split,
    ask: Ask,
    abstention: str,
    fine_tune: FineTune,
    leaks: Callable[[str], bool] = lambda text: False,
    allow_download: bool = False,
    on_answer: Callable[[int, int], None] = lambda done, all_of_them: None,
    on_step: OnStep = lambda report, steps: None,
    on_stage: OnStage = lambda stage: None,
) -> DistillReport:
    """Collect verified answers of the teacher, and teach them to the student (a folder or a name; "" teaches nobody).

    Raises TrainingDataUnusable where nothing can be asked or nothing is kept, and what teachers and training raise.
    """
    on_stage("finding questions")
    pages, _ = pages_of(documents, split, leaks)
    dialogues, _ = dialogues_of(material_of(pages), "answers", plan.data, leaks)
    if not dialogues:
        raise TrainingDataUnusable(
            f"{len(pages)} pages give no question to ask the teacher; give --from other literature."
        )
    on_stage("asking the teacher")
    collected = collect(
        dialogues, teacher, out, ask=ask, abstention=abstention, split=split,
        common=common_words((page.text for page in pages), (page.title for page in pages if names_something(page.title))),
        parallel=plan.parallel, on_answer=on_answer,
    )  # fmt: skip
    data = out / CONVERSATIONS
    write_conversations(collected.conversations, data)
    report = DistillReport(collected.report)
    _write(report, out)
    if not collected.conversations:
        raise TrainingDataUnusable(f"No answer of the teacher could be verified; see {out / 'report.txt'} for why.")
    if student:
        report = _teach(report, data, teacher, student, out, plan, fine_tune, allow_download, on_step, on_stage)
        _write(report, out)
    return report


def _teach(
    report: DistillReport,
    data: Path,
    teacher: Teacher,
    student: str,
    out: Path,
    plan: DistillPlan,
    fine_tune: FineTune,
    allow_download: bool,
    on_step: OnStep,
    on_stage: OnStage,
) -> DistillReport:
    """By logits where that was asked for and is possible, else by the answers' words."""
    note = ""
    if plan.keep_logits and not isinstance(teacher, LocalTeacher):
        note = "An endpoint gives no logits; the student learns from the answers' words."
    elif plan.keep_logits and isinstance(teacher, LocalTeacher):
        from models.training.distilling.teaching import VocabularyDiffers, teach_logits

        try:
            conversations: list[Conversation] = list(read_conversations(data))
            matched = teach_logits(conversations, teacher, student, out, plan.match, allow_download, on_step, on_stage)
            return DistillReport(report.collected, "logits", matched=matched)
        except VocabularyDiffers as error:
            note = str(error)
    on_stage("teaching the student")
    fine_tune(
        student=student, data=data, out=out / STUDENT, steps=plan.steps, seed=plan.match.seed,
        allow_download=allow_download, on_step=on_step, on_stage=on_stage,
    )  # fmt: skip
    return DistillReport(report.collected, "sequences", note)


def _write(report: DistillReport, out: Path) -> None:
    (out / "report.json").write_text(
        json.dumps(report.to_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (out / "report.txt").write_text(f"{report}\n", encoding="utf-8")
