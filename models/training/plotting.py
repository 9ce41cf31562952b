"""The picture of a training run: each part of its loss over the steps, as losses.svg. Knows the rows of training.jsonl."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LOG, PLOT = "training.jsonl", "losses.svg"
SMOOTHED = 20  # steps


def plot_losses(folder: Path) -> Path:
    """losses.svg from training.jsonl in the same folder: each loss by its name (nats), the mean of SMOOTHED steps.

    Stages follow each other; a loss that one of them lacks has a gap there. The same log gives the same file.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    rows = [dict(row["losses"]) for row in read_log(folder)]
    figure = Figure(figsize=(7, 4))
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    for name in dict.fromkeys(name for row in rows for name in row):
        steps = [step for step, row in enumerate(rows) if name in row]
        axes.plot(*_broken(steps, smoothed([rows[step][name] for step in steps])), label=name)
    axes.set_xlabel("step, over all stages")
    axes.set_ylabel(f"loss (nats), mean of {SMOOTHED} steps")
    if rows:
        axes.legend()
    path = folder / PLOT
    with rc_context({"svg.hashsalt": "osler"}):
        figure.savefig(path, metadata={"Date": None})
    return path


def read_log(folder: Path) -> list[dict[str, Any]]:
    """The steps of a run, as they were written."""
    return [json.loads(line) for line in (folder / LOG).read_text(encoding="utf-8").splitlines()]


def last_losses(log: Sequence[Mapping[str, Any]], steps: int = 50) -> dict[str, float]:
    """Each loss of the last step, as the mean of the last steps that have it."""
    last = [row["losses"] for row in log[-steps:]]
    return {name: _mean([row[name] for row in last if name in row]) for name in (last[-1] if last else {})}


def smoothed(values: Sequence[float]) -> list[float]:
    """Each value as the mean of it and those before it, SMOOTHED in all."""
    return [_mean(values[max(0, n - SMOOTHED + 1) : n + 1]) for n in range(len(values))]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _broken(steps: Sequence[int], values: Sequence[float]) -> tuple[list[float], list[float]]:
    """With a gap where steps are missing, so that no line is drawn over another stage."""
    xs: list[float] = []
    ys: list[float] = []
    for step, value in zip(steps, values, strict=True):
        if xs and step != xs[-1] + 1:
            xs.append(step - 1)
            ys.append(float("nan"))
        xs.append(step)
        ys.append(value)
    return xs, ys
