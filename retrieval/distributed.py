"""Ingest on a Ray cluster: files read and cut in tasks, texts encoded by actors. Ray's one home.

What comes back is what one machine would have made, in the same order. A worker that dies is started again by Ray, and
its work is done again; only what fails again and again is told. Every machine of the cluster needs Osler installed and
the same paths. Knows nothing of indexes, or of what an encoder is made from: it is given a function that makes one.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.chunking import passages as cut_passages
from retrieval.documents import Document, Passage
from retrieval.encoding import Encoder, Vectors
from retrieval.errors import RetrievalError, WorkersFailed
from retrieval.readers import DocumentRepeated, FileFailed, FileRead, FileSkipped, ReadEvent, ReadStarted, read
from retrieval.readers.files import file_groups
from retrieval.readers.reading import REVISED

LOCAL = "local"
TRIES_AGAIN = 2
TEXTS_A_TASK = 64  # at most; fewer where that would leave a worker without
BYTES_A_SHARD = 32 << 20
DOCUMENTS_A_BLOCK = 200
_BLOCKS_AHEAD = 4  # of a shard, before its task waits for them to be taken
_SHARDS_AHEAD = 2  # for each processor

Cut = Callable[[Document], tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Ray cluster that was joined: how many processors it has, and Ray itself."""

    processors: int
    ray: Any


@contextmanager
def cluster(address: str = LOCAL, processors: int | None = None) -> Iterator[Cluster]:
    """Joins the cluster at an address ("auto", "host:6379", "ray://…"), or starts one here alone that ends with this.

    Raises WorkersFailed where Ray is not installed or does not answer.
    """
    ray = _ray()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True))
        stack.callback(ray.shutdown)  # also what a failed start has left
        try:
            if address == LOCAL:
                ray.init(
                    address="local",
                    num_cpus=processors,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                    _temp_dir=folder,
                )
            else:
                ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except Exception as error:  # nothing narrower: Ray raises it where a node does not start in time
            raise WorkersFailed(_no_cluster(address, error)) from error
        yield Cluster(max(1, int(ray.cluster_resources().get("CPU", 1))), ray)


@contextmanager
def encoding_at(address: str | None, factory: Callable[[], Encoder]) -> Iterator[Encoder]:
    """The encoder that the factory makes: here where there is no address, else on each machine of the cluster there."""
    if address is None:
        yield factory()
        return
    with cluster(address) as joined:
        yield RayEncoder(joined, factory)


class RayEncoder:
    """An `Encoder` whose work is done by actors, each holding one that the picklable `factory` made there."""

    def __init__(
        self, on: Cluster, factory: Callable[[], Encoder], workers: int | None = None, gpus: float = 0
    ) -> None:
        self._ray = on.ray
        actor = on.ray.remote(num_cpus=1, num_gpus=gpus, max_restarts=TRIES_AGAIN, max_task_retries=TRIES_AGAIN)(
            _EncodingActor
        )
        self._actors = [actor.remote(factory) for _ in range(workers or on.processors)]
        with _told("encoding"):
            described = set(on.ray.get([one.describe.remote() for one in self._actors]))
        if len(described) > 1:
            raise WorkersFailed("The workers have different encoders: install the same Osler on every machine.")
        self.encoder_id, self.fingerprint, self.dimensions = described.pop()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text. Texts of like length go together, the longest first, so that no worker is last for long."""
        from ray.util import ActorPool

        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
        size = min(TEXTS_A_TASK, max(1, -(-len(texts) // (2 * len(self._actors)))))
        tasks = [order[start : start + size] for start in range(0, len(order), size)]
        pool = ActorPool(self._actors)
        with _told("encoding"):
            given = pool.map(lambda actor, task: actor.encode.remote([texts[i] for i in task]), tasks)
            for task, vectors in zip(tasks, given, strict=True):
                rows[task] = vectors
        return rows

    def close(self) -> None:
        """Ends the actors; a cluster that was started here ends them too."""
        for one in self._actors:
            self._ray.kill(one)


class RayReading:
    """The documents at paths, read and cut on a cluster: `documents` for what `read` gives, `cut` for its passages."""

    def __init__(
        self,
        on: Cluster,
        paths: Sequence[Path],
        format_name: str | None = None,
        on_event: Callable[[ReadEvent], None] = lambda event: None,
        cut: Cut = cut_passages,
    ) -> None:
        read(paths, format_name)  # what is wrong with the paths or the format is told at once
        self._on, self._paths, self._format = on, [path.resolve() for path in paths], format_name
        self._tell, self._cut = on_event, cut
        self._passages: dict[str, tuple[Document, tuple[Passage, ...]]] = {}

    def documents(self) -> Iterator[Document]:
        """As `read` gives them, events told beside; a document that several files hold is given once."""
        seen: set[str] = set()
        repeated: list[str] = []
        self._tell(_started(self._paths))
        for item in self._items():
            if not isinstance(item, _Cut):
                self._file_told(item, repeated)
                repeated.clear()
            elif item.document.doc_id in seen and item.document.source not in REVISED:
                repeated.append(item.document.doc_id)
            else:
                seen.add(item.document.doc_id)
                self._passages = {item.document.doc_id: (item.document, item.passages)}
                yield item.document

    def cut(self, document: Document) -> tuple[Passage, ...]:
        """The passages of a document, which came with it where it is the one given last."""
        kept, passages = self._passages.get(document.doc_id, (None, ()))
        return passages if kept is document else self._cut(document)

    def _items(self) -> Iterator[_Cut | ReadEvent]:
        """All that the shards give, in their order, a few of them under way at once."""
        ray = self._on.ray
        task = ray.remote(
            num_cpus=1,
            num_returns="streaming",
            max_retries=TRIES_AGAIN,
            _generator_backpressure_num_objects=_BLOCKS_AHEAD,
        )(_read_shard)
        waiting = iter(_shards(self._paths))
        running: deque[Any] = deque()

        def start(count: int) -> None:
            running.extend(task.remote(self._paths, self._format, shard, self._cut) for shard in islice(waiting, count))

        start(_SHARDS_AHEAD * self._on.processors)
        while running:
            with _told("reading"):
                for block in running.popleft():
                    yield from ray.get(block)
            start(1)

    def _file_told(self, event: ReadEvent, repeated: Sequence[str]) -> None:
        """Tells of a file what one machine would: a document that an earlier shard gave is not counted again."""
        if not repeated or not isinstance(event, FileRead | FileFailed):
            return self._tell(event)
        name = event.name if isinstance(event, FileRead) else event.error.path
        for doc_id in repeated:
            self._tell(DocumentRepeated(name, doc_id))
        left = tuple(doc_id for doc_id in event.doc_ids if doc_id not in repeated)
        if isinstance(event, FileRead) and not left:
            return self._tell(FileSkipped(name, "its documents were read already", event.size, event.path))
        return self._tell(replace(event, documents=len(left), doc_ids=left))


@dataclass(frozen=True, slots=True)
class _Cut:
    """A document with its passages."""

    document: Document
    passages: tuple[Passage, ...]


class _EncodingActor:
    def __init__(self, factory: Callable[[], Encoder]) -> None:
        self._encoder = factory()

    def describe(self) -> tuple[str, str, int]:
        return self._encoder.encoder_id, self._encoder.fingerprint, self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode(texts)


def _shards(paths: Sequence[Path]) -> Iterator[frozenset[str]]:
    """Files and archives, in the order of reading, in runs of about as many bytes."""
    shard: list[str] = []
    size = 0
    for group in file_groups(paths):
        whole = [(str(group.path), sum(file.size for file in group.files))]
        for place, length in whole if group.archive else [(file.key, file.size) for file in group.files]:
            if shard and size + length > BYTES_A_SHARD:
                yield frozenset(shard)
                shard, size = [], 0
            shard.append(place)
            size += length
    if shard:
        yield frozenset(shard)


def _read_shard(
    paths: Sequence[Path], format_name: str | None, shard: frozenset[str], cut: Cut
) -> Iterator[list[_Cut | ReadEvent]]:
    """What a shard holds, block by block. Runs on a worker, which lists the same files and reads only its own."""
    block: list[_Cut | ReadEvent] = []
    for document in read(paths, format_name, block.append, lambda path: str(path) in shard):
        block.append(_Cut(document, cut(document)))
        if len(block) >= DOCUMENTS_A_BLOCK:
            yield [item for item in block if not isinstance(item, ReadStarted)]
            block.clear()
    yield [item for item in block if not isinstance(item, ReadStarted)]


def _started(paths: Sequence[Path]) -> ReadStarted:
    groups = file_groups(paths)
    files = sum(len(group.files) + len(group.refused) for group in groups)
    return ReadStarted(files, sum(file.size for group in groups for file in group.files))


@contextmanager
def _told(doing: str) -> Iterator[None]:
    """Turns what Ray raises, after it tried again, into one sentence; an error of ours comes through as it was."""
    from ray.exceptions import RayError, RayTaskError

    try:
        yield
    except RayTaskError as error:
        if isinstance(error.cause, RetrievalError):
            raise error.cause from error
        raise WorkersFailed(f"A worker failed at {doing} ({_brief(error.cause)}): see Ray's log.") from error
    except RayError as error:
        raise WorkersFailed(
            f"Workers died at {doing}, {TRIES_AGAIN + 1} times ({_brief(error)}): give them more memory, or use fewer."
        ) from error


def _no_cluster(address: str, error: Exception) -> str:
    if address == LOCAL:
        return f"Ray did not start on this machine ({_brief(error)}): leave --ray away, or try when it is less busy."
    return f"Ray at {address} does not answer ({_brief(error)}): start it, or use --ray local."


def _brief(error: object) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _ray() -> Any:
    """Ray, imported here alone. It reads the environment at import: it must not report to its makers."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # a warning about GPUs that nobody asked for
    try:
        import ray
    except ImportError as error:
        raise WorkersFailed("Ray is not installed: `pip install 'osler[ray]'`, or leave --ray away.") from error
    return ray
