"""`Subject`: what is evaluated, by what a solver may ask of it. The real one is `evals.osler_subject`.

Knows nothing of models, indexes or tasks. `evals.fakes.FakeSubject` is a small one for tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from agent.answer import Answer
from evals.examples import Given, Shown


@dataclass(frozen=True, slots=True)
class Selected:
    """Sentences that were chosen from given passages, in order: each the number of its passage and its span in that text.

    `confidence` orders questions from surely answered to surely not (any scale); None where the way to choose has none.
    """

    spans: tuple[tuple[int, int, int], ...]
    texts: tuple[str, ...]
    confidence: float | None


class Subject(Protocol):
    """A model over an index. All that makes its answers what they are is in `identity`.

    Raises AgentError, RetrievalError or ModelError, each one sentence; the runner records it with the example.
    """

    @property
    def identity(self) -> Mapping[str, str]:
        """Names and checksums of the model, the index, the encoder and the code, and the libraries' versions."""
        ...

    @property
    def writes(self) -> bool:
        """Whether the model writes freely; the bundled one only quotes."""
        ...

    def search(self, query: str, k: int) -> tuple[Shown, ...]:
        """The k best passages of the index."""
        ...

    def ask(self, turns: Sequence[str], arm: str, given: Sequence[Given] = ()) -> tuple[Answer, ...]:
        """A new conversation through the agent's own entry point, one answer a turn.

        In the arm `none` nothing is found, in `retrieval` the index is searched, in `oracle` `given` is what is found.
        """
        ...

    def select(self, question: str, given: Sequence[Given], by: str, most: int) -> Selected:
        """Chooses at most `most` sentences of the given passages, in one of the ways of `evals.selecting.WAYS`."""
        ...

    def log_likelihoods(self, prompt: str, continuations: Sequence[str]) -> tuple[float, ...]:
        """The log-probability (natural) of each continuation after the prompt, summed over its tokens."""
        ...

    def token_counts(self, continuations: Sequence[str]) -> tuple[int, ...]:
        """How many tokens each continuation has, to compare options of different length."""
        ...

    def write(self, prompt: str, max_tokens: int) -> str:
        """What the model writes after the prompt, greedily. Raises ModelError where the model can only quote."""
        ...
