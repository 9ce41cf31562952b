"""The cards and the plot at the end of a training run."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from models.training.card import write_card, write_pretraining_card, write_retriever_card
from models.training.plotting import last_losses, plot_losses, smoothed


def log(folder: Path, *rows: dict[str, float]) -> None:
    lines = [json.dumps({"step": n, "losses": row}) for n, row in enumerate(rows)]
    (folder / "training.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_plot_names_each_loss_and_is_the_same_again(tmp_path: Path) -> None:
    log(tmp_path, {"words": 4.0}, {"words": 3.0}, {"pairs": 1.0}, {"words": 2.0})
    first = plot_losses(tmp_path).read_bytes()
    assert plot_losses(tmp_path).read_bytes() == first
    ids = {element.get("id") for element in ET.fromstring(first).iter()}
    assert {"legend_1", "line2d_1"} <= ids


def test_a_mean_of_the_steps_before() -> None:
    assert smoothed([4.0, 2.0, 0.0]) == [4.0, 3.0, 2.0]
    assert smoothed([0.0] * 5 + [20.0] * 20)[-1] == 20.0


def test_the_losses_at_the_end_are_those_of_the_last_step() -> None:
    rows = [{"losses": {"pairs": 9.0}}, {"losses": {"words": 3.0}}, {"losses": {"words": 1.0}}]
    assert last_losses(rows) == {"words": 2.0}
    assert last_losses([]) == {}


@pytest.mark.parametrize(("bits", "said"), [(1.5, "1.50 bits a byte"), (None, "too little text was held out")])
def test_the_card_of_pretraining_says_what_was_measured(tmp_path: Path, bits: float | None, said: str) -> None:
    log(tmp_path, {"words": 4.0}, {"words": 3.0})
    text = {"documents": 3, "words": 1200, "repeated": 4, "left_out": 5, "held_out_words": 60}
    recipe = {"parameters": 22_900_000, "tokens": 4608, "seconds": 120, "text": text}
    recipe |= {"bits_per_byte": bits, "bits_per_byte_before": bits and 3.0}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    config: dict[str, object] = {
        "num_hidden_layers": 6,
        "hidden_size": 384,
        "vocab_size": 8192,
        "max_position_embeddings": 1024,
    }
    config |= {"model_type": "llama", "architectures": ["LlamaForCausalLM"]}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    card = write_pretraining_card(tmp_path).read_text(encoding="utf-8")
    for words in (said, "22.9 million", "1,200 words of 3 documents", "2 steps", "words 3.50", "does not diagnose"):
        assert words in card
    assert (tmp_path / "losses.svg").exists()


def test_the_card_of_the_retriever_claims_no_measurement(tmp_path: Path) -> None:
    log(tmp_path, {"pairs": 2.0}, {"groups": 1.0})
    recipe = {"pairs": {"medquad": 900, "handbook": 100}, "left_out": 7, "reranker": {"layers": 3}}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    card = write_retriever_card(tmp_path).read_text(encoding="utf-8")
    assert "1,000 pairs" in card
    assert "Nothing was measured here" in card
    assert (tmp_path / "losses.svg").exists()


def test_the_card_of_a_model_that_was_taught_further_names_all_that_came_before(tmp_path: Path) -> None:
    log(tmp_path, {"relevance": 1.0})
    text = {"words": 1200}
    pretrained = {"text": text, "tokens": 4608, "seconds": 120, "bits_per_byte": 1.5, "bits_per_byte_before": 3.0}
    taught = {"tokens": 100, "seconds": 60, "parameters": 1000, "topics": {"handbook": 7}, "judged": 3}
    recipe = {**taught, "base": {**taught, "base": pretrained}}
    (tmp_path / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    config = {"num_hidden_layers": 1, "hidden_size": 8, "vocab_size": 80, "max_position_embeddings": 64}
    config |= {"model_type": "llama", "architectures": ["LlamaForCausalLM"]}  # type: ignore[dict-item]
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    card = write_card(tmp_path).read_text(encoding="utf-8")
    assert card.index("Taught further") < card.index("Pretrained on 1,200 words") < card.index("1.50 bits a byte")
