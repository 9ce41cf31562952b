"""Plots of what was measured: matplotlib's one home. Knows figures and where to draw them; measures nothing."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evals.benches.generation import Goal, Report
    from evals.benches.scale import Measured

_DPI = 80


def plot_scale(measured: Sequence[Measured], path: Path) -> None:
    """Recall against latency, one panel a size."""
    sizes = sorted({m.size for m in measured})
    colours = {kind: f"C{place}" for place, kind in enumerate(dict.fromkeys(m.kind for m in measured))}
    figure, panels = _panels(len(sizes))
    for panel, size in zip(panels, sizes, strict=True):
        for m in (m for m in measured if m.size == size):
            points = [(s.one.processor, s.recall) for s in m.opened.settings]
            look = {"color": colours[m.kind], "marker": "o", "markersize": 4, "linewidth": 1, "label": m.kind}
            panel.plot(*zip(*points, strict=True), **look)
        panel.set(title=f"{size:,} vectors", xlabel="ms of processor a query", xscale="log")
    panels[0].set_ylabel("recall@10")
    named = {label: line for panel in panels for line, label in zip(*panel.get_legend_handles_labels(), strict=True)}
    figure.legend(named.values(), named.keys(), fontsize=8, ncols=5, loc="upper center", bbox_to_anchor=(0.5, -0.03))
    figure.savefig(path, dpi=_DPI, bbox_inches="tight", metadata={"Software": None})


def _panels(count: int) -> tuple[Any, list[Any]]:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, count, figsize=(4.5 * count, 3.6), sharey=True, squeeze=False)
    return figure, list(panels[0])


def plot_goals(report: Report, path: Path) -> None:
    """Each goal's figure as a bar, with its own bar drawn across: what is to be large on the left, what small on the right.

    The kind of file is that of the path's ending, PNG without one.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    kinds = [[goal for goal in report.goals if goal.at_least is more] for more in (True, False)]
    kinds = [goals for goals in kinds if goals]
    figure = Figure(figsize=(5.5 * max(1, len(kinds)), 1.4 + 0.6 * max(map(len, kinds), default=0)))
    FigureCanvasAgg(figure)
    for place, goals in enumerate(kinds, start=1):
        _goals(figure.add_subplot(1, len(kinds), place), goals)
    threads = f"{report.threads} thread{'' if report.threads == 1 else 's'}"
    figure.suptitle(f"{report.model} in {report.precision}: {report.device_name}, {threads}", fontsize=10)
    figure.tight_layout()
    figure.savefig(path, dpi=_DPI)


def _goals(panel: Any, goals: Sequence[Goal]) -> None:
    places = range(len(goals))
    colours = ["C2" if goal.met else "C3" for goal in goals]
    drawn = panel.barh(places, [goal.value for goal in goals], color=colours, height=0.6)
    panel.bar_label(drawn, [f" {goal.value:.2g}" for goal in goals], fontsize=8)
    for place, goal in zip(places, goals, strict=True):
        panel.plot([goal.bar, goal.bar], [place - 0.4, place + 0.4], color="black", linewidth=2)
    panel.set_yticks(places, [_folded(goal.name) for goal in goals], fontsize=8)
    panel.invert_yaxis()
    panel.set_xlim(0, 1.2 * max(max(goal.value, goal.bar) for goal in goals))
    better = "more" if goals[0].at_least else "less"
    panel.set_xlabel(f"{better} is better; the black line is the goal", fontsize=8)


def _folded(name: str) -> str:
    return "\n".join(textwrap.wrap(name, 26))
