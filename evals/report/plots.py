"""The plots of a report, each an `<svg>` element: matplotlib's axes, painted. Computes nothing but where things stand.

Arms are told apart by shape and dash as well as by colour. What a plot shows, a table beside it says in figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from evals.examples import Status
from evals.report.rows import CompareRow, OverviewRow
from evals.report.svg import DASHES, INK, MARKERS, PAPER, RULE, SERIES, SOFT, STATUSES, drawn
from evals.report.wording import measure_name, shortened
from evals.results import Bin, Estimate, RiskPoint

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 560  # pixels, as all sizes here
_LEFT = 130
_ROW = 24
_LEGEND = 26
_AXIS = 30
_PANEL = 226
_PANELS_ACROSS = 3
_CELL = 46
_A_NAME = 17  # characters, as all lengths of names
_LABEL = 20
_A_LETTER = 7  # pixels, about
_MOST_POINTS = 400  # of a curve: more cannot be told apart
_NO_FRAME: Final = {"frameon": False, "borderpad": 0.0, "handlelength": 1.6}


@dataclass(frozen=True, slots=True)
class _Box:
    """A place in a figure, in pixels from its top left."""

    left: float
    top: float
    width: float
    height: float

    def axes(self, figure: Figure) -> Axes:
        wide, high = figure.get_size_inches() * figure.dpi
        bottom = high - self.top - self.height
        return figure.add_axes((self.left / wide, bottom / high, self.width / wide, self.height / high))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a forest plot: a heading, or a point with its whisker."""

    label: str
    arm: str = ""
    estimate: Estimate | None = None
    baseline: Estimate | None = None


def whiskers(rows: Sequence[OverviewRow], name: str, other: str = "baseline") -> str:
    """Each main measure as a dot with its 95% interval, headed by its task; the `other` run's below it, hollow.

    Measures between 0 and 1 share an axis from 0 to 1; any other measure has its own.
    """
    arms = tuple(dict.fromkeys(row.arm for row in rows))
    panels = [_lines(group) for group in _by_axis(rows).values()]
    has_other = any(row.baseline is not None for row in rows)
    top = _LEGEND if has_other else 4
    height = top + sum(_ROW * len(lines) + _AXIS for lines in panels)
    alt = "Dot-and-whisker plot of the main measures with their 95% intervals; the overview table has the figures."
    return drawn(name, alt, WIDTH, height, partial(_paint_whiskers, panels, arms, top, other if has_other else ""))


def _by_axis(rows: Sequence[OverviewRow]) -> dict[str, list[OverviewRow]]:
    """Rows that can share an axis: all measures that lie between 0 and 1, and each of the others alone."""
    shares: dict[str, bool] = {}
    for row in rows:
        shares[row.measure] = shares.get(row.measure, True) and all(0 <= value <= 1 for value in _ends(row))
    found: dict[str, list[OverviewRow]] = {}
    for row in rows:
        found.setdefault("" if shares[row.measure] else row.measure, []).append(row)
    return found


def _ends(row: OverviewRow) -> list[float]:
    both = (row.estimate, row.baseline) if row.baseline is not None else (row.estimate,)
    return [value for one in both for value in (one.low, one.value, one.high) if value is not None]


def _lines(rows: Sequence[OverviewRow]) -> list[_Line]:
    lines: list[_Line] = []
    for n, row in enumerate(rows):
        if n == 0 or rows[n - 1].task != row.task:
            lines.append(_Line(f"{shortened(row.task, 40)} · {measure_name(row.measure, row.lower_is_better)}"))
        lines.append(_Line(shortened(row.arm, _A_NAME), row.arm, row.estimate, row.baseline))
    return lines


def _paint_whiskers(
    panels: Sequence[Sequence[_Line]], arms: Sequence[str], top: float, other: str, figure: Figure
) -> None:
    for lines in panels:
        box = _Box(_LEFT, top, WIDTH - _LEFT - 16, _ROW * len(lines))
        axes = _forest(figure, box, [line.label if line.arm else "" for line in lines])
        for y, line in enumerate(lines):
            if line.estimate is None:
                _heading(axes, y, line.label, box)
            else:
                _paint_line(axes, y, line, arms.index(line.arm))
        _limit(axes, [value for line in lines for one in (line.estimate, line.baseline) for value in _values(one)])
        top += box.height + _AXIS
    if other:
        _key_of_other(figure, other)


def _forest(figure: Figure, box: _Box, labels: Sequence[str]) -> Axes:
    axes = box.axes(figure)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    return axes


def _heading(axes: Axes, y: float, text: str, box: _Box) -> None:
    """At the figure's left edge, over the lines of the grid."""
    behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    across = axes.get_yaxis_transform()
    axes.text(-box.left / box.width, y, text, transform=across, va="center", weight="bold", bbox=behind)


def _paint_line(axes: Axes, y: float, line: _Line, place: int) -> None:
    colour, marker = SERIES[place % len(SERIES)], MARKERS[place % len(MARKERS)]
    if line.baseline is not None and line.baseline.value is not None:
        _whisker(axes, y + 0.28, line.baseline, SOFT, 1)
        axes.plot(line.baseline.value, y + 0.28, "D", color=SOFT, markerfacecolor=PAPER, markersize=4)
    if line.estimate is None or line.estimate.value is None:
        axes.text(0.0, y, " unscored", transform=axes.get_yaxis_transform(), va="center", color=SOFT)
        return
    _whisker(axes, y, line.estimate, colour, 2)
    axes.plot(line.estimate.value, y, marker, color=colour, markersize=7, clip_on=False)


def _whisker(axes: Axes, y: float, estimate: Estimate, colour: str, width: float) -> None:
    if estimate.low is not None and estimate.high is not None:
        axes.plot([estimate.low, estimate.high], [y, y], color=colour, linewidth=width, solid_capstyle="butt")


def _values(estimate: Estimate | None) -> list[float]:
    every = (estimate.low, estimate.value, estimate.high) if estimate is not None else ()
    return [value for value in every if value is not None and math.isfinite(value)]


def _key_of_other(figure: Figure, other: str) -> None:
    from matplotlib.lines import Line2D

    mark = Line2D([], [], color=SOFT, marker="D", markerfacecolor=PAPER, markersize=4, linewidth=1, label=other)
    figure.legend(handles=[mark], loc="upper left", **_NO_FRAME)


def _limit(axes: Axes, values: Sequence[float]) -> None:
    """From 0 to 1 where all values lie there; else from 0, or below, to a little beyond the last."""
    low, high = min((0.0, *values)), max((0.0, *values))
    if low < 0 or high > 1:
        axes.set_xlim(low * 1.05, high * 1.05)
    else:
        axes.set_xlim(0, 1)


def differences(rows: Sequence[CompareRow], name: str) -> str:
    """Each difference as a dot with its 95% interval beside a line at 0; filled where the interval excludes 0."""
    lines = _difference_lines(rows)
    alt = "Dot-and-whisker plot of the differences with their 95% intervals; the table has the figures."
    return drawn(name, alt, WIDTH, _ROW * len(lines) + _AXIS + 4, partial(_paint_differences, lines))


def _difference_lines(rows: Sequence[CompareRow]) -> list[tuple[str, CompareRow | None]]:
    """Headed by the measure; a line is named by ours."""
    lines: list[tuple[str, CompareRow | None]] = []
    for n, row in enumerate(rows):
        measure = row.comparison.measure
        if n == 0 or rows[n - 1].comparison.measure != measure:
            lines.append((measure_name(measure, row.lower_is_better), None))
        lines.append((shortened(row.comparison.ours, 24), row))
    return lines


def _paint_differences(lines: Sequence[tuple[str, CompareRow | None]], figure: Figure) -> None:
    left = _LEFT + 50
    box = _Box(left, 4, WIDTH - left - 16, _ROW * len(lines))
    axes = _forest(figure, box, [label if row else "" for label, row in lines])
    axes.axvline(0, color=INK, linewidth=1)
    ends = [0.01]
    for y, (label, row) in enumerate(lines):
        if row is None:
            _heading(axes, y, label, box)
            continue
        one = row.comparison
        axes.plot([one.low, one.high], [y, y], color=SERIES[0], linewidth=2, solid_capstyle="butt")
        fill = SERIES[0] if row.verdict else PAPER
        axes.plot(one.difference, y, "o", color=SERIES[0], markerfacecolor=fill, markersize=7)
        ends += [abs(end) for end in (one.low, one.high, one.difference) if math.isfinite(end)]
    axes.set_xlim(-1.05 * max(ends), 1.05 * max(ends))
    axes.locator_params(axis="x", nbins=6)


def stacked_statuses(counts: Mapping[str, Mapping[Status, int]], name: str) -> str:
    """How the predictions of each arm ended, as shares of all; hatched where they are unscored."""
    alt = "Stacked bars of how predictions ended, by arm; the table has the counts."
    height = _LEGEND + _ROW * len(counts) + _AXIS
    return drawn(name, alt, WIDTH, height, partial(_paint_statuses, counts))


def _paint_statuses(counts: Mapping[str, Mapping[Status, int]], figure: Figure) -> None:
    from matplotlib.patches import Patch
    from matplotlib.ticker import PercentFormatter

    box = _Box(_LEFT, _LEGEND, WIDTH - _LEFT - 24, _ROW * len(counts))
    axes = _forest(figure, box, [shortened(arm, _A_NAME) for arm in counts])
    axes.grid(visible=False)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    for y, own in enumerate(counts.values()):
        done, total = 0.0, sum(own.values()) or 1
        for status, colour in zip(Status, STATUSES, strict=True):
            share = own.get(status, 0) / total
            if share:
                axes.barh(y, share, 0.62, left=done, facecolor=colour, hatch=_hatch(status), edgecolor=PAPER)
            done += share
    patches = [
        Patch(facecolor=colour, edgecolor=PAPER, hatch=_hatch(status), label=status.value)
        for status, colour in zip(Status, STATUSES, strict=True)
    ]
    figure.legend(handles=patches, loc="upper left", ncols=len(patches), **_NO_FRAME)


def _hatch(status: Status) -> str | None:
    return "////" if status in (Status.UNPARSED, Status.ERROR) else None


def reliability(bins: Mapping[str, Sequence[Bin]], name: str) -> str:
    """One panel an arm: how often right against how sure; bars at the foot show where the predictions are."""
    across = min(_PANELS_ACROSS, len(bins))
    down = math.ceil(len(bins) / across)
    alt = "Reliability: accuracy against confidence, one panel for each arm; the table has the bins."
    return drawn(name, alt, across * _PANEL, down * (_PANEL + 8), partial(_paint_reliability, bins))


def _paint_reliability(bins: Mapping[str, Sequence[Bin]], figure: Figure) -> None:
    for place, (arm, own) in enumerate(bins.items()):
        down, across = divmod(place, _PANELS_ACROSS)
        box = _Box(across * _PANEL + 42, down * (_PANEL + 8) + 24, _PANEL - 58, _PANEL - 66)
        axes = box.axes(figure)
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
        axes.set_title(shortened(arm, _A_NAME), fontsize=12, loc="left")
        if across == 0:
            axes.set_ylabel("accuracy")
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=1, linestyle=(0, (3, 3)))
        _paint_bins(axes, [one for one in own if one.n], place)


def _paint_bins(axes: Axes, bins: Sequence[Bin], place: int) -> None:
    colour, marker = SERIES[place % len(SERIES)], MARKERS[place % len(MARKERS)]
    most = max((one.n for one in bins), default=1)
    for one in bins:
        axes.bar(one.low, 0.2 * one.n / most, one.high - one.low, align="edge", color=RULE, edgecolor=PAPER)
    confidence, accuracy = [one.confidence for one in bins], [one.accuracy for one in bins]
    axes.plot(confidence, accuracy, color=colour, marker=marker, markersize=5, clip_on=False)


def risk_coverage(curves: Mapping[str, Sequence[RiskPoint]], name: str) -> str:
    """What share is wrong of the surest answers, against how many are given; one line an arm."""
    alt = "Risk against coverage, one line for each arm; the table has the figures."
    return drawn(name, alt, 560, 260, partial(_paint_risk, curves))


def _paint_risk(curves: Mapping[str, Sequence[RiskPoint]], figure: Figure) -> None:
    from matplotlib.ticker import PercentFormatter

    axes = _Box(52, 10, 350, 205).axes(figure)
    for place, points in enumerate(curves.values()):
        kept = _thinned(points)
        (line,) = axes.plot([one.coverage for one in kept], [one.risk for one in kept])
        line.set(color=SERIES[place % len(SERIES)], linestyle=DASHES[place % len(DASHES)])
    most = max((one.risk for points in curves.values() for one in points), default=0.0)
    axes.set(xlim=(0, 1), ylim=(0, max(0.1, most * 1.08)), xlabel="coverage: share of items answered", ylabel="risk")
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid()
    labels = [shortened(arm, _A_NAME) for arm in curves]  # given apart: else one that begins with "_" is left out
    figure.legend(axes.lines, labels, loc="upper left", bbox_to_anchor=(410 / 560, 1), **_NO_FRAME)


def _thinned(points: Sequence[RiskPoint]) -> list[RiskPoint]:
    """The first, the last, and evenly many between."""
    if len(points) <= _MOST_POINTS:
        return list(points)
    step = (len(points) - 1) / (_MOST_POINTS - 1)
    return [points[round(n * step)] for n in range(_MOST_POINTS)]


def confusion(counts: Mapping[str, Mapping[str, int]], name: str) -> str:
    """Gold down, predicted across; a cell's shade is its share of the row, its number the count."""
    predicted = confusion_columns(counts)
    left, head = 30 + _length(counts), 30 + (_length(predicted) if _is_upright(predicted) else 16)
    alt = f"Confusion matrix of {len(counts)} gold by {len(predicted)} predicted labels; the table has the counts."
    size = left + _CELL * len(predicted) + 2, head + _CELL * len(counts) + 2
    box = _Box(left, head, _CELL * len(predicted), _CELL * len(counts))
    return drawn(name, alt, *size, partial(_paint_confusion, counts, predicted, box))


def _length(labels: Iterable[str]) -> float:
    """How long the longest label is, in pixels."""
    return _A_LETTER * max(len(shortened(label, _LABEL)) for label in labels)


def _is_upright(labels: Iterable[str]) -> bool:
    """Whether labels across are too long to stand beside each other."""
    return _length(labels) > _CELL


def confusion_columns(counts: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """The labels that are predicted: the gold ones first, in their order, then any other."""
    return tuple(dict.fromkeys((*counts, *(label for row in counts.values() for label in row))))


def _paint_confusion(
    counts: Mapping[str, Mapping[str, int]], predicted: Sequence[str], box: _Box, figure: Figure
) -> None:
    from matplotlib.patches import Rectangle

    axes = box.axes(figure)
    axes.set(xlim=(0, len(predicted)), ylim=(len(counts), 0), ylabel="gold")
    axes.set_title("predicted", fontsize=12, color=SOFT)
    axes.set_xticks([n + 0.5 for n in range(len(predicted))], [shortened(label, _LABEL) for label in predicted])
    axes.set_yticks([n + 0.5 for n in range(len(counts))], [shortened(label, _LABEL) for label in counts])
    axes.tick_params(axis="x", rotation=90 if _is_upright(predicted) else 0)
    axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    axes.spines[:].set_visible(False)
    for y, row in enumerate(counts.values()):
        total = sum(row.values()) or 1
        for x, label in enumerate(predicted):
            count = row.get(label, 0)
            axes.add_patch(Rectangle((x, y), 1, 1, facecolor=SERIES[0], alpha=0.5 * count / total, linewidth=0))
            axes.add_patch(Rectangle((x, y), 1, 1, fill=False, edgecolor=RULE))
            axes.text(x + 0.5, y + 0.5, str(count), ha="center", va="center", color=INK if count else SOFT)
