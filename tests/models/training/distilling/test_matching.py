"""Matching a teacher's logits: the divergence against torch and by hand, falling losses, resumption, a loss that is none."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from torch.nn import functional as F  # noqa: N812  (the name that torch's own documentation gives it)

from models.engine import Engine
from models.training.distilling.logits import KeptLogits, likeliest, load_logits, shared_vocabulary
from models.training.distilling.matching import (
    CheckpointDiffers,
    DistillationDiverged,
    MatchPlan,
    MatchReport,
    divergence,
    match,
)
from models.training.trainer import StepReport
from tests.models.test_engine import VOCABULARY, tiny_model
from tests.models.test_text import tiny_tokenizer

PLAN = MatchPlan(steps=24, rate=3e-3, warmup=0.1, batch_tokens=40, checkpoint_every=7, temperature=2.0)


def student() -> Any:
    torch.manual_seed(11)
    model = tiny_model("llama")
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return model


def examples(top: int = 64, temperature: float = 2.0) -> list[KeptLogits]:
    engine = Engine(tiny_model("llama"), "cpu")
    generator = torch.Generator().manual_seed(1)
    found = []
    for _ in range(6):
        ids = torch.randint(3, VOCABULARY, (16,), generator=generator).tolist()
        found.append(likeliest(engine, ids, list(range(7, 15)), VOCABULARY, temperature, top))
    return found


def trained(
    folder: Path,
    plan: MatchPlan = PLAN,
    on_step: Callable[[StepReport, int], None] = lambda report, steps: None,
    model: Any = None,
) -> MatchReport:
    kept = examples()
    loads = [partial(lambda one: one, one) for one in kept]
    return match(student() if model is None else model, loads, [len(one.ids) for one in kept], plan, folder, on_step)


def test_with_every_token_kept_the_divergence_is_torchs() -> None:
    (kept,) = examples(top=VOCABULARY)[:1]
    logits = torch.randn(8, VOCABULARY, generator=torch.Generator().manual_seed(2))
    scores = torch.zeros(8, VOCABULARY).scatter(1, kept.tokens.long(), kept.values)
    expected = 4 * F.kl_div(F.log_softmax(logits / 2, -1), scores, reduction="sum", log_target=True)
    assert divergence(logits, kept, 2.0).item() == pytest.approx(expected.item(), rel=1e-4)


def test_the_divergence_by_hand() -> None:
    # A teacher that says 1/2, 1/4, 1/4 of three tokens, the last two as one class; a student that says a third each.
    kept = KeptLogits(
        torch.tensor([0, 0]), torch.tensor([0]), torch.tensor([[0]]),
        torch.tensor([[math.log(1 / 2)]]), torch.tensor([math.log(1 / 2)]),
    )  # fmt: skip
    expected = 0.5 * math.log(0.5 / (1 / 3)) + 0.5 * math.log(0.5 / (2 / 3))
    assert divergence(torch.zeros(1, 3), kept, 1.0).item() == pytest.approx(expected)
    assert divergence(torch.zeros(1, 3), kept, 3.0).item() == pytest.approx(9 * expected)


@pytest.mark.parametrize("top", [1, 64, VOCABULARY])
def test_a_student_that_is_the_teacher_diverges_from_nothing_and_gradients_are_numbers(top: int) -> None:
    (kept,) = examples(top=top)[:1]
    model = tiny_model("llama")
    logits = model(input_ids=kept.ids.long()[None]).logits[0, kept.positions.long()]
    value = divergence(logits, kept, 2.0)
    value.backward()  # type: ignore[no-untyped-call]
    assert abs(value.item()) < 1e-3
    assert all(p.grad is None or torch.isfinite(p.grad).all() for p in model.parameters())


def test_fewer_kept_tokens_never_diverge_more() -> None:
    logits = torch.randn(8, VOCABULARY, generator=torch.Generator().manual_seed(3))
    values = [divergence(logits, examples(top=top)[0], 2.0).item() for top in (1, 8, 64, VOCABULARY)]
    assert values == sorted(values)
    assert values[0] < values[-1]


def test_the_divergence_falls(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    report = trained(tmp_path, on_step=lambda step, steps: seen.append((step.step, steps)))
    assert seen == [(n, 24) for n in range(24)]
    assert report.steps == 24
    assert report.last["kl"] < 0.7 * report.first["kl"]
    assert report.last["entropy"] < report.first["entropy"]
    rows = [json.loads(line) for line in (tmp_path / "training.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == list(range(24))


class Killed(Exception):
    pass


def test_a_killed_run_resumes_to_the_same_loss(tmp_path: Path) -> None:
    def kill(report: StepReport, steps: int) -> None:
        if report.step == 16:
            raise Killed

    whole = trained(tmp_path / "whole")
    with pytest.raises(Killed):
        trained(tmp_path / "cut", on_step=kill)
    assert len((tmp_path / "cut" / "training.jsonl").read_text().splitlines()) == 17
    resumed: list[int] = []
    report = trained(tmp_path / "cut", on_step=lambda step, steps: resumed.append(step.step))
    assert resumed == list(range(14, 24))
    assert report == whole
    for name in ("whole", "cut"):
        rows = [json.loads(line) for line in (tmp_path / name / "training.jsonl").read_text().splitlines()]
        assert [row["step"] for row in rows] == list(range(24))


def test_another_runs_checkpoint_is_refused(tmp_path: Path) -> None:
    def kill(report: StepReport, steps: int) -> None:
        if report.step == 8:
            raise Killed

    with pytest.raises(Killed):
        trained(tmp_path, on_step=kill)
    with pytest.raises(CheckpointDiffers, match="other settings"):
        trained(tmp_path, MatchPlan(steps=24, rate=1e-3, checkpoint_every=7))


def test_a_loss_that_is_no_number_stops_and_names_the_step(tmp_path: Path) -> None:
    model = student()

    def spoil(report: StepReport, steps: int) -> None:
        if report.step == 3:
            with torch.no_grad():
                next(model.parameters()).fill_(math.nan)

    with pytest.raises(DistillationDiverged, match="at step 4"):
        trained(tmp_path, on_step=spoil, model=model)


def test_rates_rise_and_fall() -> None:
    factors = [PLAN.factor(step, 100) for step in range(100)]
    assert factors[0] == pytest.approx(0.1)
    assert max(factors) == factors[10] == 1.0
    assert factors[10:] == sorted(factors[10:], reverse=True)
    assert factors[-1] < 0.01


def test_damaged_logits_are_computed_again(tmp_path: Path) -> None:
    from models.text import Message
    from models.training.distilling.logits import keep_logits
    from models.training.documents import Conversation
    from models.training.sft.rendering import Renderer

    engine = Engine(tiny_model("llama"), "cpu")
    conversations = [Conversation((Message("user", "Hi"), Message("assistant", "Rest."))) for _ in range(2)]
    render = Renderer(tiny_tokenizer(), 90)

    def kept() -> list[Path]:
        return keep_logits(conversations, engine, render, tmp_path, size=VOCABULARY, temperature=2.0, top=8)

    first, same = kept()
    assert first == same
    whole = load_logits(first)
    assert whole.tokens.shape == whole.values.shape == (len(whole.positions), 8)
    answer = whole.ids[whole.positions.long() + 1].tolist()
    assert tiny_tokenizer().decode(answer, skip_special_tokens=True) == "Rest."
    values = whole.values.clone()  # what is loaded is the file itself
    first.write_bytes(first.read_bytes()[:40])
    assert torch.equal(load_logits(kept()[0]).values, values)


def test_vocabularies_are_shared_or_not() -> None:
    assert shared_vocabulary(tiny_tokenizer(), tiny_tokenizer()) > 100
    other = tiny_tokenizer()
    other.add_tokens(["extra"])
    assert shared_vocabulary(tiny_tokenizer(), other) == 0
