"""How well triage tells emergencies from the rest: sensitivity, specificity and false alarms, with 95% Wilson intervals.

`python -m evals.triage --data FILE` reads JSON lines (also gzipped): vignettes with a label, or questions without one.
A row with no label and no text is *unscored*, apart from wrong. Knows nothing of how triage decides.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from agent.answer import Alert
from agent.triage import triage

Z95 = 1.959964
SHOWN = 20  # misses and false alarms listed under the table
_VITALS = {
    "heart_rate": "heart rate {}",
    "systolic_bp": "systolic {}",
    "diastolic_bp": "diastolic {}",
    "temperature_c": "temperature {} C",
    "spo2": "SpO2 {}%",
    "respiratory_rate": "respiratory rate {}",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A message, and whether it tells of an emergency (None: not labelled)."""

    example_id: str
    text: str
    urgent: bool | None


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `n`, with the 95% Wilson score interval."""

    hits: int
    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TriageReport:
    """What triage did on a set. `missed` and `false_alarms` are (id, text or matched words)."""

    n: int
    unscored: int
    sensitivity: Rate
    specificity: Rate
    tiers: tuple[tuple[str, int], ...]
    missed: tuple[tuple[str, str], ...]
    false_alarms: tuple[tuple[str, str], ...]


def wilson(hits: int, n: int) -> Rate:
    """The Wilson score interval; the whole of 0 to 1 where there is nothing to count."""
    if n == 0:
        return Rate(0, 0, math.nan, 0.0, 1.0)
    share = hits / n
    middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 * math.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2)) / (1 + Z95**2 / n)
    return Rate(hits, n, share, max(0.0, middle - half), min(1.0, middle + half))


def measure(examples: Iterable[Example], decide: Callable[[str], Alert | None] = triage) -> TriageReport:
    """Triage every example and count. An unlabelled question is taken for no emergency."""
    scored: list[tuple[Example, Alert | None]] = []
    unscored = 0
    for example in examples:
        if example.text.strip():
            scored.append((example, decide(example.text)))
        else:
            unscored += 1
    urgent = [(example, alert) for example, alert in scored if example.urgent]
    calm = [(example, alert) for example, alert in scored if not example.urgent]
    raised = [alert.tier for _, alert in scored if alert]
    return TriageReport(
        n=len(scored) + unscored,
        unscored=unscored,
        sensitivity=wilson(sum(alert is not None for _, alert in urgent), len(urgent)),
        specificity=wilson(sum(alert is None for _, alert in calm), len(calm)),
        tiers=tuple((tier, sum(one == tier for one in raised)) for tier in ("T1", "T2", "T3")),
        missed=tuple((example.example_id, example.text) for example, alert in urgent if alert is None),
        false_alarms=tuple((example.example_id, alert.matched) for example, alert in calm if alert),
    )


# --- reading


def read_examples(path: Path) -> Iterator[Example]:
    """The examples of a file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _example(json.loads(line), str(number))


def _example(row: Mapping[str, Any], number: str) -> Example:
    example_id = str(row.get("id", number))
    if isinstance(row.get("input"), Mapping):
        return Example(example_id, vignette_text(row["input"]), row.get("labels", {}).get("gold_escalation_required"))
    text = str(row.get("question") or row.get("text") or "").split("\n", 1)[0]
    urgent = row.get("urgent")
    return Example(example_id, text, bool(urgent) if urgent is not None else None)


def vignette_text(vignette: Mapping[str, Any]) -> str:
    """A vignette's fields as one message: complaint, history, age and sex, vital signs."""
    parts = [str(vignette[field]).rstrip(". ") for field in ("chief_complaint", "history") if vignette.get(field)]
    person = vignette.get("demographics") or {}
    if person:
        parts.append(", ".join(f"{field} {value}" for field, value in person.items() if value is not None))
    vitals = vignette.get("vitals") or {}
    if vitals:
        values = (_VITALS.get(name, name + " {}").format(value) for name, value in vitals.items() if value is not None)
        parts.append("Vital signs: " + ", ".join(values))
    return ". ".join(parts)


# --- showing


def table(report: TriageReport) -> str:
    """The report as text."""
    lines = [f"examples     {report.n} ({report.unscored} unscored)"]
    lines += [f"{name:12} {_shown(rate)}" for name, rate in _rates(report)]
    lines.append("alerts       " + ", ".join(f"{tier} {count}" for tier, count in report.tiers))
    for title, rows in (("missed", report.missed), ("false alarms", report.false_alarms)):
        lines += [f"{title}: {example_id}: {' '.join(text.split())[:150]}" for example_id, text in rows[:SHOWN]]
    return "\n".join(lines)


def _rates(report: TriageReport) -> tuple[tuple[str, Rate], ...]:
    return (("sensitivity", report.sensitivity), ("specificity", report.specificity))


def _shown(rate: Rate) -> str:
    if rate.n == 0:
        return "nothing to count"
    return f"{rate.hits}/{rate.n} = {rate.value:.1%} (95% interval {rate.low:.1%} to {rate.high:.1%})"


def _json(report: TriageReport) -> str:
    """The report as JSON; a rate of nothing is null."""
    data = asdict(report)
    for name, rate in _rates(report):
        data[name]["value"] = None if rate.n == 0 else rate.value
    return json.dumps(data, ensure_ascii=False)


def main(
    data: Annotated[Path, typer.Option(help="JSON lines (also .gz): labelled vignettes, or questions.", exists=True)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure triage on a file."""
    report = measure(read_examples(data))
    typer.echo(_json(report) if as_json else table(report))


if __name__ == "__main__":
    typer.run(main)
