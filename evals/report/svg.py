"""Figures as SVG that stands inside a page: matplotlib's home in the report. Knows colours and ids, not what is plotted.

Whoever paints uses the colours below, which are none that one sees: each becomes a colour of the page (a CSS variable, or
`currentColor`), so that one figure is right in light and in dark. Ids are made of the figure's own name, so that several
stand in one page. The same figure always gives the same text.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#000101"
SOFT = "#000102"
RULE = "#000103"
PAPER = "#000104"
SERIES = ("#000111", "#000112", "#000113", "#000114", "#000115", "#000116")
MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES = ("-", "--", ":", "-.", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 3)))
STATUSES = ("#000121", "#000122", "#000123", "#000124", "#000125")
# Behind each variable is what a viewer without the page's style gets: the colour on a light page.
_SHOWN = {
    INK: "currentColor",
    SOFT: "var(--soft, #57606a)",
    RULE: "var(--rule, #d5dae0)",
    PAPER: "var(--paper, #ffffff)",
    SERIES[0]: "var(--series-1, #1d5fa8)",
    SERIES[1]: "var(--series-2, #b0500a)",
    SERIES[2]: "var(--series-3, #1a7a59)",
    SERIES[3]: "var(--series-4, #7a4fb5)",
    SERIES[4]: "var(--series-5, #5c6670)",
    SERIES[5]: "var(--series-6, #b0347a)",
    STATUSES[0]: "var(--answered, #1d5fa8)",
    STATUSES[1]: "var(--abstained, #688ebd)",
    STATUSES[2]: "var(--refused, #8a6cbd)",
    STATUSES[3]: "var(--unparsed, #cf7a1f)",
    STATUSES[4]: "var(--error, #b3261e)",
}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "osler",
    "text.parse_math": False,
    "text.color": INK,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib, so that measures are the same everywhere
    "font.size": 12,
    "axes.edgecolor": RULE,
    "axes.labelcolor": SOFT,
    "axes.labelsize": 12,
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 1,
    "hatch.color": PAPER,
    "xtick.color": RULE,
    "xtick.labelcolor": SOFT,
    "ytick.color": RULE,
    "ytick.labelcolor": SOFT,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "lines.linewidth": 1.75,
}
_POINTS_AN_INCH = 72  # a point of matplotlib is a pixel of the page
_LEAST = 430  # pixels that a figure keeps on a phone, where it scrolls in its box: smaller, nobody could read it
_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(xlink:href="#|url\(#)([^")]+)')
_COLOUR = re.compile("|".join(_SHOWN))


def drawn(name: str, alt: str, width: float, height: float, paint: Callable[[Figure], None]) -> str:
    """One `<svg>` element of `width` × `height` pixels that says `alt` to who cannot see it.

    `name` begins its ids: letters, digits and hyphens, once in a page.
    """
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    text = StringIO()
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the reader's browser has its own letters
        figure = Figure(figsize=(width / _POINTS_AN_INCH, height / _POINTS_AN_INCH), dpi=_POINTS_AN_INCH)
        FigureCanvasSVG(figure)
        paint(figure)
        figure.savefig(text, format="svg", transparent=True, metadata={"Date": None})
    return _for_a_page(text.getvalue(), name, alt, width, height)


def _for_a_page(document: str, name: str, alt: str, width: float, height: float) -> str:
    """The element alone, without what matplotlib says of itself, in the colours, letters and ids of the page."""
    inside = document[document.index(">", document.index("<svg")) + 1 :]
    inside = re.sub(r"<metadata>.*?</metadata>\s*", "", inside, count=1, flags=re.DOTALL)
    inside = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>\s*", "", inside, count=1, flags=re.DOTALL)
    wanted = {found[2] for tag in _TAG.findall(inside) for found in _REFERENCE.finditer(tag)}
    inside = _TAG.sub(lambda tag: _tag(tag[0], name, wanted), inside)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'aria-label="{escape(alt)}" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'stroke-linejoin="round" style="min-width: {min(width, _LEAST):g}px">'
    )
    return opening + inside.strip()


def _tag(tag: str, name: str, wanted: set[str]) -> str:
    """One tag as the page needs it. Text is never touched: no tag of matplotlib's holds any."""
    tag = _ID.sub(lambda found: f'id="{name}-{found[1]}"' if found[1] in wanted else "", tag)
    tag = _REFERENCE.sub(rf"\g<1>{name}-\g<2>", tag)
    tag = _COLOUR.sub(lambda found: _SHOWN[found[0]], tag)
    tag = re.sub(r"font-family: [^;\"]*", "font-family: inherit", tag)
    tag = re.sub(r'\s*transform="rotate\(-0 [^"]*"', "", tag)
    tag = re.sub(r"(\d\.\d\d)\d+", r"\1", tag)
    return re.sub(r"\s+", " ", tag).replace(" >", ">")
