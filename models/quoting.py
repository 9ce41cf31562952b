"""Quote decoding with the bundled model: which sentences of the evidence answer, in what order, and when to abstain.

One forward pass over the prompt gives, at every sentence's label, the model's probability that the sentence answers, and
after `<|answer|>` its distribution over labels, `<|none|>` and `<|end|>`. The next label is the best by those probabilities
and a prior that the caller gives (how like the question each sentence is); its sentence then enters the KV cache in one
pass, and the next label is chosen. What comes out are indices of whole sentences: nothing can be invented.

Knows nothing of retrieval, citations or what the sentences are about.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import torch

from models.engine import Cache, Engine
from models.errors import ModelForeign
from models.prompt import END, NO, NONE, SPECIAL_TOKENS, YES, Candidate, PromptPassage, lay_out
from models.training.tokenizer import BpeTokenizer


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the model's probabilities and the caller's prior add up; fitted on held-out topics, kept beside the weights.

    A sentence's evidence is `bias + relevance·(log-odds at its label) + choice·(log-probability of its label after
    <|answer|>) + likeness·(prior)`, a log-odds itself. It is quoted while that is above `quote_above` and not further than
    `within` below the best; nothing is quoted, and Osler abstains, when the best sentence is below `abstain_below`.
    """

    bias: float = 0.0
    relevance: float = 1.0
    choice: float = 0.0
    likeness: float = 0.0
    quote_above: float = 0.0
    abstain_below: float = 0.0
    within: float = 1.0

    @classmethod
    def load(cls, folder: Path) -> Weighing:
        """From `quoting.json` in the model's folder; the defaults where there is none."""
        path = folder / "quoting.json"
        if not path.exists():
            return cls()
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{f.name: float(read[f.name]) for f in fields(cls)})
        except (ValueError, KeyError, TypeError) as error:
            raise ModelForeign(
                f"{path} is damaged; restore it from the repository or train the model again."
            ) from error


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model thinks of one candidate sentence. All in natural logarithms; `weight` is the sum by `Weighing`."""

    candidate: Candidate
    relevance: float
    choice: float
    likeness: float
    weight: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence the model quotes: of which passage, which sentence of it, and how surely (log-odds)."""

    passage: int
    sentence: int
    weight: float


@dataclass(slots=True)
class Reading:
    """The evidence as the model read it: every candidate scored, its chance of abstaining, and the cache to go on from.

    `abstain` is the model's own log-probability of `<|none|>` against the best label.
    """

    cache: Cache
    scored: tuple[Scored, ...]
    abstain: float
    left_out: int
    next_logits: torch.Tensor = field(repr=False)


class QuotingModel:
    """The bundled model, or any other trained by its recipe."""

    def __init__(self, engine: Engine, tokenizer: BpeTokenizer, weighing: Weighing, max_prompt: int = 700) -> None:
        self._engine = engine
        self._tokenizer = tokenizer
        self._weighing = weighing
        self._max_prompt = min(max_prompt, engine.context - 260)
        self._yes, self._no = tokenizer.special_id(YES), tokenizer.special_id(NO)
        self._none, self._end = tokenizer.special_id(NONE), tokenizer.special_id(END)

    @classmethod
    def load(cls, folder: Path, device: str = "auto") -> QuotingModel:
        """From a folder that the recipe wrote. Raises ModelForeign when its tokenizer lacks the prompt's special tokens."""
        if not is_quoting_model(folder):
            raise ModelForeign(f"{folder} was not trained by Osler's recipe; use it with --model and verbatim quoting.")
        return cls(Engine.load(folder, device), BpeTokenizer.load(folder), Weighing.load(folder))

    def read(self, question: str, passages: Sequence[PromptPassage], likeness: Sequence[Sequence[float]]) -> Reading:
        """One pass over question and evidence. `likeness[p][s]` is the caller's prior for sentence s of passage p."""
        layout = lay_out(question, passages, self._tokenizer, max_tokens=self._max_prompt)
        cache = self._engine.start()
        places = [c.position for c in layout.candidates]
        logits = self._engine.extend(cache, layout.ids, [*places, len(layout.ids) - 1])
        pair = logits[:-1, self._yes] - logits[:-1, self._no]
        labels = [self._label_id(c) for c in layout.candidates]
        after = torch.log_softmax(logits[-1, [*labels, self._none]], -1) if labels else torch.zeros(1)
        scored = tuple(
            self._scored(c, float(pair[i]), float(after[i]), likeness[c.passage][c.sentence])
            for i, c in enumerate(layout.candidates)
        )
        best = max((float(a) for a in after[:-1]), default=-math.inf)
        return Reading(cache, scored, float(after[-1]) - best, layout.left_out, logits[-1])

    def quote(self, reading: Reading, most: int = 5) -> Iterator[Quoted]:
        """Sentences in the order the model quotes them; none at all when it abstains. Closing the iterator ends the work."""
        left = {s.candidate.label: s for s in reading.scored}
        best_weight = max((s.weight for s in left.values()), default=-math.inf)
        if best_weight < self._weighing.abstain_below:
            return
        least = max(self._weighing.quote_above, best_weight - self._weighing.within)
        logits = reading.next_logits
        for count in range(most):
            allowed = {n: s for n, s in left.items() if count == 0 or s.weight > least}
            if not allowed:
                return
            labels = list(allowed)
            ids = [self._label_id(allowed[n].candidate) for n in labels]
            choice = torch.log_softmax(logits[ids], -1)
            now = [self._weight_now(allowed[n], float(choice[i])) for i, n in enumerate(labels)]
            best = max(range(len(labels)), key=now.__getitem__)
            chosen = left.pop(labels[best])
            yield Quoted(chosen.candidate.passage, chosen.candidate.sentence, now[best])
            if count + 1 < most and left:
                logits = self._append(reading.cache, chosen.candidate)

    def _weight_now(self, scored: Scored, choice: float) -> float:
        """The weight with the label's log-probability after what has been quoted, instead of at the beginning."""
        return scored.weight + self._weighing.choice * (choice - scored.choice)

    def _append(self, cache: Cache, candidate: Candidate) -> torch.Tensor:
        """The label determines the sentence: both enter the cache in one pass. Logits of what follows."""
        return self._engine.extend(cache, [self._label_id(candidate), *candidate.ids])[-1]

    def _label_id(self, candidate: Candidate) -> int:
        return self._tokenizer.special_id(f"<|s{candidate.label}|>")

    def _scored(self, candidate: Candidate, relevance: float, choice: float, likeness: float) -> Scored:
        w = self._weighing
        weight = w.bias + w.relevance * relevance + w.choice * choice + w.likeness * likeness
        return Scored(candidate, relevance, choice, likeness, weight)


def is_quoting_model(folder: Path) -> bool:
    """Whether a folder's tokenizer has the prompt's special tokens, that is, whether our recipe made it."""
    path = folder / "tokenizer.json"
    if not path.is_file():
        return False
    try:
        added = json.loads(path.read_text(encoding="utf-8")).get("added_tokens", [])
    except ValueError:
        return False
    return {token.get("content") for token in added} >= set(SPECIAL_TOKENS)
