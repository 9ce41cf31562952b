"""A fine-tuned model measured by the harness before and after: two runs of the same tasks, and their comparison on its card.

The harness is given as a function, since nothing here may know it. Its runs resume, so a fine-tuning that was stopped does
not measure anew what was measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.training.sft.settings import RunRefused

Harness = Callable[[Sequence[str]], tuple[int, str]]  # arguments of `osler eval` → its exit status and what it printed
FOLDER = "evaluation"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Which tasks to measure by, their data where they need some, and how many examples of each (0: all)."""

    tasks: tuple[str, ...]
    data: Path | None = None
    limit: int = 0


def measure_before(harness: Harness, evaluation: Evaluation, model: str, out: Path) -> None:
    """The base model. Comes before training, so that a task that cannot be run is told before hours are spent."""
    _run(harness, evaluation, ["--model", model], out / FOLDER / "before")


def measure_after(harness: Harness, evaluation: Evaluation, model: str, out: Path, *, whole: bool) -> str:
    """The model that was trained (`whole`: every weight, else an adapter of `model`).

    Returns the comparison, which README.md in `out` gets too. Raises RunRefused where the harness fails.
    """
    trained = ["--model", str(out)] if whole else ["--model", model, "--adapter", str(out)]
    before, after = out / FOLDER / "before", out / FOLDER / "after"
    _run(harness, evaluation, trained, after)
    page = out / FOLDER / "comparison.html"
    said = _checked(harness, ["compare", str(after), str(before), "--html", str(page)])
    card = out / "README.md"
    heading = f"## Evaluated\n\nAfter training less before, by `osler eval` ({FOLDER}/comparison.html):"
    told = f"{card.read_text(encoding='utf-8')}\n{heading}\n\n```\n{said.strip()}\n```\n"
    card.write_text(told, encoding="utf-8")
    return said


def _run(harness: Harness, evaluation: Evaluation, model: Sequence[str], folder: Path) -> None:
    given = [*evaluation.tasks, *model, "--write", "--out", str(folder)]
    given += ["--data", str(evaluation.data)] if evaluation.data is not None else []
    given += ["--limit", str(evaluation.limit)] if evaluation.limit else []
    _checked(harness, ["run", *given])


def _checked(harness: Harness, arguments: Sequence[str]) -> str:
    status, said = harness(arguments)
    if status:
        last = (said.strip().splitlines() or [f"exit status {status}"])[-1]
        raise RunRefused(f"The evaluation could not be run: {last}")
    return said
