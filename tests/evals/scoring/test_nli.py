"""A model for natural language inference: a tiny one that is made here, whatever the order of its classes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.errors import BadNliModel, EvalError
from evals.scoring.nli import NliContradicts, NliEntails

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "rest", "helps", "harms"]
LABELS = ("entailment", "neutral", "contradiction")


def tiny_model(folder: Path, labels: tuple[str, ...], likeliest: str) -> Path:
    """A BERT of random weights whose last layer always says the same class."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n", encoding="utf-8")
    BertTokenizer(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        max_position_embeddings=64,
        id2label=dict(enumerate(labels)),
        label2id={label: n for n, label in enumerate(labels)},
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([float(label == likeliest) for label in labels]))
    model.save_pretrained(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("labels", [LABELS, LABELS[::-1], ("NEUTRAL", "ENTAILMENT", "CONTRADICTION")])
def test_classes_are_found_by_name_in_whatever_order(tmp_path: Path, labels: tuple[str, ...]) -> None:
    for likeliest in labels:
        folder = tiny_model(tmp_path / likeliest, labels, likeliest)
        name = likeliest.casefold()
        assert NliEntails(folder)("rest helps", "rest helps") is (name == "entailment")
        assert NliContradicts(folder)("rest helps", "rest harms") is (name == "contradiction")


@pytest.mark.slow
def test_the_class_is_the_likeliest_one_of_the_models_own_scores(tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = tiny_model(tmp_path / "model", LABELS, "neutral")
    model = AutoModelForSequenceClassification.from_pretrained(folder)
    with torch.no_grad():
        torch.manual_seed(3)
        model.classifier.weight.normal_(std=5)
        model.classifier.bias.zero_()
    model.save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    pairs = [
        (a, b) for a in ("rest helps", "rest", "harms harms helps") for b in ("rest harms", "helps", "rest rest rest")
    ]
    with torch.no_grad():
        scores = [model(**tokenizer(a, b, return_tensors="pt")).logits[0] for a, b in pairs]
    expected = [int(row.argmax()) == 0 for row in scores]
    assert [NliEntails(folder)(a, b) for a, b in pairs] == expected


def config(folder: Path, labels: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"id2label": labels}), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        ({"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}, "LABEL_0, LABEL_1, LABEL_2"),
        ({"0": "not_entailment", "1": "neutral"}, "not_entailment"),
        ({}, "none"),
        (None, "names no classes"),
    ],
)
def test_a_model_without_an_entailment_class_is_refused(tmp_path: Path, labels: object, named: str) -> None:
    with pytest.raises(BadNliModel) as refusal:
        NliEntails(config(tmp_path / "model", labels))
    assert named in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert isinstance(refusal.value, EvalError)


def test_a_two_class_model_entails_but_cannot_contradict(tmp_path: Path) -> None:
    folder = config(tmp_path / "model", {"0": "entailment", "1": "not_entailment"})
    NliEntails(folder)
    with pytest.raises(BadNliModel, match="contradiction"):
        NliContradicts(folder)


def test_a_folder_that_is_none_or_holds_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadNliModel, match=r"no config\.json"):
        NliEntails(tmp_path / "nowhere")
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadNliModel, match="not JSON"):
        NliEntails(tmp_path)


@pytest.mark.slow
def test_a_model_without_weights_is_refused_when_it_opens(tmp_path: Path) -> None:
    entails = NliEntails(config(tmp_path / "model", dict(enumerate(LABELS))))
    with pytest.raises(BadNliModel, match="does not open"):
        entails("rest helps", "rest")
