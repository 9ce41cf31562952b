"""Language models as pickers: the bundled one, and any other.

With the bundled model its own probabilities and how like the query each unit is decide what is quoted; any other model
quotes by verbatim decoding alone. Knows the models by their faces; knows nothing of where they come from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agent.answer import ABSTENTION, TokensRead, Turn
from agent.answering import EvidenceRead, Quoting, Told, quoting, shown_of
from agent.evidence import Evidence
from agent.picking import Encode, Pick, likeness
from agent.prompting import conversation
from models.fitting import Said
from models.prefix_cache import Reuse, unheard
from models.prompt import PromptPassage
from models.quoting import QuotingModel, Reading
from models.text import Message, TextModel
from models.verbatim import Quoted, quote
from models.verdicts import Verdict

Judge = Callable[[str, Sequence[PromptPassage]], Sequence[Verdict]]
QUOTED_TOKENS = 400  # of room for what is quoted, where the context allows


class ModelPicker:
    """Picks with a model trained by Osler's recipe."""

    def __init__(self, model: QuotingModel, encode: Encode, judge: Judge) -> None:
        self._model = model
        self._encode = encode
        self._judge = judge

    def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
        """The units that answer, in the order the model quotes them; none when it abstains."""
        yield from self.judged(query, evidence, most)[0]

    def judged(
        self, query: str, evidence: Evidence, most: int, *, abstains: bool = True
    ) -> tuple[tuple[Pick, ...], float]:
        """The same, and the log-odds that anything answers, whether or not that is sure enough to be quoted. Where `abstains`
        is false, something is quoted all the same: what it would choose, to measure that by itself."""
        if not evidence.passages:
            return (), -math.inf
        reading = self._read(query, evidence)
        picks = (
            Pick(one.passage, one.sentence, one.weight) for one in self._model.quote(reading, most, abstains=abstains)
        )
        return tuple(picks), reading.surest

    def _read(self, query: str, evidence: Evidence) -> Reading:
        prompt = [PromptPassage(p.heading, tuple(unit.text for unit in p.units)) for p in evidence.passages]
        return self._model.read(query, prompt, likeness(query, evidence, self._encode), self._judge(query, prompt))


class VerbatimPicker:
    """Picks with any causal model: its words are confined to whole units of the evidence, an abstention, and an end."""

    def __init__(self, model: TextModel) -> None:
        self._model = model

    def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
        """The units in the order the model says them; none when it says the abstention."""
        return self.pick_after((), query, evidence, most)

    def pick_after(
        self,
        history: Sequence[Turn],
        query: str,
        evidence: Evidence,
        most: int,
        on_read: Callable[[Reuse], None] = unheard,
    ) -> Iterator[Pick]:
        """The same after the conversation so far, of which the model reads only what it has not read before."""
        if not evidence.passages:
            return
        prompt = conversation("quote", history, query, shown_of(evidence), self._fit, marked=False)
        seen = sorted(prompt.places.values())
        places = [(p, u) for p in seen for u in range(len(evidence.passages[p].units))]
        lines = [self._model.text_ids(evidence.unit(p, u)[1].text + "\n") for p, u in places]
        ids = self._model.render([Message(said.role, said.text) for said in prompt.messages])
        with self._model.resumed(ids, on_read) as (cache, unread):
            choices = quote(
                self._model.engine,
                cache,
                unread,
                lines,
                abstain=self._model.text_ids(ABSTENTION),
                end=[min(self._model.ends)] if self._model.ends else self._model.text_ids("\n\n"),
                max_sentences=most,
            )
            for choice in choices:
                if isinstance(choice, Quoted):
                    yield Pick(*places[choice.candidate], choice.log_probability)

    def _fit(self, conversation: Sequence[Said]) -> Sequence[Said]:
        return self._model.fitted(conversation, QUOTED_TOKENS)


@dataclass(frozen=True, slots=True)
class VerbatimQuoting(Quoting):
    """Whole units of the evidence, quoted by a model that reads the conversation so far too."""

    picker: VerbatimPicker

    def answer(self, query: str, evidence: Evidence, history: Sequence[Turn] = ()) -> Iterator[Told]:
        read: list[Reuse] = []
        picks = self.picker.pick_after(history, query, evidence, self.most, read.append)
        for n, pick in enumerate(picks, start=1):
            yield quoting(n, pick, evidence)
        if read:
            yield EvidenceRead(shown_of(evidence), TokensRead(read[-1].run, read[-1].reused))
