"""The recipe of retrieval's models: corpora → pairs → the encoder's adapter → hard negatives → the reranker.

Each stage writes its files when it is whole, so that a run that was stopped goes on after the last whole stage. Given how
text is cut into sentences and how texts are searched by words. Knows nothing of indexes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoder import MiniLM
from models.training.contrastive import AdapterPlan, train_adapter, write_adapter
from models.training.corpora import CorpusUnusable, article_topics, medquad_topics
from models.training.examples import Split
from models.training.handbook import handbook_topics
from models.training.pairs import (
    LeftOut,
    Pair,
    article_pairs,
    entailed_pairs,
    evaluation_texts,
    for_training,
    topic_pairs,
)
from models.training.reranking import Group, RerankerPlan, mined, train_reranker, write_reranker
from models.training.trainer import StepReport

WordSearch = Callable[[Sequence[str]], Callable[[str, int], Sequence[int]]]
"""Texts to a function from a query and a number to the positions of that many texts with its words, best first."""


@dataclass(frozen=True, slots=True)
class RetrieverRecipe:
    """Everything that decides what comes out; written beside the weights.

    `strength` is how much of the adapter is kept: one half averages the tuned weights with those it started from.
    """

    adapter: AdapterPlan = field(default_factory=AdapterPlan)
    reranker: RerankerPlan = field(default_factory=RerankerPlan)
    strength: float = 0.5
    articles: int = 14_000
    groups: int = 20_000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Data:
    """Where the pairs come from. `entailment` is a file of question pairs; `leave_out` are evaluation sets (BEIR)."""

    corpora: Path
    handbook: Path
    entailment: Path | None = None
    leave_out: tuple[Path, ...] = ()


OnStep = Callable[[StepReport, int], None]
OnStage = Callable[[str], None]


def train_retriever(
    recipe: RetrieverRecipe,
    data: Data,
    folder: Path,
    split: Split,
    search: WordSearch,
    on_step: OnStep,
    on_stage: OnStage,
) -> None:
    """Train into `folder`: encoder/adapter.safetensors, reranker/, recipe.json, training.jsonl."""
    for part in ("encoder", "reranker"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    on_stage("reading the corpora")
    pairs, left_out = gather(recipe, data, split)
    encoder = MiniLM()
    with (folder / "training.jsonl").open("a", encoding="utf-8") as log:

        def note(report: StepReport, steps: int) -> None:
            log.write(json.dumps(asdict(report)) + "\n")
            log.flush()
            on_step(report, steps)

        _train_encoder(recipe, pairs, encoder, folder / "encoder" / "adapter.safetensors", note, on_stage)
        _train_reranker(recipe, pairs, encoder, folder / "reranker", search, note, on_stage)
    facts = {"pairs": _counts(pairs), "left_out": left_out}
    (folder / "recipe.json").write_text(json.dumps(asdict(recipe) | facts, indent=2) + "\n", encoding="utf-8")


def gather(recipe: RetrieverRecipe, data: Data, split: Split) -> tuple[list[Pair], int]:
    """The pairs to learn from, shuffled, and how many were left out for sharing words with an evaluation set.

    Raises CorpusUnusable where nothing is left.
    """
    rng = random.Random(recipe.seed)
    found = [
        *topic_pairs(for_training(medquad_topics(data.corpora, split)), rng),
        *topic_pairs(handbook_topics(data.handbook, split), rng),
        *article_pairs(for_training(article_topics(data.corpora, split, recipe.articles)), rng),
    ]
    leaks = LeftOut(evaluation_texts(data.leave_out))
    pairs = [pair for pair in found if not leaks(pair.text) and not leaks(pair.query)]
    left_out = len(found) - len(pairs)
    if data.entailment is not None:
        pairs += entailed_pairs(data.entailment)
    if len(pairs) < recipe.adapter.batch:
        raise CorpusUnusable(f"{data.corpora} gives only {len(pairs)} pairs of query and text; add corpora.")
    rng.shuffle(pairs)
    return pairs, left_out


def _train_encoder(
    recipe: RetrieverRecipe, pairs: Sequence[Pair], encoder: MiniLM, path: Path, on_step: OnStep, on_stage: OnStage
) -> None:
    if path.exists():
        return
    on_stage("tuning the encoder")
    adapter = train_adapter(
        pairs, encoder.weights, encoder.token_ids, encoder.encode, recipe.adapter, on_step, recipe.seed
    )
    write_adapter(adapter, path, recipe.strength)


def _train_reranker(
    recipe: RetrieverRecipe,
    pairs: Sequence[Pair],
    encoder: MiniLM,
    folder: Path,
    search: WordSearch,
    on_step: OnStep,
    on_stage: OnStage,
) -> None:
    if (folder / "model.safetensors").exists():
        return
    on_stage("looking for hard negatives")
    groups = hard_groups(recipe, pairs, encoder.encode, search)
    on_stage("training the reranker")
    own = train_reranker(groups, encoder.weights, encoder.tokenizer, recipe.reranker, on_step, recipe.seed)
    write_reranker(own, folder, recipe.reranker, {})


def hard_groups(
    recipe: RetrieverRecipe,
    pairs: Sequence[Pair],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    search: WordSearch,
) -> list[Group]:
    """At most `groups` groups of a query, its text and texts that are hard to tell from it."""
    vectors = encode([pair.query for pair in pairs])
    alike = search([pair.text for pair in pairs])
    return mined(pairs, vectors, alike, recipe.reranker.negatives, recipe.seed)[: recipe.groups]


def _counts(pairs: Sequence[Pair]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for pair in pairs:
        counts[pair.source] = counts.get(pair.source, 0) + 1
    return counts
