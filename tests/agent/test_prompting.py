"""What a model is shown: each turn begins with the turn before it, numbers run on, and what is referred to is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.answer import ABSTENTION, Answer, Outcome, Sentence, Shown, Source, TokensRead, Turn, faults
from agent.answering import OnRead, Writing
from agent.conversation import Osler
from agent.model_picking import VerbatimPicker, VerbatimQuoting
from agent.prompting import Fit, Prompt, conversation, instructions, question_text
from agent.session import SessionStore
from agent.wiring import sentence_texts
from models.errors import PromptTooLong
from models.fitting import Said, fit
from models.room import LearntRoom
from tests.agent.literature_of_two import abilities

FLU, COLD, REST = (Shown(name, f"About {name}", f"{name.title()} is an illness.") for name in ("flu", "cold", "rest"))


def turn(number: int, query: str, shown: Sequence[Shown], cited: Sequence[Shown] = (), message: str = "") -> Turn:
    sources = [Source(n, one.passage_id, "d", one.heading, "", "", one.text, 0, 4) for n, one in enumerate(cited, 1)]
    sentences = [Sentence(f"{one.passage_id.title()} it is.", "written", (n,)) for n, one in enumerate(cited, 1)]
    outcome = Outcome.ANSWERED if cited else Outcome.INSUFFICIENT_EVIDENCE
    answer = Answer(query, query, outcome, message, tuple(sentences), tuple(sources), shown=tuple(shown))
    return Turn(f"t{number}", "s", number, "2026-11-22", answer)


def told(prompt: Prompt) -> list[tuple[str, str]]:
    return [(said.role, said.text) for said in prompt.messages]


def within(words: int) -> Fit:
    return lambda said: fit(said, words, lambda one: len(one.text.split()) + 3)


def test_a_first_question_by_hand() -> None:
    prompt = conversation("write", (), "What is flu?", [FLU, COLD])
    assert told(prompt) == [
        ("system", instructions("write")),
        (
            "user",
            "Passages:\n[1] About flu\nFlu is an illness.\n\n[2] About cold\nCold is an illness.\n\nQuestion: What is flu?",
        ),
    ]
    assert prompt.places == {1: 0, 2: 1}
    assert ABSTENTION in instructions("write")
    assert "{" not in instructions("write") + instructions("quote")
    assert prompt.messages[1].text == question_text("What is flu?", [(one.heading, one.text) for one in (FLU, COLD)])


def test_a_follow_up_by_hand() -> None:
    """What was shown is named by its number, the answer's marks are the passages' numbers, and numbers run on."""
    past = turn(1, "What is flu?", [FLU, COLD], [COLD, FLU])
    prompt = conversation("write", [past], "And rest?", [COLD, REST])
    assert told(prompt)[:2] == told(conversation("write", (), "What is flu?", [FLU, COLD]))
    assert told(prompt)[2:] == [
        ("assistant", "Cold it is. [2] Flu it is. [1]"),
        ("user", "From above: [2]\n\nPassages:\n[3] About rest\nRest is an illness.\n\nQuestion: And rest?"),
    ]
    assert prompt.places == {2: 0, 3: 1}


def test_quotes_are_laid_out_line_by_line_and_an_abstention_as_it_is() -> None:
    past = [turn(1, "What is flu?", [FLU], [FLU, FLU]), turn(2, "Why?", [COLD], message=ABSTENTION)]
    prompt = conversation("quote", past, "And rest?", [REST], marked=False)
    assert [text for role, text in told(prompt) if role == "assistant"] == ["Flu it is.\nFlu it is.", ABSTENTION]


def test_of_turns_kept_before_what_was_shown_was_known_the_sources_are_laid_out() -> None:
    old = turn(1, "What is flu?", (), [FLU, FLU])
    assert told(conversation("write", [old], "Why?", [FLU]))[1:] == [
        ("user", "Passages:\n[1] About flu\nFlu is an illness.\n\nQuestion: What is flu?"),
        ("assistant", "Flu it is. [1] Flu it is. [1]"),
        ("user", "From above: [1]\n\nQuestion: Why?"),
    ]


def test_what_was_left_out_is_shown_again() -> None:
    long = Shown("long", "Long", "word " * 60)
    past = [turn(1, "What is flu?", [FLU], [FLU]), turn(2, "Long?", [long], [long])]
    second = conversation("write", past[:1], "Long?", [long])
    words = sum(len(said.text.split()) + 3 for said in second.messages)  # as `within` counts them
    prompt = conversation("write", past, "Flu again?", [FLU], within(words - 1))
    assert not any(said.text.count("[1] About flu") for said in prompt.messages)
    assert told(prompt)[-1] == ("user", "Passages:\n[3] About flu\nFlu is an illness.\n\nQuestion: Flu again?")
    assert prompt.places == {3: 0}


passages = st.builds(
    lambda name, words: Shown(name, name.title(), f"{name} {'word ' * words}".strip()),
    st.sampled_from("abcdefg"),
    st.sampled_from([0, 5, 20]),
)


@settings(max_examples=40, deadline=None)
@given(
    shown=st.lists(
        st.lists(passages, max_size=3, unique_by=lambda one: (one.heading, one.text)), min_size=1, max_size=7
    ),
    budget=st.integers(190, 420),
)
def test_the_numbers_of_a_prompt_are_those_of_the_newest_evidence(shown: list[list[Shown]], budget: int) -> None:
    """Over conversations that are fitted: every number stands once, for the passage it is said to be, and none dangles."""
    history: list[Turn] = []
    before: list[tuple[str, str]] = []
    for n, evidence in enumerate(shown):
        prompt = conversation("write", history, f"Question {n}?", evidence, within(budget))
        text = "\n\n".join(said.text for said in prompt.messages if said.role == "user") + "\n\n"
        for number, place in prompt.places.items():
            one = evidence[place]
            assert text.count(f"[{number}] {one.heading}\n{one.text}\n\n") == 1
        assert len(set(prompt.places.values())) == len(prompt.places)
        newest = prompt.messages[-1].text
        named = re.search(r"From above: (.*)", newest)
        assert set(re.findall(r"\d+", named[1]) if named else ()) <= set(map(str, prompt.places))
        assert set(map(int, re.findall(r"^\[(\d+)\]", newest.replace("Passages:\n", ""), re.MULTILINE))) <= set(
            prompt.places
        )
        whole = conversation("write", history, f"Question {n}?", evidence)
        assert sorted(whole.places.values()) == list(range(len(evidence)))
        assert told(whole)[: len(before)] == before
        before = told(whole)
        history.append(turn(n, f"Question {n}?", evidence, evidence[:1], "Nothing."))


def test_a_conversation_is_written_with_running_numbers_and_resolves_them(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    answers = iter(
        ["Metformin lowers blood sugar [1].", "Side effects of metformin are nausea and diarrhea [{n}]. Nausea [9]."]
    )

    def write(said: Sequence[Said], on_read: OnRead) -> Iterator[str]:
        seen.append([one.text for one in said])
        on_read(TokensRead(7, 30 * (len(seen) - 1)))
        found = re.search(r"\[(\d+)\] Metformin — Side effects", "\n".join(seen[-1]))
        yield next(answers).replace("{n}", found[1] if found else "0")

    with SessionStore(tmp_path / "sessions.sqlite") as store:
        osler = Osler(abilities(Writing(write, sentence_texts)), store)
        first = osler.answer("Does metformin lower blood sugar?")
        second = osler.answer("What are the side effects of metformin?", first.session_id).answer
        assert store.turns(first.session_id)[1].answer == second
    assert seen[1][:2] == seen[0]
    assert first.answer.text in seen[1][2]
    (source,) = second.sources
    assert source.passage == "Common side effects of metformin are nausea and diarrhea."
    assert second.sentences[0].citations == (1,)  # the reader's numbers begin anew in each answer
    assert faults(second) == ()
    assert first.answer.tokens_read == TokensRead(7, 0)
    assert second.tokens_read == TokensRead(7, 30)
    assert all(f"{one.heading}\n{one.text}" in "".join(seen[1]) for one in second.shown)


def test_a_conversation_too_long_for_a_server_goes_on_without_its_oldest_passages(tmp_path: Path) -> None:
    """Whoever serves the model does not say how much it reads; it refuses."""
    sent: list[str] = []
    most = 10**6

    def write(said: Sequence[Said], on_read: OnRead) -> Iterator[str]:
        text = "\n".join(one.text for one in said)
        sent.append(text)
        if len(text) > most:
            raise PromptTooLong("The server cannot read that much at once; ask a shorter question.")
        yield "Metformin lowers blood sugar [1]."

    room = LearntRoom()
    with SessionStore(tmp_path / "sessions.sqlite") as store:
        osler = Osler(abilities(Writing(write, sentence_texts, room.fit, room.narrow)), store)
        first = osler.answer("Does metformin lower blood sugar?")
        osler.answer("What are the side effects of metformin?", first.session_id)
        most = len(sent[-1])
        third = osler.answer("What helps against asthma?", first.session_id)
        assert len(store.turns(first.session_id)) == 3
    assert len(sent) == 4
    assert "Metformin lowers" in sent[2].split("Question:")[0]
    assert "Metformin lowers" not in sent[3].split("Question:")[0]
    assert all(question in sent[3] for question in ("Does metformin lower", "What are the side", "What helps"))
    assert third.answer is not None


def test_a_quoting_model_reads_only_what_is_new(tmp_path: Path) -> None:
    """Any causal model quotes after the conversation so far; the answers are those of a model that reads all anew."""
    from models.engine import Engine
    from models.text import TextModel
    from tests.models.test_engine import tiny_model
    from tests.models.test_text import tiny_tokenizer

    questions = ["What is metformin?", "What are the side effects of metformin?", "What helps against asthma?"]
    told = []
    for keep_bytes in (2**24, 0):
        engine = Engine(tiny_model("llama"), "cpu")
        engine.context = 4096  # beyond what it was made for; it is random anyway
        model = TextModel(engine, tiny_tokenizer(), "tiny", keep_bytes)
        with SessionStore(tmp_path / f"{keep_bytes}.sqlite") as store:
            osler = Osler(abilities(VerbatimQuoting(VerbatimPicker(model), 2)), store)
            session = None
            for question in questions:
                turn = osler.answer(question, session)
                session = turn.session_id
            told.append([turn.answer for turn in store.turns(session or "")])
    kept, anew = told
    assert [(one.sentences, one.sources, one.shown) for one in kept] == [
        (one.sentences, one.sources, one.shown) for one in anew
    ]
    read = [one.tokens_read for one in kept]
    assert [one.tokens_read.reused for one in anew if one.tokens_read] == [0, 0, 0]
    assert read[0] is not None
    assert read[0].reused == 0
    for before, after, whole in zip(read, read[1:], anew[1:], strict=False):
        assert before and after and whole.tokens_read
        assert after.reused >= before.run + before.reused - 20  # up to where the assistant speaks
        assert after.run + after.reused == whole.tokens_read.run


def test_json_of_what_was_read_and_of_turns_without_it() -> None:
    answer = Answer("q", "q", Outcome.ERROR, "m", shown=(FLU,), tokens_read=TokensRead(5, 40))
    data = json.loads(json.dumps(answer.to_json()))
    assert data["tokens_read"] == {"run": 5, "reused": 40}
    assert Answer.from_json(data) == answer
    del data["tokens_read"], data["shown"]
    assert Answer.from_json(data) == Answer("q", "q", Outcome.ERROR, "m")
