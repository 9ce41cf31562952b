"""Reading a choice: whole forms only, never a letter by accident; and MIRAGE's own rule against its published figures."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.scoring.parsing import last_json_object, mirage_letter, mirage_parity, parse_label

DRUGS = {"A": "Aspirin", "B": "Vitamin A", "C": "Both of them", "D": "E. coli"}
LETTERS = ("A", "B", "C", "D")
CLASSES = ("yes", "no", "maybe")
WHOLE_FORMS = ["B", " b. ", "(B)", "b)", "[B]", "**B**", '"B"', "B:", "Option B", "choice (b)."]
SAYING_FORMS = [
    "Answer: B",
    "answer = b",
    "The answer is B.",
    "The correct answer is (B)",
    "**Answer:** B",
    "Final answer: B)",
]
SAYING_FORMS += ["So, the best option is B", "My answer is: B", "The correct answer choice is B.", "Answer:\nB"]
JSON_FORMS = [
    '{"answer_choice": "B"}',
    '{"answer": "b"}',
    '```json\n{"answer_choice": "B"}\n```',
    '{"answer_choice": "(B)"}',
]


@pytest.mark.parametrize("text", [*WHOLE_FORMS, *SAYING_FORMS, *JSON_FORMS])
@pytest.mark.parametrize("labels", [LETTERS, DRUGS])
def test_a_label_in_a_whole_form(text: str, labels: tuple[str, ...] | dict[str, str]) -> None:
    assert parse_label(text, labels) == "B"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Aspirin", "A"),
        ("aspirin.", "A"),
        ("A) Aspirin", "A"),
        ("A. aspirin.", "A"),
        ("a: Aspirin", "A"),
        ("(A) Aspirin", "A"),
        ("A Aspirin", "A"),
        ("B. Vitamin A", "B"),
        ("Vitamin A", "B"),
        ("The answer is Vitamin A.", "B"),
        ("E. coli", "D"),
        ('{"answer_choice": "D. E. coli"}', "D"),
        ('{"answer_choice": "E. coli"}', "D"),
        ('{"answer_choice": "Both of them"}', "C"),
        ('{"answer_choice": "A. Aspirin, as it thins the blood"}', "A"),
        ("Answer: A, since it thins the blood", "A"),
        ("Aspirin thins the blood.\nVitamin A does not.\n\nAnswer: A", "A"),
        ("Answer: A\nExplanation: it thins the blood.", "A"),
        ('It thins the blood, and C is wrong. {"answer_choice": "A"}', "A"),
        ('First {"answer_choice": "C"}, no: {"answer_choice": "A"}', "A"),
        ('{"answer_choice": "A", "answer": "Aspirin"}', "A"),
        ('{"step_by_step_thinking": "the "old" one", "answer_choice": "A"}', "A"),
        ('{"step_by_step_thinking": "over\ntwo lines", "answer_choice": "A"}', "A"),
    ],
)
def test_a_label_with_its_option(text: str, label: str) -> None:
    assert parse_label(text, DRUGS) == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "E",
        "A patient with a headache may take it.",
        "A common choice is rest.",
        "I would take A here",
        "B is wrong",
        "Aspirin thins the blood",
        "A or B",
        "A, B",
        "A/B",
        "A and B",
        "A) Vitamin A",
        "A. Aspirin, B. Vitamin A",
        "A. It thins the blood.",
        "Answer: A or C",
        "Answer: A, C",
        "Answer: A and B",
        "Answer: A\nAnswer: C",
        "Answer: A\nAnswer: A or C",
        "The answer is A.\nThe answer is C.",
        "The answer is A. No, the answer is C.",
        "Answer: A. Choice (C) would do, too.",
        "The answer is not B",
        "The answer is unknown",
        "None of the above",
        '{"answer_choice": "A/B"}',
        '{"answer_choice": "A and B"}',
        '{"answer_choice": "A. Aspirin or C. Both of them"}',
        '{"answer_choice": "None of the above"}',
        '{"answer_choice": ""}',
        '{"answer_choice": null}',
        '{"answer_choice": ["A", "B"]}',
        '{"answer_choice": "A", "answer": "C"}',
        '{"answer_choice": "A',
        'not this: {"answer_choice": "A"} but rather {"answer_choice": "none"}',
        '"answer_choice": "A"} is what I thought at first, but no',
    ],
)
def test_nothing_or_too_much_is_no_answer(text: str) -> None:
    assert parse_label(text, DRUGS) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("yes", "yes"),
        ("Yes.", "yes"),
        ("NO!", "no"),
        ("Yes, because there is no other cause.", "yes"),
        ("No: the trials disagree.", "no"),
        ("Maybe - it depends", "maybe"),
        ("Maybe—it depends", "maybe"),
        ("Answer: maybe", "maybe"),
        ("The answer is yes, as shown.", "yes"),
        ('{"answer": "No"}', "no"),
        ("Yes it may", None),
        ("Yes, no", None),
        ("yes/no", None),
        ("Yes or no", None),
        ("yes and no", None),
        ("There is no effect.", None),
        ("Not at all", None),
        ("Nothing", None),
        ("Yesterday", None),
        ("The evidence says yes", None),
        ("The answer is yes. The answer is no.", None),
    ],
)
@pytest.mark.parametrize(
    "labels", [CLASSES, {"yes": "yes", "no": "no", "maybe": "maybe"}, {"yes": "", "no": "", "maybe": ""}]
)
def test_classes(text: str, label: str | None, labels: tuple[str, ...] | dict[str, str]) -> None:
    assert parse_label(text, labels) == label


def test_a_class_that_begins_like_another() -> None:
    labels = ("no", "no difference", "increased")
    assert parse_label("No difference", labels) == "no difference"
    assert parse_label("no, it fell", labels) == "no"
    assert parse_label("No differences", labels) is None


def test_two_options_that_say_the_same_are_told_apart_by_label_only() -> None:
    labels = {"A": "Rest", "B": "rest."}
    assert parse_label("rest", labels) is None
    assert parse_label("B. Rest", labels) == "B"


def test_an_option_that_is_another_ones_label() -> None:
    labels = {"A": "B", "B": "C"}
    assert parse_label("B", labels) == "B"
    assert parse_label("A) B", labels) == "A"


def test_no_labels_no_answer() -> None:
    assert parse_label("A", ()) is None
    assert parse_label("", {}) is None


def test_the_last_json_object_is_the_last_whole_one() -> None:
    assert last_json_object('x {"a": {"b": 1}} y {"c": 2} {"d": ') == {"c": 2}
    assert last_json_object('{"a": {"b": 1}}') == {"a": {"b": 1}}
    assert last_json_object("[1, 2] {") is None
    assert last_json_object("{" * 5000) is None
    assert last_json_object('{"a":' * 5000) is None


@given(st.sampled_from(LETTERS), st.sampled_from(["{}", "({})", "{}.", "Answer: {}", '{{"answer_choice": "{}"}}']))
def test_a_form_gives_the_letter_that_stands_in_it(letter: str, form: str) -> None:
    assert parse_label(form.format(letter), LETTERS) == letter


@given(st.sampled_from(LETTERS), st.sampled_from(LETTERS), st.sampled_from([" or ", "/", ", ", " and ", " & "]))
def test_two_letters_are_no_answer(first: str, second: str, between: str) -> None:
    for form in ("{}", "Answer: {}", '{{"answer_choice": "{}"}}'):
        found = parse_label(form.format(first + between + second), LETTERS)
        assert found is None or first == second == found


@given(st.text(alphabet="ABCD abcd\n.,:(){}\"'*", max_size=60))
def test_any_text_gives_a_label_or_nothing(text: str) -> None:
    assert parse_label(text, DRUGS) in (*DRUGS, None)


@given(st.lists(st.sampled_from(["a", "patient", "may", "have", "fever", "and", "feel", "bad", "a day"]), min_size=3))
def test_prose_is_never_a_letter(words: list[str]) -> None:
    assert parse_label(" ".join(words), LETTERS) is None


# --- MIRAGE's own rule


@pytest.mark.parametrize(
    ("prediction", "letter"),
    [
        ('{"answer_choice": "C"}', "C"),
        ('{"answer_choice": "C. Rest"}', "C"),
        ('{"answer_choice": "B or C"}', "B"),
        ('{"answer_choice": "B/C"}', "B"),
        ('{"answer_choice": "B, C"}', "B"),
        ("I choose option D", "D"),
        ("C", "C"),
        ("The answer: D", "D"),
        ('{"answer_choice": "A"} {"answer_choice": "D"}', "D"),
        ('{"answer_choice": "None of the above"}', None),
        ('{"answer_choice": "(C)"}', None),
        ("", None),
        (None, None),
    ],
)
def test_mirages_patterns(prediction: str | None, letter: str | None) -> None:
    assert mirage_letter(prediction) == letter
    assert mirage_parity(prediction) == ("" if prediction is None else letter or "A")


@dataclass(frozen=True)
class Published:
    """Accuracies in percent: the published one, that of what MIRAGE's patterns find, that of what we parse."""

    file: str
    accuracy: float
    not_found: int
    of_found: float
    unparsed: int
    of_parsed: float


PUBLISHED = [
    Published("mmlu-gpt-35-turbo-16k-cot", 72.91, 26, 73.75, 41, 74.52),
    Published("mmlu-gpt-35-turbo-16k-rag_32", 75.48, 49, 78.17, 55, 78.43),
    Published("mmlu-gpt-4-32k-cot", 89.44, 10, 89.99, 15, 90.22),
    Published("mmlu-gpt-4-32k-rag_32", 87.24, 31, 89.60, 37, 89.73),
    Published("medmcqa-gpt-35-turbo-16k-cot", 55.13, 211, 56.39, 297, 56.74),
    Published("medmcqa-gpt-35-turbo-16k-rag_32", 58.04, 528, 61.18, 572, 61.42),
    Published("medmcqa-gpt-4-32k-cot", 69.88, 173, 71.35, 217, 71.68),
    Published("medmcqa-gpt-4-32k-rag_32", 66.65, 526, 71.23, 599, 72.01),
]


def published_predictions(shared_data: Path, name: str) -> list[tuple[str | None, str]]:
    """Each prediction with the right letter."""
    with gzip.open(shared_data / "evals" / "parity" / f"mirage-{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return [(row["prediction"], row["answer"]) for row in rows]


def percent(hits: int, n: int) -> float:
    return round(100 * hits / n, 2)


@pytest.mark.shared_data
@pytest.mark.parametrize("known", PUBLISHED, ids=lambda known: known.file)
def test_published_accuracies_are_reproduced_and_ours_beside_them(shared_data: Path, known: Published) -> None:
    rows = published_predictions(shared_data, known.file)
    assert percent(sum(mirage_parity(said) == right for said, right in rows), len(rows)) == known.accuracy
    for parse, lacking, accuracy in (
        (mirage_letter, known.not_found, known.of_found),
        (lambda said: parse_label(said or "", LETTERS), known.unparsed, known.of_parsed),
    ):
        found = [(parse(said), right) for said, right in rows]
        parsed = [(letter, right) for letter, right in found if letter is not None]
        assert len(rows) - len(parsed) == lacking
        assert percent(sum(letter == right for letter, right in parsed), len(parsed)) == accuracy


@pytest.mark.shared_data
def test_mirages_program_scores_the_prediction_before_an_empty_one_again(shared_data: Path) -> None:
    hits, before = 0, ""
    rows = published_predictions(shared_data, "medmcqa-gpt-35-turbo-16k-cot")
    for said, right in rows:
        before = said if said is not None else before
        hits += mirage_parity(before) == right
    assert percent(hits, len(rows)) == 55.25
