"""Reads a folder in BEIR's format: corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv, each as it is or gzipped.

A judgement's grade may be missing (then it is 1), and so may the header. Knows nothing of indexes, arms or measures.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.errors import BadBeirSet

FORMAT = "a folder in BEIR's format holds corpus.jsonl, queries.jsonl and qrels/*.tsv, each of which may end in .gz"
_FIRST_SPLITS = ("test", "dev")


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """One document of the corpus."""

    doc_id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """Title and text as one, as BEIR's own baselines read a document."""
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Query:
    """One query of the set."""

    query_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well a document answers a query: 0 is not at all. A grade below 0 counts as 0."""

    query_id: str
    doc_id: str
    grade: int


@dataclass(frozen=True, slots=True)
class BeirSet:
    """Documents, the judged queries in the order of their file, and the judgements of these.

    `unjudged` queries were left out, as trec_eval leaves them out; so were the judgements of `unknown_queries` that
    the file of queries does not hold. Judgements of `unknown_documents` stay: what is relevant and cannot be found
    counts against every arm alike.
    """

    folder: Path
    split: str
    documents: tuple[CorpusDocument, ...]
    queries: tuple[Query, ...]
    judgements: tuple[Judgement, ...]
    unjudged: int
    unknown_queries: int
    unknown_documents: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a file, and where it stands."""

    path: Path
    number: int
    text: str

    def refused(self, reason: str) -> BadBeirSet:
        return BadBeirSet(self.path, f"{reason}; correct the line or take it out.", self.number)


def read_beir(folder: Path, split: str | None = None, limit: int | None = None) -> BeirSet:
    """The set at the folder, with the first `limit` judged queries. Raises BadBeirSet where it cannot be used.

    Of several files of judgements `split` names one; without it "test" is taken, else "dev", else the only one.
    """
    if not folder.is_dir():
        raise BadBeirSet(folder, f"there is no such folder; {FORMAT}.")
    corpus, asked = _file(folder, "corpus.jsonl"), _file(folder, "queries.jsonl")
    qrels = _qrels_file(folder, split)
    judgements = _judgements(qrels)
    documents, queries = _documents(corpus), _queries(asked)
    judged = _judged(queries, judgements, qrels)
    unknown = _unknown_documents(documents, judgements, qrels)
    taken = judged[:limit]
    wanted = {query.query_id for query in taken}
    return BeirSet(
        folder=folder,
        split=_split_of(qrels),
        documents=documents,
        queries=taken,
        judgements=tuple(one for one in judgements if one.query_id in wanted),
        unjudged=len(queries) - len(judged),
        unknown_queries=len({one.query_id for one in judgements} - {query.query_id for query in queries}),
        unknown_documents=unknown,
    )


# --- what is where


def _file(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise BadBeirSet(folder, f"there is no {name} in it; {FORMAT}.")


def _qrels_file(folder: Path, split: str | None) -> Path:
    """The file of judgements to use; of a plain and a gzipped one of the same name, the plain one."""
    found = {_split_of(path): path for path in sorted((folder / "qrels").glob("*.tsv.gz"))}
    found |= {_split_of(path): path for path in sorted((folder / "qrels").glob("*.tsv"))}
    if not found:
        raise BadBeirSet(folder, f"there is no qrels/*.tsv in it; {FORMAT}.")
    wanted = (split,) if split is not None else (*_FIRST_SPLITS, *(found if len(found) == 1 else ()))
    for name in wanted:
        if name in found:
            return found[name]
    named = f"has no {split}.tsv" if split is not None else "has several files of judgements and none is test or dev"
    raise BadBeirSet(folder / "qrels", f"it {named}; choose with --split from: {', '.join(sorted(found))}.")


def _split_of(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".tsv")


# --- lines


def _lines(path: Path) -> Iterator[_Line]:
    """The lines that are not blank. Bytes are decoded line by line, so that a bad one can be named."""
    number = 0
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if raw.strip():
                    yield _Line(path, number, raw.decode("utf-8-sig" if number == 1 else "utf-8").strip("\r\n"))
    except UnicodeDecodeError:
        raise _Line(path, number, "").refused("it is not UTF-8") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadBeirSet(path, f"it is damaged or was cut short ({error}); copy it again.") from error
    except OSError as error:
        raise BadBeirSet(path, f"it cannot be read ({error.strerror}); check the path and its permissions.") from error


def _records(path: Path) -> Iterator[tuple[_Line, Mapping[str, object]]]:
    for line in _lines(path):
        try:
            found = json.loads(line.text)
        except (ValueError, RecursionError):
            raise line.refused("it is not JSON") from None
        if not isinstance(found, dict):
            raise line.refused("it is not a JSON object")
        yield line, found


def _documents(path: Path) -> tuple[CorpusDocument, ...]:
    """A line may be repeated word for word; two different documents of one id are refused."""
    found: dict[str, CorpusDocument] = {}
    for line, record in _records(path):
        one = CorpusDocument(_id(line, record), _text(line, record, "title"), _text(line, record, "text"))
        if found.setdefault(one.doc_id, one) != one:
            raise line.refused(f"another document has its _id, {one.doc_id!r}")
    if not found:
        raise BadBeirSet(path, f"it holds no document; {FORMAT}.")
    return tuple(found.values())


def _queries(path: Path) -> tuple[Query, ...]:
    found: dict[str, Query] = {}
    for line, record in _records(path):
        if "text" not in record:
            raise line.refused('it has no "text"')
        one = Query(_id(line, record), _text(line, record, "text"))
        if found.setdefault(one.query_id, one) != one:
            raise line.refused(f"another query has its _id, {one.query_id!r}")
    if not found:
        raise BadBeirSet(path, f"it holds no query; {FORMAT}.")
    return tuple(found.values())


def _id(line: _Line, record: Mapping[str, object]) -> str:
    value = record.get("_id")
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise line.refused('it has no "_id" that is a text or a whole number')
    return _encodable(str(value))


def _text(line: _Line, record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise line.refused(f'its "{name}" is not a text')
    return _encodable(value or "")


def _encodable(text: str) -> str:
    """Without the lone surrogates that JSON can spell and no tokenizer or file takes."""
    return text.encode("utf-8", "replace").decode()


# --- judgements


def _judgements(path: Path) -> tuple[Judgement, ...]:
    found: dict[tuple[str, str], Judgement] = {}
    for line in _lines(path):
        fields = [field.strip() for field in (line.text.split("\t") if "\t" in line.text else line.text.split())]
        if line.number == 1 and _is_header(fields):
            continue
        one = _judgement(line, fields)
        if found.setdefault((one.query_id, one.doc_id), one) != one:
            raise line.refused("an earlier line gives this query and document another grade")
    if not found:
        raise BadBeirSet(path, f"it holds no judgement; {FORMAT}.")
    return tuple(found.values())


def _is_header(fields: list[str]) -> bool:
    named = fields[0].lower().replace("_", "-") in ("query-id", "qid", "query", "topic")
    return named or (len(fields) == 3 and _grade(fields[2]) is None)


def _judgement(line: _Line, fields: list[str]) -> Judgement:
    """Query, document and, where there is one, grade; with four fields TREC's own form, whose second means nothing."""
    if len(fields) == 4:
        fields = [fields[0], *fields[2:]]
    if len(fields) not in (2, 3) or not all(fields):
        raise line.refused("it should hold a query's id, a document's id and a grade, with tabs between")
    grade = _grade(fields[2]) if len(fields) == 3 else 1
    if grade is None:
        raise line.refused(f"its grade, {fields[2]!r}, is not a whole number")
    return Judgement(fields[0], fields[1], max(grade, 0))


def _grade(text: str) -> int | None:
    """A whole number, however spelt ("2", "2.0"), or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() else None


def _judged(queries: tuple[Query, ...], judgements: tuple[Judgement, ...], qrels: Path) -> tuple[Query, ...]:
    of = {one.query_id for one in judgements}
    judged = tuple(query for query in queries if query.query_id in of)
    if not judged:
        raise BadBeirSet(qrels, "it judges none of the queries in queries.jsonl; see that both are of the same set.")
    return judged


def _unknown_documents(documents: Iterable[CorpusDocument], judgements: Iterable[Judgement], qrels: Path) -> int:
    """How many judged documents the corpus does not hold; all of them would be a mistake."""
    known = {one.doc_id for one in documents}
    counted = Counter(doc_id in known for doc_id in {one.doc_id for one in judgements})
    if not counted[True]:
        raise BadBeirSet(qrels, "it names no document of corpus.jsonl; see that both are of the same set.")
    return counted[False]
