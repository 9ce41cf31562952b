"""Language models as pickers: the bundled one, and any other.

With the bundled model its own probabilities and how like the query each unit is decide what is quoted; any other model
quotes by verbatim decoding alone. Knows the models by their faces; knows nothing of where they come from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from agent.answer import ABSTENTION
from agent.answering import filled
from agent.evidence import Evidence
from agent.picking import Encode, Pick, likeness
from models.prompt import PromptPassage
from models.quoting import QuotingModel, Reading
from models.text import Message, TextModel
from models.verbatim import Quoted, quote


class ModelPicker:
    """Picks with a model trained by Osler's recipe."""

    def __init__(self, model: QuotingModel, encode: Encode) -> None:
        self._model = model
        self._encode = encode

    def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
        """The units that answer, in the order the model quotes them; none when it abstains."""
        if not evidence.passages:
            return
        for quoted in self._model.quote(self._read(query, evidence), most):
            yield Pick(quoted.passage, quoted.sentence, quoted.weight)

    def surest(self, query: str, evidence: Evidence) -> float:
        """The weight of the unit that answers most surely, whether or not it is sure enough to be quoted."""
        return self._read(query, evidence).surest if evidence.passages else -math.inf

    def _read(self, query: str, evidence: Evidence) -> Reading:
        prompt = [PromptPassage(p.heading, tuple(unit.text for unit in p.units)) for p in evidence.passages]
        return self._model.read(query, prompt, likeness(query, evidence, self._encode))


class VerbatimPicker:
    """Picks with any causal model: its words are confined to whole units of the evidence, an abstention, and an end."""

    def __init__(self, model: TextModel) -> None:
        self._model = model

    def pick(self, query: str, evidence: Evidence, most: int) -> Iterator[Pick]:
        """The units in the order the model says them; none when it says the abstention."""
        if not evidence.passages:
            return
        places = [(p, u) for p, passage in enumerate(evidence.passages) for u in range(len(passage.units))]
        prompt = self._model.render([Message("user", filled("quote", query, evidence))])
        lines = [self._model.text_ids(evidence.unit(p, u)[1].text + "\n") for p, u in places]
        choices = quote(
            self._model.engine,
            self._model.engine.start(),
            prompt,
            lines,
            abstain=self._model.text_ids(ABSTENTION),
            end=[min(self._model.ends)] if self._model.ends else self._model.text_ids("\n\n"),
            max_sentences=most,
        )
        for choice in choices:
            if isinstance(choice, Quoted):
                yield Pick(*places[choice.candidate], choice.log_probability)
