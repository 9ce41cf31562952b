"""The cards of the models that the recipes write, from recipe.json and training.jsonl: what was measured, no more."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.training.plotting import last_losses, plot_losses, read_log

CARD = """# {name}

A small causal language model that says which sentences of given passages answer a question. Trained by
`osler train pretrain` and `osler train bundled`; it writes nothing of use by itself, and knows no medicine beyond what it
is shown.

- Architecture: {architecture}; {millions:.1f} million parameters, bf16 safetensors, context {context}.
{base}- Grounded examples (answered questions by source, {held_out}% of topics held out by title): {topics}.
- Judged examples: {judged:,} questions with the evidence that search found for them, every sentence judged by language
  models in a librarian's part (`docs/judged.md`), not by clinicians; {judged_held_out}% more are held out, by document.
- Training: {steps} steps, {tokens:,} tokens, {minutes:.0f} minutes on {device}.
- Loss at the end (mean of the last 50 steps, nats): {losses}.
{note}
{measured}## Limits

English only. It can choose a sentence that does not answer, and abstain when one does. No clinician has reviewed it; it
does not diagnose.
"""


PRETRAINED = """# {name}

A small causal language model that foresees the words of medical literature, trained by `osler train pretrain`. It answers
nothing by itself: `osler train bundled` teaches it which sentences answer.

- Architecture: {architecture}; {millions:.1f} million parameters, bf16 safetensors, context {context}.
- Learnt from {words:,} words of {documents:,} documents; {repeated:,} repeated paragraphs and {left_out:,} that share words
  with what was to be left out are not among them. {held_out:,} words are held out, by the documents' titles.
- Training: {steps} steps, {tokens:,} tokens, {minutes:.0f} minutes.
- Measured: {bits}.
- Loss at the end (mean of the last 50 steps, nats): {losses}.

![losses](losses.svg)

## Limits

What it foresees is likely text, not truth. No clinician has reviewed it; it does not diagnose.
"""
STAY = """# {name}

A small causal language model that says which sentences of given passages answer a question, trained by `osler train stay`
from a pack; it writes nothing of use by itself, and knows no medicine beyond what it is shown.

- Architecture: {architecture}; {millions:.1f} million parameters, bf16 safetensors, context {context}.
- Plain text: {words:,} words of {documents:,} documents were packed ({kept:.0f}% of their tokens went in).
- Answered questions, from which grounded examples are drawn: {topics}.
- Judged examples: {judged}; judged by language models in a librarian's part (`docs/judged.md`), not by clinicians.
- Training on {device}, {minutes:.0f} minutes in all: {stages}.
- Loss at the end (mean of the last 50 steps, nats): {losses}.

## Measured

{bits}

{chosen}

## Limits

English only. It can choose a sentence that does not answer, and abstain when one does. No clinician has reviewed it; it
does not diagnose.
"""
RETRIEVER = """# {name}

An adapter for the bundled encoder and a reranker of {layers} layers, trained by `osler train retriever`: they say how well a
text answers a query.

- Learnt from {pairs:,} pairs of query and text ({sources}); {left_out:,} were left out for sharing words with an evaluation
  set.
- Training: {steps} steps. Loss at the end (mean of the last 50 steps, nats): {losses}.

![losses](losses.svg)

## Limits

Nothing was measured here: `osler eval retrieval` tells what search finds with them. English only. No clinician has reviewed
them.
"""


def write_card(folder: Path) -> Path:
    """README.md and losses.svg in the folder of a model that `osler train bundled` wrote."""
    recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    return _written(folder, _card(folder, recipe, read_log(folder)))


def write_pretraining_card(folder: Path) -> Path:
    """README.md and losses.svg in the folder of a model that `osler train pretrain` wrote."""
    recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    text = recipe["text"]
    said = PRETRAINED.format(
        name=folder.name,
        architecture=_architecture(config),
        millions=recipe["parameters"] / 1e6,
        context=config["max_position_embeddings"],
        words=text["words"],
        documents=text["documents"],
        repeated=text["repeated"],
        left_out=text["left_out"],
        held_out=text["held_out_words"],
        steps=len(read_log(folder)),
        tokens=recipe["tokens"],
        minutes=recipe["seconds"] / 60,
        bits=_bits(recipe) or "nothing, since too little text was held out",
        losses=_losses(read_log(folder)),
    )
    return _written(folder, said)


def write_retriever_card(folder: Path) -> Path:
    """README.md and losses.svg in the folder that `osler train retriever` wrote."""
    recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    log = read_log(folder)
    said = RETRIEVER.format(
        name=folder.name,
        pairs=sum(recipe["pairs"].values()),
        sources=", ".join(f"{source} {count:,}" for source, count in recipe["pairs"].items()),
        left_out=recipe["left_out"],
        layers=recipe["reranker"]["layers"],
        steps=len(log),
        losses=_losses(log),
    )
    return _written(folder, said)


def write_stay_card(folder: Path) -> Path:
    """README.md, and losses.svg where matplotlib is installed, in the folder that `osler train stay` wrote."""
    recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    packed, log = recipe["pack"], read_log(folder)
    said = STAY.format(
        name=folder.resolve().name,
        architecture=_architecture(config),
        millions=recipe["parameters"] / 1e6,
        context=config["max_position_embeddings"],
        words=packed["text"]["words"],
        documents=packed["text"]["documents"],
        kept=100 * packed["tokens"]["train_kept"] / max(1, packed["tokens"]["train"]),
        topics=", ".join(f"{source} {count:,}" for source, count in packed["topics"].items()),
        judged=", ".join(f"{count:,} to {part}" for part, count in packed["judged"].items()),
        device=_device(recipe),
        minutes=recipe["seconds"] / 60,
        stages=", ".join(f"{name} {one['tokens']:,} tokens" for name, one in recipe["stages"].items()),
        losses=_losses(log),
        bits=f"{_bits(recipe) or 'Bits a byte: nothing, since too little text was held out'}.",
        chosen=_chosen(recipe["chosen"]),
    )
    path = folder / "README.md"
    path.write_text(said, encoding="utf-8")
    if find_spec("matplotlib") is not None:
        plot_losses(folder)
    return path


def _chosen(found: dict[str, Any]) -> str:
    """What it chose by its own log-odds alone, on the held-out test part of the judged examples."""
    told = [f"By its own log-odds alone, on {found['scored']} of {found['examples']} held-out judged questions"]
    for key, words in (
        ("f1", "sentence F1 where something answers"),
        ("abstained", "left unanswered where nothing answers"),
    ):
        if found[key] is not None:
            low, high = found[f"{key}_interval"]
            told.append(f"{words} {found[key]:.2f} (95% interval {low:.2f} to {high:.2f})")
    if found["falsely"] is not None:
        told.append(f"left unanswered though something answers {found['falsely']:.2f}")
    if found["abstained_at_tenth"] is not None:
        told.append(f"at a tenth of such false abstentions {found['abstained_at_tenth']:.2f}")
    return "; ".join(told) + "."


def _written(folder: Path, card: str) -> Path:
    path = folder / "README.md"
    path.write_text(card, encoding="utf-8")
    plot_losses(folder)
    return path


def _losses(log: list[dict[str, Any]]) -> str:
    return ", ".join(f"{part} {value:.2f}" for part, value in last_losses(log).items())


def _card(folder: Path, recipe: dict[str, Any], log: list[dict[str, Any]]) -> str:
    from models.training.corpora import HELD_OUT_PERCENT
    from models.training.judged import HELD_OUT_PERCENT as JUDGED_HELD_OUT

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return CARD.format(
        name=folder.name,
        architecture=_architecture(config),
        millions=recipe["parameters"] / 1e6,
        context=config["max_position_embeddings"],
        base=_base(recipe.get("base")),
        held_out=HELD_OUT_PERCENT,
        topics=", ".join(f"{source} {count:,}" for source, count in recipe["topics"].items()),
        judged=recipe["judged"],
        judged_held_out=JUDGED_HELD_OUT,
        steps=sum(1 for _ in log),
        tokens=recipe["tokens"],
        minutes=recipe["seconds"] / 60,
        device=_device(recipe),
        losses=_losses(log),
        note=f"- {recipe['note']}\n" if recipe.get("note") else "",
        measured=_measured(folder),
    )


def _device(recipe: dict[str, Any]) -> str:
    """Those that wrote before CUDA could be used did not say it."""
    return "a processor" if recipe.get("device", "cpu") == "cpu" else str(recipe.get("gpu", "a GPU"))


def _architecture(config: dict[str, Any]) -> str:
    """What transformers calls it, and its shape."""
    shape = f"{config['num_hidden_layers']} layers of width {config['hidden_size']}, {config['vocab_size']:,} tokens"
    if config["model_type"] == "bert":
        return f"all-MiniLM-L6-v2 read from left to right (transformers' BertLMHeadModel as a decoder), {shape}"
    return f"{config['architectures'][0]}, {shape}"


def _base(base: dict[str, Any] | None) -> str:
    """What pretraining said of the model it began as."""
    if not base:
        return ""
    if "text" not in base:  # not one that was only pretrained
        return f"- Taught further: it had been taught which sentences answer before.\n{_base(base.get('base'))}"
    measured = _bits(base)
    return (
        f"- Pretrained on {base['text']['words']:,} words of plain text, {base['tokens']:,} tokens, "
        f"{base['seconds'] / 60:.0f} minutes{': ' if measured else ''}{measured}.\n"
    )


def _bits(recipe: dict[str, Any]) -> str:
    """What was measured of pretraining; "" where too little text was held out."""
    bits, before = recipe["bits_per_byte"], recipe["bits_per_byte_before"]
    return "" if bits is None else f"{bits:.2f} bits a byte of held-out text ({before:.2f} before)"


def _measured(folder: Path) -> str:
    """What an evaluation found, where its output was kept beside the weights as selection.txt."""
    path = folder / "selection.txt"
    if not path.is_file():
        return ""
    return f"## Measured\n\n{path.read_text(encoding='utf-8').strip()}\n\n"
