"""The card of a fine-tuned model and the plot of its losses, from the report of its run. Says what was measured, no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.training.sft.settings import LABELS

if TYPE_CHECKING:
    from models.training.sft.callbacks import HeldOutRow, Journal, StepRow
    from models.training.sft.tuning import SftReport

CARD = """---
base_model: {base}
{library}---

# {name}

{what} It was trained on conversations by `osler train sft`, with the loss on the answers alone.

## What it learnt from

| file | kind | conversations |
|---|---|---|
{files}

- Learnt: {learnt}.
- Held out, never learnt: {held_out}.{duplicates}

## How

- Method: {method}; {trained:,} of {parameters:,} parameters trained ({architecture}), {dtype}{recomputing}.
- {steps:,} of {planned:,} planned steps{stopped}, {tokens:,} tokens read, {minutes}. Kept: the weights of step {kept}, where
  the held-out loss was lowest.
- Rate {rate:g} (cosine, {warmup:.0%} warm-up), about {batch_tokens:,} tokens a step, rows of at most {max_tokens:,} tokens,
  {packing}, seed {seed}{rank}.
- Speed: {speed}. Memory: {peak:.1f} GB at most, {estimated:.1f} GB had been estimated.
- {versions}.

## Measured

Mean loss a token of the answers (nats) on the conversations held out, before and after; lower is better.

| kind | before | after |
|---|---|---|
{losses}

![losses](losses.svg)

{notes}## Limits

The held-out loss says how well the answers' words are foreseen in conversations like those it learnt from. It does not say
that answers are right, that they rest on their evidence, or that the model abstains when it should: measure that with
`osler eval`, before and after. What the base does wrong, and what its licence asks, holds for this model too. No clinician
has reviewed it; it does not diagnose.
"""


def write_card(report: SftReport, facts: Mapping[str, object], journal: Journal) -> Path:
    """README.md and losses.svg in the folder of the run; returns the card's path."""
    _plot(report.out, journal.steps, journal.held_out)
    path = report.out / "README.md"
    path.write_text(card(report, facts), encoding="utf-8")
    return path


def card(report: SftReport, facts: Mapping[str, object]) -> str:
    """The card's text."""
    settings, data, versions = (_mapping(facts[key]) for key in ("settings", "data", "versions"))
    method = str(settings["method"])
    base = str(facts["base"])
    whole = method == "full"
    what = (
        f"All weights of {base}, trained further."
        if whole
        else f"A LoRA adapter for {base}: it needs that model to run."
    )
    kinds = [(file, kind, count) for file, of in data.items() for kind, count in _mapping(of).items()]
    stopped = " (ended early: the held-out loss no longer fell)" if report.steps < report.planned_steps else ""
    duplicates = f"\n- Left out as duplicates: {facts['duplicates']}." if facts["duplicates"] else ""
    return CARD.format(
        base=base,
        library="" if whole else "library_name: peft\n",
        name=report.out.name,
        what=what,
        files="\n".join(f"| {Path(file).name} | {kind} | {count:,} |" for file, kind, count in kinds),
        learnt=report.learnt,
        held_out=report.held_out,
        duplicates=duplicates,
        method=LABELS[method],
        trained=facts["trained_parameters"],
        parameters=facts["parameters"],
        architecture=facts["architecture"],
        dtype=facts["dtype"],
        recomputing=", activations recomputed to save memory" if facts["recomputing"] else "",
        steps=report.steps,
        planned=report.planned_steps,
        stopped=stopped,
        tokens=report.tokens,
        minutes=f"{report.seconds / 60:.1f} minutes of training",
        kept=report.after.step,
        rate=settings["rate"],
        warmup=settings["warmup"],
        batch_tokens=settings["batch_tokens"],
        max_tokens=settings["max_tokens"],
        packing="several conversations packed to a row" if settings["packing"] else "a conversation a row",
        seed=settings["seed"],
        rank="" if whole else f", rank {settings['rank']}",
        speed=report.speed,
        peak=report.peak_memory / 1e9,
        estimated=float(str(facts["estimated_memory"])) / 1e9,
        versions=", ".join(f"{name} {version}" for name, version in versions.items()),
        losses=_losses(report.before, report.after),
        notes="".join(f"- {note}\n" for note in report.notes) + ("\n" if report.notes else ""),
    )


def _losses(before: HeldOutRow, after: HeldOutRow) -> str:
    rows = [("all", before.held_out, after.held_out)]
    if len(before.by_kind) > 1:
        rows += [(kind, before.by_kind[kind], after.by_kind[kind]) for kind in sorted(before.by_kind)]
    return "\n".join(f"| {kind} | {one:.3f} | {two:.3f} |" for kind, one, two in rows)


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value


def _plot(folder: Path, steps: Sequence[StepRow], held_out: Sequence[HeldOutRow]) -> None:
    """losses.svg: the loss of each step, smoothed over 20, and the held-out loss."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4))
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    losses = [row.loss for row in steps]
    smooth = [sum(losses[max(0, i - 19) : i + 1]) / len(losses[max(0, i - 19) : i + 1]) for i in range(len(losses))]
    axes.plot([row.step for row in steps], smooth, label="learnt (mean of 20 steps)")
    axes.plot([row.step for row in held_out], [row.held_out for row in held_out], "o-", label="held out")
    axes.set_xlabel("step")
    axes.set_ylabel("loss a token (nats)")
    axes.legend()
    figure.savefig(folder / "losses.svg", metadata={"Date": None})
