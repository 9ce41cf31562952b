"""A short stay on a machine with a GPU: a pack → plain text → grounded examples → judged examples → measured, in pieces.

    python -m models.training.stay --pack FOLDER --out FOLDER --minutes 25

Needs torch, transformers, tokenizers, safetensors and numpy besides this repository, and no network. Resumable: run again
with the same folders and settings, and it goes on from the last checkpoint. What each stage learns from is in
models.training.stages, its command line in models.training.staying. Knows nothing of corpora.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import PreTrainedModel

from models.errors import OutOfMemory
from models.loading import pick_device
from models.number_format import native_precision
from models.quoting import QuotingModel, Weighing
from models.training.card import write_stay_card
from models.training.documents import TrainingDataUnusable
from models.training.measuring import chosen, measure_alone, weigh_alone
from models.training.pacing import Clock
from models.training.pack import Pack, open_pack
from models.training.pieces import PIECE, SUMS, WEIGHTS, write_pieces
from models.training.pretraining import bits_per_byte, new_model, placed, save, step_log
from models.training.stages import Settings, Stage, recipe_of, stages
from models.training.trainer import StepReport, TrainingPlan, restore, steps_per_second, train

RESERVED = 0.15  # of the minutes are for measuring and writing, but no more than
RESERVED_SECONDS = 90.0
MARGIN = 0.9  # of the steps that would just fit are planned
PROBED = 0.03  # of a stage's time finds out how fast it is
PROBE_SECONDS = 5.0
A_CHECKPOINT = 60.0  # seconds apart, about
STATE, WORK, RECIPE = "stay.json", "work", "recipe.json"
TEXT_TOKENS = {"cpu": 4608, "cuda": 65_536}
EXAMPLE_TOKENS = {"cpu": 4608, "cuda": 16_384}

OnStep = Callable[[StepReport, int], None]  # a step, and how many there will be in its stage
OnStage = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a user chooses; 0 tokens a step: what suits the device."""

    width: int = 512
    layers: int = 8
    epochs: float = 8.0
    text_tokens: int = 0
    example_tokens: int = 0
    grounded_steps: int = 2500
    judged_steps: int = 700
    seed: int = 7


@dataclass(slots=True)
class _State:
    """What is remembered between runs: the settings, the plan of each stage begun, the facts of each one done."""

    settings: dict[str, Any]
    plans: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: float | None = None


def settings_for(sizes: Sizes, device: str) -> Settings:
    """All of the settings, for a device (auto: CUDA where there is one). Raises ModelMissing where there is no such one."""
    chosen_one = pick_device(device)
    kind = "cuda" if chosen_one.startswith("cuda") else "cpu"
    return Settings(
        device=chosen_one,
        width=sizes.width,
        layers=sizes.layers,
        heads=max(1, sizes.width // 64),
        inner=max(16, 8 * sizes.width // 3 // 16 * 16),
        epochs=sizes.epochs,
        text_tokens=sizes.text_tokens or TEXT_TOKENS[kind],
        example_tokens=sizes.example_tokens or EXAMPLE_TOKENS[kind],
        grounded_steps=sizes.grounded_steps,
        judged_steps=sizes.judged_steps,
        words_share=1.0 if kind == "cuda" else 0.15,
        measured_tokens=120_000 if kind == "cuda" else 20_000,
        bf16=native_precision(chosen_one) == "bf16",
        seed=sizes.seed,
    )


def stay(
    pack: Path, out: Path, settings: Settings, minutes: float | None, on_step: OnStep, on_stage: OnStage
) -> dict[str, Any]:
    """Train from the pack into `out`; what recipe.json says. With `minutes` it is done in that time, counted from now.

    Raises TrainingDataUnusable for a pack that is none or a folder of another run, TrainingDiverged, and OutOfMemory.
    """
    clock = Clock(minutes)
    read = open_pack(pack)
    if (out / RECIPE).is_file() and (out / SUMS).is_file() and not (out / WORK).exists():
        return dict(json.loads((out / RECIPE).read_text(encoding="utf-8")))  # this stay is over
    state = _begun(out, settings, read)
    try:
        return _trained(read, out, settings, clock, state, on_step, on_stage)
    except torch.OutOfMemoryError as error:
        raise OutOfMemory(
            f"The memory of {settings.device} is too small for a step; give smaller --text-tokens and --example-tokens."
        ) from error


def _trained(
    pack: Pack, out: Path, settings: Settings, clock: Clock, state: _State, on_step: OnStep, on_stage: OnStage
) -> dict[str, Any]:
    work = out / WORK
    on_stage("reading the pack")
    torch.manual_seed(settings.seed)
    tokenizer, text = pack.tokenizer(), pack.text()
    model = placed(new_model(recipe_of(pack.start, settings), tokenizer), settings.device)
    if not state.plans:
        state.before = bits_per_byte(model, text, settings.block, settings.measured_tokens)
    judged = pack.judged()
    todo = stages(pack, text, judged, tokenizer, settings)
    for number, stage in enumerate(todo):
        _learn(model, stage, sum(one.share for one in todo[number:]), clock, state, out, on_step, on_stage)
        if number == 0:
            state.done[stage.name].setdefault(
                "bits_per_byte", bits_per_byte(model, text, settings.block, settings.measured_tokens)
            )
            _remember(work, state)
    on_stage("writing the weights")
    bits = bits_per_byte(model, text, settings.block, settings.measured_tokens)
    _write(model, tokenizer, work / "model", out)
    facts: dict[str, Any] = {
        **asdict(settings),
        "gpu": torch.cuda.get_device_name(settings.device) if settings.device.startswith("cuda") else None,
        "pack": {name: pack.facts[name] for name in ("start", "vocabulary", "text", "tokens", "topics", "judged")},
        "parameters": sum(p.numel() for p in model.parameters()),
        "stages": state.done,
        "bits_per_byte_before": state.before,
        "bits_per_byte": state.done[todo[0].name]["bits_per_byte"],
        "bits_per_byte_at_end": bits,
    }
    on_stage("measuring on held-out examples")
    facts["chosen"] = _measured(judged, work / "model", out, settings.device, clock)
    facts["seconds"] = round(clock.passed())
    (out / RECIPE).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    write_stay_card(out)
    shutil.rmtree(work)
    return facts


def _learn(
    model: PreTrainedModel,
    stage: Stage[Any],
    shares: float,
    clock: Clock,
    state: _State,
    out: Path,
    on_step: OnStep,
    on_stage: OnStage,
) -> None:
    """One stage, as many steps as were planned or as there is time for; `shares` are those of the stages left."""
    folder = out / WORK / stage.name
    if stage.name in state.done:
        restore(model, folder)
        return
    reserved = min(RESERVED_SECONDS, RESERVED * 60.0 * clock.left() / 60.0)
    allowed = (clock.left() - reserved) * stage.share / shares if clock.limited else float("inf")
    gone = clock.gone_of(allowed)
    on_stage(f"{stage.name}: measuring the speed" if clock.limited else stage.name)
    plan = _plan(model, stage, allowed, gone, state)
    _remember(out / WORK, state)
    on_stage(f"training: {stage.name}")
    passed, seen = clock.passed(), 0

    def note(report: StepReport) -> None:
        nonlocal seen
        seen += 1
        on_step(report, plan.steps)

    with step_log(out, note) as log:
        tokens = train(model, stage.stream(), plan, stage.losses(model), stage.weights, folder, log, stage.seed, gone)
    seconds = clock.passed() - passed
    state.done[stage.name] = {"steps": plan.steps, "steps_here": seen, "tokens": tokens, "seconds": round(seconds, 1)}
    _remember(out / WORK, state)


def _plan(
    model: PreTrainedModel, stage: Stage[Any], allowed: float, gone: Callable[[], float], state: _State
) -> TrainingPlan:
    """The plan of a run that was stopped, or a new one of as many steps as fit into the seconds allowed."""
    if stage.name in state.plans:
        return TrainingPlan(**state.plans[stage.name])
    steps, every = stage.plan.steps, stage.plan.checkpoint_every
    if allowed != float("inf"):
        seconds = min(PROBE_SECONDS, PROBED * allowed)
        rate = steps_per_second(model, stage.stream(), stage.plan, stage.losses, stage.weights, seconds)
        steps = max(1, min(steps, int(rate * MARGIN * allowed * (1.0 - gone()))))
        every = max(10, round(rate * A_CHECKPOINT))
    plan = stage.plan_of(steps, every)
    state.plans[stage.name] = asdict(plan)
    return plan


def _write(model: PreTrainedModel, tokenizer: Tokenizer, folder: Path, out: Path) -> None:
    """The model, whole where it is measured, in pieces where it is taken from."""
    folder.mkdir(parents=True, exist_ok=True)
    save(placed(model, "cpu"), tokenizer, folder)
    Weighing().save(folder)
    for path in folder.iterdir():
        if path.name != WEIGHTS:
            shutil.copyfile(path, out / path.name)
    write_pieces(folder / WEIGHTS, out, PIECE)


def _measured(judged: list[Any], model: Path, out: Path, device: str, clock: Clock) -> dict[str, object]:
    """The weighing is fitted on one held-out part, and what it chooses is measured on the other."""
    weigh = [one for one in judged if one.part == "weigh"]
    test = [one for one in judged if one.part == "test"]
    quoting = QuotingModel.load(model, device)
    half, whole = clock.left() / 2, clock.limited
    weighing = weigh_alone(measure_alone(quoting, weigh, lambda: not whole or clock.left() > half))
    weighing.save(out)
    return chosen(measure_alone(quoting, test, lambda: not whole or clock.left() > 5.0), weighing, len(test)).as_dict()


def _begun(out: Path, settings: Settings, pack: Pack) -> _State:
    """What a run before left, or a new beginning."""
    told = json.loads(json.dumps({**asdict(settings), "pack": pack.facts["files"]}))
    path = out / WORK / STATE
    if not path.is_file():
        return _State(told)
    state = _State(**json.loads(path.read_text(encoding="utf-8")))
    if state.settings != told:
        raise TrainingDataUnusable(f"{out} holds a run of other settings or another pack; give another --out.")
    return state


def _remember(work: Path, state: _State) -> None:
    work.mkdir(parents=True, exist_ok=True)
    fresh = work / f"{STATE}.new"
    fresh.write_text(json.dumps(asdict(state)), encoding="utf-8")
    fresh.replace(work / STATE)


def told(facts: dict[str, Any], out: Path) -> str:
    """What came of it, in a few words."""
    found, bits = facts["chosen"], facts["bits_per_byte"]
    measured = "" if found["f1"] is None else f"sentence F1 {found['f1']:.3f}, "
    refused = "" if found["abstained"] is None else f"{found['abstained']:.0%} of the unanswerable left unanswered, "
    said = "" if bits is None else f"{bits:.3f} bits a byte, "
    return (
        f"{said}{measured}{refused}{facts['seconds'] / 60:.1f} minutes. Written to {out}: {WEIGHTS}.000 and so on, "
        f"{SUMS}, config.json, tokenizer.json, quoting.json, {RECIPE}, training.jsonl, README.md. "
        f"At home: osler train join {out}"
    )


if __name__ == "__main__":
    from models.training.staying import main

    raise SystemExit(main())
