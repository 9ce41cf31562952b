"""Plain text to a pretrained model, at a size that trains in seconds; and the encoder read from left to right."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file

from models.engine import Engine
from models.prompt import SPECIAL_TOKENS
from models.training.causal_minilm import causal_minilm, minilm_tokenizer
from models.training.corpora import documents
from models.training.documents import TrainingDataUnusable
from models.training.leaving_out import left_out_files, texts_of
from models.training.losses import Forward, TextBatch, WordLosses, nats_per_token
from models.training.plain_text import Tokenizes, blocks, plain_text, whole_blocks
from models.training.pretraining import pretrain
from models.training.tokenizer import BpeTokenizer
from models.training.trainer import StepReport
from tests.models.tiny import pretrain_recipe, write_base, write_corpora

LINE = "One sentence with more than eight words in it about the heart."
BYTES = Tokenizes(lambda texts: [[b % 200 + 1 for b in text.encode()] for text in texts], 0)


def run(folder: Path, steps: int, stop_after: int | None = None) -> list[StepReport]:
    texts = [(f"Title {n}", f"Document {n} says that {LINE.lower()} It says so {n} times.\n" * 2) for n in range(600)]
    reports: list[StepReport] = []

    def note(report: StepReport) -> None:
        reports.append(report)
        if len(reports) == stop_after:
            raise KeyboardInterrupt

    pretrain(pretrain_recipe(steps, 4), lambda: texts, folder, lambda _: False, note, lambda _: None)
    return reports


def test_the_loss_falls_and_bits_a_byte_with_it(tmp_path: Path) -> None:
    reports = run(tmp_path, 30)
    assert reports[-1].losses["words"] < reports[0].losses["words"] - 0.5
    facts = json.loads((tmp_path / "recipe.json").read_text())
    assert facts["bits_per_byte"] < facts["bits_per_byte_before"] - 0.5
    assert facts["text"]["repeated"] == 600
    assert Engine.load(tmp_path, "cpu").context == 512


def test_a_stopped_run_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    run(tmp_path / "a", 8)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "b", 8, stop_after=6)
    assert [r.step for r in run(tmp_path / "b", 8)] == [4, 5, 6, 7]
    one, other = (load_file(tmp_path / name / "model.safetensors") for name in "ab")
    assert all((one[name] == other[name]).all() for name in one)


def test_repeats_scraps_and_what_is_left_out_are_dropped_and_counted() -> None:
    text = (
        f"{LINE}\n{LINE.upper()}!\nToo short.\nThis long paragraph is part of an evaluation and must not be learnt.\n"
    )
    found = plain_text([("a", text), ("b", text)], BYTES, left_out=lambda t: "evaluation" in t)
    report = found.report
    assert (report.documents, report.paragraphs, report.words) == (1, 1, 12)
    assert (report.repeated, report.short, report.left_out) == (4, 2, 1)
    assert len(found.train) == len(LINE) + 1
    assert found.train[-1] == 0


def test_whole_documents_are_held_out_by_their_title() -> None:
    texts = [(f"Title {n}", f"Document number {n} has its own words of course, {n} of them.") for n in range(300)]
    found = plain_text(texts, BYTES)
    assert 0 < found.report.held_out_words < 0.06 * found.report.words
    assert found.report.held_out_bytes == len(found.held_out)


def test_no_usable_text_is_told() -> None:
    with pytest.raises(TrainingDataUnusable, match=r"no usable text in 0 documents \(0 paragraphs repeated"):
        plain_text([("a", "Too short."), ("b", "")], BYTES)
    with pytest.raises(TrainingDataUnusable, match="only 5 tokens"):
        next(blocks(np.arange(5, dtype=np.int32), 8, 64, 0))


@given(st.integers(20, 200), st.integers(2, 10), st.integers(0, 5))
def test_an_epoch_of_blocks_shows_every_token_at_most_once(count: int, length: int, seed: int) -> None:
    ids = np.arange(count, dtype=np.int32)
    rows = 2
    batches = blocks(ids, length, rows * length, seed)
    first = [next(batches).ids for _ in range(max(1, (count // length - 1) // rows))]
    seen = torch.cat([batch.reshape(-1) for batch in first]).tolist()
    assert len(seen) == len(set(seen))
    assert torch.cat(list(whole_blocks(ids, length))).reshape(-1).tolist() == list(range(count // length * length))


def test_the_loss_of_words_is_that_of_transformers(tmp_path: Path) -> None:
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(write_base(tmp_path), dtype=torch.float32)
    ids = torch.randint(100, 400, (3, 20), generator=torch.Generator().manual_seed(1))
    ours = WordLosses(model, bf16=False, share=1.0)(TextBatch(ids), torch.Generator().manual_seed(0))["words"]
    reference = model(ids, labels=ids).loss
    assert float(ours.detach()) == pytest.approx(float(reference), rel=1e-5)
    assert nats_per_token(model, [ids]) == pytest.approx(float(reference), rel=1e-5)


def test_documents_are_mixed_and_the_same_each_time(tmp_path: Path) -> None:
    folder = write_corpora(tmp_path)
    with gzip.open(folder / "another.jsonl.gz", "wt") as out:
        out.writelines(json.dumps({"id": str(n), "title": f"T{n}", "text": "x"}) + "\n" for n in range(30))
    found = list(documents(folder, 3))
    assert found == list(documents(folder, 3))
    half = [title for title, _ in found[: len(found) // 2]]
    assert 5 < sum(title.startswith("T") for title in half) < len(half) - 5


# --- the encoder read from left to right


@pytest.fixture(scope="module")
def left_to_right() -> Iterator[tuple[BpeTokenizer, torch.nn.Module]]:
    tokenizer = minilm_tokenizer()
    yield BpeTokenizer(tokenizer), causal_minilm(tokenizer, layers=2)


def test_special_tokens_take_the_places_of_unused_ones() -> None:
    face = BpeTokenizer(minilm_tokenizer())
    assert face.size == 30522
    assert len({face.special_id(token) for token in SPECIAL_TOKENS}) == len(SPECIAL_TOKENS)
    assert not {face.special_id(token) for token in SPECIAL_TOKENS} & set(face.text_ids("<|answer|> <|s3|> [unused3]"))


def test_a_token_sees_what_stands_before_it_alone(left_to_right: tuple[BpeTokenizer, torch.nn.Module]) -> None:
    face, model = left_to_right
    ids = torch.tensor([face.text_ids("High blood pressure is a common condition of the arteries.")])
    changed = ids.clone()
    changed[0, 6] = 2000
    with torch.inference_mode():
        one, other = model(ids).logits, model(changed).logits
    assert torch.equal(one[:, :6], other[:, :6])
    assert not torch.equal(one[:, 6:], other[:, 6:])


def test_what_is_trained_is_what_the_engine_runs(
    left_to_right: tuple[BpeTokenizer, torch.nn.Module], tmp_path: Path
) -> None:
    face, model = left_to_right
    model.save_pretrained(tmp_path)  # type: ignore[operator]
    ids = face.text_ids("A fever is a temperature above what is usual. " * 60)[:600]
    engine = Engine.load(tmp_path, "cpu")
    cache = engine.start()
    engine.extend(cache, ids[:250])
    cached = engine.extend(cache, ids[250:], [0, 100, -1])
    with torch.no_grad():
        states, following = Forward(model, bf16=False)([torch.tensor([ids])])  # type: ignore[arg-type]
        trained = following(states[[250, 350, len(ids) - 1]])
    assert torch.allclose(cached, trained, atol=2e-3)


# --- what is left out


def test_every_text_of_a_folder_is_read(tmp_path: Path) -> None:
    words = [f"{kind} holds these thirteen words in a row so that they may be noticed" for kind in "abcd"]
    (tmp_path / "a.json").write_text(json.dumps({"x": [{"y": words[0]}]}))
    with gzip.open(tmp_path / "b.jsonl.gz", "wt") as out:
        out.write(json.dumps({"text": words[1]}) + "\n\n")
    (tmp_path / "c.csv").write_text(f"id,text\n1,{words[2]}\n")
    (tmp_path / "d.txt").write_text(words[3])
    left_out = left_out_files([tmp_path])
    assert all(left_out(f"Before it. {text}, and after.") for text in words)
    assert not left_out("These words stand in none of the files that were given to be left out of it.")


@pytest.mark.parametrize(("name", "content"), [("a.json", b"{"), ("a.jsonl.gz", b"no gzip"), ("a.txt", b"\xff\xfe")])
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TrainingDataUnusable, match=f"{name}, to be left out, cannot be read"):
        list(texts_of(tmp_path / name))
    with pytest.raises(TrainingDataUnusable, match="holds no file to leave out"):
        (tmp_path / "empty").mkdir()
        list(texts_of(tmp_path / "empty"))


def test_ranking_by_hand() -> None:
    """Two sentences of one question with odds that differ by log 3, the first right: -log(3/4)."""
    from models.training.batches import Batch
    from models.training.losses import _ranking

    none = torch.tensor([], dtype=torch.long)
    batch = Batch((), none, torch.tensor([1.0, 0.0, 0.0]), torch.tensor([0, 0, 1]), none, none, 0)
    odds = torch.tensor([math.log(3.0), 0.0, 5.0])
    assert float(_ranking(odds, batch)) == pytest.approx(-math.log(0.75))
    nothing = replace(batch, label_targets=torch.zeros(3))
    assert float(_ranking(odds, nothing)) == 0.0
