"""Fine-tuning from a base and files of conversations to a folder with an adapter or a model, and its card.

The one place where the steps of this package meet: data, base, memory, trainer, card. Everything heavy is imported when it
is first needed.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.training.sft.data import Conversations, Part, read_split, render
from models.training.sft.folder import JOURNAL, RunFolder
from models.training.sft.memory import available, estimate, fitting, trained_parameters
from models.training.sft.rendering import Renderer
from models.training.sft.settings import RunRefused, SftSettings
from models.training.sft.throughput import Speed, speed

if TYPE_CHECKING:
    from models.training.sft.base import Base
    from models.training.sft.callbacks import HeldOutRow, Journal, OnStep
    from models.training.sft.trainer import Plan, Tuner


@dataclass(frozen=True, slots=True)
class Files:
    """What to learn from; `held_out` only where it is not to be split off."""

    learnt: tuple[Path, ...]
    held_out: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class SftReport:
    """What came of a run. Losses are nats a learnt token on what is held out; `best_step` is the one that was kept."""

    out: Path
    before: HeldOutRow
    after: HeldOutRow
    steps: int
    planned_steps: int
    tokens: int
    seconds: float
    speed: Speed
    peak_memory: int  # bytes
    learnt: Part
    held_out: Part
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """All that is known before training begins."""

    base: Base
    settings: SftSettings
    conversations: Conversations
    learnt: Part
    held_out: Part
    folder: RunFolder
    dtype: str
    cuda: bool
    recomputing: bool
    needed: float  # bytes, estimated


def train_sft(
    model: str | Path,
    files: Files,
    out: Path,
    settings: SftSettings,
    *,
    allow_download: bool = False,
    check_memory: bool = True,
    on_step: OnStep = lambda report, steps: None,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> SftReport:
    """Fine-tune a model on conversations; run again with the same settings, it goes on from its last checkpoint.

    Writes to `out`: the adapter (or the model, with method "full"), its tokenizer, README.md, recipe.json, training.jsonl,
    losses.svg. Raises RunRefused, TrainingDataUnusable, OutOfMemory, RunDiverged, and what loading a model raises.
    """
    import torch

    from models.training.sft.base import check_extra

    check_extra(settings, cuda=torch.cuda.is_available())
    with _quietly():
        on_stage("reading the conversations")
        ready = _prepare(model, files, out, settings, allow_download=allow_download, check_memory=check_memory)
        on_stage("loading the model")
        tuner, plan, journal, notes = _tuner(ready, on_step)
        on_stage("training")
        _train(tuner, ready)
        on_stage("measuring what is held out")
        metrics = tuner.evaluate()
        on_stage("saving")
        report = _report(ready, tuner, plan, journal, metrics, notes)
        _save(tuner, ready)
        if ready.folder.writes:
            from models.training.sft.card import write_card

            write_card(report, facts(ready, report), journal)
            ready.folder.finish(facts(ready, report))
        tuner.accelerator.wait_for_everyone()
        return report


def is_first_process() -> bool:
    """Whether this process is the one that writes and speaks, of those that a launcher started."""
    return os.environ.get("RANK", "0") == "0"


def _prepare(
    model: str | Path, files: Files, out: Path, settings: SftSettings, *, allow_download: bool, check_memory: bool
) -> _Ready:
    """Everything that can be refused before the weights are loaded."""
    import torch

    from models.training.sft.base import chosen_dtype, fully_sharded, open_base

    cuda = torch.cuda.is_available()
    base = open_base(model, allow_download=allow_download)
    conversations = read_split(files.learnt, settings.held_out, settings.seed, files.held_out)
    settings = replace(settings, max_tokens=min(settings.max_tokens, base.context))
    renderer = Renderer(base.tokenizer, settings.max_tokens)
    learnt = render(conversations.learnt, renderer, settings.max_tokens)
    held_out = render(conversations.held_out, renderer, settings.max_tokens)
    dtype = chosen_dtype(settings, cuda=cuda)
    shards = _devices() if cuda and fully_sharded() else 1
    room = available("cuda" if cuda else "cpu") / (1 if cuda else _devices()) if check_memory else float("inf")
    recomputing = fitting(base.name, base.shape, settings, dtype, room, cuda=cuda, shards=shards)
    run = {"settings": settings.as_json(), "base": base.name, "data": conversations.fingerprint}
    folder = RunFolder.open(out, run, writes=is_first_process())
    needed = estimate(base.shape, settings, dtype, recomputing=recomputing, shards=shards).total
    return _Ready(base, settings, conversations, learnt, held_out, folder, dtype, cuda, recomputing, needed)


def _tuner(ready: _Ready, on_step: OnStep) -> tuple[Tuner, Plan, Journal, tuple[str, ...]]:
    """The trainer with the model loaded, how its steps are planned, its journal, and what the user should know."""
    from models.training.sft.base import load_base, lora
    from models.training.sft.callbacks import Journal, Live
    from models.training.sft.trainer import Plan, Tuner, config, packs_apart

    settings, folder = ready.settings, ready.folder
    model = load_base(ready.base, settings, ready.dtype, "cuda" if ready.cuda else "cpu")
    notes: list[str] = []
    if settings.packing and not packs_apart(model):
        settings = replace(settings, packing=False)
        notes.append("Packing was left out: in this architecture packed conversations would see each other.")
    plan = Plan.of(ready.learnt.examples, settings, _devices())
    if plan.steps < 20:
        notes.append(f"Only {plan.steps} steps: few to learn from; give more --epochs, or fewer --batch-tokens.")
    journal = Journal(folder.path / JOURNAL, writes=folder.writes)
    journal.resume(folder.step)
    tuner = Tuner(
        model,
        ready.base.fresh_tokenizer(),
        config(
            settings,
            plan,
            folder.checkpoints,
            dtype=ready.dtype,
            cuda=ready.cuda,
            recomputing=ready.recomputing,
            resuming=folder.checkpoint is not None,
        ),
        plan,
        ready.held_out,
        Live(journal, on_step if folder.writes else lambda report, steps: None, settings.learning_rate),
        lora=lora(settings),
        patience=settings.patience,
    )
    if not tuner.short_cut:
        notes.append(
            "This architecture's output is more than one matrix: whole logits, and more memory than estimated."
        )
    return tuner, plan, journal, tuple(notes)


def _train(tuner: Tuner, ready: _Ready) -> None:
    """From the beginning or the last checkpoint to the best weights. Raises RunDiverged and OutOfMemory."""
    from models.errors import OutOfMemory
    from models.loading import out_of_memory

    checkpoint = ready.folder.checkpoint
    if checkpoint is not None and tuner.is_over(checkpoint):
        tuner.take_best_of(checkpoint)
        return
    try:
        tuner.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
    except (RuntimeError, MemoryError) as error:
        if not out_of_memory(error):
            raise
        raise OutOfMemory(
            f"There was no memory left at step {tuner.state.global_step + 1}; the last checkpoint is kept, but begin anew in "
            "another --out with a smaller --batch-size or --max-tokens, or with --method lora."
        ) from error


def _save(tuner: Tuner, ready: _Ready) -> None:
    """The adapter or the model, in the dtype of the base's files, as safetensors, with the tokenizer as it came."""
    out, accelerator = ready.folder.path, tuner.accelerator
    sharded = getattr(tuner, "is_fsdp_enabled", False)
    whole = accelerator.get_state_dict(tuner.model_wrapped) if sharded else None  # every process gives its part
    model: Any = accelerator.unwrap_model(tuner.model)
    if not ready.folder.writes:
        return
    if ready.settings.method == "full":
        model = model if sharded else model.to(ready.base.stored)
        model.save_pretrained(out, state_dict=whole)
    else:
        model.peft_config["default"].base_model_name_or_path = ready.base.name
        model.save_pretrained(out, state_dict=whole, save_embedding_layers=False)
    ready.base.fresh_tokenizer().save_pretrained(out)


def _report(
    ready: _Ready, tuner: Tuner, plan: Plan, journal: Journal, metrics: dict[str, Any], notes: tuple[str, ...]
) -> SftReport:
    import torch

    from models.training.sft.callbacks import HeldOutRow, Live

    if not journal.held_out:
        raise RunRefused(f"{ready.folder.path} has lost its {JOURNAL}; begin anew in another --out folder.")
    before, best = journal.held_out[0], _best_step(tuner)
    after = HeldOutRow(best, metrics["eval_loss"], metrics["eval_by_kind"])
    live = next(one for one in tuner.callback_handler.callbacks if isinstance(one, Live))
    measured = live.tokens_per_second or journal.steps[-1].tokens_per_second
    name = torch.cuda.get_device_name() if ready.cuda else None
    frozen = ready.settings.method != "full"
    if after.held_out >= before.held_out:
        notes = (
            *notes,
            "The held-out loss did not fall: this run taught nothing that carries over to other questions.",
        )
    return SftReport(
        ready.folder.path,
        before,
        after,
        steps=journal.steps[-1].step,
        planned_steps=plan.steps,
        tokens=journal.steps[-1].tokens,
        seconds=journal.steps[-1].seconds,
        speed=speed(ready.base.shape.parameters, measured, frozen=frozen, device=name, devices=_devices()),
        peak_memory=torch.cuda.max_memory_allocated() if ready.cuda else _most_resident(),
        learnt=ready.learnt,
        held_out=ready.held_out,
        notes=notes,
    )


def facts(ready: _Ready, report: SftReport) -> dict[str, object]:
    """The recipe: all that decided the run, and what came of it."""
    import peft
    import torch
    import transformers
    import trl

    versions = {one.__name__: one.__version__ for one in (torch, transformers, trl, peft)}
    return {
        "base": ready.base.name,
        "architecture": ready.base.architecture,
        "parameters": ready.base.shape.parameters,
        "trained_parameters": trained_parameters(ready.base.shape, ready.settings),
        "settings": ready.settings.as_json(),
        "dtype": ready.dtype,
        "recomputing": ready.recomputing,
        "devices": _devices(),
        "data": ready.conversations.sources,
        "duplicates": ready.conversations.duplicates,
        "fingerprint": ready.conversations.fingerprint,
        "learnt": report.learnt.facts(),
        "held_out": report.held_out.facts(),
        "held_out_before": asdict(report.before),
        "held_out_after": asdict(report.after),
        "steps": report.steps,
        "planned_steps": report.planned_steps,
        "tokens": report.tokens,
        "seconds": report.seconds,
        "speed": asdict(report.speed),
        "estimated_memory": round(ready.needed),
        "peak_memory": report.peak_memory,
        "notes": list(report.notes),
        "versions": {"python": platform.python_version(), **versions},
    }


def _best_step(tuner: Tuner) -> int:
    best = tuner.state.best_model_checkpoint
    return int(tuner.state.global_step if best is None else Path(best).name.rpartition("-")[2])


def _devices() -> int:
    """How many processes a launcher started, each with a device of its own."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def _most_resident() -> int:
    """The most memory that this process has held, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the libraries' bars and warnings: what the user should know, Osler says."""
    import logging
    import warnings

    import datasets
    from transformers.utils import logging as transformers_logging

    level, trl_level = transformers_logging.get_verbosity(), logging.getLogger("trl").level
    bars = transformers_logging.is_progress_bar_enabled(), not datasets.are_progress_bars_disabled()
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    datasets.disable_progress_bars()
    logging.getLogger("trl").setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        transformers_logging.set_verbosity(level)
        logging.getLogger("trl").setLevel(trl_level)
        if bars[0]:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]
        if bars[1]:
            datasets.enable_progress_bars()
