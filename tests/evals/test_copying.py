"""The benchmark of copying: its texts, and that what it reports is what was run, on a tiny random model."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from typer import BadParameter

from evals.benches.copying import CopyingReport, Scripted, main, report, table
from evals.benches.copying_texts import SENTENCES, Task, task
from tests.models.test_engine import PROMPT


def byte_ids(text: str) -> list[int]:
    """A token a word, of 300: enough for a model that is told what to say."""
    return [3 + sum(word.encode()) % 300 for word in text.split()]


@pytest.fixture(scope="module")
def known() -> Task:
    return task(byte_ids, 400)


def scripted(context: int = 1024) -> Scripted:
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=320,
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=context,
    )
    return Scripted(LlamaForCausalLM(config), "cpu")


def test_the_texts_copy_what_they_say_they_copy(known: Task) -> None:
    quotes, nearly, nothing = (answer.text for answer in known.answers)
    assert len(known.quoted) == SENTENCES
    assert all(known.sentences[at] in known.prompt for at in range(len(known.sentences)))
    assert all(known.sentences[at] in quotes for at in known.quoted)
    assert not all(known.sentences[at] in nearly for at in known.quoted)
    assert not any(known.sentences[at] in nothing for at in known.quoted)
    assert 300 <= len(byte_ids(known.prompt)) <= 450
    assert abs(len(quotes.split()) - len(nothing.split())) <= SENTENCES


def test_the_same_seed_gives_the_same_texts(known: Task) -> None:
    assert task(byte_ids, 400) == known
    assert task(byte_ids, 400, seed=1).prompt != known.prompt


def test_an_engine_says_what_it_is_told_and_then_its_own_words() -> None:
    engine = scripted()
    own = list(engine.generate(engine.start(), PROMPT, frozenset(), 6))
    engine.script = [*PROMPT, 9, 8, 7]
    engine.passes = 0
    assert list(engine.generate(engine.start(), PROMPT, frozenset(), 3)) == [9, 8, 7]
    assert engine.passes == 3
    engine.script = PROMPT
    assert list(engine.generate(engine.start(), PROMPT, frozenset(), 6)) == own


@pytest.fixture(scope="module")
def found() -> CopyingReport:
    return report(scripted(), byte_ids, "a tiny model", 400, rounds=1)


def test_what_is_reported_was_run(found: CopyingReport, known: Task) -> None:
    assert found.quoting.sentences == SENTENCES
    assert found.quoting.tokens == sum(len(byte_ids(known.sentences[at])) for at in known.quoted)
    assert found.quoting.passes < found.quoting.tokens / 2
    assert found.quoting.ratio == pytest.approx(found.quoting.quote_seconds / found.quoting.write_seconds)
    assert [row.text for row in found.drafting] == ["quotes", "nearly quotes", "copies nothing"]
    assert all(row.same for row in found.drafting)
    quotes, nearly, nothing = found.drafting
    assert quotes.tokens_per_pass > 2.5 > nothing.tokens_per_pass >= 1
    assert quotes.tokens_per_pass > nearly.tokens_per_pass > nothing.tokens_per_pass
    assert 0 < quotes.acceptance <= 1


def test_the_report_is_a_table_and_json(found: CopyingReport) -> None:
    shown = table(found)
    assert "forced on the model's own passes" in shown
    assert shown.count("\n| ") == 4
    assert "NO" not in shown
    assert json.loads(json.dumps(asdict(found)))["quoting"]["sentences"] == SENTENCES


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(BadParameter, match="give bundled or random"):
        main(model="large")
