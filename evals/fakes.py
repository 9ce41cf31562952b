"""`FakeSubject`: a small stand-in for what is evaluated, for tests of solvers and runs. Typed, deterministic, no models.

It likes a continuation the better, the more of its words stand in the prompt's passages and question; it writes what
it is told to; it searches its own few passages by shared words; and its agent quotes the first passage found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from agent.answer import ABSTENTION, Answer, Outcome, Searched, Sentence, Source
from evals.examples import Arm, Given, Shown
from evals.subject import Selected


@dataclass(slots=True)
class FakeSubject:
    """`passages` is what it can find; `writing` gives what it writes; `calls` is what it was asked."""

    passages: tuple[Shown, ...] = ()
    writing: Callable[[str], str] | None = None
    name: str = "fake"
    calls: list[str] = field(default_factory=list)

    @property
    def identity(self) -> Mapping[str, str]:
        return {"model": self.name}

    @property
    def writes(self) -> bool:
        return self.writing is not None

    def search(self, query: str, k: int) -> tuple[Shown, ...]:
        self.calls.append(f"search {query}")
        found = sorted(self.passages, key=lambda shown: -len(_words(query) & _words(shown.text)))
        return tuple(found[:k])

    def ask(self, turns: Sequence[str], arm: str, given: Sequence[Given] = ()) -> tuple[Answer, ...]:
        self.calls.append(f"ask {turns[-1]}")
        return tuple(self._answer(question, arm, given) for question in turns)

    def _answer(self, question: str, arm: str, given: Sequence[Given]) -> Answer:
        found = self.search(question, 1) if arm == Arm.RETRIEVAL else ()
        if arm == Arm.ORACLE:
            found = tuple(Shown(one.passage_id, "given", one.title, one.text) for one in given[:1])
        if not found or not _words(question) & _words(found[0].text):
            return Answer(question, question, Outcome.INSUFFICIENT_EVIDENCE, ABSTENTION, searched=Searched(question))
        one = found[0]
        source = Source(1, one.passage_id, one.doc_id, one.title, "", "", one.text, 0, len(one.text))
        return Answer(question, question, Outcome.ANSWERED, "", (Sentence(one.text, "quote", (1,)),), (source,))

    def select(self, question: str, given: Sequence[Given], by: str, most: int) -> Selected:
        self.calls.append(f"select {by}")
        chosen = [n for n, one in enumerate(given) if by == "first" or _words(question) & _words(one.text)][:most]
        return Selected(
            tuple((n, 0, len(given[n].text)) for n in chosen), tuple(given[n].text for n in chosen), float(len(chosen))
        )

    def log_likelihoods(self, prompt: str, continuations: Sequence[str]) -> tuple[float, ...]:
        self.calls.append("log_likelihoods")
        there = _words(prompt)
        return tuple(float(len(_words(text) & there)) - len(_words(text)) for text in continuations)

    def token_counts(self, continuations: Sequence[str]) -> tuple[int, ...]:
        return tuple(len(text.split()) for text in continuations)

    def write(self, prompt: str, max_tokens: int) -> str:
        self.calls.append("write")
        assert self.writing is not None
        return self.writing(prompt)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))
