"""From documents to files: every answer stands in its passages, runs repeat, and the report says what went in."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from models.commands.data import add_data
from models.prompt import PromptPassage
from models.training.data import KINDS, DataPlan, DataReport, Leaks, build, left_out_texts, read_kinds
from models.training.data.building import MAKERS, dialogues_of
from models.training.data.dialogues import Dialogue
from models.training.data.evidence import EvidenceDrawer, cut
from models.training.data.pages import pages_of
from models.training.data.topics import Material, material_of
from models.training.documents import (
    Conversation,
    TrainingDataUnusable,
    TrainingDocument,
    TrainingSection,
    read_conversations,
)
from models.training.questions import KINDS as KINDS_OF_QUESTIONS
from tests.models.training.data.literature import ABSTENTION, AILMENTS, articles, ask, literature, split

CONVERSATIONS = tuple(MAKERS)


def made(out: Path, documents: Sequence[TrainingDocument], **settings: object) -> DataReport:
    plan = DataPlan(**{"count": 60, "seed": 3, "words": 300, **settings})  # type: ignore[arg-type]
    return build(documents, plan, out, split=split, ask=ask, abstention=ABSTENTION)


def material(documents: Sequence[TrainingDocument]) -> Material:
    pages, _ = pages_of(documents, split, lambda text: False)
    return material_of(pages)


def all_dialogues(documents: Sequence[TrainingDocument], seed: int = 3, count: int = 60) -> dict[str, list[Dialogue]]:
    found = material(documents)
    return {kind: dialogues_of(found, kind, DataPlan(count=count, seed=seed, words=300))[0] for kind in CONVERSATIONS}


def unsound(dialogue: Dialogue) -> str:
    """Why an answer is not whole sentences of the passages that it cites; "" where it is."""
    conversation = dialogue.conversation(ask, ABSTENTION)
    assert [m.role for m in conversation.messages] == ["system", *["user", "assistant"] * len(dialogue.exchanges)]
    passages: list[PromptPassage] = []  # the numbers run on
    for exchange, message in zip(dialogue.exchanges, conversation.messages[2::2], strict=True):
        before = len(passages)
        passages += exchange.drawn.passages
        if message.content == ABSTENTION:
            continue
        told = message.content.removeprefix(exchange.said).strip()
        cited = re.findall(r"(.+?) \[(\d+)\](?: |$)", told, re.DOTALL)
        if not cited or " ".join(f"{text} [{number}]" for text, number in cited) != told:
            return f"not sentences with markers: {told!r}"
        for text, number in cited:
            if not before < int(number) <= len(passages):
                return f"cites no passage of its own: {told!r}"
            if text not in passages[int(number) - 1].sentences:
                return f"not in passage {number}: {text!r}"
    for exchange, message in zip(dialogue.exchanges, conversation.messages[1::2], strict=True):
        if any(quote.text not in message.content for quote in exchange.drawn.quotes):
            return f"not in the message: {message.content!r}"
    return ""


def test_every_sentence_of_every_answer_stands_in_the_passage_it_cites() -> None:
    for kind, dialogues in all_dialogues(literature()).items():
        assert len(dialogues) >= 5, kind
        assert [unsound(one) for one in dialogues if unsound(one)] == []


WORDS = st.sampled_from(
    ["Gout", "gout is", "a disease.", "Symptoms", "of gout include", "pain.", "[1]", "(", '"', "- item", "\n", "\n\n", "?",
     ":", "RESULTS:", "CONCLUSIONS:", "zinc reduced", "did not reduce", "pain in adults.", "It helps.", "5 mg.", "é"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)
HEADINGS = st.sampled_from(["", "Symptoms", "What is Gout?", "Results"])
DOCUMENTS = st.builds(
    TrainingDocument,
    st.text(max_size=5),
    st.sampled_from(["Gout", "Warts", "", "10.1/x", "Does zinc help against gout?", "Effects of zinc on pain"]) | TEXTS,
    st.lists(
        st.builds(TrainingSection, st.sampled_from(["", "Symptoms", "What is Gout?", "Results"]), TEXTS), max_size=3
    ).map(tuple),
    st.sampled_from(["one", "two"]),
)


@settings(max_examples=60)
@given(st.lists(DOCUMENTS, max_size=8), st.integers(0, 3))
def test_odd_documents_give_sound_answers_or_none(documents: list[TrainingDocument], seed: int) -> None:
    for dialogues in all_dialogues(documents, seed, count=10).values():
        for dialogue in dialogues:
            assert unsound(dialogue) == ""
            assert dialogue.exchanges[0].question.strip()


def test_files_repeat_with_the_seed_and_differ_with_another(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        made(tmp_path / name, literature(), seed=seed)
    for kind in KINDS:
        first, second, other = ((tmp_path / name / f"{kind}.jsonl").read_bytes() for name in "abc")
        assert first == second
        assert kind == "text" or first != other
    assert (tmp_path / "a" / "report.txt").read_text() == (tmp_path / "b" / "report.txt").read_text()


def test_the_report_counts_what_was_written(tmp_path: Path) -> None:
    report = made(tmp_path, literature())
    assert report.documents == len(literature())
    read = json.loads((tmp_path / "report.json").read_text())
    assert read == report.to_json()
    for kind in report.kinds:
        found: list[Conversation] = list(read_conversations(tmp_path / f"{kind.kind}.jsonl"))
        answers = [m.content for one in found for m in one.messages if m.role == "assistant"]
        assert (len(found), len(answers)) == (kind.conversations, kind.exchanges)
        assert answers.count(ABSTENTION) == kind.unanswerable
        assert sum(kind.sources.values()) == kind.conversations
        assert f"{kind.kind}: {kind.conversations}" in str(report)


def test_about_a_sixth_of_the_questions_has_no_answer_and_its_passages_do_not_give_it() -> None:
    answers = all_dialogues(literature(), count=400)["answers"]
    silent = [one for one in answers if not one.exchanges[0].answered]
    assert 0.08 < len(silent) / len(answers) < 0.3
    for one in silent:
        (exchange,) = one.exchanges
        named = [name for name in AILMENTS if name.lower() in exchange.question.lower()]
        telling = [s for p in exchange.drawn.passages for s in p.sentences if named and named[0].lower() in s.lower()]
        if "symptom" in exchange.question.lower():
            assert not any(s.startswith("The main symptoms") for s in telling)


def test_later_turns_refer_back_and_have_evidence_of_their_own() -> None:
    turns = all_dialogues(literature())["turns"]
    assert all(len(one.exchanges) >= 2 for one in turns)
    for one in turns:
        first, *later = one.exchanges
        assert any(name.lower() in first.question.lower() for name in AILMENTS)
        assert not any(name.lower() in exchange.question.lower() for exchange in later for name in AILMENTS)
        assert all(exchange.drawn.passages for exchange in one.exchanges)
        quoted = [quote.text for exchange in one.exchanges for quote in exchange.drawn.quotes]
        assert len(quoted) == len(set(quoted))


def test_children_are_asked_about_only_where_the_literature_speaks_of_them() -> None:
    asked = [
        e for one in all_dialogues(literature(), count=300)["turns"] for e in one.exchanges if "children" in e.question
    ]
    assert asked
    assert all(re.search(r"children|infant|bab(y|ies)", e.drawn.quotes[0].text, re.IGNORECASE) for e in asked)


def test_verdicts_begin_with_what_the_sentence_says() -> None:
    found = [one for seed in range(5) for one in all_dialogues(articles(), seed)["verdicts"]]
    told = {one.label: one for one in found if one.label}
    assert set(told) == {"yes", "no", "maybe"}
    for label, one in told.items():
        answer = one.conversation(ask, ABSTENTION).messages[-1].content
        assert answer.startswith(f"{label.capitalize()}. ")
        if "increase" not in one.exchanges[0].question:  # the contrary question
            assert ("did not" in answer, " may " in answer) == (label == "no", label == "maybe")


def test_a_choice_has_one_right_option_of_four() -> None:
    choices = [one for one in all_dialogues(literature())["choices"] if one.label]
    for one in choices:
        question, *options = one.exchanges[0].question.split("\n")
        assert [option[:3] for option in options] == ["A. ", "B. ", "C. ", "D. "]
        assert question.endswith("?")
        right = next(option for option in options if option.startswith(f"{one.label}. "))[3:]
        text = " ".join(sentence for passage in one.exchanges[0].drawn.passages for sentence in passage.sentences)
        quote = one.exchanges[0].drawn.quotes[0].text
        assert right in quote or right.lower() in quote.lower()
        if right == quote:  # statements: the others are told nowhere
            assert not any(option[3:] in text for option in options if option[3:] != right)
    assert len({one.label for one in choices}) > 1


def test_evidence_keeps_to_its_words_and_ends_with_one_page() -> None:
    found = material([*literature()])
    place = next((t, p) for t, topic in enumerate(found.topics) for p, part in enumerate(topic.parts) if part.question)
    import random

    drawn = EvidenceDrawer(found.topics, 60).draw(*place, (0,), random.Random(1))
    assert sum(len(s.split()) for p in drawn.passages for s in p.sentences) <= 60
    alone = material(literature()[:1])
    assert len(EvidenceDrawer(alone.topics, 300).draw(0, 0, (0,), random.Random(1)).passages) == 1


def test_passages_are_cut_at_sentence_ends_near_110_words() -> None:
    sentences = ["word " * 30 + "end."] * 9 + ["A short tail."]
    assert [len(run) for run in cut(sentences)] == [4, 4, 2]
    assert cut([]) == []
    assert [len(run) for run in cut(["word " * 400, "Tail."])] == [1, 1]


def test_text_drops_repeats_and_what_is_left_out(tmp_path: Path) -> None:
    secret = "the patient of the evaluation set walked seven miles in the rain before she came to us"
    body = "Zinc is a metal that the body needs in small amounts every day of a long life. " * 2
    documents = [
        TrainingDocument("a", "First", (TrainingSection("Head", f"{body}\n\nWe know that {secret} today."),), "s"),
        TrainingDocument(
            "b", "Second", (TrainingSection("", f"{body.upper()}\n\n1.5 ± 2.3 (4.5) 6/7 8.9 10% 11-12"),), "s"
        ),
    ]
    plan = DataPlan(kinds=("text",))
    leaks = Leaks([f"Once {secret}."])
    report = build(documents, plan, tmp_path, split=split, ask=ask, abstention=ABSTENTION, leaks=leaks)
    rows = [json.loads(line) for line in (tmp_path / "text.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == ["a"]
    assert rows[0]["text"] == f"First\n\nHead\n\n{body.strip()}"
    assert report.text is not None
    told = report.text
    assert (told.documents, told.written, told.paragraphs, told.kept) == (2, 1, 4, 1)
    assert (told.exact_repeats, told.left_out, told.no_prose) == (1, 1, 1)
    assert not (tmp_path / "answers.jsonl").exists()


def test_questions_and_passages_of_an_evaluation_set_are_left_out(tmp_path: Path) -> None:
    questions = tmp_path / "eval.jsonl"
    symptoms = next(kind for kind in KINDS_OF_QUESTIONS if kind.name == "symptoms")
    asked = [phrasing.format(x="Gout at home") for phrasing in symptoms.phrasings]
    questions.write_text(
        "".join(json.dumps({"question": one, "n": 3}) + "\n" for one in ["What causes Croup?", *asked])
    )
    leaks = Leaks(left_out_texts([questions]))
    plan = DataPlan(kinds=("answers",), count=500, words=300)
    report = build(literature(), plan, tmp_path / "out", split=split, ask=ask, abstention=ABSTENTION, leaks=leaks)
    written = (tmp_path / "out" / "answers.jsonl").read_text().lower()
    assert not any(f"question: {one.lower()}" in written for one in asked)
    assert "what causes croup?" not in written  # nor as the heading of a passage
    assert report.kinds[0].left_out > 0


def test_only_so_many_documents_of_a_source_are_read_for_questions(tmp_path: Path) -> None:
    plan = DataPlan(("answers",), documents=8)
    report = build(literature(), plan, tmp_path, split=split, ask=ask, abstention=ABSTENTION)
    assert report.unread == len(literature()) - 8 - 4 - 6
    assert "beyond the number" in str(report)


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ([], "no document to learn from"),
        ([TrainingDocument("a", "", (TrainingSection("", "Too short."),), "s")], "None of 1 documents gives anything"),
        ([TrainingDocument("a", "", (), "s")], "1 no text"),
    ],
)
def test_a_corpus_without_usable_text_is_one_clear_error(
    tmp_path: Path, documents: list[TrainingDocument], words: str
) -> None:
    with pytest.raises(TrainingDataUnusable, match=words) as refused:
        made(tmp_path, documents)
    assert "\n" not in str(refused.value)
    assert "--from" in str(refused.value)


@pytest.mark.parametrize("text", ["answers,nonsense", "", " , "])
def test_unknown_kinds_are_told(text: str) -> None:
    with pytest.raises(TrainingDataUnusable, match="choose from text, answers, turns, verdicts, choices"):
        read_kinds(text)


@pytest.mark.parametrize(
    ("name", "content"), [("missing.jsonl", None), ("empty.txt", ""), ("bad.json", "{"), ("x.json", "3")]
)
def test_what_is_to_be_left_out_must_be_readable(tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(TrainingDataUnusable, match=name):
        list(left_out_texts([tmp_path / name]))


def test_the_command_reads_and_reports(tmp_path: Path) -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    add_data(app, lambda paths: literature() if paths == [Path("books")] else [], split, ask, ABSTENTION)
    arguments = ["data", "--from", "books", "--out", str(tmp_path), "--kinds", "answers", "--count", "7", "--json"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["kinds"]["answers"]["conversations"] == 7
    assert len(list(read_conversations(tmp_path / "answers.jsonl"))) == 7
