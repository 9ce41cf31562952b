"""How predictions are made: from the cache, by a solver one by one, or many at once where solver and subject allow it.

An example that fails becomes a prediction with its error; the others are made all the same, in the order asked. Knows
neither runs nor their folders.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.errors import AgentError
from evals.examples import Example, Prediction, Status
from evals.prediction_cache import PredictionCache, prediction_key
from evals.solvers.writing import Asks, WritesOnce, WritesTogether
from evals.subject import Subject
from evals.task import Solver
from models.errors import ModelError
from retrieval.errors import RetrievalError

_Failure = AgentError | ModelError | RetrievalError
_FAILURES = (AgentError, ModelError, RetrievalError)
Wanted = tuple[Example, str]  # an example, and the arm


def predictions(
    solver: Solver, wanted: Sequence[Wanted], subject: Subject, cache: PredictionCache | None = None
) -> Iterator[tuple[Example, Prediction]]:
    """Each as soon as it and all before it are made.

    The seconds of one that was made with others are those since the one before it: their sum is what all took.
    """
    made = _Making(solver, subject, cache)
    if not (isinstance(solver, WritesOnce) and isinstance(subject, WritesTogether) and len(wanted) > 1):
        yield from (made.alone(example, arm) for example, arm in wanted)
        return
    # A portion at a time: what a stop can lose is what waits for a text before it.
    for start in range(0, len(wanted), subject.together):
        yield from made.together(solver, subject, wanted[start : start + subject.together])


@dataclass(frozen=True, slots=True)
class _Making:
    solver: Solver
    subject: Subject
    cache: PredictionCache | None

    def alone(self, example: Example, arm: str) -> tuple[Example, Prediction]:
        if (kept := self._kept(example, arm)) is not None:
            return example, kept
        began = time.perf_counter()
        try:
            found = self.solver.solve(example, arm, self.subject)
        except _FAILURES as error:
            found = _failed(example, arm, error)
        return example, self._timed(example, found, began)

    def together(
        self, solver: WritesOnce, writer: WritesTogether, wanted: Sequence[Wanted]
    ) -> Iterator[tuple[Example, Prediction]]:
        began = time.perf_counter()
        planned = [(example, arm, self._planned(solver, example, arm)) for example, arm in wanted]
        texts = self._texts(writer, [asks for _, _, asks in planned if isinstance(asks, Asks)])
        for example, arm, plan in planned:
            if isinstance(plan, Prediction):
                yield example, plan
                continue
            said = next(texts) if isinstance(plan, Asks) else plan
            found = self._read(solver, example, arm, plan, said)
            yield example, self._timed(example, found, began)
            began = time.perf_counter()

    def _planned(self, solver: WritesOnce, example: Example, arm: str) -> Prediction | Asks | _Failure:
        """What was kept, or what is to be asked, or why it cannot be."""
        if (kept := self._kept(example, arm)) is not None:
            return kept
        try:
            return solver.asks(example, arm, self.subject)
        except _FAILURES as error:
            return error

    def _read(
        self, solver: WritesOnce, example: Example, arm: str, plan: Asks | _Failure, said: str | _Failure
    ) -> Prediction:
        if not isinstance(plan, Asks) or not isinstance(said, str):
            return _failed(example, arm, said)
        try:
            return solver.read(example, arm, plan, said)
        except _FAILURES as error:
            return _failed(example, arm, error)

    def _texts(self, writer: WritesTogether, asked: Sequence[Asks]) -> Iterator[str | _Failure]:
        """What is written after each prompt. Where all fail at once, each of the rest is written alone, or fails alone."""
        most = max((asks.most for asks in asked), default=0)
        done = 0
        if all(asks.most == most for asks in asked):
            try:
                for text in writer.write_each([asks.prompt for asks in asked], most):
                    done += 1
                    yield text
            except _FAILURES:
                pass  # not hidden: what is left is asked again, and says so itself
        for asks in asked[done:]:
            try:
                text = self.subject.write(asks.prompt, asks.most)
            except _FAILURES as error:
                yield error
            else:
                yield text

    def _kept(self, example: Example, arm: str) -> Prediction | None:
        return self.cache.find(self._key(example, arm)) if self.cache is not None else None

    def _timed(self, example: Example, found: Prediction, began: float) -> Prediction:
        found = replace(found, seconds=time.perf_counter() - began)
        if self.cache is not None:
            self.cache.keep(self._key(example, found.arm), found)
        return found

    def _key(self, example: Example, arm: str) -> str:
        return prediction_key(self.solver, example, arm, self.subject.identity)


def _failed(example: Example, arm: str, error: object) -> Prediction:
    return Prediction(example.example_id, arm, Status.ERROR, error=str(error))
