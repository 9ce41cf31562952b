"""What a stay learns, stage by stage: plain text, grounded examples, judged ones; each with its batches, losses and plan.

Knows packs and losses; knows nothing of time, of where it is written, or of how it is measured.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import torch
from tokenizers import Tokenizer
from transformers import PreTrainedModel

from models.prompt import NO, YES
from models.training.batches import Batch, batches, pass_tokens
from models.training.bundled import GROUNDED, JUDGED, Recipe, mixture
from models.training.documents import TrainingDataUnusable
from models.training.examples import ExampleBuilder, GroundedExample
from models.training.judged import JudgedExample
from models.training.losses import WEIGHTS, WORDS_ONLY, GroundedLosses, TextBatch, WordLosses
from models.training.pacing import Remembering, ahead
from models.training.pack import Pack
from models.training.plain_text import PlainText, blocks
from models.training.pretraining import PretrainRecipe
from models.training.tokenizer import BpeTokenizer
from models.training.trainer import Losses, TrainingPlan

TEXT = "text"
SHARES = {TEXT: 0.6, GROUNDED: 0.25, JUDGED: 0.15}  # of the time for training

B = TypeVar("B", Batch, TextBatch)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what comes out; written beside the weights. Shapes count only from scratch."""

    device: str = "cpu"
    width: int = 512
    layers: int = 8
    heads: int = 8
    inner: int = 1360
    context: int = 1024
    block: int = 512
    epochs: float = 8.0
    text_tokens: int = 4608
    grounded_steps: int = 2500
    judged_steps: int = 700
    example_tokens: int = 4608
    max_tokens: int = 320
    words_share: float = 0.15
    measured_tokens: int = 20_000
    checkpoint_every: int = 200
    bf16: bool = False
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Stage(Generic[B]):
    """`plan` holds the most steps it may take. `stream` gives the same batches each time; `share` is of the time."""

    name: str
    plan: TrainingPlan
    stream: Callable[[], Iterator[B]]
    losses: Callable[[PreTrainedModel], Losses[B]]
    weights: Mapping[str, float]
    share: float
    seed: int

    def plan_of(self, steps: int, checkpoint_every: int) -> TrainingPlan:
        """The plan with fewer steps, of which at most a fifth are to warm up."""
        warmup = max(1, min(self.plan.warmup, steps // 5))
        return replace(self.plan, steps=steps, checkpoint_every=checkpoint_every, warmup=warmup)


def recipe_of(start: str, settings: Settings) -> PretrainRecipe:
    """The shape of the model, as pretraining knows it."""
    return PretrainRecipe(
        start="minilm" if start == "minilm" else "scratch",
        width=settings.width,
        layers=settings.layers,
        heads=settings.heads,
        inner=settings.inner,
        context=settings.context,
        block=settings.block,
        seed=settings.seed,
    )


def stages(
    pack: Pack, text: PlainText, judged: Sequence[JudgedExample], tokenizer: Tokenizer, settings: Settings
) -> list[Stage[Any]]:
    """Those that there is something to learn from. Raises TrainingDataUnusable where the pack has nothing to ask."""
    topics = pack.topics()
    if not any(topic.parts for topic in topics):
        raise TrainingDataUnusable(f"Nothing in {pack.folder} can be asked about; pack other literature.")
    face = Remembering(BpeTokenizer(tokenizer))

    def drawn(seed: int) -> Iterator[GroundedExample]:
        return ExampleBuilder(topics, seed).draw()

    def examples(of: Iterator[GroundedExample], seed: int) -> Iterator[Batch]:
        made = batches(
            of,
            face,
            tokens=settings.example_tokens,
            max_tokens=settings.max_tokens,
            seed=seed,
            at_once=pass_tokens(torch.device(settings.device)),
        )
        return made if settings.device == "cpu" else ahead(made)

    def grounded(model: PreTrainedModel) -> GroundedLosses:
        return GroundedLosses(model, face.special_id(YES), face.special_id(NO), settings.bf16)

    seed = settings.seed
    learnt = [one for one in judged if one.part == "train"]
    found: list[Stage[Any]] = [
        _text_stage(pack, text, settings),
        Stage(
            GROUNDED,
            _plan(Recipe().plan, settings.grounded_steps, settings),
            lambda: examples(drawn(seed), seed),
            grounded,
            WEIGHTS,
            SHARES[GROUNDED],
            seed,
        ),
    ]
    if learnt:
        share, presenting = Recipe().judged_share, Recipe().presenting
        found.append(
            Stage(
                JUDGED,
                _plan(Recipe().judged_plan, settings.judged_steps, settings),
                lambda: examples(mixture(learnt, drawn(seed + 1), share, presenting, seed), seed + 1),
                grounded,
                WEIGHTS,
                SHARES[JUDGED],
                seed + 1,
            )
        )
    return [stage for stage in found if stage.plan.steps or stage.name == TEXT]


def _text_stage(pack: Pack, text: PlainText, settings: Settings) -> Stage[TextBatch]:
    scratch = pack.start == "scratch"
    muon, adam = (0.02, 0.002) if scratch else (0.0, 3e-4)
    steps = math.ceil(settings.epochs * len(text.train) / settings.text_tokens)
    plan = TrainingPlan(steps, muon, adam, warmup=50)
    return Stage(
        TEXT,
        _plan(plan, steps, settings),
        lambda: blocks(text.train, settings.block, settings.text_tokens, settings.seed),
        lambda model: WordLosses(model, settings.bf16, settings.words_share),
        WORDS_ONLY,
        SHARES[TEXT],
        settings.seed,
    )


def _plan(plan: TrainingPlan, steps: int, settings: Settings) -> TrainingPlan:
    warmup = max(1, min(plan.warmup, steps // 5))
    return replace(plan, steps=steps, warmup=warmup, bf16=settings.bf16, checkpoint_every=settings.checkpoint_every)
