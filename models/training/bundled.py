"""The recipe of the bundled model: corpora → tokenizer → warm start → training → weights with a card, in one folder.

Resumable: run again with the same folder and settings, and it goes on from the last checkpoint.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from models.prompt import ANSWER, END, NO, PAD, QUESTION, YES
from models.training.batches import batches
from models.training.corpora import article_topics, held_out, medquad_topics, plain_texts
from models.training.examples import ExampleBuilder, Split, Topic
from models.training.handbook import handbook_topics
from models.training.tokenizer import BpeTokenizer, train_tokenizer
from models.training.trainer import StepReport, TrainingPlan, train
from models.training.warm_start import minilm_embeddings


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what comes out; written beside the weights."""

    plan: TrainingPlan = field(default_factory=lambda: TrainingPlan(steps=2000))
    vocabulary: int = 8192
    width: int = 256
    layers: int = 6
    heads: int = 4
    inner: int = 704
    context: int = 1024
    max_tokens: int = 768
    batch_tokens: int = 4608
    articles: int = 2000
    seed: int = 7


def bundled_topics(corpora: Path, handbook: Path, articles: int, split: Split) -> list[Topic]:
    """What the model learns from, held-out topics included: MedQuAD, the handbook, titles with abstracts."""
    return [
        *medquad_topics(corpora, split),
        *handbook_topics(handbook, split),
        *article_topics(corpora, split, articles),
    ]


def train_bundled(
    recipe: Recipe,
    corpora: Path,
    handbook: Path,
    folder: Path,
    split: Split,
    on_step: Callable[[StepReport], None],
    on_stage: Callable[[str], None],
) -> None:
    """Train into `folder`: model.safetensors (bf16), config.json, tokenizer.json, training.jsonl, recipe.json."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    on_stage("reading the corpora")
    topics = [t for t in bundled_topics(corpora, handbook, recipe.articles, split) if not held_out(t)]
    on_stage("training the tokenizer")
    tokenizer = _tokenizer(folder, corpora, handbook, recipe.vocabulary)
    on_stage("carrying over word vectors")
    model = _model(recipe, tokenizer)
    on_stage("training")
    faced = BpeTokenizer(tokenizer)
    stream = batches(
        ExampleBuilder(topics, recipe.seed).draw(),
        faced,
        tokens=recipe.batch_tokens,
        max_tokens=recipe.max_tokens,
        seed=recipe.seed,
    )
    started = time.perf_counter()
    with (folder / "training.jsonl").open("a", encoding="utf-8") as log:

        def note(report: StepReport) -> None:
            log.write(json.dumps(asdict(report)) + "\n")
            log.flush()
            on_step(report)

        tokens = train(model, stream, recipe.plan, (faced.special_id(YES), faced.special_id(NO)), folder, note)
    _save(model, tokenizer, folder)
    facts = {"tokens": tokens, "seconds": round(time.perf_counter() - started), "topics": _counts(topics)}
    (folder / "recipe.json").write_text(json.dumps({**asdict(recipe), **facts}, indent=2) + "\n", encoding="utf-8")


def _counts(topics: Sequence[Topic]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for topic in topics:
        counts[topic.source] = counts.get(topic.source, 0) + len(topic.parts)
    return counts


def _tokenizer(folder: Path, corpora: Path, handbook: Path, vocabulary: int) -> Tokenizer:
    path = folder / "tokenizer.json"
    if path.exists():
        return Tokenizer.from_file(str(path))

    def texts() -> Iterator[str]:
        for page in sorted(handbook.glob("*.md")):
            yield page.read_text(encoding="utf-8")
        yield from plain_texts(corpora, 40_000_000)

    tokenizer = train_tokenizer(texts(), vocabulary)
    tokenizer.save(str(path))
    return tokenizer


def _model(recipe: Recipe, tokenizer: Tokenizer) -> LlamaForCausalLM:
    config = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=recipe.width,
        num_hidden_layers=recipe.layers,
        num_attention_heads=recipe.heads,
        num_key_value_heads=recipe.heads,
        intermediate_size=recipe.inner,
        max_position_embeddings=recipe.context,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.token_to_id(QUESTION),
        eos_token_id=tokenizer.token_to_id(END),
        pad_token_id=tokenizer.token_to_id(PAD),
    )
    model = LlamaForCausalLM(config)
    with torch.no_grad():
        model.model.embed_tokens.weight.copy_(minilm_embeddings(tokenizer, recipe.width))
    return model


def _save(model: LlamaForCausalLM, tokenizer: Tokenizer, folder: Path) -> None:
    model.bfloat16().save_pretrained(folder)
    saved = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token=QUESTION,
        eos_token=END,
        pad_token=PAD,
        additional_special_tokens=[ANSWER],
    )
    saved.save_pretrained(folder)
