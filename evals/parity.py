"""Published predictions by MIRAGE's own rule, and beside it by ours: what could be read, and how much of that is right.

MIRAGE's rule takes what it cannot read for choice A; ours leaves it unscored. `osler eval parity` shows both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.datasets.mirage import read_mirage_predictions
from evals.intervals import estimate
from evals.scoring.parsing import mirage_letter, mirage_parity, parse_label

LABELS = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Parity:
    """One file of predictions. Shares of 1; `low` and `high` are the 95% bootstrap interval of `accuracy_answered`.

    `mirage`: its rule, unread is A. `mirage_read`: how many its patterns found a letter in, and `mirage_of_read` the share
    of those that is right. `answered`, `unparsed`, `accuracy_answered`: by our full-match parser.
    """

    file: str
    n: int
    mirage: float
    mirage_read: int
    mirage_of_read: float | None
    answered: int
    unparsed: int
    accuracy_answered: float | None
    low: float | None
    high: float | None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def parity(path: Path) -> Parity:
    """Scores a file of {id, prediction, answer}, one a line. Raises BadDataset."""
    rows = read_mirage_predictions(path)
    read = [(letter, row.answer) for row in rows if row.prediction and (letter := mirage_letter(row.prediction))]
    ours = [
        None if (label := parse_label(row.prediction or "", LABELS)) is None else float(label == row.answer)
        for row in rows
    ]
    found = estimate(ours)
    return Parity(
        file=path.name,
        n=len(rows),
        mirage=sum(mirage_parity(row.prediction) == row.answer for row in rows) / len(rows),
        mirage_read=len(read),
        mirage_of_read=sum(letter == answer for letter, answer in read) / len(read) if read else None,
        answered=found.scored,
        unparsed=found.unscored,
        accuracy_answered=found.value,
        low=found.low,
        high=found.high,
    )


def table(found: Sequence[Parity]) -> str:
    """As Markdown, in percent."""
    lines = [
        "| predictions | n | MIRAGE's rule | of what it reads | ours, of what we read | 95% | we leave unparsed |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in found:
        bounds = f"[{_percent(one.low)}, {_percent(one.high)}]"
        lines.append(
            f"| {one.file} | {one.n} | {_percent(one.mirage)} | {_percent(one.mirage_of_read)} ({one.mirage_read}) | "
            f"{_percent(one.accuracy_answered)} ({one.answered}) | {bounds} | {one.unparsed} |"
        )
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.2f}"
