"""What predictions rest on, as rankings that any program for TREC or BEIR scores.

trec    TASK.ARM.trec: lines of `qid Q0 docid rank score tag` (trec_eval's format of a run), a file for each task and arm
beir    TASK/results-ARM.json: {qid: {docid: score}}; and where the examples carry passages, TASK/corpus.jsonl ({_id, title,
        text}), TASK/queries.jsonl ({_id, text}) and TASK/qrels/test.tsv (query-id, corpus-id, score), in which an
        example's own passages are what is relevant to it (the formats of github.com/beir-cellar/beir)

Tasks of ranking (`beir`) bring their own rankings and judgements, and their corpus is the one that they were given. Of
every other task the evidence is the ranking. A passage is called by the id under which an example of the task brings it (its
own or its document's), else by its own. White space in an id is written as in addresses (%20), since it parts TREC's fields.
Where evidence comes without scores, or not in their order, the score is 1/rank. Knows nothing of measures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from evals.errors import CannotExport
from evals.examples import Example, Given, Prediction, Shown
from evals.interop.parts import Part, safe
from evals.runs import Ranked, Ranking, Run, trec_lines

_SPLIT = "test"
_JUDGED = "judgements"  # grades by document, in the details of an example that asks for a ranking


def write_trec(parts: Sequence[Part], folder: Path) -> tuple[Path, ...]:
    """One file for each task and arm that ranks anything. Raises CannotExport where none does."""
    written = []
    for part in _ranking_parts(parts):
        path = folder / f"{safe(part.task)}.{safe(part.arm)}.trec"
        _write_lines(path, trec_lines(rankings(part), f"{part.model}-{safe(part.arm)}"))
        written.append(path)
    return tuple(written)


def write_beir(parts: Sequence[Part], folder: Path) -> tuple[Path, ...]:
    """A folder for each task: its results by arm, and the set itself. Raises CannotExport where nothing is ranked."""
    written: list[Path] = []
    for part in _ranking_parts(parts):
        target = folder / safe(part.task)
        if not target.exists():
            target.mkdir()
            written += _write_set(tuple(example for example, _ in part.pairs), target)
        path = target / f"results-{safe(part.arm)}.json"
        path.write_text(json.dumps(_results(rankings(part)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


def rankings(part: Part) -> Run:
    """What each prediction ranks or rests on, best first; of several passages of one document the best counts."""
    known = {doc_id for example, _ in part.pairs for doc_id, _ in _own(example)}
    return tuple(
        _ranked(example, prediction) if _JUDGED in example.details else _ranking(example, prediction.evidence, known)
        for example, prediction in part.pairs
    )


def _ranking_parts(parts: Sequence[Part]) -> list[Part]:
    found = [part for part in parts if any(ranking.documents for ranking in rankings(part))]
    if not found:
        raise CannotExport(
            "No prediction of the run rests on a passage, so there is no ranking; run it with --arm retrieval."
        )
    return found


def _ranked(example: Example, prediction: Prediction) -> Ranking:
    """A ranking that is the answer itself: a JSON list of [document, score]."""
    found = json.loads(prediction.answer or "[]")
    documents = tuple(Ranked(_spaceless(str(doc_id)), float(score)) for doc_id, score in found)
    return Ranking(_spaceless(example.example_id), documents)


def _ranking(example: Example, evidence: Sequence[Shown], known: set[str]) -> Ranking:
    scores = [shown.score for shown in evidence]
    given = any(scores) and scores == sorted(scores, reverse=True)
    best: dict[str, float] = {}
    for rank, shown in enumerate(evidence, start=1):
        best.setdefault(_doc_id(shown, example, known, rank), shown.score if given else 1 / rank)
    return Ranking(_spaceless(example.example_id), tuple(Ranked(doc_id, score) for doc_id, score in best.items()))


def _doc_id(shown: Shown, example: Example, known: set[str], rank: int) -> str:
    """What the passage is called in the set; a passage that an example brought without an id is known by its text."""
    names = [_spaceless(name) for name in (shown.passage_id, shown.doc_id) if name]
    own = (name for name in names if name in known)
    same = (name for name, given in _own(example) if not given.passage_id and _begins(given.text, shown.text))
    return next(own, None) or next(same, None) or (names[0] if names else f"{_spaceless(example.example_id)}:{rank}")


def _begins(text: str, part: str) -> bool:
    """Whether the words of `part` begin the text: evidence may be cut to what the model can read."""
    words = part.split()
    return text.split()[: len(words)] == words


def _own(example: Example) -> Iterator[tuple[str, Given]]:
    """The example's passages with their ids."""
    for n, given in enumerate(example.passages, start=1):
        yield _spaceless(given.passage_id or f"{example.example_id}#{n}"), given


def _write_set(examples: Sequence[Example], folder: Path) -> list[Path]:
    """Queries and judgements, and the corpus, where the examples carry passages or judgements."""
    judged = [
        f"{_spaceless(one.example_id)}\t{doc_id}\t{grade}" for one in examples for doc_id, grade in _judged(one).items()
    ]
    if not judged:
        return []
    corpus: dict[str, Given] = {}
    for example in examples:
        corpus |= {doc_id: given for doc_id, given in _own(example) if doc_id not in corpus}
    documents = ({"_id": doc_id, "title": given.title, "text": given.text} for doc_id, given in corpus.items())
    queries = ({"_id": _spaceless(one.example_id), "text": one.question} for one in examples)
    (folder / "qrels").mkdir()
    return [
        *([_write_lines(folder / "corpus.jsonl", map(_json, documents))] if corpus else []),
        _write_lines(folder / "queries.jsonl", map(_json, queries)),
        _write_lines(folder / "qrels" / f"{_SPLIT}.tsv", ["query-id\tcorpus-id\tscore", *judged]),
    ]


def _judged(example: Example) -> dict[str, int]:
    """The grade of each document that is judged."""
    given = dict.fromkeys((doc_id for doc_id, _ in _own(example)), 1)
    return {_spaceless(doc_id): int(grade) for doc_id, grade in example.details.get(_JUDGED, given).items()}


def _results(run: Run) -> dict[str, dict[str, float]]:
    return {ranking.query_id: {one.doc_id: one.score for one in ranking.documents} for ranking in run}


def _spaceless(name: str) -> str:
    return re.sub(r"\s", lambda found: quote(found[0]), name)


def _json(record: Mapping[str, str]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _write_lines(path: Path, lines: Iterator[str] | Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path
