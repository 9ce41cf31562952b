"""What a run says while it runs: a line of the journal and a report for each step, and a stop where a number is none.

Knows transformers' callbacks; knows nothing of how the report is shown.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from transformers import EarlyStoppingCallback, TrainerCallback

from models.training.sft.settings import RunDiverged
from models.training.trainer import StepReport

OnStep = Callable[[StepReport, int], None]
_WARM = 2  # steps before the speed is counted: the first ones compile and fill caches


@dataclass(frozen=True, slots=True)
class StepRow:
    """One optimizer step. `tokens` and `seconds` are counted from the run's beginning, through every resumption."""

    step: int
    loss: float
    rate: float
    gradient: float
    tokens: int
    seconds: float
    tokens_per_second: float


@dataclass(frozen=True, slots=True)
class HeldOutRow:
    """The mean loss a learnt token (nats) on what is held out, before training at step 0."""

    step: int
    held_out: float
    by_kind: dict[str, float]


class Journal:
    """training.jsonl: a line a step, and one an evaluation. On a process that does not write it only remembers."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        self._path = path
        self._writes = writes
        self.steps: list[StepRow] = []
        self.held_out: list[HeldOutRow] = []

    def resume(self, step: int | None) -> None:
        """Keep the lines up to a checkpoint's step (None: no line at all); what a killed run wrote after it goes."""
        lines = self._path.read_text(encoding="utf-8").splitlines() if step is not None and self._path.exists() else []
        for line in lines:
            try:
                row = json.loads(line)
            except ValueError:  # the last line of a killed run may be half a line
                continue
            if row["step"] <= (step or 0):
                self._remember(HeldOutRow(**row) if "held_out" in row else StepRow(**row))
        if self._writes:
            every: list[StepRow | HeldOutRow] = [*self.held_out, *self.steps]
            kept = sorted(every, key=lambda row: (row.step, isinstance(row, HeldOutRow)))
            self._path.write_text("".join(_line(row) for row in kept), encoding="utf-8")

    def add(self, row: StepRow | HeldOutRow) -> None:
        """Write a line at once, so that a killed run leaves it."""
        self._remember(row)
        if self._writes:
            with self._path.open("a", encoding="utf-8") as out:
                out.write(_line(row))

    def _remember(self, row: StepRow | HeldOutRow) -> None:
        if isinstance(row, HeldOutRow):
            self.held_out.append(row)
        else:
            self.steps.append(row)


class Live(TrainerCallback):
    """Steps and evaluations to the journal and to whoever watches; raises RunDiverged at a number that is none."""

    def __init__(self, journal: Journal, on_step: OnStep, rate: float) -> None:
        self._journal = journal
        self._on_step = on_step
        self._rate = rate
        last = journal.steps[-1] if journal.steps else None
        self._tokens_before = last.tokens if last else 0
        self._seconds_before = last.seconds if last else 0.0
        self._seconds = 0.0  # of this process
        self._began = 0.0
        self._steps_here = 0
        self._counted = (0, 0.0)  # tokens and seconds after the warm-up steps, of this process alone
        self._tokens_here = 0

    def on_step_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """The clock runs within steps only: evaluations and checkpoints are not training."""
        self._began = time.perf_counter()

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """The loss was read in this step, so a GPU has done its work."""
        took = time.perf_counter() - self._began
        self._seconds += took
        self._steps_here += 1
        if self._steps_here > _WARM:
            self._counted = (self._counted[0], self._counted[1] + took)

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **_: Any) -> None:
        """A step's figures (transformers logs the end of a run here too, without a loss)."""
        if not logs or "loss" not in logs:
            return
        tokens = int(logs.get("num_tokens", 0))
        if self._steps_here > _WARM:
            self._counted = (self._counted[0] + tokens - self._tokens_here, self._counted[1])
        self._tokens_here = tokens
        loss, gradient = float(logs["loss"]), float(logs.get("grad_norm", 0.0))
        if not math.isfinite(loss) or not math.isfinite(gradient):
            raise diverged("gradient" if math.isfinite(loss) else "loss", state.global_step, self._rate)
        row = StepRow(
            state.global_step,
            loss,
            float(logs["learning_rate"]),
            gradient,
            self._tokens_before + tokens,
            round(self._seconds_before + self._seconds, 3),
            round(self.tokens_per_second, 1),
        )
        self._journal.add(row)
        self._on_step(self._report(row), state.max_steps)

    def on_evaluate(self, args: Any, state: Any, control: Any, metrics: Any = None, **_: Any) -> None:
        """The held-out loss, which the next reports show too."""
        if not math.isfinite(metrics["eval_loss"]):
            raise diverged("held-out loss", state.global_step, self._rate)
        if not any(row.step == state.global_step for row in self._journal.held_out):
            self._journal.add(HeldOutRow(state.global_step, metrics["eval_loss"], metrics["eval_by_kind"]))

    @property
    def tokens_per_second(self) -> float:
        """Over the steps of this process after the first ones, or over all where there were no more."""
        tokens, seconds = self._counted
        if seconds <= 0:
            tokens, seconds = self._tokens_here, self._seconds
        return tokens / seconds if seconds > 0 else 0.0

    def _report(self, row: StepRow) -> StepReport:
        losses = {"loss": row.loss}
        if self._journal.held_out:
            losses["held-out"] = self._journal.held_out[-1].held_out
        return StepReport(row.step - 1, row.tokens, row.tokens_per_second, losses)


class Patience(EarlyStoppingCallback):
    """Ends the run after so many evaluations without a lower held-out loss; a resumed run remembers its count."""


def diverged(what: str, step: int, rate: float) -> RunDiverged:
    """The error for a number that is none at a step."""
    return RunDiverged(
        f"The {what} is not a number at step {step}; the last checkpoint is kept, but begin anew in another --out with a "
        f"lower --rate (it was {rate:g}; try {rate / 5:g}), or with --dtype float32."
    )


def _line(row: StepRow | HeldOutRow) -> str:
    return json.dumps(asdict(row)) + "\n"
