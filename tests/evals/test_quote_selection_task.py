"""The task of quote selection: its file's two ways to say what is relevant, its measures by hand, its ways to choose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from agent.settings import read_settings
from evals.datasets.quote_selection import read_quote_selection
from evals.errors import BadDataset
from evals.examples import Given, Prediction, Status
from evals.fakes import FakeSubject
from evals.scoring.selection import SelectionScorer
from evals.selecting import CHOOSING, FIRST, MINILM, OSLER, RERANKER, evidence_of, select
from evals.solvers.selection import SelectSentences

ASTHMA = "Asthma narrows the airways of the lungs. Salbutamol from an inhaler relieves asthma within minutes."
GOUT = "Gout is a kind of arthritis that comes in attacks. Colchicine relieves the pain of a gout attack."
LINES: list[dict[str, object]] = [
    {
        "question": "What relieves asthma quickly?",
        "passages": [{"title": "Gout", "text": GOUT}, {"title": "Asthma", "text": ASTHMA}],
        "relevant": [[1, 1]],
        "reference": "Salbutamol relieves asthma.",
    },
    {
        "question": "What relieves asthma quickly?",
        "passages": [{"heading": "Asthma — Treatment", "sentences": ["Rest helps a bit here.", "An inhaler helps."]}],
        "relevant": [[0, 23, 40]],
        "answerable": True,
    },
    {"question": "How is scurvy treated?", "passages": [{"text": GOUT}], "answerable": False},
]


def written(path: Path, lines: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_sentences_and_spans_are_read_alike(tmp_path: Path) -> None:
    first, second, third = read_quote_selection(written(tmp_path / "q.jsonl", LINES))
    passage, start, end = first.details["relevant"][0]
    assert (passage, first.passages[1].text[start:end]) == (1, ASTHMA[41:])
    assert second.passages[0].text[23:40] == "An inhaler helps."
    assert [example.kind for example in (first, second, third)] == ["answerable", "answerable", "unanswerable"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"relevant": [[5, 0]]}, "names passage 5"),
        ({"relevant": [[0, 9]]}, "names sentence 9"),
        ({"relevant": "all"}, "is not a list of"),
        ({"relevant": [[0, True]]}, "is not a list of"),
        ({"passages": None}, "no 'passages'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, change: dict[str, object], words: str) -> None:
    path = written(tmp_path / "q.jsonl", [LINES[0], {**LINES[0], **change}])
    with pytest.raises(BadDataset, match=words) as error:
        read_quote_selection(path)
    assert "line 2" in str(error.value)


def test_the_measures_by_hand(tmp_path: Path) -> None:
    first, _, third = read_quote_selection(written(tmp_path / "q.jsonl", LINES))
    scorer = SelectionScorer()

    def values(spans: list[list[int]], raw: str = "") -> dict[str, float | None]:
        made = Prediction(
            first.example_id, "osler", Status.ANSWERED if spans else Status.ABSTAINED, json.dumps(spans), raw
        )
        return dict(scorer.score(first, made).values)

    assert values([[1, 41, 90], [0, 0, 20]], "Salbutamol relieves gout.") == {
        "precision": 0.5,
        "recall": 1.0,
        "f1": pytest.approx(2 / 3),
        "first": 1.0,
        "rougeL_f1": pytest.approx(2 / 3),  # "salbutamol relieves" of three words on either side
    }
    assert values([]) == dict.fromkeys(scorer.measures, 0.0)
    assert values([[0, 41, 90]])["precision"] == 0.0  # the same characters of another passage
    unanswerable = scorer.score(third, Prediction(third.example_id, "osler", Status.ABSTAINED, "[]"))
    assert set(unanswerable.values.values()) == {None}


def test_what_stands_in_two_passages_counts_once(tmp_path: Path) -> None:
    twice: dict[str, object] = {
        "question": "What relieves gout?",
        "passages": [
            {"text": "Gout is a joint disease. Colchicine relieves gout."},
            {"text": "Colchicine relieves gout. Water helps too."},
        ],
        "relevant": [[0, 1], [1, 0], [1, 1]],
    }
    (example,) = read_quote_selection(written(tmp_path / "q.jsonl", [twice]))
    there, again, other = example.details["relevant"]

    def values(*spans: list[int]) -> dict[str, float | None]:
        made = Prediction(example.example_id, "osler", Status.ANSWERED, json.dumps(spans), "")
        return dict(SelectionScorer().score(example, made).values)

    once = values(there)
    assert (once["precision"], once["recall"]) == (1.0, 0.5)
    assert values(there, again) == values(again) == once
    assert values(there, other)["f1"] == 1.0


def test_abstention_over_the_set(tmp_path: Path) -> None:
    first, second, third = read_quote_selection(written(tmp_path / "q.jsonl", LINES))
    pairs = [
        (first, Prediction("1", "osler", Status.ANSWERED, "[[0, 0, 1]]", confidence=2.0)),
        (second, Prediction("2", "osler", Status.ABSTAINED, "[]", confidence=0.5)),
        (third, Prediction("3", "osler", Status.ABSTAINED, "[]", confidence=0.1)),
    ]
    found = {measure.name: measure.of(pairs) for measure in SelectionScorer().set_measures}
    assert found == {"abstention_recall": 1.0, "false_abstention": 0.5, "abstention_recall_at_10%": 1.0}


def test_the_solver_asks_for_the_way_of_its_arm(tmp_path: Path) -> None:
    first = read_quote_selection(written(tmp_path / "q.jsonl", LINES))[0]
    subject = FakeSubject()
    found = SelectSentences(1).solve(first, RERANKER, subject)
    assert subject.calls == ["select reranker"]
    assert (found.status, json.loads(found.answer), found.confidence) == (Status.ANSWERED, [[0, 0, len(GOUT)]], 1.0)


@pytest.mark.parametrize("way", [FIRST, MINILM, RERANKER, OSLER, CHOOSING])
def test_every_way_chooses_whole_sentences_of_the_passages(way: str) -> None:
    given = (Given(ASTHMA, "Asthma", "a"), Given(GOUT, "Gout", "g"))
    found = select("What relieves the pain of a gout attack?", given, way, 1, read_settings())
    for (passage, start, end), text in zip(found.spans, found.texts, strict=True):
        assert given[passage].text[start:end] == text
    if way == FIRST:
        assert found.texts == ("Asthma narrows the airways of the lungs.",) and found.confidence is None
    else:
        assert found.confidence is not None
    if way in (MINILM, RERANKER):  # what the bundled model chooses is measured, not asserted
        assert found.texts[0].startswith("Colchicine")


def test_passages_without_a_sentence_give_nothing() -> None:
    assert evidence_of((Given("Too short", "T"),)).passages == ()
    assert select("What?", (Given("Too short", "T"),), MINILM, 3, read_settings()).spans == ()


def test_what_is_left_unanswered_is_still_chosen_from_where_choosing_alone_is_measured() -> None:
    given = (Given(ASTHMA, "Asthma", "a"), Given(GOUT, "Gout", "g"))
    question = "Who won the regatta on the lake in spring?"
    abstained, chosen = (select(question, given, way, 2, read_settings()) for way in (OSLER, CHOOSING))
    assert abstained.spans == () and chosen.spans
    assert abstained.confidence == pytest.approx(chosen.confidence)
