"""Asking a teacher: each question once, what was answered kept on the disk, what is refused counted by its reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.training.data import DataPlan
from models.training.data.building import dialogues_of
from models.training.data.dialogues import Dialogue
from models.training.data.pages import pages_of
from models.training.data.topics import material_of
from models.training.distilling.checking import Refusal
from models.training.distilling.collecting import ANSWERS, Collected, collect
from models.training.distilling.fakes import FakeTeacher, Mistake
from models.training.distilling.teachers import TeacherUnreachable
from models.training.documents import TrainingDataUnusable
from tests.models.training.data.literature import ABSTENTION, ask, literature, split

REFUSED = {
    Mistake.NUMBER: Refusal.NUMBER,
    Mistake.NAME: Refusal.NAME,
    Mistake.NEGATION: Refusal.NEGATION,
    Mistake.NO_MARKER: Refusal.NO_MARKER,
    Mistake.INVENTED_MARKER: Refusal.INVENTED_MARKER,
    Mistake.SILENCE: Refusal.ABSTAINED,
    Mistake.DECLINE: Refusal.DECLINED,
}


def dialogues(count: int = 40) -> list[Dialogue]:
    pages, _ = pages_of(literature(), split, lambda text: False)
    return dialogues_of(material_of(pages), "answers", DataPlan(count=count, words=200), lambda text: False)[0]


def answerable(folder: Path) -> list[Dialogue]:
    """Questions whose answer the fake teacher finds."""
    asked = dialogues(80)
    found = run(asked, FakeTeacher(abstention=ABSTENTION), folder)
    kept = {one.messages[1].content for one in found.conversations if one.kind == "answer"}
    return [one for one in asked if ask(one.exchanges[0].question, one.exchanges[0].drawn.passages)[1] in kept]


def run(asked: Sequence[Dialogue], teacher: FakeTeacher, folder: Path, parallel: int = 1) -> Collected:
    return collect(asked, teacher, folder, ask=ask, abstention=ABSTENTION, split=split, parallel=parallel)


def test_quotes_are_kept_and_marked(tmp_path: Path) -> None:
    asked = dialogues()
    found = run(asked, FakeTeacher(abstention=ABSTENTION), tmp_path)
    report = found.report
    assert report.kept + sum(report.refused.values()) == report.questions == len(asked)
    assert report.kept >= 15
    assert set(report.refused) <= {Refusal.ANSWERED.value, Refusal.ELSEWHERE.value, Refusal.FRAGMENT.value}
    for one in found.conversations:
        assert one.messages[-1].content == ABSTENTION or one.messages[-1].content.rstrip().endswith("]")


@pytest.mark.parametrize("mistake", REFUSED)
def test_each_mistake_is_refused_for_its_reason(tmp_path: Path, mistake: Mistake) -> None:
    asked = answerable(tmp_path / "first")[:8]
    teacher = FakeTeacher(lambda number: mistake if number == 2 else None, ABSTENTION)
    report = run(asked, teacher, tmp_path).report
    assert report.refused == {REFUSED[mistake].value: 1}
    assert report.kept == 7
    assert REFUSED[mistake].value in str(report)


def test_a_stopped_run_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    asked = dialogues(12)
    breaking = FakeTeacher(lambda number: Mistake.BREAK_DOWN if number == 5 else None, ABSTENTION)
    with pytest.raises(TeacherUnreachable):
        run(asked, breaking, tmp_path)
    assert len((tmp_path / ANSWERS).read_text().splitlines()) == 5
    with (tmp_path / ANSWERS).open("a") as file:
        file.write('{"key": "cut off while it was writ')  # the process was killed here
    again = FakeTeacher(abstention=ABSTENTION)
    resumed = run(asked, again, tmp_path)
    assert (len(again.asked), resumed.report.asked_now) == (7, 7)
    whole = run(asked, FakeTeacher(abstention=ABSTENTION), tmp_path / "whole")
    assert resumed.conversations == whole.conversations
    third = FakeTeacher(abstention=ABSTENTION)
    assert run(asked, third, tmp_path).conversations == whole.conversations
    assert third.asked == []


def test_another_teacher_is_asked_anew(tmp_path: Path) -> None:
    asked = dialogues(4)
    run(asked, FakeTeacher(abstention=ABSTENTION), tmp_path)
    other = FakeTeacher(abstention=ABSTENTION, name="other")
    run(asked, other, tmp_path)
    assert len(other.asked) == 4


def test_asked_in_parallel_the_answers_are_the_same(tmp_path: Path) -> None:
    asked = dialogues(30)
    alone = run(asked, FakeTeacher(abstention=ABSTENTION), tmp_path / "a")
    together = run(asked, FakeTeacher(abstention=ABSTENTION), tmp_path / "b", parallel=4)
    assert together.conversations == alone.conversations
    assert (tmp_path / "a" / ANSWERS).read_text() == (tmp_path / "b" / ANSWERS).read_text()


def test_a_teacher_that_declines_everything_is_told_of_at_once(tmp_path: Path) -> None:
    teacher = FakeTeacher(lambda number: Mistake.DECLINE, ABSTENTION)
    with pytest.raises(TeacherUnreachable, match="declined the first 5"):
        run(dialogues(20), teacher, tmp_path)
    assert len(teacher.asked) == 5


def test_a_file_of_something_else_is_refused_by_its_line(tmp_path: Path) -> None:
    (tmp_path / ANSWERS).write_text(json.dumps({"text": "a corpus"}) + "\n")
    with pytest.raises(TrainingDataUnusable, match=r"teacher\.jsonl, line 1"):
        run(dialogues(2), FakeTeacher(abstention=ABSTENTION), tmp_path)
