"""What decides a fine-tuning run: its method, its length, its rate, its batches. Plain values, written beside the weights.

Knows nothing of torch, so that a command line can show its defaults at once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from models.errors import ModelError

Method = Literal["lora", "qlora", "full"]
Dtype = Literal["auto", "float32", "bfloat16", "mixed"]
# LoRA learns best at about ten times the rate of all weights (Schulman et al. 2025, "LoRA Without Regret").
RATES: dict[Method, float] = {"lora": 2e-4, "qlora": 2e-4, "full": 2e-5}
LABELS: dict[str, str] = {"lora": "LoRA", "qlora": "QLoRA", "full": "all weights"}


class RunRefused(ModelError):
    """The run cannot begin as it was asked for: a setting, the folder or an extra that is missing."""


class RunDiverged(ModelError):
    """The loss or the gradient is no longer a number."""


@dataclass(frozen=True, slots=True)
class SftSettings:
    """Everything but the base and the data that decides what comes out.

    `steps` 0 means so many as `epochs` take. `batch_tokens` is how many tokens an optimizer step reads over all devices,
    `batch_size` how many rows one device reads at once (a row is a conversation, or several packed up to `max_tokens`).
    `patience` is how many evaluations without a lower held-out loss end the run (0: it never ends early).
    `dtype` "mixed" keeps weights in float32 and multiplies in bfloat16; "auto" is "float32" on a processor; on CUDA
    "mixed" for all weights and "bfloat16" (the frozen base; adapters stay float32) for LoRA.
    """

    method: Method = "lora"
    epochs: float = 3.0
    steps: int = 0
    rate: float = 0.0
    warmup: float = 0.03
    weight_decay: float = 0.0
    batch_tokens: int = 8192
    batch_size: int = 1
    max_tokens: int = 2048
    packing: bool = True
    rank: int = 16
    held_out: float = 0.05
    evaluate_every: int = 0
    patience: int = 3
    dtype: Dtype = "auto"
    seed: int = 7

    def __post_init__(self) -> None:
        if self.method not in RATES or self.dtype not in ("auto", "float32", "bfloat16", "mixed"):
            raise RunRefused(f"There is no method {self.method} with dtype {self.dtype}; choose lora, qlora or full.")
        if not 0 < self.held_out < 1:
            raise RunRefused("The share held out must lie between 0 and 1, such as --held-out 0.05.")
        positive = (self.epochs, self.batch_tokens, self.batch_size, self.max_tokens, self.rank)
        if min(positive) <= 0 or min(self.steps, self.rate, self.patience, self.evaluate_every) < 0:
            raise RunRefused("Epochs, batches, tokens and rank must be above 0, steps, rate and patience not below it.")

    @property
    def learning_rate(self) -> float:
        """The rate, or the method's own where none was given."""
        return self.rate or RATES[self.method]

    def as_json(self) -> dict[str, str | int | float | bool]:
        """By name, with the rate that is used."""
        return {**asdict(self), "rate": self.learning_rate}
