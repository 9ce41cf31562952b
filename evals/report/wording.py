"""How figures, times and names are said: the same on the page, in Markdown and in the terminal. Pure; lays nothing out."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from evals.examples import Arm, Example, Status
from evals.results import Estimate

NONE = "—"
FEW = 30  # below this a percentile bootstrap is too narrow to lean on
FEW_MARK = "†"
FEW_SAID = f"{FEW_MARK} Fewer than {FEW} scored items: the interval is itself uncertain."
INTERVALS_SAID = (
    "Brackets hold 95% bootstrap intervals: percentiles over resamples of the items, of whole groups where items share a "
    "source, and Wilson's where every item scores 0 or every item scores 1."
)
UNSCORED_SAID = "Unscored items are neither right nor wrong: no measure counts them."
DIFFERENCES_SAID = (
    "A difference is the first less the second, over the items that both have scored, with its 95% bootstrap interval. "
    "p is of a paired permutation test; corrected, by Holm over all that was compared at once. "
    "A row is marked only where its interval excludes 0."
)
STATUS_SAID: Mapping[Status, str] = {
    Status.ANSWERED: "gave an answer",
    Status.ABSTAINED: "said that there is not enough to answer from",
    Status.REFUSED: "said that it would not answer",
    Status.UNPARSED: "unscored: what came is not in a form that counts as an answer",
    Status.ERROR: "unscored: nothing came",
}
ARM_SAID: Mapping[str, str] = {
    Arm.NONE: "reads nothing",
    Arm.RETRIEVAL: "reads what the index finds",
    Arm.ORACLE: "reads the passages that hold the answer",
}
_SHORT_SUM = 12
_A_CHECKSUM = re.compile(r"\b[0-9a-f]{40,128}\b")


def number(value: float | None) -> str:
    """A figure with three decimals, or fewer where it is large; a dash where there is none."""
    if value is None or not math.isfinite(value):
        return NONE
    size = abs(value)
    if size >= 1e6:
        return _minus(f"{value:.2e}")
    return _minus(f"{value:.3f}" if size < 100 else f"{value:.1f}" if size < 1000 else f"{value:,.0f}")


def signed(value: float) -> str:
    """A difference, always with its sign; 0 has none."""
    text = number(value)
    return f"+{text}" if math.isfinite(value) and value > 0 and text != number(0.0) else text


def interval(estimate: Estimate) -> str:
    """The 95% interval in brackets; empty where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"[{number(estimate.low)}, {number(estimate.high)}]"


def signed_interval(low: float, high: float) -> str:
    return f"[{signed(low)}, {signed(high)}]"


def p_value(p: float) -> str:
    return NONE if not math.isfinite(p) else "< 0.001" if p < 0.001 else f"{p:.3f}"


def is_few(scored: int) -> bool:
    """Whether there are so few items that a reader must be told; none at all is said otherwise."""
    return 0 < scored < FEW


def measure_name(measure: str, lower_is_better: bool) -> str:
    return f"{measure} ↓" if lower_is_better else measure


def percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def duration(seconds: float) -> str:
    """As a person says it: 8.2 s, 12 min 5 s, 3 h 20 min."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def moment(iso: str) -> str:
    """An ISO 8601 time as a date in words, in UTC; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    at = at if at.tzinfo is None else at.astimezone(UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def shortened(text: str, length: int) -> str:
    """One line of at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def short_sum(text: str) -> str:
    """The text with its checksums cut to what tells them apart."""
    return _A_CHECKSUM.sub(lambda found: found[0][:_SHORT_SUM], text)


def flat(settings: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Settings as names and texts; what lies deeper gets a dotted name."""
    found: dict[str, str] = {}
    for name, value in settings.items():
        if isinstance(value, Mapping) and value:
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return found


def option_text(example: Example, answer: str) -> str:
    """An answer as a person reads it: a label is followed by what its option says."""
    said = next((option.text for option in example.options if option.label == answer), "")
    return f"{answer}: {said}" if said and said != answer else answer


def gold_texts(example: Example) -> Sequence[str]:
    """What is right, every acceptable answer; empty where the item has none."""
    return [option_text(example, answer) for answer in example.answers]


def _minus(text: str) -> str:
    """With a minus sign as wide as a digit; what rounds to 0 has none."""
    if not text.startswith("-"):
        return text
    return text[1:] if not text.strip("-0.,") else "−" + text[1:]
