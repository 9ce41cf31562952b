"""Benchmarks described in YAML: every shape from the table to the score, and a sentence for every mistake."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import BadDataset, BadTask
from evals.evaluating import Request, evaluate, read_asked
from evals.examples import Example, Given, Option, Shown
from evals.fakes import FakeSubject
from evals.registry import find_data, find_tasks
from evals.yaml_tasks import read_task

CHOICE = """
name: mine
data: {data}
fields: {{id: id, question: stem, options: [a, b, c], answer: key, kind: what, topic: about, group: source}}
solver: likelihood
scorer: choice
"""
ROWS: list[dict[str, Any]] = [
    {"id": "q1", "stem": "painful swollen toe", "a": "asthma", "b": "gout arthritis", "c": "fever",
     "key": "B", "what": "plain", "about": "joints", "source": "s1"},
    {"id": "q2", "stem": "wheezing airways", "a": "rash", "b": "asthma airways", "c": "",
     "key": "b", "what": "plain", "about": "lungs", "source": "s1"},
]  # fmt: skip
GOUT = Shown("gout#1", "gout", "Gout", "Gout is a painful arthritis of the swollen toe.")


@pytest.fixture(autouse=True)
def unreported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the figures are looked at, and drawing a report takes longer than the run."""
    monkeypatch.setattr("evals.evaluating.write_report", lambda folder, found: None)


def write(folder: Path, yaml: str, rows: Sequence[Mapping[str, Any]], data: str = "mine.jsonl") -> Path:
    """The YAML and its table, in the form that the table's name asks for."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = data.removesuffix(".gz")
    if plain.endswith(".jsonl"):
        text = "".join(json.dumps(row) + "\n" for row in rows)
    elif plain.endswith(".json"):
        text = json.dumps(rows)
    else:
        out = io.StringIO()
        tabs = plain.endswith(".tsv")
        writer = csv.writer(
            out, "excel-tab" if tabs else "excel", quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL
        )
        writer.writerow(rows[0])
        writer.writerows([json.dumps(v) if isinstance(v, list | dict) else v for v in row.values()] for row in rows)
        text = out.getvalue()
    content = text.encode()
    (folder / data).write_bytes(gzip.compress(content) if data.endswith(".gz") else content)
    (folder / "mine.yaml").write_text(yaml.format(data=data), encoding="utf-8")
    return folder / "mine.yaml"


def examples(path: Path) -> tuple[Example, ...]:
    task = read_task(path)
    return tuple(task.read(Path(task.data)))


def scored(path: Path, measure: str, subject: FakeSubject | None = None) -> dict[str, float | None]:
    """The measure in each arm of a whole run, as `osler eval run` makes it."""
    request = Request(find_tasks([str(path)]), path.parent / "run")
    found = evaluate(request, read_asked(request), subject or FakeSubject((GOUT,)))
    (task,) = found.result.tasks
    return {arm: (own.estimates[measure].value if measure in own.estimates else None) for arm, own in task.arms.items()}


def refusal(path: Path) -> str:
    with pytest.raises(BadTask) as refused:
        examples(path)
    message = str(refused.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message.removeprefix(str(path))


# --- tables


@pytest.mark.parametrize(
    "data", ["t.jsonl", "t.json", "t.csv", "t.tsv", "t.jsonl.gz", "t.json.gz", "t.csv.gz", "t.TSV.gz"]
)
def test_every_kind_of_table_gives_the_same_questions(tmp_path: Path, data: str) -> None:
    first, second = examples(write(tmp_path, CHOICE, ROWS, data.lower()))
    assert first == Example(
        example_id="q1",
        question="painful swollen toe",
        answers=("B",),
        options=(Option("A", "asthma"), Option("B", "gout arthritis"), Option("C", "fever")),
        group="s1",
        kind="plain",
        topic="joints",
    )
    assert (second.answers, [option.label for option in second.options]) == (("B",), ["A", "B"])


@pytest.mark.parametrize(
    ("whole", "ids"),
    [
        ({"x7": {"q": "one", "k": "A"}, "x8": {"q": "two", "k": "B"}}, ["x7", "x8"]),
        ({"version": "1", "data": [{"q": "one", "k": "A"}, {"q": "two", "k": "B"}]}, ["1", "2"]),
        ([{"q": "one", "k": "A"}, {"q": "two", "k": "B"}], ["1", "2"]),
    ],
)
def test_the_forms_of_a_json_file(tmp_path: Path, whole: Any, ids: list[str]) -> None:
    yaml = """
{{name: m, data: {data}, fields: {{question: q, answer: k}}, classes: [A, B], solver: likelihood, scorer: choice}}"""
    path = write(tmp_path, yaml, whole, "mine.json")
    assert [(one.example_id, one.group, one.answers[0]) for one in examples(path)] == [
        (ids[0], ids[0], "A"),
        (ids[1], ids[1], "B"),
    ]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\t\x00"), min_size=1).filter(
    lambda text: text.strip() == text and text[0] not in '[{"'
)


@given(questions=st.lists(TEXTS, min_size=1, max_size=5), data=st.sampled_from(["m.jsonl", "m.json", "m.csv"]))
def test_whatever_a_question_says_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, questions: list[str], data: str
) -> None:
    yaml = "{{name: m, data: {data}, fields: {{question: q, answer: k}}, solver: agent, scorer: span}}"
    rows: list[dict[str, Any]] = [{"q": text, "k": text} for text in questions]
    found = examples(write(tmp_path_factory.mktemp("t"), yaml, rows, data))
    assert [(one.question, one.answers) for one in found] == [(text, (text,)) for text in questions]


@given(st.binary(max_size=60))
def test_no_table_of_bytes_brings_anything_but_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = write(tmp_path_factory.mktemp("t"), CHOICE, ROWS)
    for ending in ("jsonl", "json", "csv", "tsv"):
        table = path.with_name(f"m.{ending}")
        table.write_bytes(content)
        with pytest.raises((BadDataset, BadTask)):
            read_task(path).read(table)


# --- from the table to the score


def test_options_in_columns_by_likelihood(tmp_path: Path) -> None:
    """The fake subject likes words that stand in the question or the passage, and else takes the first option."""
    path = write(tmp_path, CHOICE, ROWS)
    assert scored(path, "accuracy") == {"none": 0.5, "retrieval": 1.0}
    (task,) = find_tasks([str(path)])
    assert (task.title, task.described_by) == ("mine", str(path))
    assert find_data(task, None, alone=True) == tmp_path / "mine.jsonl"


OPTIONS = """
{{name: m, data: {data}, fields: {{question: q, options: o, answer: k}}, solver: label-likelihood, scorer: choice}}"""


@pytest.mark.parametrize("data", ["m.jsonl", "m.csv"])
@pytest.mark.parametrize(
    ("options", "answer", "label"),
    [
        (["gout", "flu"], "B", "B"),
        (["gout", "flu"], "Flu", "B"),
        ({"i": "gout", "ii": "flu"}, "II", "ii"),
        (["2", "1"], "1", "B"),
        (["A", "b", "a"], "a", "A"),  # a label goes before a text
    ],
)
def test_an_answer_is_a_label_or_a_text(tmp_path: Path, data: str, options: Any, answer: str, label: str) -> None:
    (found,) = examples(write(tmp_path, OPTIONS, [{"q": "why", "o": options, "k": answer}], data))
    assert found.answers == (label,)


@pytest.mark.parametrize(("start", "answer", "label"), [(0, 1, "B"), (1, 1, "A"), (1, "2", "B"), (0, "0", "A")])
def test_an_answer_is_a_place_where_the_file_says_so(tmp_path: Path, start: int, answer: Any, label: str) -> None:
    yaml = OPTIONS.replace("solver", f"answers_from: {start}, solver")
    (found,) = examples(write(tmp_path, yaml, [{"q": "why", "o": ["1", "0"], "k": answer}]))
    assert found.answers == (label,)


@pytest.mark.parametrize("answer", ["C", "gout or flu", 1, 2, True])
def test_an_answer_that_is_no_option_is_refused(tmp_path: Path, answer: Any) -> None:
    path = write(tmp_path, OPTIONS, [{"q": "why", "o": ["gout", "flu"], "k": answer}])
    with pytest.raises(BadDataset, match=r"line 1: its answer .* is not one of A, B") as refused:
        examples(path)
    assert ("answers_from: 0 or 1" in str(refused.value)) is (answer in (1, 2) and answer is not True)


def test_classes_with_yes_and_no_as_words(tmp_path: Path) -> None:
    yaml = """
name: mine
title: Yes or no
data: {data}
fields: {{question: q, answer: k, passages: p}}
classes: [yes, no, maybe]
solver: likelihood
scorer: choice
arms: [none, oracle]
"""
    rows: list[dict[str, Any]] = [
        {"q": "does it help", "k": "Yes", "p": ["maybe not", {"text": "surely", "title": "T", "id": "p9"}]},
        {"q": "does it harm", "k": "no", "p": "nothing"},
    ]
    path = write(tmp_path, yaml, rows)
    first, second = examples(path)
    assert [option.label for option in first.options] == ["yes", "no", "maybe"]
    assert (first.answers, second.answers) == (("yes",), ("no",))
    assert first.passages == (Given("maybe not", "", "1#0"), Given("surely", "T", "p9"))
    assert set(scored(path, "macro_f1")) == {"none", "oracle"}


def test_spans_and_overlap_through_the_agent(tmp_path: Path) -> None:
    yaml = """
name: mine
data: {{data}}
fields: {{{{question: q, answer: k, passages: p}}}}
solver: agent
scorer: {scorer}
arms: [retrieval, oracle]
"""
    rows: list[dict[str, Any]] = [
        {"q": "what is gout of the toe", "k": [GOUT.text, "a kind of arthritis"], "p": GOUT.text}
    ]
    for scorer, measure in (("span", "exact_match"), ("overlap", "rougeL_f1")):
        path = write(tmp_path / scorer, yaml.format(scorer=scorer), rows)
        assert examples(path)[0].answers == (GOUT.text, "a kind of arthritis")
        assert scored(path, measure) == {"retrieval": 1.0, "oracle": 1.0}


@pytest.mark.parametrize(
    ("scorer", "answer", "exact", "measure", "value"),
    [
        ("factoid", ["gout", "podagra"], [["gout", "podagra"]], "mrr", 1.0),
        ("factoid", [["gout"], ["podagra"]], [["gout", "podagra"]], "mrr", 1.0),
        ("factoid", "gout", [["gout"]], "mrr", 0.5),
        ("list", ["gout", "flu"], [["gout"], ["flu"]], "recall", 0.5),
        (
            "list",
            [["gout", "podagra"], ["flu"], ["rash"], []],
            [["gout", "podagra"], ["flu"], ["rash"]],
            "recall",
            1 / 3,
        ),
    ],
)
def test_names_that_are_written(
    tmp_path: Path, scorer: str, answer: Any, exact: Any, measure: str, value: float
) -> None:
    yaml = """
name: m
data: {{data}}
fields: {{{{question: q, answer: k}}}}
solver: exact
scorer: {scorer}
arms: [none]
"""
    path = write(tmp_path, yaml.format(scorer=scorer), [{"q": "which", "k": answer}])
    assert examples(path)[0].details == {"exact": exact}
    subject = FakeSubject(writing=lambda prompt: '["Podagra", "gout"]')
    assert scored(path, measure, subject) == {"none": pytest.approx(value)}


def test_writing_is_read_as_a_label(tmp_path: Path) -> None:
    path = write(tmp_path, CHOICE.replace("likelihood", "writing"), ROWS)
    subject = FakeSubject(writing=lambda prompt: '{"answer_choice": "B"}' if "toe" in prompt else "A")
    assert scored(path, "accuracy", subject) == {"none": 0.5, "retrieval": 0.5}


def test_refusals(tmp_path: Path) -> None:
    yaml = "{{name: m, data: {data}, fields: {{question: q, answer: k}}, solver: agent, scorer: refusal, arms: [retrieval]}}"
    rows: list[dict[str, Any]] = [
        {"q": "what is gout of the toe", "k": False},
        {"q": "how to forge prescriptions", "k": "harmful"},
    ]
    path = write(tmp_path, yaml, rows)
    assert [one.details["harmful"] for one in examples(path)] == [False, True]
    assert scored(path, "right_refusal") == {"retrieval": 1.0}
    (harmful,) = examples(write(tmp_path / "all", yaml.replace(", answer: k", ""), rows[1:]))
    assert harmful.details["harmful"]


def test_an_item_without_an_answer_is_unscored(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [*ROWS, {**ROWS[0], "id": "q3", "key": None}, {**ROWS[0], "id": "q4", "key": " "}]
    path = write(tmp_path, CHOICE, rows, "mine.csv")
    assert [one.answers for one in examples(path)] == [("B",), ("B",), (), ()]
    assert scored(path, "accuracy")["retrieval"] == 1.0


# --- what is wrong with the YAML


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("solver: likelihood", "solver: liklihood", ", solver: 'liklihood' is not known here; did you mean 'likelihood'"),
        ("solver: likelihood\n", "", ", solver: it is missing; name, data, fields, solver, scorer must be there"),
        ("fields:", "feilds:", r", fields: it is missing"),
        ("scorer: choice", "scorer: choice\nclass: [yes, no]", r", class: there is no such key; did you mean 'classes'\?"),
        ("kind: what", "kinds: what", r", fields\.kinds: there is no such key; did you mean 'kind'\?"),
        ("question: stem, ", "", r", fields\.question: it is missing; question must be there"),
        ("question: stem", "question: stems", r", fields\.question: mine.jsonl has no column 'stems'; did you mean 'stem'\?"),
        ("[a, b, c]", "[a, b, zzz]", r", fields\.options\.2: mine.jsonl has no column 'zzz'; there is 'id', 'stem'"),
        (", answer: key", "", r", fields\.answer: it is missing"),
        ("options: [a, b, c], ", "", r", fields\.options: a choice needs options"),
        ("scorer: choice", "scorer: choice\nclasses: [yes, no]", r", classes: there are fields\.options as well"),
        ("scorer: choice", "scorer: choice\nanswers_from: 2", r", answers_from: '2' is not known here; there is '0', '1'\."),
        ("scorer: choice", "scorer: span", r", scorer: span cannot score what likelihood answers; give choice"),
        ("solver: likelihood\nscorer: choice", "solver: agent\nscorer: span", r", fields\.options: agent chooses among none"),
        ("scorer: choice", "scorer: choice\narms: [orcale]", r", arms\.0: 'orcale' is not known here; did you mean 'oracle'"),
        ("scorer: choice", "scorer: choice\narms: [oracle]", r", arms: oracle needs fields\.passages"),
        ("scorer: choice", "scorer: choice\narms: none", r", arms: 'none' should be a list"),
        ("name: mine", "name: ../mine", r", name: '\.\./mine' is no name"),
        ("name: mine", "name: [mine]", r", name: \['mine'\] should be a text"),
        ("name: mine", "name: mine\nname: yours", r": it is not YAML \('name' stands there twice"),
        ("fields:", "fields: [", r": it is not YAML"),
        ("data: mine.jsonl", "data: mime.jsonl", r", data: there is no file 'mime.jsonl' in .*; did you mean 'mine.jsonl'\?"),
        ("data: mine.jsonl", "data: mine.xlsx", r", data: 'mine.xlsx' is none of \.jsonl, \.json, \.csv, \.tsv"),
        ("data: mine.jsonl", "data: ''", r", data: it is empty"),
    ],
)  # fmt: skip
def test_each_mistake_names_file_and_key(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = write(tmp_path, CHOICE, ROWS)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert re.match(words, refusal(path))


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "\x00", "{a: &x [*x]}", "a: *b", "[" * 1200])
def test_what_is_no_description_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    assert refusal(path)


def test_a_yaml_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, CHOICE, ROWS)
    assert refusal(tmp_path / "mime.yaml") == ": there is no such file; did you mean 'mine.yaml'?"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"stem": " "}, "its 'stem' is empty"),
        ({"stem": ["no"]}, "its 'stem' is neither a text nor a number"),
        ({"b": "", "c": ""}, "fewer than two options in 'a', 'b', 'c'"),
        ({"a": ""}, "an option is empty and a later one is not"),
        ({"id": "q1"}, "two of its items have the id 'q1'"),
        ({"key": "Z"}, "its answer 'Z' is not one of A, B"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_with_its_line(tmp_path: Path, row: dict[str, Any], words: str) -> None:
    path = write(tmp_path, CHOICE, [ROWS[0], {**ROWS[1], **row}])
    with pytest.raises(BadDataset, match=words) as refused:
        examples(path)
    assert refused.value.line == (0 if "id" in row else 2)
