"""Do the passages that a sentence cites say what it says? Citation recall and precision, as ALCE has them (Gao et al. 2023).

Works on the agent's replies (`Prediction.turns`). Whether a text entails another is a function that is given: the cheap
default looks for the very words, a model can be put in its place (`evals.scoring.nli`). Knows nothing of models.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agent.answer import Answer, Source
from agent.answering import supports
from evals.examples import Example, Prediction, Score
from evals.task import SetMeasure

Entails = Callable[[str, str], bool]  # premise, hypothesis


def verbatim_or_supported(premise: str, hypothesis: str) -> bool:
    """Whether the premise holds the hypothesis word for word, or its numbers and half of its longer words."""
    return " ".join(hypothesis.split()) in " ".join(premise.split()) or supports(premise, hypothesis)


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence, the texts of the passages it cites, and how many of its citations lead nowhere."""

    text: str
    passages: tuple[str, ...]
    unresolved: int = 0


@dataclass(frozen=True, slots=True)
class SentenceSupport:
    """Whether the cited passages together entail a sentence, and how many of its citations are needed or enough."""

    recalled: bool
    precise: int
    citations: int


@dataclass(frozen=True, slots=True)
class CitationScorer:
    """Over all sentences of all replies of one example; unscored where nothing was said.

    `citation_recall`: the share of sentences that their citations together entail. `citation_precision`: the share of
    citations of which the sentence is so entailed and that entail it alone, or without which the others do not; 0 where
    nothing is cited. As in the paper all citations count; ALCE's program keeps the first three of a sentence, and lets one
    that leads nowhere cost recall only, where here it costs precision too.
    """

    entails: Entails = verbatim_or_supported
    measures: tuple[str, ...] = field(default=("citation_f1", "citation_recall", "citation_precision"), init=False)
    set_measures: tuple[SetMeasure, ...] = field(default=(), init=False)
    lower_is_better: frozenset[str] = field(default=frozenset(), init=False)

    def score(self, example: Example, prediction: Prediction) -> Score:
        sentences = [one for turn in prediction.turns for one in cited_sentences(Answer.from_json(turn))]
        if not sentences:
            return Score(prediction.example_id, prediction.arm, dict.fromkeys(self.measures), "there is no sentence")
        found = [support(sentence, self.entails) for sentence in sentences]
        recall = sum(one.recalled for one in found) / len(found)
        citations = sum(one.citations for one in found)
        precision = sum(one.precise for one in found) / citations if citations else 0.0
        values = {"citation_f1": _f1(precision, recall), "citation_recall": recall, "citation_precision": precision}
        return Score(prediction.example_id, prediction.arm, values, _note(sentences, found))


def cited_sentences(answer: Answer) -> tuple[CitedSentence, ...]:
    """Each sentence of a reply with its passages, titled as ALCE titles them."""
    passages = {source.n: _titled(source) for source in answer.sources}
    return tuple(
        CitedSentence(
            sentence.text,
            tuple(passages[n] for n in dict.fromkeys(sentence.citations) if n in passages),
            sum(n not in passages for n in set(sentence.citations)),
        )
        for sentence in answer.sentences
    )


def support(sentence: CitedSentence, entails: Entails) -> SentenceSupport:
    """Judges one sentence; asks about single citations only where several together entail it."""
    passages, citations = sentence.passages, len(sentence.passages) + sentence.unresolved
    if not passages or sentence.unresolved or not entails("\n".join(passages), sentence.text):
        return SentenceSupport(False, 0, citations)
    if len(passages) == 1:
        return SentenceSupport(True, 1, 1)
    precise = sum(_counts(n, passages, sentence.text, entails) for n in range(len(passages)))
    return SentenceSupport(True, precise, citations)


def _counts(n: int, passages: Sequence[str], text: str, entails: Entails) -> bool:
    """Whether passage n entails the text alone, or the others do not without it."""
    if entails(passages[n], text):
        return True
    return not entails("\n".join((*passages[:n], *passages[n + 1 :])), text)


def _titled(source: Source) -> str:
    return f"Title: {source.title}\n{source.passage}"


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _note(sentences: Sequence[CitedSentence], found: Sequence[SentenceSupport]) -> str:
    missed = [sentence.text for sentence, one in zip(sentences, found, strict=True) if not one.recalled]
    return f"not entailed: {missed[0]!r}" + (f" and {len(missed) - 1} more" if missed[1:] else "") if missed else ""
