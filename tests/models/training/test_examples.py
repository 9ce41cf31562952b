"""Grounded examples: what may count as an answer, what may not, and that a seed decides everything."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from models.prompt import LABELS, PromptPassage, lay_out
from models.training.batches import ANSWERS, batches, rows_of
from models.training.examples import ExampleBuilder, Topic, article_topic, medquad_topic
from models.training.handbook import handbook_topics
from tests.models.tiny import AILMENTS, split, write_handbook


def topics() -> list[Topic]:
    return [
        medquad_topic(
            name.title(),
            [
                (f"What are the symptoms of {name} ?", f"Symptoms of {name} include pain. Fever is a sign of {name}."),
                (f"What causes {name} ?", f"A germ causes {name} in most people. Nobody knows why {name} spreads."),
            ],
            split,
        )
        for name in AILMENTS
    ]


class Words:
    """A tokenizer of single characters; special tokens above them."""

    def text_ids(self, text: str) -> list[int]:
        return [ord(c) % 250 for c in text]

    def special_id(self, token: str) -> int:
        return 300 + sum(map(ord, token))


def test_the_same_seed_draws_the_same_examples() -> None:
    first, second = (list(itertools.islice(ExampleBuilder(topics(), 5).draw(), 30)) for _ in range(2))
    assert first == second


def test_only_sentences_of_the_asked_topic_and_kind_answer() -> None:
    for example in itertools.islice(ExampleBuilder(topics(), 1).draw(), 60):
        named = [name for name in AILMENTS if name in example.question.lower()]
        for passage, row in zip(example.passages, example.relevance, strict=True):
            for sentence, target in zip(passage.sentences, row, strict=True):
                if target:
                    assert named
                    assert named[0] in sentence.lower()


def test_some_examples_have_no_answer_and_then_nothing_is_to_be_quoted() -> None:
    drawn = list(itertools.islice(ExampleBuilder(topics(), 2).draw(), 120))
    silent = [example for example in drawn if not example.answer]
    assert 0.05 < len(silent) / len(drawn) < 0.4
    assert all(value == 0 for example in silent for row in example.relevance for value in row)


def test_one_page_under_two_names_is_no_distractor_for_itself(tmp_path: Path) -> None:
    pages = handbook_topics(write_handbook(tmp_path / "h"), split)
    assert {page.title for page in pages} == {"Hay fever", "pollen allergy", "seasonal allergy", "allergic rhinitis"}
    assert not any(a.is_apart_from(b) for a in pages for b in pages)


def test_a_topic_without_a_name_is_left_out() -> None:
    builder = ExampleBuilder([*topics(), medquad_topic("", [("What is x ?", "It is a thing of note.")], split)], 1)
    assert all(example.question for example in itertools.islice(builder.draw(), 30))


def test_the_layout_ends_each_sentence_with_its_label_and_leaves_out_what_does_not_fit() -> None:
    passages = (PromptPassage("Head", ("One two three.", "Four five six.")), PromptPassage("Other", ("x" * 400,)))
    words = Words()
    layout = lay_out("Why?", passages, words, max_tokens=120, first_label=3)
    assert [(c.passage, c.sentence, c.label) for c in layout.candidates] == [(0, 0, 3), (0, 1, 4)]
    assert layout.left_out == 1
    assert all(layout.ids[c.position] == words.special_id(f"<|s{c.label}|>") for c in layout.candidates)
    assert layout.ids[-1] == words.special_id("<|answer|>")


def test_labels_run_out_before_sentences_do() -> None:
    many = (PromptPassage("", tuple(f"Sentence {n}." for n in range(LABELS + 10))),)
    assert len(lay_out("Q", many, Words(), max_tokens=100_000).candidates) == LABELS


def test_a_row_a_passage_and_none_where_nothing_of_it_answers() -> None:
    words = Words()
    for example in itertools.islice(ExampleBuilder(topics(), 2).draw(), 40):
        rows = rows_of(example, words, 4000, random.Random(0))
        assert len(rows) == len(example.passages)
        for row, targets in zip(rows, example.relevance, strict=True):
            assert [target for _, target in row.relevance] == list(targets)
            said = row.ids[row.answer + 1]
            assert (said == words.special_id("<|none|>")) == (max(targets) < ANSWERS)
            assert row.ids[-1] == words.special_id("<|end|>")
            if max(targets) >= ANSWERS:
                best = row.relevance[targets.index(max(targets))][0]
                assert said == row.ids[best]


def test_positions_of_a_batch_point_at_its_own_tokens() -> None:
    words = Words()
    drawn = itertools.islice(ExampleBuilder(topics(), 3).draw(), 12)
    for batch in batches(drawn, words, tokens=900, max_tokens=300, seed=1):
        ids = batch.ids
        labels = {words.special_id(f"<|s{n}|>") for n in range(LABELS)}
        assert {int(ids[p]) for p in batch.label_positions} <= labels
        assert all(int(ids[p]) == words.special_id("<|answer|>") for p in batch.decisions)
        assert not {int(ids[p + 1]) for p in batch.evidence} & labels
        assert len(batch.label_positions) == len(batch.label_targets) == len(batch.label_examples)
        assert batch.tokens <= ids.numel()


def test_conclusions_answer_the_question_of_a_title() -> None:
    abstract = (
        "We asked whether iron helps tired women. Ninety women took iron or placebo. "
        "Iron reduced fatigue in tired women by half. Our results suggest that iron helps."
    )
    topic = article_topic("Iron reduced fatigue in tired women", abstract, split, "tiny")
    assert topic is not None
    assert topic.parts[0].targets == (0.0, 0.0, 0.65, 0.9)
