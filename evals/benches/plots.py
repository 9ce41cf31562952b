"""Plots of what was measured: matplotlib's one home. Knows figures and where to draw them; measures nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
