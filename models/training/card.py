"""The model card and the plot of the losses, from what training wrote: recipe.json and training.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CARD = """# {name}

A small causal language model that says which sentences of given passages answer a question. Trained by
`osler train pretrain` and `osler train bundled`; it writes nothing of use by itself, and knows no medicine beyond what it
is shown.

- Architecture: {architecture}; {millions:.1f} million parameters, bf16 safetensors, context {context}.
{base}- Grounded examples (answered questions by source, {held_out}% of topics held out by title): {topics}.
- Judged examples: {judged:,} questions with the evidence that search found for them, every sentence judged by language
  models in a librarian's part (`docs/judged.md`), not by clinicians; {judged_held_out}% more are held out, by document.
- Training: {steps} steps, {tokens:,} tokens, {minutes:.0f} minutes on a processor.
- Loss at the end (mean of the last 50 steps, nats): {losses}.
{note}
{measured}## Limits

English only. It can choose a sentence that does not answer, and abstain when one does. No clinician has reviewed it; it
does not diagnose.
"""


def write_card(folder: Path) -> Path:
    """README.md in the model's folder, and losses.svg where matplotlib is installed."""
    recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    log = [json.loads(line) for line in (folder / "training.jsonl").read_text(encoding="utf-8").splitlines()]
    path = folder / "README.md"
    path.write_text(_card(folder, recipe, log), encoding="utf-8")
    plot(folder, log)
    return path


def _card(folder: Path, recipe: dict[str, Any], log: list[dict[str, Any]]) -> str:
    from models.training.corpora import HELD_OUT_PERCENT
    from models.training.judged import HELD_OUT_PERCENT as JUDGED_HELD_OUT

    last = log[-50:]
    losses = {part: sum(row["losses"][part] for row in last) / len(last) for part in last[0]["losses"]}
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
        losses=", ".join(f"{part} {value:.2f}" for part, value in losses.items()),
        note=f"- {recipe['note']}\n" if recipe.get("note") else "",
        measured=_measured(folder),
    )


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
    bits, before = base["bits_per_byte"], base["bits_per_byte_before"]
    measured = "" if bits is None else f": {bits:.2f} bits a byte of held-out text ({before:.2f} before)"
    return (
        f"- Pretrained on {base['text']['words']:,} words of plain text, {base['tokens']:,} tokens, "
        f"{base['seconds'] / 60:.0f} minutes{measured}.\n"
    )


def _measured(folder: Path) -> str:
    """What an evaluation found, where its output was kept beside the weights as selection.txt."""
    path = folder / "selection.txt"
    if not path.is_file():
        return ""
    return f"## Measured\n\n{path.read_text(encoding='utf-8').strip()}\n\n"


def plot(folder: Path, log: list[dict[str, Any]]) -> None:
    """losses.svg: each part of the loss, the mean of 20 steps. Nothing where matplotlib is not installed."""
    try:
        import matplotlib as mpl
    except ImportError:
        return
    mpl.use("svg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4))
    for part in log[0]["losses"]:
        values = [row["losses"][part] for row in log]
        smooth = [sum(values[max(0, i - 20) : i + 1]) / len(values[max(0, i - 20) : i + 1]) for i in range(len(values))]
        axes.plot(range(len(log)), smooth, label=part)
    axes.set_xlabel("step, over all stages")
    axes.set_ylabel("loss (nats), mean of 20 steps")
    axes.legend()
    figure.savefig(folder / "losses.svg")
    plt.close(figure)
