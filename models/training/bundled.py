"""The recipe of the bundled model: a pretrained model → grounded examples → sentences judged by reading → weights and a card.

Resumable: run again with the same folder and settings, and it goes on from the last checkpoint of the stage it was in.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import PreTrainedModel

from models.loading import checked_folder, loading, pick_device, whole_causal_model
from models.prompt import NO, YES
from models.quoting import Weighing
from models.training.batches import Batch, batches, pass_tokens
from models.training.corpora import article_topics, held_out, medquad_topics
from models.training.documents import TrainingDataUnusable
from models.training.examples import ExampleBuilder, GroundedExample, Part, Split, Topic
from models.training.judged import JudgedExample
from models.training.losses import WEIGHTS, GroundedLosses
from models.training.presenting import Presenting
from models.training.pretraining import placed, save, step_log
from models.training.tokenizer import BpeTokenizer
from models.training.trainer import StepReport, TrainingPlan, train

GROUNDED, JUDGED = "grounded", "judged"


def _grounded_plan() -> TrainingPlan:
    return TrainingPlan(steps=1500, muon_rate=0.0, adam_rate=3e-4, warmup=60, warmdown=0.8)


def _judged_plan() -> TrainingPlan:
    return TrainingPlan(steps=600, muon_rate=0.0, adam_rate=1e-4, warmup=30, warmdown=0.9)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what comes out; written beside the weights.

    `judged_share` of the examples of the second stage are judged ones, the others as in the first, lest it forget;
    `presenting` says in what form the judged ones come.
    """

    plan: TrainingPlan = field(default_factory=_grounded_plan)
    judged_plan: TrainingPlan = field(default_factory=_judged_plan)
    judged_share: float = 0.7
    presenting: Presenting = field(default_factory=Presenting)
    max_tokens: int = 320
    batch_tokens: int = 4608
    articles: int = 6000
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Sources:
    """What the model learns from. `judged` are examples whose sentences were judged by reading; none: no second stage."""

    base: Path
    corpora: Path
    handbook: Path
    judged: tuple[JudgedExample, ...] = ()
    left_out: Callable[[str], bool] = lambda text: False


def bundled_topics(corpora: Path, handbook: Path, articles: int, split: Split) -> list[Topic]:
    """The literature as topics, held-out topics included: MedQuAD, the handbook, titles with abstracts."""
    from models.training.handbook import handbook_topics

    return [
        *medquad_topics(corpora, split),
        *handbook_topics(handbook, split),
        *article_topics(corpora, split, articles),
    ]


def train_bundled(
    recipe: Recipe,
    sources: Sources,
    folder: Path,
    split: Split,
    on_step: Callable[[StepReport], None],
    on_stage: Callable[[str], None],
    device: str = "cpu",
) -> None:
    """Train into `folder`: model.safetensors (bf16), config.json, tokenizer.json, training.jsonl, recipe.json.

    `device` is cpu, cuda, or auto for CUDA where there is one. Raises ModelMissing where there is no such device.
    """
    device = pick_device(device)
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    on_stage("reading the corpora")
    whole = bundled_topics(sources.corpora, sources.handbook, recipe.articles, split)
    topics = without(sources.left_out, [topic for topic in whole if not held_out(topic)])
    counts = _counts(topics)  # before anything is learnt: drawing examples from nothing would never end
    model, tokenizer = _base(sources.base)
    model = placed(model, device)
    started = time.perf_counter()
    drawn = ExampleBuilder(topics, recipe.seed).draw()
    stages = [(GROUNDED, recipe.plan, drawn)]
    if sources.judged:
        mixed = mixture(sources.judged, drawn, recipe.judged_share, recipe.presenting, recipe.seed)
        stages.append((JUDGED, recipe.judged_plan, mixed))
    tokens = 0
    with step_log(folder, on_step) as note:
        for stage, plan, examples in stages:
            on_stage(f"training: {stage} examples")
            stream = _batches(examples, tokenizer, recipe, pass_tokens(model.device))
            tokens += _stage(model, stream, plan, tokenizer, folder / stage, note, recipe.seed)
    save(model, tokenizer, folder)
    Weighing().save(folder)  # until `osler train weigh` has found better ones
    facts = {
        "tokens": tokens,
        "seconds": round(time.perf_counter() - started),
        "device": device,
        "parameters": sum(p.numel() for p in model.parameters()),
        "topics": counts,
        "judged": len(sources.judged),
        "base": _recipe_of(sources.base),
    }
    (folder / "recipe.json").write_text(json.dumps({**asdict(recipe), **facts}, indent=2) + "\n", encoding="utf-8")


def _base(folder: Path) -> tuple[PreTrainedModel, Tokenizer]:
    """The pretrained model in float32, and its tokenizer. Raises ModelMissing or ModelForeign."""
    where = checked_folder(folder, allow_download=False)
    tokenizer = BpeTokenizer.load(folder).tokenizer
    with loading(folder, where, "cpu"):
        model: PreTrainedModel = whole_causal_model(where, torch.float32, local_only=True)
    return model, tokenizer


def _recipe_of(base: Path) -> dict[str, object] | None:
    """What pretraining noted of the model it wrote."""
    path = base / "recipe.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def without(left_out: Callable[[str], bool], topics: Sequence[Topic]) -> list[Topic]:
    """The topics without the parts that hold text to be left out."""

    def usable(part: Part) -> bool:
        return not left_out(" ".join(part.sentences)) and not left_out(part.question)

    return [Topic(t.title, tuple(p for p in t.parts if usable(p)), t.source, t.page) for t in topics]


def mixture(
    judged: Sequence[JudgedExample],
    others: Iterator[GroundedExample],
    share: float,
    presenting: Presenting,
    seed: int,
) -> Iterator[GroundedExample]:
    """Without end: judged examples in a new order and new forms each round, with others among them."""
    rng = random.Random(seed + 1)
    while True:
        for example in rng.sample(judged, len(judged)):
            while rng.random() >= share:
                yield next(others)
            yield presenting.presented(example, rng).to_learn()


def _batches(
    examples: Iterator[GroundedExample], tokenizer: Tokenizer, recipe: Recipe, at_once: int
) -> Iterator[Batch]:
    return batches(
        examples,
        BpeTokenizer(tokenizer),
        tokens=recipe.batch_tokens,
        max_tokens=recipe.max_tokens,
        seed=recipe.seed,
        at_once=at_once,
    )


def _stage(
    model: PreTrainedModel,
    stream: Iterator[Batch],
    plan: TrainingPlan,
    tokenizer: Tokenizer,
    folder: Path,
    note: Callable[[StepReport], None],
    seed: int,
) -> int:
    faced = BpeTokenizer(tokenizer)
    losses = GroundedLosses(model, faced.special_id(YES), faced.special_id(NO), plan.bf16)
    return train(model, stream, plan, losses, WEIGHTS, folder, note, seed)


def _counts(topics: Sequence[Topic]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for topic in topics:
        counts[topic.source] = counts.get(topic.source, 0) + len(topic.parts)
    if not any(counts.values()):
        raise TrainingDataUnusable("Nothing in the corpora and the handbook can be asked about; give other literature.")
    return counts
