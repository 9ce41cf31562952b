"""From literature to a student: by logits where the vocabulary is shared, else by the answers' words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from models.commands.distill import add_distill
from models.errors import ModelError
from models.text import Message, TextModel
from models.training.data import DataPlan
from models.training.distilling.distillation import DistillPlan, DistillReport, distill
from models.training.distilling.fakes import FakeTeacher, Mistake
from models.training.distilling.matching import MatchPlan
from models.training.distilling.teachers import LocalTeacher, Teacher, TeacherUnreachable
from models.training.distilling.teaching import StudentFinished
from models.training.documents import TrainingDataUnusable, read_conversations
from tests.models.test_text import tiny_tokenizer
from tests.models.training.data.literature import ABSTENTION, ask, literature, split

CONTEXT = 1500


def tiny_llama(folder: Path, width: int, extra: str = "") -> str:
    """A random Llama with a context long enough for evidence, and the tiny tokenizer."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = tiny_tokenizer()
    if extra:
        tokenizer.add_tokens([extra])
    torch.manual_seed(width)
    config = LlamaConfig(
        vocab_size=384, hidden_size=width, intermediate_size=width, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=CONTEXT, pad_token_id=0, bos_token_id=1, eos_token_id=2,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


class Recorder:
    """A stand-in for fine-tuning."""

    def __init__(self) -> None:
        self.calls: list[dict[str, object]] = []

    def __call__(self, **given: Any) -> None:
        self.calls.append({"answers": len(list(read_conversations(given["data"]))), **given})


class Parrot(LocalTeacher):
    """A local model whose words are the fake teacher's: random weights write nothing that could be verified."""

    def write(self, messages: Any) -> str:
        return FakeTeacher(abstention=ABSTENTION).write(messages)

    def write_each(self, chats: Any) -> Any:
        return map(self.write, chats)


def parrot(folder: str) -> Parrot:
    return Parrot(TextModel.load(folder, "cpu"), tiny_tokenizer())


def run(teacher: Teacher, student: str, out: Path, tuned: Recorder | None = None, **settings: Any) -> DistillReport:
    match = MatchPlan(steps=settings.pop("steps", 6), rate=5e-3, batch_tokens=3000, temperature=2.0)
    plan = DistillPlan(DataPlan(("answers",), 14, 3, 120), match=match, steps=9, **settings)
    return distill(
        literature(), teacher, student, out, plan, split=split, ask=ask, abstention=ABSTENTION,
        fine_tune=tuned or Recorder(),
    )  # fmt: skip


def test_only_verified_answers_are_given_to_fine_tuning(tmp_path: Path) -> None:
    tuned = Recorder()
    teacher = FakeTeacher(lambda number: Mistake.NUMBER if number % 3 == 0 else None, ABSTENTION)
    report = run(teacher, "some-student", tmp_path, tuned)
    assert report.level == "sequences"
    (call,) = tuned.calls
    assert call["answers"] == report.collected.kept > 3
    assert (call["student"], call["out"], call["steps"]) == ("some-student", tmp_path / "student", 9)
    learnt = [one.messages[-1].content for one in read_conversations(tmp_path / "conversations.jsonl")]
    assert not any("4711" in answer for answer in learnt)
    assert json.loads((tmp_path / "report.json").read_text()) == report.to_json()
    assert "refused, a number" in (tmp_path / "report.txt").read_text()


def test_without_a_student_answers_are_only_collected(tmp_path: Path) -> None:
    tuned = Recorder()
    report = run(FakeTeacher(abstention=ABSTENTION), "", tmp_path, tuned)
    assert (report.level, tuned.calls) == ("", [])
    assert (tmp_path / "conversations.jsonl").exists()


def test_a_student_of_the_same_vocabulary_learns_the_logits(tmp_path: Path) -> None:
    teacher, student = tiny_llama(tmp_path / "teacher", 32), tiny_llama(tmp_path / "student", 16)
    tuned = Recorder()
    report = run(parrot(teacher), student, tmp_path / "out", tuned, keep_logits=True, steps=6)
    assert (report.level, tuned.calls) == ("logits", [])
    assert report.matched is not None
    assert report.matched.last["kl"] < report.matched.first["kl"]
    learnt = TextModel.load(tmp_path / "out" / "student", "cpu")
    assert isinstance("".join(learnt.stream([Message("user", "Hi")], 5)), str)
    assert "no clinician" in (tmp_path / "out" / "student" / "README.md").read_text()
    with pytest.raises(StudentFinished, match="finished student"):
        run(parrot(teacher), student, tmp_path / "out", keep_logits=True)


@pytest.mark.parametrize("endpoint", [False, True])
def test_where_logits_cannot_be_learnt_the_words_are(tmp_path: Path, endpoint: bool) -> None:
    student = tiny_llama(tmp_path / "student", 16, extra="extraordinary")
    teacher = FakeTeacher(abstention=ABSTENTION) if endpoint else parrot(tiny_llama(tmp_path / "teacher", 32))
    tuned = Recorder()
    report = run(teacher, student, tmp_path / "out", tuned, keep_logits=True)
    assert report.level == "sequences"
    assert len(tuned.calls) == 1
    assert ("endpoint gives no logits" if endpoint else "different vocabularies") in report.note
    assert report.note in str(report)


def test_a_teacher_of_whom_nothing_can_be_verified(tmp_path: Path) -> None:
    with pytest.raises(TrainingDataUnusable, match=r"report\.txt"):
        run(FakeTeacher(lambda number: Mistake.NO_MARKER, "I do not know."), "", tmp_path)
    assert "a sentence without a marker" in (tmp_path / "report.txt").read_text()


def test_literature_without_a_question(tmp_path: Path) -> None:
    with pytest.raises(TrainingDataUnusable, match="no question to ask"):
        distill(
            [], FakeTeacher(), "", tmp_path, DistillPlan(), split=split, ask=ask, abstention=ABSTENTION,
            fine_tune=Recorder(),
        )  # fmt: skip


def test_a_local_teacher_writes_the_same_again_and_can_be_let_go(tmp_path: Path) -> None:
    teacher = LocalTeacher.load(tiny_llama(tmp_path / "m", 32), most_tokens=6)
    assert teacher.write([Message("user", "Hi")]) == teacher.write([Message("user", "Hi")])
    teacher.let_go()
    with pytest.raises(ValueError, match="let go"):
        teacher.write([Message("user", "Hi")])


def invoke(*arguments: str) -> Any:
    app = typer.Typer()
    app.callback()(lambda: None)
    add_distill(app, lambda paths: literature(), split, ask, ABSTENTION, Recorder())
    return CliRunner().invoke(app, ["distill", "--from", "books", *arguments])


def test_the_command_tells_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    address = ["--teacher", "http://127.0.0.1:9", "--teacher-model", "m", "--out", str(tmp_path)]
    told = invoke(*address, "--key-env", "NO_SUCH_KEY").exception
    assert isinstance(told, TeacherUnreachable)
    assert "NO_SUCH_KEY holds no key" in str(told)
    assert isinstance(invoke("--teacher", str(tmp_path / "nowhere"), "--out", str(tmp_path)).exception, ModelError)


def test_the_command_collects_from_a_local_teacher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalTeacher, "write", Parrot.write)
    monkeypatch.setattr(LocalTeacher, "write_each", Parrot.write_each)
    out = str(tmp_path / "out")
    result = invoke("--teacher", tiny_llama(tmp_path / "m", 16), "--out", out, "--count", "9", "--words", "120")
    assert result.exit_code == 0, result.output
    assert "9 questions to" in result.stdout
    assert (tmp_path / "out" / "conversations.jsonl").exists()
