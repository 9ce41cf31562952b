"""Any BEIR folder: Osler's search beside BM25, MiniLM and their fusion. `osler eval retrieval` shows the same figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evals.beir import Query, read_beir
from evals.examples import Example, Prediction, Status
from evals.runs import Arm as Search
from evals.runs import level, twins
from evals.scoring.ranking import RankingScorer
from evals.subject import Subject
from evals.task import Task

ARMS = ("bm25", "minilm", "rrf", "osler-no-rerank", "osler")
DEPTH = 100


@dataclass(frozen=True, slots=True)
class RankDocuments:
    """Ranks with the arm's own way to search; which those are is known once the set's documents are indexed."""

    searches: Mapping[str, Search] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    name: str = "ranking"
    version: int = 1
    writes: bool = False

    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction:
        found = level(self.searches[arm]((Query(example.example_id, example.question),), DEPTH), self.same)[0]
        ranked = [[one.doc_id, one.score] for one in found.documents]
        return Prediction(
            example_id=example.example_id,
            arm=arm,
            status=Status.ANSWERED,
            answer=json.dumps(ranked, ensure_ascii=False),
            raw=" ".join(one.doc_id for one in found.documents[:10]),
        )


def read_queries(folder: Path) -> tuple[Example, ...]:
    """The judged queries of a BEIR folder."""
    judged = read_beir(folder)
    grades: dict[str, dict[str, int]] = {}
    for one in judged.judgements:
        grades.setdefault(one.query_id, {})[one.doc_id] = one.grade
    return tuple(
        Example(query.query_id, query.text, details={"judgements": grades[query.query_id]}) for query in judged.queries
    )


def open_ranking(folder: Path, subject: Subject) -> RankDocuments:
    """Indexes the folder's documents, or takes them from the cache."""
    from evals.arms import open_arms
    from evals.cache import default_cache

    judged = read_beir(folder)
    arms = open_arms(judged, default_cache(), lambda what, done, total: None)
    return RankDocuments(arms.by_name, twins(judged.documents))


TASKS = (
    Task(
        name="beir",
        title="Any folder in BEIR's format: nDCG@10, MRR@10 and recall of five ways to search it",
        read=read_queries,
        solver=RankDocuments(),
        scorer=RankingScorer(),
        data="beir",
        source="github.com/beir-cellar/beir, or a folder of your own",
        arms=ARMS,
        prepare=open_ranking,
        takes_folder=True,
    ),
)
