"""Ways to choose the sentences of given passages that answer: Osler's own, and simpler ones to compare it with.

All choose among the same units, those that the agent may quote. Knows the wiring; knows nothing of scores.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from agent.evidence import Evidence, gather
from agent.settings import Settings
from evals.examples import Given
from evals.subject import Selected
from retrieval.documents import Hit, Passage, Span
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from agent.picking import Picker
    from models.encoder import TextEncoder
    from models.reranker import Reranker

FIRST, MINILM, RERANKER, OSLER, CHOOSING = "first", "minilm", "reranker", "osler", "osler-choosing"
WAYS = (FIRST, MINILM, RERANKER, OSLER, CHOOSING)
Place = tuple[int, int]  # of a unit: passage, unit


def select(question: str, given: Sequence[Given], by: str, most: int, settings: Settings) -> Selected:
    """At most `most` units, best first. `first`: the first of the first passage; `minilm`: the most similar by
    all-MiniLM-L6-v2; `reranker`: the best by the bundled cross-encoder; `osler`: as the agent quotes, or nothing;
    `osler-choosing`: the same, always something, as the simpler ways do (a model that is not the bundled one may abstain).
    """
    evidence = evidence_of(given)
    places = [(p, u) for p, passage in enumerate(evidence.passages) for u in range(len(passage.units))]
    if not places:
        return Selected((), (), -math.inf)
    if by in (OSLER, CHOOSING):
        return _quoted(question, evidence, most, settings, abstains=by == OSLER)
    scores = _SCORES[by](question, evidence, places)
    order = np.argsort(-scores, kind="stable")[:most].tolist()
    kept = [n for n in order if by != FIRST or places[n][0] == places[0][0]]
    return _selected(evidence, [places[n] for n in kept], None if by == FIRST else float(scores.max()))


def evidence_of(given: Sequence[Given]) -> Evidence:
    """The passages in their order, cut into units that may be quoted; what is over the agent's budget is left out."""
    hits = [Hit(_passage(n, one), n + 1, 1.0 / (n + 1), dense_score=1.0) for n, one in enumerate(given) if one.text]
    return gather(hits)


def _passage(number: int, given: Given) -> Passage:
    title, _, heading = given.title.partition(" — ")
    spans = tuple(Span(span.start, span.end) for span in split_sentences(given.text))
    path = (title, heading) if heading else (title,)
    return Passage(given.passage_id or f"given:{number}", str(number), title, path, given.text, spans, 0, 0, "given")


def _quoted(question: str, evidence: Evidence, most: int, settings: Settings, *, abstains: bool) -> Selected:
    from agent.model_picking import ModelPicker

    picker = _picker(settings.model, settings.device, settings.allow_download)
    if isinstance(picker, ModelPicker):
        picks, confidence = picker.judged(question, evidence, most, abstains=abstains)
    else:
        picks = tuple(picker.pick(question, evidence, most))
        confidence = picks[0].weight if picks else -math.inf
    return _selected(evidence, [(pick.passage, pick.unit) for pick in picks], confidence)


def _selected(evidence: Evidence, places: Sequence[Place], confidence: float | None) -> Selected:
    found = [evidence.unit(*place) for place in places]
    return Selected(
        tuple((int(passage.doc_id), unit.span.start, unit.span.end) for passage, unit in found),
        tuple(unit.text for _, unit in found),
        confidence,
    )


def _in_order(question: str, evidence: Evidence, places: Sequence[Place]) -> np.ndarray:
    return -np.arange(len(places), dtype=np.float64)


def _similar(question: str, evidence: Evidence, places: Sequence[Place]) -> np.ndarray:
    vectors = _plain_encoder().encode([question, *_texts(evidence, places)])
    similar: np.ndarray = vectors[1:] @ vectors[0]
    return similar


def _reranked(question: str, evidence: Evidence, places: Sequence[Place]) -> np.ndarray:
    return np.asarray(_reranker().score_pairs(question, _texts(evidence, places)))


_SCORES: dict[str, Callable[[str, Evidence, Sequence[Place]], np.ndarray]] = {
    FIRST: _in_order,
    MINILM: _similar,
    RERANKER: _reranked,
}


def _texts(evidence: Evidence, places: Sequence[Place]) -> list[str]:
    """Each unit under its passage's title, as the agent compares them."""
    found = [evidence.unit(*place) for place in places]
    return [f"{passage.title}: {unit.text}" if passage.title else unit.text for passage, unit in found]


@cache
def _plain_encoder() -> TextEncoder:
    """all-MiniLM-L6-v2 as it comes."""
    from models.encoder import PLAIN, open_encoder

    return open_encoder(PLAIN)


@cache
def _reranker() -> Reranker:
    from models.reranker import Reranker

    return Reranker()


@cache
def _picker(model: str, device: str, allow_download: bool) -> Picker:
    from agent.answering import Quoting
    from agent.settings import read_settings
    from agent.wiring import open_answering

    answering = open_answering(read_settings({"model": model, "device": device, "allow_download": allow_download}))
    assert isinstance(answering, Quoting)
    return answering.picker
