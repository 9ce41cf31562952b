"""What a search finds, as a prediction: documents in their order, for the measures of retrieval."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from evals.examples import Example, Prediction, Status
from evals.subject import Subject


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The documents of the `k` best passages, each once, as a JSON list of their ids."""

    k: int = 20
    version: int = 1
    writes: bool = False

    @property
    def name(self) -> str:
        return f"search-{self.k}"

    def solve(self, example: Example, arm: str, subject: Subject) -> Prediction:
        found = subject.search(example.question, self.k)
        ids = list(dict.fromkeys(one.doc_id for one in found))
        return Prediction(
            example_id=example.example_id,
            arm=arm,
            status=Status.ANSWERED if ids else Status.ABSTAINED,
            answer=json.dumps(ids, ensure_ascii=False),
            raw=" ".join(ids),
            evidence=found,
        )


def pubmed_id(name: str) -> str:
    """The PubMed id in a document's name or address; the name itself where there is none."""
    found = re.search(r"(?:pubmed[:/]|pmid:)(\d+)", name)
    return found[1] if found else name
