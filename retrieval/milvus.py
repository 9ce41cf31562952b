"""The dense index in Milvus: a file of Milvus Lite or a cluster, by the same calls. pymilvus's one home.

`push` brings a collection to an index's generation: rows are never used twice, so only what is missing is sent and what
is gone deleted. A second, small collection says which generation the first holds, and is cleared while it changes, so
that nobody searches vectors of another generation than his passages. Knows nothing of segments or of queries in words.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.dense import Mask
from retrieval.documents import Passage
from retrieval.encoding import Vectors
from retrieval.errors import VectorsOutdated, VectorsUnavailable
from retrieval.filters import Filters
from retrieval.fusion import Scored
from retrieval.milvus_filters import TEXT_BYTES, expression, folded
from retrieval.retriever import Searchable

COLLECTION = "osler"
ROWS_A_BATCH = 1000
MOST_FOUND = 16_384  # what Milvus gives at most for one search
MOST_LISTED = 10_000  # rows named in one filter
SECONDS = 30.0

_TYPES = 64
_PUSH = "run `retrieval.milvus.push` again"


class PushedDense(Protocol):
    @property
    def dimensions(self) -> int: ...
    def rows(self) -> NDArray[np.int64]: ...
    def vectors(self, rows: Sequence[int]) -> Vectors: ...


class Named(Protocol):
    @property
    def generation(self) -> str: ...


class Pushed(Protocol):
    """What is asked of an index to be pushed."""

    @property
    def dense(self) -> PushedDense: ...
    def info(self) -> Named: ...
    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]: ...


@dataclass(frozen=True, slots=True)
class PushSummary:
    """What pushing did, in passages."""

    sent: int
    deleted: int
    unchanged: int


OnPushed = Callable[[int, int], None]


def push(
    index: Pushed, uri: str, collection: str = COLLECTION, token: str = "", on_progress: OnPushed | None = None
) -> PushSummary:
    """Brings a collection, made where there is none, to the generation of the index. Interrupted, it may be repeated.

    `uri` is the path of a Milvus Lite file that ends in `.db`, or a server's URL. Raises VectorsUnavailable.
    """
    with _connected(uri, token) as client, _told(uri):
        _make_collections(client, collection, index.dense.dimensions)
        _mark(client, collection, "")
        here, there = index.dense.rows(), _rows_there(client, collection)
        gone, missing = np.setdiff1d(there, here), np.setdiff1d(here, there)
        for rows in _batches(gone):
            client.delete(collection, ids=rows)
        for done, rows in enumerate(_batches(missing)):
            client.insert(collection, _records(index, rows))
            if on_progress is not None:
                on_progress(done * ROWS_A_BATCH + len(rows), len(missing))
        client.flush(collection)
        _mark(client, collection, index.info().generation)
    return PushSummary(len(missing), len(gone), len(here) - len(missing))


class MilvusIndex:
    """The vectors of an index's generation in Milvus, with the interface of `DenseIndex`.

    `first_rows` are those of the index's segments, in their order: what masks of allowed positions are relative to.
    """

    def __init__(self, client: Any, uri: str, collection: str, first_rows: Sequence[int] = (), where: str = "") -> None:
        self._client, self._uri, self._collection = client, uri, collection
        self._first_rows, self._where = tuple(first_rows), where

    @classmethod
    def open(
        cls, uri: str, collection: str, generation: str, first_rows: Sequence[int] = (), token: str = ""
    ) -> MilvusIndex:
        """Raises VectorsUnavailable where Milvus does not answer, VectorsOutdated where it holds something else."""
        client = _connect(uri, token)
        try:
            with _told(uri):
                held = _generation_of(client, collection)
            if held != generation:
                raise VectorsOutdated(_mismatch(uri, collection, held, generation))
        except BaseException:
            client.close()
            raise
        return cls(client, uri, collection, first_rows)

    def close(self) -> None:
        self._client.close()

    def __len__(self) -> int:
        with _told(self._uri):
            found = self._client.query(self._collection, filter="", output_fields=["count(*)"])
        return int(found[0]["count(*)"])

    @property
    def dimensions(self) -> int:
        with _told(self._uri):
            fields = self._client.describe_collection(self._collection)["fields"]
        return next(int(f["params"]["dim"]) for f in fields if f["name"] == "vector")

    def where(self, filters: Filters) -> MilvusIndex:
        """The same index, of which only passages that fit are found: Milvus itself compares the fields it keeps."""
        return MilvusIndex(self._client, self._uri, self._collection, self._first_rows, expression(filters))

    def search(self, vector: Vectors, depth: int, allowed: Sequence[Mask | None] | None = None) -> tuple[Scored, ...]:
        """The `depth` nearest rows, best first. `allowed`: one mask a segment, as `DenseIndex` takes them."""
        if allowed is None or all(mask is None for mask in allowed):
            return self._found(vector, depth, self._where)
        permitted = _Permitted(self._first_rows, tuple(allowed))
        if not permitted.few:
            found = self._sifted(vector, depth, permitted)
            if len(found) == depth:
                return found
        lists = permitted.lists()
        return _best([s for some in lists for s in self._found(vector, depth, self._and(some))], depth)

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """The vectors of these rows, in this order. Raises VectorsOutdated for a row that Milvus lacks."""
        wanted = [int(row) for row in rows]
        if not wanted:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        found: dict[int, Any] = {}
        with _told(self._uri):
            for some in _batches(np.unique(np.asarray(wanted, dtype=np.int64))):
                got = self._client.get(self._collection, ids=some, output_fields=["row", "vector"])
                found.update((int(one["row"]), one["vector"]) for one in got)
        for row in wanted:
            if row not in found:
                raise VectorsOutdated(f"The collection {self._collection} at {self._uri} lacks passage {row}: {_PUSH}.")
        return np.array([found[row] for row in wanted], dtype=np.float32)

    def cosine(self, row: int, vector: Vectors) -> float:
        """The similarity of one row, found or not, to a vector."""
        return float(np.dot(self.vectors([row])[0], vector.reshape(-1)))

    def _found(self, vector: Vectors, depth: int, where: str) -> tuple[Scored, ...]:
        if depth < 1:
            return ()
        query = [np.asarray(vector, dtype=np.float32).reshape(-1).tolist()]
        with _told(self._uri):
            (hits,) = self._client.search(
                self._collection, data=query, filter=where, limit=min(depth, MOST_FOUND), output_fields=["row"]
            )
        return _best([Scored(int(hit["entity"]["row"]), float(hit["distance"])) for hit in hits], depth)

    def _sifted(self, vector: Vectors, depth: int, permitted: _Permitted) -> tuple[Scored, ...]:
        """Those allowed among the nearest of all, of which ever more are fetched while too few are allowed."""
        fetched = depth
        while True:
            fetched = min(4 * fetched, MOST_FOUND)
            found = [scored for scored in self._found(vector, fetched, self._where) if permitted.has(scored.row)]
            if len(found) >= depth or fetched == MOST_FOUND:
                return _best(found, depth)

    def _and(self, condition: str) -> str:
        return f"({self._where}) and {condition}" if self._where else condition


class MilvusSearchable:
    """An open index whose vectors are searched in Milvus: what `HybridRetriever` asks for."""

    def __init__(self, index: Searchable, dense: MilvusIndex) -> None:
        self.dense, self.lexical = dense, index.lexical
        self.passages, self.allowed = index.passages, index.allowed


@dataclass(frozen=True, slots=True)
class _Permitted:
    """The rows that masks allow, segment by segment; a segment without a mask allows all it has."""

    first_rows: tuple[int, ...]
    masks: tuple[Mask | None, ...]

    def __post_init__(self) -> None:
        if len(self.masks) != len(self.first_rows):
            raise ValueError("masks must be given for each of the segments with which the index was opened")

    def has(self, row: int) -> bool:
        first, mask = max(((f, m) for f, m in zip(self.first_rows, self.masks, strict=True) if f <= row), key=_first)
        return mask is None or bool(mask[row - first])

    @property
    def few(self) -> bool:
        """Whether they can be named in one search."""
        counts = [None if mask is None else int(np.count_nonzero(mask)) for mask in self.masks]
        named = [count for count in counts if count is not None]
        return len(named) == len(counts) and sum(named) <= MOST_LISTED

    def lists(self) -> Iterator[str]:
        """Conditions in Milvus's language that together name these rows, each short enough for one search."""
        ends = dict(pairwise([*sorted(self.first_rows), 1 << 62]))
        for first, mask in zip(self.first_rows, self.masks, strict=True):
            if mask is None:
                yield f"(row >= {first} and row < {ends[first]})"
            else:
                rows = first + np.flatnonzero(mask)
                yield from (f"row in {rows[i : i + MOST_LISTED].tolist()}" for i in range(0, len(rows), MOST_LISTED))


def _first(segment: tuple[int, Mask | None]) -> int:
    return segment[0]


def _records(index: Pushed, rows: list[int]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "vector": vector,
            "passage_id": passage.passage_id.encode()[:TEXT_BYTES].decode(errors="ignore"),
            "source": folded(passage.source),
            "publisher": folded(passage.publisher),
            "language": folded(passage.language),
            "publication_types": [folded(name) for name in passage.publication_types[:_TYPES]],
            "date": folded(passage.date),
            "retracted": bool(passage.retraction),
        }
        for row, vector, passage in zip(rows, index.dense.vectors(rows), index.passages(rows), strict=True)
    ]


def _best(found: Sequence[Scored], depth: int) -> tuple[Scored, ...]:
    return tuple(sorted(found, key=lambda scored: (-scored.score, scored.row))[:depth])


def _batches(rows: NDArray[np.int64]) -> Iterator[list[int]]:
    for start in range(0, len(rows), ROWS_A_BATCH):
        yield rows[start : start + ROWS_A_BATCH].tolist()


def _mismatch(uri: str, collection: str, held: str | None, wanted: str) -> str:
    if held is None:
        return f"There is no collection {collection} at {uri}: {_PUSH.removesuffix(' again')}."
    state = f"holds {held}" if held else "was not pushed to its end"
    return f"The collection {collection} at {uri} {state}, and the index is at {wanted}: {_PUSH}."


def _make_collections(client: Any, collection: str, dimensions: int) -> None:
    from pymilvus import DataType

    text = {"datatype": DataType.VARCHAR, "max_length": TEXT_BYTES}
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    for name in ("passage_id", "source", "publisher", "language", "date"):
        schema.add_field(name, **text)
    schema.add_field(
        "publication_types",
        DataType.ARRAY,
        element_type=DataType.VARCHAR,
        max_capacity=_TYPES,
        max_length=TEXT_BYTES,
    )
    schema.add_field("retracted", DataType.BOOL)
    _make(client, collection, schema)
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)  # Milvus takes no collection without one
    schema.add_field("generation", **text)
    _make(client, _mark_of(collection), schema)


def _make(client: Any, name: str, schema: Any) -> None:
    if not client.has_collection(name):
        parameters = client.prepare_index_params()
        parameters.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
        client.create_collection(name, schema=schema, index_params=parameters, consistency_level="Strong")
    client.load_collection(name)


def _mark(client: Any, collection: str, generation: str) -> None:
    client.upsert(_mark_of(collection), [{"row": 0, "vector": [0.0, 1.0], "generation": generation}])


def _generation_of(client: Any, collection: str) -> str | None:
    """The generation that a collection holds, empty while it changes; None where there is no such collection."""
    if not client.has_collection(collection) or not client.has_collection(_mark_of(collection)):
        return None
    for name in (collection, _mark_of(collection)):
        client.load_collection(name)
    found = client.get(_mark_of(collection), ids=[0], output_fields=["generation"])
    return str(found[0]["generation"]) if found else ""


def _mark_of(collection: str) -> str:
    return f"{collection}_generation"


def _rows_there(client: Any, collection: str) -> NDArray[np.int64]:
    pages = client.query_iterator(collection, batch_size=MOST_FOUND, filter="", output_fields=["row"])
    rows: list[int] = []
    while page := pages.next():
        rows += [int(one["row"]) for one in page]
    pages.close()
    return np.array(rows, dtype=np.int64)


@contextmanager
def _connected(uri: str, token: str) -> Iterator[Any]:
    client = _connect(uri, token)
    try:
        yield client
    finally:
        client.close()


def _connect(uri: str, token: str) -> Any:
    try:
        from pymilvus import MilvusClient
    except ImportError as error:
        raise VectorsUnavailable("pymilvus is not installed: `pip install 'osler[milvus]'`.") from error

    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it prints what it also raises
    with _told(uri):
        return MilvusClient(uri, token=token, timeout=SECONDS)


@contextmanager
def _told(uri: str) -> Iterator[None]:
    """Turns what pymilvus raises into one sentence."""
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except (MilvusException, OSError, ValueError) as error:
        reason = " ".join(str(getattr(error, "message", "") or error).split())[:200]
        raise VectorsUnavailable(
            f"Milvus at {uri} does not do what it is asked ({reason}): start it, or give another address."
        ) from error
