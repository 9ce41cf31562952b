"""The model card and the plot of the losses, from what training wrote: recipe.json and training.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CARD = """# {name}

A small causal language model that chooses which sentences of given passages answer a question. It was trained from
scratch by `osler train bundled`; it writes nothing of use by itself, and knows no medicine beyond what it is shown.

- Architecture: Llama (transformers' own class), {layers} layers of width {width}, {heads} heads, {vocabulary} tokens of a
  byte-level BPE of our own, context {context}; about {millions:.1f} million parameters, bf16 safetensors.
- First embeddings: those of all-MiniLM-L6-v2, averaged over each token's word pieces and projected to the width.
- Data (answered questions by source, {held_out}% of topics held out by title): {topics}.
- Training: {steps} steps, {tokens:,} tokens, {minutes:.0f} minutes on a processor; Muon for matrices, AdamW for the rest.
- Loss at the end (mean of the last 50 steps, nats): {losses}.
{note}
The number that decides in Osler is not this model's alone: its log-odds for each sentence are added to how like the
question the sentence is by the encoder, with the weights in `quoting.json`, fitted by `osler train weigh` on questions
about the handbook with the evidence that search finds for them, and on topics held out of training. With these weights
likeness moves the sum more than the model does; what each gives alone stands under Measured.

{measured}## Limits

English only. Trained on synthetic mixtures of passages: what a search finds is different. Sentences of a right passage
count as right in its data, so it knows passages better than sentences. It can choose a sentence that does not answer, and
abstain when one does. No clinician has reviewed it; it does not diagnose.
"""


def write_card(folder: Path) -> Path:
    """README.md in the model's folder, and losses.svg where matplotlib is installed."""
    recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    log = [json.loads(line) for line in (folder / "training.jsonl").read_text(encoding="utf-8").splitlines()]
    path = folder / "README.md"
    path.write_text(_card(folder, folder.name, recipe, log), encoding="utf-8")
    _plot(folder, log)
    return path


def _card(folder: Path, name: str, recipe: dict[str, Any], log: list[dict[str, Any]]) -> str:
    from models.training.corpora import HELD_OUT_PERCENT

    last = log[-50:]
    losses = {part: sum(row["losses"][part] for row in last) / len(last) for part in last[0]["losses"]}
    width, layers, inner = recipe["width"], recipe["layers"], recipe["inner"]
    parameters = recipe["vocabulary"] * width + layers * (4 * width * width + 3 * width * inner + 2 * width) + width
    return CARD.format(
        name=name,
        measured=_measured(folder),
        layers=layers,
        width=width,
        heads=recipe["heads"],
        vocabulary=recipe["vocabulary"],
        context=recipe["context"],
        millions=parameters / 1e6,
        held_out=HELD_OUT_PERCENT,
        topics=", ".join(f"{source} {count:,}" for source, count in recipe["topics"].items()),
        steps=recipe["plan"]["steps"],
        tokens=recipe["tokens"],
        minutes=recipe["seconds"] / 60,
        note=f"- {recipe['note']}\n" if recipe.get("note") else "",
        losses=", ".join(f"{part} {value:.2f}" for part, value in losses.items()),
    )


def _measured(folder: Path) -> str:
    """What an evaluation found, where its output was kept beside the weights as selection.txt."""
    path = folder / "selection.txt"
    if not path.is_file():
        return ""
    return f"## Measured\n\n```\n{path.read_text(encoding='utf-8').strip()}\n```\n\n"


def _plot(folder: Path, log: list[dict[str, Any]]) -> None:
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
        axes.plot([row["step"] for row in log], smooth, label=part)
    axes.set_xlabel("step")
    axes.set_ylabel("loss (nats), mean of 20 steps")
    axes.legend()
    figure.savefig(folder / "losses.svg")
    plt.close(figure)
