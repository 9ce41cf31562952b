"""How the next token is chosen from logits: greedy, or sampled after the usual filters. Pure functions.

The filters and their order are those of transformers' `generate`: repetition penalty, temperature, top-k, top-p, min-p.
Knows nothing of models, caches or text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # endpoints and settings hold a `Sampling` too, and need no torch
    import torch

LEAST_TEMPERATURE = 1e-5  # below it logits divided by it would leave the range of float32; it is greedy then


@dataclass(frozen=True, slots=True)
class Sampling:
    """What shapes the choice of each token; the defaults are greedy decoding.

    `temperature` 0 takes the likeliest token. Else the softmax of logits ÷ temperature is sampled, of the `top_k`
    likeliest tokens, of those the fewest that together hold `top_p` of the probability (Holtzman et al. 2020), of those
    the ones at least `min_p` times as likely as the likeliest (Nguyen et al. 2024). `repetition` above 1 makes tokens that
    came before less likely (Keskar et al. 2019), also with temperature 0. `top_k` 0, `top_p` 1, `min_p` 0 and `repetition`
    1 change nothing. The same `seed` draws the same tokens.

    Raises ValueError, a sentence that says which value is allowed.
    """

    temperature: float = 0.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    repetition: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.temperature < math.inf:
            raise ValueError(f"temperature is 0 (greedy) or more, not {self.temperature}; give a finite number.")
        if self.top_k < 0:
            raise ValueError(f"top_k is 0 (all tokens) or more, not {self.top_k}; give a whole number.")
        if not 0 <= self.top_p <= 1:
            raise ValueError(f"top_p is a share of the probability, not {self.top_p}; give a number from 0 to 1.")
        if not 0 <= self.min_p <= 1:
            raise ValueError(f"min_p is a share of the likeliest token, not {self.min_p}; give a number from 0 to 1.")
        if not 0 < self.repetition < math.inf:
            raise ValueError(
                f"repetition is above 0, and 1 changes nothing, not {self.repetition}; give such a number."
            )
        if not -(2**63) <= self.seed < 2**63:
            raise ValueError(f"seed is a whole number of at most 63 bits, not {self.seed}; give a smaller one.")

    @property
    def greedy(self) -> bool:
        """Whether the likeliest token is taken each time."""
        return self.temperature < LEAST_TEMPERATURE


GREEDY = Sampling()


def adjusted(logits: torch.Tensor, ids: Sequence[int], sampling: Sampling) -> torch.Tensor:
    """Logits of which the softmax is sampled: (vocabulary,), float32, what is filtered out at -inf. `logits` is unchanged.

    `ids` are the tokens so far, the prompt's too; they matter to the repetition penalty only. Where `sampling` is greedy
    no more than that penalty is applied, as in transformers. At least one token always stays.
    """
    if sampling.repetition != 1 and ids:
        logits = _less_repeated(logits, ids, sampling.repetition)
    if sampling.greedy:
        return logits
    logits = logits / sampling.temperature
    if 0 < sampling.top_k < len(logits):
        logits = logits.masked_fill(logits < logits.topk(sampling.top_k).values[-1], -math.inf)
    if sampling.top_p < 1:
        logits = _likeliest(logits, sampling.top_p)
    if sampling.min_p > 0:
        least = logits.softmax(-1).amax() * sampling.min_p
        # The likeliest stays whatever rounding makes of min_p 1.
        logits = logits.masked_fill((logits.softmax(-1) < least) & (logits < logits.amax()), -math.inf)
    return logits


def pick(logits: torch.Tensor, ids: Sequence[int], sampling: Sampling, rng: torch.Generator) -> int:
    """The next token: the likeliest of the adjusted logits (vocabulary,), the first of equals, or one drawn with `rng`."""
    chosen = adjusted(logits, ids, sampling)
    if sampling.greedy:
        return int(chosen.argmax())
    return int(chosen.softmax(-1).multinomial(1, generator=rng))


def _less_repeated(logits: torch.Tensor, ids: Sequence[int], penalty: float) -> torch.Tensor:
    import torch

    said = torch.tensor(sorted(set(ids)), device=logits.device)
    scores = logits[said]
    return logits.index_copy(0, said, torch.where(scores < 0, scores * penalty, scores / penalty))


def _likeliest(logits: torch.Tensor, share: float) -> torch.Tensor:
    """The fewest tokens that together hold `share` of the probability; of equally likely ones those sorted last."""
    ascending, order = logits.sort()
    drop = ascending.softmax(-1).cumsum(-1) <= 1 - share
    drop[-1] = False
    return logits.masked_fill(drop.scatter(0, order, drop), -math.inf)
