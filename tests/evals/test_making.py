"""Texts written many at once make the predictions that are made one by one: same texts, same order, errors kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from evals.evaluating import Request, evaluate, read_asked
from evals.examples import Arm, Example, Given, Option, Prediction, Status
from evals.fakes import FakeSubject
from evals.making import predictions
from evals.osler_subject import OslerSubject
from evals.prediction_cache import PredictionCache
from evals.run_folder import PREDICTIONS
from evals.solvers.choice import ByWriting
from evals.solvers.exact import WriteExact
from evals.solvers.writing import WritesOnce, WritesTogether
from models.engine import Engine
from models.errors import ModelError, OutOfMemory
from models.text import TextModel
from tests.evals.running_tasks import Equality, Killed
from tests.models.test_engine import tiny_model
from tests.models.test_text import TEMPLATE, tiny_tokenizer

OPTIONS = (Option("A", "rest"), Option("B", "water"))
WANTED = [
    (Example(f"e{n}", "what is it? " * n, ("A",), OPTIONS, passages=(Given("Rest, and drink water.", "T", "g"),)), arm)
    for arm in (Arm.NONE, Arm.ORACLE)
    for n in range(1, 7)
]


@dataclass(slots=True)
class Together(FakeSubject):
    """Writes at once; `broken` prompts cannot be written alone either, after `fails_after` texts all are lost."""

    together: int = 4
    broken: str = "\0"
    fails_after: int = 10**6
    kills: bool = False
    portions: list[int] = field(default_factory=list)

    def write_each(self, prompts: Sequence[str], most: int) -> Iterator[str | ModelError]:
        self.portions.append(len(prompts))
        for n, prompt in enumerate(prompts):
            if n >= self.fails_after:
                raise Killed if self.kills else OutOfMemory("no memory")
            yield ModelError("too long") if self.broken in prompt else FakeSubject.write(self, prompt, most)

    def write(self, prompt: str, max_tokens: int) -> str:
        if self.broken in prompt:
            raise ModelError("too long")
        return FakeSubject.write(self, prompt, max_tokens)


def letter(prompt: str) -> str:
    return f'{{"answer_choice": "{"AB"[prompt.count("what") % 2]}"}}'


def without_time(found: Iterator[tuple[Example, Prediction]]) -> list[Prediction]:
    return [replace(prediction, seconds=0.0) for _, prediction in found]


@pytest.mark.parametrize("fails_after", [0, 3, 10**6])
def test_an_error_is_its_example_s_own_however_it_comes(fails_after: int) -> None:
    broken = "Question: " + "what is it? " * 3 + "\n"
    together = Together(writing=letter, broken=broken, fails_after=fails_after)
    alone = FakeSubject(writing=lambda prompt: together.write(prompt, 9))
    found = without_time(predictions(ByWriting(), WANTED, together))
    assert found == without_time(predictions(ByWriting(), WANTED, alone))
    assert [one.example_id for one in found if one.status is Status.ERROR] == ["e3", "e3"]
    assert len({one.answer for one in found}) == 3
    assert together.portions == [4, 4, 4]


def test_what_is_in_the_cache_is_not_written_again(tmp_path: Path) -> None:
    with PredictionCache(tmp_path) as cache:
        list(predictions(ByWriting(), WANTED[1:3], FakeSubject(writing=letter), cache))
        subject = Together(writing=letter)
        found = without_time(predictions(ByWriting(), WANTED, subject, cache))
        assert subject.portions == [2, 4, 4]
        again = Together(writing=letter)
        assert without_time(predictions(ByWriting(), WANTED, again, cache)) == found
        assert not again.calls
    assert found == without_time(predictions(ByWriting(), WANTED, FakeSubject(writing=letter)))


def test_a_run_stopped_among_texts_goes_on_in_the_same_order(tmp_path: Path) -> None:
    from evals.task import Task

    examples = [example for example, arm in WANTED if arm == Arm.NONE]
    path = tmp_path / "data"
    path.write_text("")
    asked = Task("choices", "Choices", lambda _: examples, ByWriting(), Equality(), str(path), arms=(Arm.NONE,))

    def lines(subject: FakeSubject, out: str) -> list[str]:
        request = Request((asked,), tmp_path / out)
        evaluate(request, read_asked(request), subject)
        text = (tmp_path / out / "choices" / PREDICTIONS).read_text()
        return [line.partition('"seconds"')[0] for line in text.splitlines()]

    with pytest.raises(Killed):
        lines(Together(writing=letter, fails_after=3, kills=True), "a")
    assert len((tmp_path / "a" / "choices" / PREDICTIONS).read_text().splitlines()) == 3
    resumed = Together(writing=letter)
    assert lines(resumed, "a") == lines(FakeSubject(writing=letter), "b")
    assert resumed.portions == [3]


class Writing(OslerSubject):
    """The real subject's ways of writing, over a tiny model."""

    def __init__(self) -> None:
        """Without settings or an index: neither is asked for."""
        self._settings = None  # type: ignore[assignment]

    writes = True


@pytest.mark.parametrize("solver", [ByWriting(), WriteExact()])
def test_the_real_subject_writes_together_what_it_writes_alone(
    solver: ByWriting | WriteExact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.solvers.choice._WRITTEN_TOKENS", 24)
    monkeypatch.setattr("evals.solvers.exact._TOKENS", 24)
    engine = Engine(tiny_model("llama"), "cpu")
    engine.context = 1024  # positions that are turned need no table
    model = TextModel(engine, tiny_tokenizer(TEMPLATE), "tiny")
    monkeypatch.setattr("agent.wiring.open_text_model", lambda settings: model)
    subject = Writing()
    assert isinstance(subject, WritesTogether) and isinstance(solver, WritesOnce)
    short = [Example(f"s{n}", "rest " * n, ("A",), OPTIONS) for n in range(3)]
    long = Example("long", "rest " * 1024, ("A",), OPTIONS)
    wanted = [(example, Arm.NONE) for example in (short[0], long, *short[1:])]
    rows: list[int] = []
    engine.model.register_forward_pre_hook(lambda _, __, given: rows.append(len(given["input_ids"])), with_kwargs=True)
    found = without_time(predictions(solver, wanted, subject))
    assert max(rows) == 3
    assert found == [replace(_alone(solver, example, subject), seconds=0.0) for example, _ in wanted]
    assert [one.status is Status.ERROR for one in found] == [False, True, False, False]
    assert any(one.raw for one in found)


def _alone(solver: ByWriting | WriteExact, example: Example, subject: OslerSubject) -> Prediction:
    try:
        return solver.solve(example, Arm.NONE, subject)
    except ModelError as error:
        return Prediction(example.example_id, Arm.NONE, Status.ERROR, error=str(error))
