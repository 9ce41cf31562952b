"""How the next token is chosen from logits: greedy, or sampled after the usual filters. Pure functions.

Knows nothing of models, caches or text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sampling:
    """What shapes the choice of each token; the defaults are greedy decoding.

    `temperature` 0 takes the likeliest token; `top_k` 0, `top_p` 1, `min_p` 0 and `repetition` 1 change nothing.
    """

    temperature: float = 0.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    repetition: float = 1.0
    seed: int = 0

    @property
    def greedy(self) -> bool:
        """Whether the likeliest token is taken each time."""
        return self.temperature <= 0


GREEDY = Sampling()
