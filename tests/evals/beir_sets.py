"""Small sets in BEIR's format, written for tests."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

DOCUMENTS = {
    "gout": ("Gout", "Gout is a painful kind of arthritis. It often begins in the big toe at night."),
    "flu": ("Influenza", "Influenza brings fever, cough and aching muscles. Most people recover within two weeks."),
    "asthma": ("Asthma", "Asthma narrows the airways. An inhaler opens them and eases the wheezing."),
    "migraine": ("", "A migraine is a throbbing headache, often on one side, with nausea and dread of light."),
    "anemia": ("Anemia", "Too little iron leads to anemia. Tiredness and pale skin are its common signs."),
    "empty": ("", ""),
}
QUERIES = {
    "q1": "painful big toe",
    "q2": "how does an inhaler help",
    "q3": "what brings fever and cough",
    "q4": "unjudged",
}
QRELS = (("q1", "gout", 2), ("q1", "flu", 0), ("q2", "asthma", 1), ("q3", "flu", 1), ("q3", "migraine", 1))


def write_beir(
    folder: Path,
    documents: Mapping[str, tuple[str, str]] = DOCUMENTS,
    queries: Mapping[str, str] = QUERIES,
    qrels: Mapping[str, str] | None = None,
    gzipped: bool = False,
) -> Path:
    """A folder in BEIR's format. `qrels` are the texts of files by name; without them there is a test.tsv."""
    corpus = [{"_id": name, "title": title, "text": text} for name, (title, text) in documents.items()]
    write_text(folder / "corpus.jsonl", json_lines(corpus), gzipped)
    write_text(folder / "queries.jsonl", json_lines([{"_id": n, "text": t} for n, t in queries.items()]), gzipped)
    for name, text in ({"test.tsv": qrels_text()} if qrels is None else qrels).items():
        write_text(folder / "qrels" / name, text, gzipped)
    return folder


def qrels_text(header: bool = True, judgements: Sequence[tuple[str, str, int]] = QRELS) -> str:
    lines = [f"{query}\t{document}\t{grade}" for query, document, grade in judgements]
    return "\n".join([*(["query-id\tcorpus-id\tscore"] if header else []), *lines]) + "\n"


def json_lines(records: Sequence[Mapping[str, str]]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def write_text(path: Path, text: str, gzipped: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if gzipped:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
