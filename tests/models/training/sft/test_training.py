"""From a random base and eight lessons to an answer in the trained words; killed runs, stops and what is written."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
import torch
from transformers import BertConfig, BertLMHeadModel, BertModel

from models.adapters import with_adapter
from models.errors import ModelForeign, OutOfMemory
from models.text import Message, TextModel
from models.training.sft import tuning
from models.training.sft.callbacks import HeldOutRow, Journal, StepRow
from models.training.sft.offline import stay_here
from models.training.sft.settings import RunDiverged, RunRefused
from models.training.sft.trainer import Tuner, _logits, packs_apart
from models.training.sft.tuning import Files, SftReport, train_sft
from models.training.trainer import StepReport
from tests.models.training.sft.families import (
    FAMILIES,
    LESSONS,
    held_out_example,
    own_loss,
    settings,
    tiny_model,
    tokenizer,
)

BaseOf = Callable[[str], Path]
SHORT = {"steps": 9, "evaluate_every": 3, "batch_tokens": 100, "packing": False, "rate": 0.003}


class Killed(BaseException):
    """What ends a run in the middle; no library catches it."""


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "training.jsonl").read_text().splitlines()]


def losses(out: Path) -> list[float]:
    return [row["loss"] for row in lines(out) if "loss" in row]


def answers(model: TextModel) -> list[str]:
    return ["".join(model.stream([Message("user", question)], max_tokens=40)) for question, _ in LESSONS]


@pytest.mark.parametrize(
    ("family", "method"),
    [
        ("llama", "lora"),
        ("qwen3", "full"),
        pytest.param("gemma", "lora", marks=pytest.mark.slow),
        pytest.param("llama", "full", marks=pytest.mark.slow),
        pytest.param("qwen3", "lora", marks=pytest.mark.slow),
        pytest.param("gemma", "full", marks=pytest.mark.slow),
    ],
)
def test_what_is_taught_is_answered(base_of: BaseOf, lessons: Path, tmp_path: Path, family: str, method: Any) -> None:
    """The loss falls clearly, and the export, loaded as Osler loads it, says every lesson it learnt word for word."""
    base, out = base_of(family), tmp_path / "out"
    report = train_sft(base, Files((lessons,)), out, settings(method=method, evaluate_every=40))
    found = losses(out)
    assert found[0] > 5 and found[-1] < found[0] / 10
    model = TextModel.load(out, "cpu") if method == "full" else TextModel.load(base, "cpu", adapter=out)
    right = sum(said == answer for said, (_, answer) in zip(answers(model), LESSONS, strict=True))
    assert right == report.learnt.conversations == 7
    before = TextModel.load(base, "cpu")
    assert not any(said == answer for said, (_, answer) in zip(answers(before), LESSONS, strict=True))


@pytest.mark.parametrize("method", ["lora", pytest.param("full", marks=pytest.mark.slow)])
def test_a_killed_run_goes_on_to_the_same_losses(
    base_of: BaseOf, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: Any
) -> None:
    """Killed at step 5 of 9 with a checkpoint at 3; torch.load, where anything is loaded by it, unpickles nothing."""
    run, base, files = settings(method=method, **SHORT), base_of("llama"), Files((lessons,))
    unbroken = train_sft(base, files, tmp_path / "unbroken", run)

    def kill(report: StepReport, steps: int) -> None:
        if report.step + 1 == 5:
            raise Killed

    with pytest.raises(Killed):
        train_sft(base, files, tmp_path / "killed", run, on_step=kill)
    checkpoint = tmp_path / "killed" / "checkpoints" / "checkpoint-3"
    assert [one.suffix for one in checkpoint.glob("*model*")] == [".safetensors"]
    loaded, load = list[object](), torch.load

    def noted(file: Any, **named: Any) -> Any:
        loaded.append(named.get("weights_only"))
        return load(file, **named)

    monkeypatch.setattr(torch, "load", noted)
    resumed = train_sft(base, files, tmp_path / "killed", run)
    assert losses(tmp_path / "killed") == pytest.approx(losses(tmp_path / "unbroken"), abs=1e-5)
    assert [row["step"] for row in lines(tmp_path / "killed")] == [0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9]
    assert (resumed.before, resumed.tokens, resumed.steps) == (unbroken.before, unbroken.tokens, unbroken.steps)
    assert resumed.after.held_out == pytest.approx(unbroken.after.held_out, abs=1e-5)
    assert len(loaded) >= 3 and set(loaded) == {True}


def test_a_run_killed_while_it_was_saved_only_ends(
    base_of: BaseOf, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, base, out = settings(**SHORT), base_of("llama"), tmp_path / "out"

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(tuning, "_save", kill)
        train_sft(base, Files((lessons,)), out, run)
    assert not (out / "adapter_model.safetensors").exists()
    steps: list[int] = []
    report = train_sft(base, Files((lessons,)), out, run, on_step=lambda one, _: steps.append(one.step))
    assert steps == [] and report.steps == 9
    assert report.after.held_out == pytest.approx(
        min(row["held_out"] for row in lines(out) if "held_out" in row), abs=1e-5
    )
    with pytest.raises(RunRefused, match="finished run"):
        train_sft(base, Files((lessons,)), out, run)


def test_patience_ends_the_run_and_the_best_weights_are_kept(base_of: BaseOf, lessons: Path, tmp_path: Path) -> None:
    """Seven lessons by heart make the eighth less likely: the held-out loss rises, and the weights from before are kept."""
    run = settings(steps=200, rate=0.05, evaluate_every=5, patience=2)
    report = train_sft(base_of("qwen3"), Files((lessons,)), tmp_path / "out", run)
    measured = {row["step"]: row["held_out"] for row in lines(tmp_path / "out") if "held_out" in row and row["step"]}
    best = min(measured, key=lambda step: measured[step])
    assert report.after.step == best and report.steps == best + 10 < 200
    assert report.after.held_out == pytest.approx(measured[best], abs=1e-5)
    card = (tmp_path / "out" / "README.md").read_text()
    assert f"{report.steps} of 200 planned steps (ended early" in card
    assert f"| all | {report.before.held_out:.3f} | {report.after.held_out:.3f} |" in card


def test_a_loss_that_is_no_number_stops_the_run_and_says_where(base_of: BaseOf, lessons: Path, tmp_path: Path) -> None:
    run = settings(rate=1e30, steps=20, evaluate_every=20)
    with pytest.raises(RunDiverged, match=r"not a number at step \d+; .*lower --rate \(it was 1e\+30; try 2e\+29\)"):
        train_sft(base_of("llama"), Files((lessons,)), tmp_path / "out", run)
    assert all(math.isfinite(loss) for loss in losses(tmp_path / "out"))
    assert not (tmp_path / "out" / "adapter_model.safetensors").exists()


@pytest.fixture(scope="module")
def done(base_of: BaseOf, lessons: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[SftReport, list[str]]:
    """A short run of Gemma's, and its stages; telemetry that is sent after all fails it."""
    import trl.trainer.base_trainer as reporting

    out, stages = tmp_path_factory.mktemp("done") / "drinks", list[str]()
    run = settings(steps=8, evaluate_every=4, rate=0.01)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HF_HUB_DISABLE_TELEMETRY", raising=False)
        patch.delenv("CI", raising=False)
        patch.setattr(reporting, "send_telemetry", lambda *a, **k: pytest.fail("trl reports its use"))
        return train_sft(base_of("gemma"), Files((lessons,)), out, run, on_stage=stages.append), stages


def test_what_is_written(done: tuple[SftReport, list[str]]) -> None:
    report, stages = done
    assert stages == [
        "reading the conversations", "loading the model", "training", "measuring what is held out", "saving",
    ]  # fmt: skip
    names = {path.name for path in report.out.iterdir()}
    assert {
        "adapter_model.safetensors",
        "adapter_config.json",
        "tokenizer.json",
        "training.jsonl",
        "recipe.json",
    } <= names
    assert {"README.md", "losses.svg"} <= names and "checkpoints" not in names
    assert not [name for name in names if name.endswith((".bin", ".pt", ".pth", ".pkl"))]
    assert (report.out / "losses.svg").read_text().startswith("<?xml")


def test_the_recipe_and_the_card_say_what_was_done(done: tuple[SftReport, list[str]], lessons: Path) -> None:
    report, _ = done
    recipe = json.loads((report.out / "recipe.json").read_text())
    assert recipe["settings"] == settings(steps=8, evaluate_every=4, rate=0.01).as_json()
    assert recipe["data"] == {str(lessons): {"abstention": 1, "answer": 7}}
    assert recipe["learnt"]["conversations"] == 7 and recipe["held_out"]["conversations"] == 1
    assert recipe["held_out_before"]["step"] == 0
    assert recipe["tokens"] == report.tokens == lines(report.out)[-2]["tokens"] > 0
    assert recipe["estimated_memory"] > 0 < recipe["peak_memory"] and recipe["speed"]["tokens_per_second"] > 0
    card = (report.out / "README.md").read_text()
    assert "| lessons.jsonl | answer | 7 |" in card and "library_name: peft" in card
    assert f"| {report.before.held_out:.3f} | {report.after.held_out:.3f} |" in card
    assert "does not diagnose" in card and "{" not in card
    assert "Only 8 steps: few to learn from" in card


def test_held_out_loss_is_the_models_own(done: tuple[SftReport, list[str]], lessons: Path) -> None:
    """Before on the base, after with the adapter."""
    report, _ = done
    example, model = held_out_example(lessons, "gemma"), tiny_model("gemma").eval()
    assert report.before.held_out == pytest.approx(own_loss(model, example), abs=1e-4)
    assert report.after.held_out == pytest.approx(own_loss(with_adapter(model, report.out).eval(), example), abs=1e-4)
    assert list(report.after.by_kind.values()) == [report.after.held_out]


@pytest.mark.parametrize("method", ["lora", "full"])
def test_a_head_that_is_more_than_a_matrix_is_trained_as_it_is(
    base_of: BaseOf, lessons: Path, tmp_path: Path, method: Any
) -> None:
    """BERT's: trl's own loss would be of other probabilities than the model gives, and would say nothing."""
    run = settings(method=method, steps=12, evaluate_every=12)
    report = train_sft(base_of("bert"), Files((lessons,)), tmp_path / "out", run)
    example = held_out_example(lessons, "bert")
    model = tiny_model("bert").eval()
    assert report.before.held_out == pytest.approx(own_loss(model, example), abs=1e-4)
    tuned = (
        BertLMHeadModel.from_pretrained(tmp_path / "out") if method == "full" else with_adapter(model, tmp_path / "out")
    )
    assert report.after.held_out == pytest.approx(own_loss(tuned.eval(), example), abs=1e-4)
    assert losses(tmp_path / "out")[-1] < losses(tmp_path / "out")[0] - 1


@pytest.mark.parametrize("family", FAMILIES)
def test_packed_conversations_are_as_if_alone(family: str) -> None:
    model, second = tiny_model(family).eval(), [5, 12, 19, 26, 33, 40, 47, 54, 61, 68, 75, 82]
    packed = _logits(model, list(range(90, 120)), second)
    assert packed is not None
    with torch.no_grad():
        alone = model(input_ids=torch.tensor([second])).logits[0]
    assert torch.allclose(packed, alone, atol=1e-5)
    assert packs_apart(model)


def test_where_packed_conversations_would_see_each_other_it_is_found_out() -> None:
    """A model that does not heed positions, and one whose convolutions transformers does not keep apart."""
    whole = tiny_model("llama")

    class Blind(torch.nn.Module):
        config: ClassVar[Any] = whole.config
        device = torch.device("cpu")

        def forward(self, input_ids: torch.Tensor, **_: Any) -> Any:
            return whole(input_ids=input_ids, use_cache=False)

    assert not packs_apart(Blind())
    assert not packs_apart(tiny_model("lfm2"))


def test_packing_changes_nothing_in_the_loss_of_a_step(base_of: BaseOf, lessons: Path, tmp_path: Path) -> None:
    """All seven lessons in one step, packed into three rows or one a row: the same loss and the same gradient."""
    rows = {}
    for packing in (True, False):
        run = settings(steps=2, evaluate_every=2, batch_tokens=10_000, max_tokens=128, packing=packing)
        train_sft(base_of("qwen3"), Files((lessons,)), tmp_path / str(packing), run)
        rows[packing] = [row for row in lines(tmp_path / str(packing)) if "loss" in row]
    for packed, alone in zip(rows[True], rows[False], strict=True):
        assert packed["tokens"] == alone["tokens"]
        assert packed["loss"] == pytest.approx(alone["loss"], abs=1e-4)
        assert packed["gradient"] == pytest.approx(alone["gradient"], rel=1e-3)


def test_an_architecture_that_cannot_pack_trains_without_and_says_so(
    lessons: Path, tmp_path: Path, base_of: BaseOf
) -> None:
    report = train_sft(base_of("lfm2"), Files((lessons,)), tmp_path / "out", settings(steps=2, evaluate_every=2))
    assert any(note.startswith("Packing was left out") for note in report.notes)


def test_a_base_that_is_none_is_refused_before_anything_is_written(
    base_of: BaseOf, lessons: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelForeign, match=r"no config\.json"):
        train_sft(tmp_path / "empty", Files((lessons,)), tmp_path / "out", settings())
    folder = tmp_path / "encoder"
    sizes = BertConfig(vocab_size=400, hidden_size=32, intermediate_size=64, num_hidden_layers=1, num_attention_heads=2)
    BertModel(sizes).save_pretrained(folder)
    tokenizer("llama").save_pretrained(folder)
    with pytest.raises(ModelForeign, match=r"not a causal language model .*give a folder"):
        train_sft(folder, Files((lessons,)), tmp_path / "out", settings())
    assert not (tmp_path / "out").exists()


def test_too_little_memory_is_said_before_the_weights_are_loaded(
    base_of: BaseOf, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tuning, "available", lambda device: 1e9)
    with pytest.raises(OutOfMemory, match=r"needs about 1\.\d GB, and 1\.0 GB are free on this machine"):
        train_sft(base_of("llama"), Files((lessons,)), tmp_path / "out", settings())
    assert not (tmp_path / "out").exists()


def test_memory_that_runs_out_is_said_with_the_step(
    base_of: BaseOf, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    monkeypatch.setattr(Tuner, "training_step", full)
    with pytest.raises(OutOfMemory, match=r"no memory left at step 1; .*smaller --batch-size or --max-tokens"):
        train_sft(base_of("llama"), Files((lessons,)), tmp_path / "out", settings())


def test_what_a_killed_run_wrote_after_its_checkpoint_is_taken_back(tmp_path: Path) -> None:
    first, journal = HeldOutRow(0, 3.0, {"answer": 3.0}), Journal(tmp_path / "training.jsonl", writes=True)
    rows = [StepRow(step, 2.0, 1e-4, 1.0, 10 * step, 0.5, 20.0) for step in (1, 2, 3)]
    journal.add(first)
    for row in rows:
        journal.add(row)
    with (tmp_path / "training.jsonl").open("a") as out:
        out.write('{"step": 4, "lo')
    again = Journal(tmp_path / "training.jsonl", writes=True)
    again.resume(2)
    assert again.steps == rows[:2] and again.held_out == [first]
    assert [row["step"] for row in lines(tmp_path)] == [0, 1, 2]
    Journal(tmp_path / "training.jsonl", writes=True).resume(None)
    assert lines(tmp_path) == []


def test_nothing_is_reported_or_fetched_unless_asked() -> None:
    environment = {"HF_HUB_OFFLINE": "0", "TOKENIZERS_PARALLELISM": "true"}
    stay_here(False, environment)
    assert (
        environment["HF_HUB_OFFLINE"] == environment["HF_HUB_DISABLE_TELEMETRY"] == environment["DO_NOT_TRACK"] == "1"
    )
    assert environment["TOKENIZERS_PARALLELISM"] == "true"
    stay_here(True, environment)
    assert environment["HF_HUB_OFFLINE"] == "0" and environment["HF_HUB_DISABLE_TELEMETRY"] == "1"


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("method", ["lora", "qlora", "full"])
def test_on_a_gpu(base_of: BaseOf, lessons: Path, tmp_path: Path, method: Any) -> None:
    """The same lessons in bfloat16; the tiny model says nothing of speed, but a share of peak is there."""
    if method == "qlora":
        pytest.importorskip("bitsandbytes")
    report = train_sft(base_of("llama"), Files((lessons,)), tmp_path / "out", settings(method=method))
    assert losses(tmp_path / "out")[-1] < losses(tmp_path / "out")[0] / 3
    assert report.speed.device != "processor" and report.peak_memory > 0
