"""Verdicts: whole sentences are read, a long passage in several readings, and what is read together changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.encoder import MiniLM
from models.errors import ModelForeign
from models.prompt import PromptPassage
from models.reranker import BUNDLED, MOST_QUERY_TOKENS, VERDICTS, Reranker
from models.verdicts import Verdicts, read_in

GOUT = PromptPassage("Gout", ("Gout is a disease that hurts the joints.", "Doctors have known it for long."))
TOKENIZER = MiniLM().tokenizer


@pytest.fixture(scope="module")
def verdicts() -> Verdicts:
    return Verdicts(VERDICTS, device="cpu")


def test_what_answers_is_told_from_what_does_not(verdicts: Verdicts) -> None:
    other = PromptPassage("Measles", ("Measles spreads through the air.", "It begins with fever."))
    right, wrong = verdicts.judge("What is gout?", [GOUT, other])
    assert right.passage > wrong.passage + 2  # where the line between them lies, quoting.json says
    assert right.sentences[0] > right.sentences[1]
    assert right.sentences[0] > max(wrong.sentences)


def test_a_passage_is_judged_as_if_it_were_alone(verdicts: Verdicts) -> None:
    long = PromptPassage("Gout", tuple(f"Gout hurts in {n} ways, and most of them pass." for n in range(60)))
    (alone,) = verdicts.judge("What is gout?", [GOUT])
    among = verdicts.judge("What is gout?", [long, GOUT, long])
    assert among[1].passage == pytest.approx(alone.passage, abs=0.05)
    assert among[1].sentences == pytest.approx(alone.sentences, abs=0.05)
    assert len(among[0].sentences) == 60
    assert all(-30 < one < 30 for one in among[0].sentences)


def test_nothing_answers_where_there_is_nothing(verdicts: Verdicts) -> None:
    assert verdicts.judge("What is gout?", []) == []
    (empty,) = verdicts.judge("What is gout?", [PromptPassage("Gout", ())])
    assert empty.passage == -torch.inf
    assert empty.sentences == ()


WORDS = st.lists(st.sampled_from(["gout", "hurts", "the", "joints", "hyperuricaemia", "·", "痛風", " "]), max_size=40)


@given(
    question=WORDS.map(" ".join),
    heading=WORDS.map(" ".join),
    sentences=st.lists(WORDS.map(" ".join), max_size=12),
    most=st.integers(96, 256),
)
def test_every_sentence_is_read_once_and_within_its_bounds(
    question: str, heading: str, sentences: list[str], most: int
) -> None:
    windows = read_in(TOKENIZER, question, PromptPassage(heading, tuple(sentences)), most)
    assert sum(len(window.spans) for window in windows) == len(sentences)
    firsts = [window.first for window in windows]
    assert firsts == [sum(len(w.spans) for w in windows[:n]) for n in range(len(windows))]
    for window in windows:
        assert len(window.ids) <= most
        assert window.head <= MOST_QUERY_TOKENS
        places = [place for span in window.spans for place in span]
        assert places == sorted(places)
        assert window.head <= places[0]
        assert places[-1] == len(window.ids) - 1


def test_a_sentence_that_fits_is_not_cut() -> None:
    (window,) = read_in(TOKENIZER, "What is gout?", GOUT)
    said = TOKENIZER.decode(window.ids[window.head :])
    assert said == "gout : gout is a disease that hurts the joints. doctors have known it for long."


def test_a_reranker_of_a_search_gives_no_verdicts_on_sentences(tmp_path: Path) -> None:
    assert Reranker(BUNDLED).layers == 3
    with pytest.raises(ModelForeign, match="osler train verdicts"):
        Verdicts(BUNDLED)
