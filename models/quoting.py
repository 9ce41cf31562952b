"""Quoting with the bundled model: which sentences of the evidence answer, in what order, and when to abstain.

The question is read once; each passage is read after it by itself, in one pass, and forgotten again, so that what is
thought of a passage does not depend on the others. At each sentence's label the model says whether the sentence answers,
and after the passage whether any of it does. These probabilities and what the caller gives besides (how like the question
each sentence is, how surely a cross-encoder thinks that it and its passage answer) make the sentence's weight. What comes
out are indices of whole sentences: nothing can be invented.

Knows nothing of retrieval, citations or what the sentences are about.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import torch

from models.engine import Cache, Engine
from models.errors import ModelForeign
from models.loading import pick_device
from models.number_format import native_precision
from models.prompt import NO, NONE, SPECIAL_TOKENS, YES, Candidate, PromptPassage, lay_out
from models.training.tokenizer import BpeTokenizer
from models.verdicts import Verdict

WEIGHING = "quoting.json"
REPEATS = 0.75  # the share of a sentence's words that one quoted before has, from which it says nothing new
HALF = 0.5  # of the question's words, by rarity
MOST_TOKENS = 512  # of a question with one passage


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the model's probabilities and what the caller gives add up; fitted on judged examples, kept beside the weights.

    A sentence's weight is `bias + relevance·(log-odds at its label) + passage·(log-odds that its passage answers) +
    likeness·(its likeness) + rank·log(1 + the passage's place, from 0) + verdict·(the cross-encoder's of its passage) +
    sentence_verdict·(the cross-encoder's of itself)`, a log-odds itself. Besides the best, a sentence is quoted while that is
    above `quote_above` and not further below the best than `within`, or `elsewhere` where it stands in another passage than
    the best: what goes on in the same passage adds to it, what another says is often the same again.

    That anything answers has log-odds of its own: `sure_bias + sure_relevance·log(sum of the sentences' odds) +
    sure_passage·(the best passage's) + sure_likeness·(the largest likeness) + sure_verdict·log(sum of the passages' odds by
    the cross-encoder) + sure_words·(by how much one passage has more than half of the question's words)`. Below
    `abstain_below` nothing is quoted.
    """

    bias: float = 0.0
    relevance: float = 1.0
    passage: float = 0.0
    likeness: float = 0.0
    rank: float = 0.0
    verdict: float = 0.0
    sentence_verdict: float = 0.0
    quote_above: float = 0.0
    within: float = 1.0
    elsewhere: float = 1.0
    sure_bias: float = 0.0
    sure_relevance: float = 1.0
    sure_passage: float = 0.0
    sure_likeness: float = 0.0
    sure_verdict: float = 0.0
    sure_words: float = 0.0
    abstain_below: float = 0.0

    def surety(self, of: Sequence[float]) -> float:
        """The log-odds that anything answers, of what `sureness` gives."""
        weights = self.sure_relevance, self.sure_passage, self.sure_likeness, self.sure_verdict, self.sure_words
        return self.sure_bias + sum(weight * value for weight, value in zip(weights, of, strict=True))

    def least(self, best: Scored, other: Scored) -> float:
        """Above which weight another sentence is quoted beside the best."""
        here = best.candidate.passage == other.candidate.passage
        return max(self.quote_above, best.weight - (self.within if here else self.elsewhere))

    @classmethod
    def load(cls, folder: Path) -> Weighing:
        """From `quoting.json` in the model's folder."""
        path = folder / WEIGHING
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{f.name: float(read[f.name]) for f in fields(cls)})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelForeign(
                f"{path} is damaged or of an older Osler; restore it, or run `osler train weigh --model {folder}`."
            ) from error

    def save(self, folder: Path) -> Path:
        """`quoting.json` in the model's folder."""
        path = folder / WEIGHING
        rounded = {name: round(value, 4) for name, value in asdict(self).items()}
        path.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
        return path


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model thinks of one candidate sentence. All in natural logarithms; `weight` is the sum by `Weighing`."""

    candidate: Candidate
    text: str
    relevance: float
    passage: float
    likeness: float
    weight: float
    verdict: Verdict

    @property
    def sentence_verdict(self) -> float:
        """The cross-encoder's log-odds that this sentence answers."""
        return self.verdict.sentences[self.candidate.sentence]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence the model quotes: of which passage, which sentence of it, and how surely (log-odds)."""

    passage: int
    sentence: int
    weight: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The evidence as the model read it: every sentence, and the log-odds that anything answers (-inf without a sentence).

    `left_out` counts the sentences for which there was no room.
    """

    scored: tuple[Scored, ...]
    surest: float
    left_out: int


@dataclass(frozen=True, slots=True)
class _Given:
    """What the caller says of one passage: its place, its sentences' likeness, the cross-encoder's verdict."""

    place: int
    likeness: Sequence[float]
    verdict: Verdict


class QuotingModel:
    """The bundled model, or any other trained by its recipe."""

    def __init__(
        self, engine: Engine, tokenizer: BpeTokenizer, weighing: Weighing, max_tokens: int = MOST_TOKENS
    ) -> None:
        self._engine = engine
        self._tokenizer = tokenizer
        self._weighing = weighing
        self._max_tokens = min(max_tokens, engine.context)
        self._yes, self._no = tokenizer.special_id(YES), tokenizer.special_id(NO)
        self._none = tokenizer.special_id(NONE)

    @classmethod
    def load(cls, folder: Path, device: str = "auto", weighing: Weighing | None = None) -> QuotingModel:
        """From a folder that the recipe wrote; `weighing` in place of the folder's own.

        Raises ModelForeign when its tokenizer lacks the prompt's special tokens.
        """
        if not is_quoting_model(folder):
            raise ModelForeign(f"{folder} was not trained by Osler's recipe; use it with --model and verbatim quoting.")
        chosen = pick_device(device)
        engine = Engine.load(folder, chosen, precision=native_precision(chosen))  # as it was weighed
        return cls(engine, BpeTokenizer.load(folder), weighing or Weighing.load(folder))

    def read(
        self,
        question: str,
        passages: Sequence[PromptPassage],
        likeness: Sequence[Sequence[float]],
        verdicts: Sequence[Verdict],
    ) -> Reading:
        """One pass over the question and one over each passage.

        `likeness[p][s]` is how like the question sentence s of passage p is (cosine), `verdicts[p]` what a cross-encoder
        thinks of passage p and its sentences.
        """
        cache = self._engine.start()
        scored: list[Scored] = []
        left_out = 0
        for number, passage in enumerate(passages):
            layout = lay_out(question, [passage], self._tokenizer, max_tokens=self._max_tokens)
            left_out += layout.left_out
            if layout.candidates:
                given = _Given(number, likeness[number], verdicts[number])
                scored += self._scores(cache, layout.ids, layout.candidates, passage, given)
        return Reading(tuple(scored), self._surest(scored), left_out)

    def quote(self, reading: Reading, most: int = 5, *, abstains: bool = True) -> Iterator[Quoted]:
        """The sentences that answer, the surest first, without repeating what was said; none at all when it abstains, which
        it does not where `abstains` is false."""
        w = self._weighing
        if not reading.scored or (abstains and reading.surest < w.abstain_below):
            return
        best, *others = sorted(reading.scored, key=lambda s: -s.weight)
        near = (one for one in others if one.weight > w.least(best, one))
        said: list[frozenset[str]] = []
        for one in (best, *near):
            if len(said) >= most:
                return
            words = frozenset(re.findall(r"\w+", one.text.lower()))
            if not any(len(words & before) >= REPEATS * len(words) for before in said):
                said.append(words)
                yield Quoted(one.candidate.passage, one.candidate.sentence, one.weight)

    def _surest(self, scored: Sequence[Scored]) -> float:
        if not scored:
            return -math.inf
        return self._weighing.surety(sureness(scored))

    def _scores(
        self,
        cache: Cache,
        ids: Sequence[int],
        candidates: Sequence[Candidate],
        passage: PromptPassage,
        given: _Given,
    ) -> Iterator[Scored]:
        """The candidates of one passage. The cache keeps what the passages share: the question."""
        # From the first label on all is read anew, also where a passage begins as the one before it did.
        shared = min(_shared(cache.ids, ids), candidates[0].position)
        self._engine.rewind(cache, len(cache.ids) - shared)
        places = [c.position - shared for c in candidates]
        logits = self._engine.extend(cache, ids[shared:], [*places, len(ids) - shared - 1])
        odds = logits[:-1, self._yes] - logits[:-1, self._no]
        labels = [self._tokenizer.special_id(f"<|s{c.label}|>") for c in candidates]
        answers = float(torch.logsumexp(logits[-1, labels], 0) - logits[-1, self._none])
        w = self._weighing
        for c, relevance in zip(candidates, odds.tolist(), strict=True):
            like = given.likeness[c.sentence]
            weight = w.bias + w.relevance * relevance + w.passage * answers + w.likeness * like
            weight += w.rank * math.log1p(given.place)
            weight += w.verdict * given.verdict.passage + w.sentence_verdict * given.verdict.sentences[c.sentence]
            placed = Candidate(given.place, c.sentence, c.label, c.ids, c.position)
            yield Scored(placed, passage.sentences[c.sentence], relevance, answers, like, weight, given.verdict)


def sureness(scored: Sequence[Scored]) -> tuple[float, float, float, float, float]:
    """What the surety that anything answers rests on: log of the sentences' summed odds, the best passage's log-odds, most
    likeness, log of the passages' summed odds by the cross-encoder, and by how much the largest share of the question's words
    is above half: that words are missing says little, a reader's are seldom those of the literature."""
    passages = {one.candidate.passage: one.verdict.passage for one in scored}
    return (
        _log_sum([one.relevance for one in scored]),
        max(one.passage for one in scored),
        max(one.likeness for one in scored),
        _log_sum(list(passages.values())),
        max(0.0, max(one.verdict.words for one in scored) - HALF),
    )


def _log_sum(log_odds: Sequence[float]) -> float:
    return float(torch.logsumexp(torch.tensor(log_odds, dtype=torch.float64), 0))


def _shared(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens two sequences have in common from their beginning."""
    return next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )


def is_quoting_model(folder: Path) -> bool:
    """Whether our recipe taught the model of a folder to quote: it holds quoting.json, and its tokenizer our special tokens.

    A model that was only pretrained has the tokens, and one fine-tuned to write may have them too.
    """
    path = folder / "tokenizer.json"
    if not path.is_file() or not (folder / WEIGHING).is_file():
        return False
    try:
        added = json.loads(path.read_text(encoding="utf-8")).get("added_tokens", [])
    except ValueError:
        return False
    return {token.get("content") for token in added} >= set(SPECIAL_TOKENS)
