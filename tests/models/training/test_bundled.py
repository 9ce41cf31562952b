"""The recipe from corpus to quoting model, at a size that trains in seconds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from safetensors.torch import load_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from models.errors import ModelForeign, ModelMissing
from models.prompt import PromptPassage
from models.quoting import QuotingModel, is_quoting_model
from models.training.bundled import Sources, train_bundled, without
from models.training.card import write_card
from models.training.corpora import CorpusUnusable, medquad_topics
from models.training.documents import TrainingDataUnusable
from models.training.losses import WEIGHTS
from models.training.trainer import StepReport, TrainingDiverged
from models.verdicts import Verdict
from tests.models.tiny import judged, recipe, split, write_base, write_corpora, write_handbook


def train(folder: Path, steps: int, stop_after: int | None = None, checkpoint_every: int = 1000) -> list[StepReport]:
    sources = Sources(
        write_base(folder.parent / "base"),
        write_corpora(folder.parent / "corpora"),
        write_handbook(folder.parent / "handbook"),
        judged(),
    )
    reports: list[StepReport] = []

    def note(report: StepReport) -> None:
        reports.append(report)
        if len(reports) == stop_after:
            raise KeyboardInterrupt

    train_bundled(recipe(steps, checkpoint_every), sources, folder, split, note, lambda _: None)
    return reports


def total(report: StepReport) -> float:
    return sum(WEIGHTS[name] * value for name, value in report.losses.items())


def test_the_loss_falls_and_what_is_saved_quotes_whole_sentences(tmp_path: Path) -> None:
    reports = train(tmp_path / "model", 12)
    assert [report.step for report in reports] == [*range(12), *range(12)]
    assert sum(map(total, reports[8:12])) < sum(map(total, reports[:4]))
    assert total(reports[-1]) < total(reports[12])
    write_card(tmp_path / "model")
    assert "does not diagnose" in (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    model = QuotingModel.load(tmp_path / "model", "cpu")
    passages = (
        PromptPassage("Gout", ("Gout hurts the joints.", "It is known.")),
        PromptPassage("", ("Rest helps gout.",)),
    )
    verdicts = (Verdict(0.5, (0.1, -0.2)), Verdict(0.4, (0.3,)))
    reading = model.read("What helps gout?", passages, ((0.1, 0.2), (0.9,)), verdicts)
    quoted = list(model.quote(reading, most=3))
    places = [(q.passage, q.sentence) for q in quoted]
    assert len(places) == len(set(places))
    assert set(places) <= {(0, 0), (0, 1), (1, 0)}


@pytest.mark.parametrize(("stop", "left"), [(6, [4, 5, 6, 7, *range(8)]), (14, [4, 5, 6, 7])])
def test_a_stopped_run_goes_on_to_the_same_weights(tmp_path: Path, stop: int, left: list[int]) -> None:
    train(tmp_path / "a" / "model", 8)
    with pytest.raises(KeyboardInterrupt):
        train(tmp_path / "b" / "model", 8, stop_after=stop, checkpoint_every=4)
    resumed = train(tmp_path / "b" / "model", 8, checkpoint_every=4)
    assert [r.step for r in resumed] == left
    unbroken = load_file(tmp_path / "a" / "model" / "model.safetensors")
    again = load_file(tmp_path / "b" / "model" / "model.safetensors")
    assert all((unbroken[name] == again[name]).all() for name in unbroken)


def test_literature_without_a_question_is_told_before_training(tmp_path: Path) -> None:
    sources = Sources(
        write_base(tmp_path / "base"),
        write_corpora(tmp_path / "corpora"),
        write_handbook(tmp_path / "handbook"),
        left_out=lambda text: True,
    )
    with pytest.raises(TrainingDataUnusable, match="asked about"):
        train_bundled(recipe(1), sources, tmp_path / "out", split, lambda _: None, lambda _: None)
    assert not (tmp_path / "out" / "training.jsonl").exists()


def test_a_base_that_is_none_is_told(tmp_path: Path) -> None:
    corpora, handbook = write_corpora(tmp_path / "corpora"), write_handbook(tmp_path / "handbook")
    foreign = write_base(tmp_path / "foreign")
    Tokenizer(WordLevel({"a": 0}, unk_token="a")).save(str(foreign / "tokenizer.json"))
    without_tokenizer = write_base(tmp_path / "without")
    (without_tokenizer / "tokenizer.json").unlink()
    for base, error in [
        (tmp_path / "nowhere", ModelMissing),
        (foreign, ModelForeign),
        (without_tokenizer, ModelForeign),
    ]:
        sources = Sources(base, corpora, handbook)
        with pytest.raises(error):
            train_bundled(recipe(1), sources, tmp_path / "out", split, lambda _: None, lambda _: None)


def test_unusable_corpora_are_told(tmp_path: Path) -> None:
    sources = Sources(write_base(tmp_path / "base"), tmp_path, write_handbook(tmp_path / "handbook"))
    with pytest.raises(CorpusUnusable, match="missing"):
        train_bundled(recipe(1), sources, tmp_path / "out", split, lambda _: None, lambda _: None)
    (tmp_path / "medquad.jsonl.gz").write_bytes(b"not gzip at all")
    with pytest.raises(CorpusUnusable, match="cannot be read"):
        train_bundled(recipe(1), sources, tmp_path / "out", split, lambda _: None, lambda _: None)


def test_a_loss_that_is_no_number_stops_the_run_and_names_the_step(tmp_path: Path) -> None:
    sources = Sources(write_base(tmp_path / "base"), write_corpora(tmp_path / "c"), write_handbook(tmp_path / "h"))
    wild = replace(recipe(9), plan=replace(recipe(9).plan, adam_rate=1e30, warmup=1))
    with pytest.raises(TrainingDiverged, match=r"at step [1-8]"):
        train_bundled(wild, sources, tmp_path / "out", split, lambda _: None, lambda _: None)


def test_what_is_left_out_is_not_asked(tmp_path: Path) -> None:
    topics = medquad_topics(write_corpora(tmp_path / "c"), split)
    kept = without(lambda text: "fever" in text, topics)
    assert sum(len(t.parts) for t in topics) == 30
    assert sum(len(t.parts) for t in kept) == 20


def test_a_folder_that_is_no_quoting_model_is_refused(tmp_path: Path) -> None:
    assert not is_quoting_model(tmp_path)
    assert not is_quoting_model(write_base(tmp_path / "pretrained"))
    with pytest.raises(ModelForeign):
        QuotingModel.load(tmp_path)
    (tmp_path / "tokenizer.json").write_text(json.dumps({"added_tokens": [{"content": "<s>"}]}), encoding="utf-8")
    assert not is_quoting_model(tmp_path)
