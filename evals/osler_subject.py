"""`OslerSubject`: the model, the index and the agent that the settings name, as an evaluation asks them. One thread.

The agent is the one behind the page and `osler ask`; only what its search finds is exchanged in the arms without
retrieval and with given passages. Conversations are kept in a store of their own, which goes with the subject.
"""

from __future__ import annotations

import hashlib
import platform
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from agent.answer import Answer
from agent.settings import BUNDLED, Settings
from evals.errors import CannotWrite
from evals.examples import Arm, Given, Shown
from evals.run_folder import sha256_of
from evals.subject import Selected

if TYPE_CHECKING:
    from agent.conversation import Osler
    from agent.literature import Library
    from agent.session import SessionStore
    from models.errors import ModelError
    from retrieval.documents import Hit

_PACKAGES = ("agent", "retrieval", "models")
_LIBRARIES = ("osler", "torch", "transformers", "faiss-cpu", "numpy")


class OslerSubject:
    """Implements `evals.subject.Subject`. Models load when they are first needed."""

    def __init__(self, settings: Settings, library: Library, *, write: bool = False) -> None:
        self._settings = settings
        self._library = library
        self._write = write
        self._given: tuple[Given, ...] = ()
        self._arm: str = Arm.RETRIEVAL
        self._folder = tempfile.TemporaryDirectory(prefix="osler-eval-")

    @cached_property
    def identity(self) -> Mapping[str, str]:
        """Checksums of what answers: weights, index, code; and the versions of the libraries that compute."""
        from agent.wiring import WEIGHTS, index_encoder
        from retrieval.snapshot import current_generation

        model = WEIGHTS if self._settings.model == BUNDLED else Path(self._settings.model).expanduser()
        generation = current_generation(self._settings.index)
        return {
            "model": Path(self._settings.model).name,
            "model_sha256": sha256_of(model) if model.is_dir() else "",
            "adapter_sha256": sha256_of(Path(self._settings.adapter).expanduser()) if self._settings.adapter else "",
            "device": self._settings.device,
            "answers": "writing" if self._write else "quoting",
            "index": self._settings.index.name,
            "index_generation": generation,
            "index_sha256": sha256_of(self._settings.index / generation / "manifest.json"),
            "encoder": index_encoder().encoder_id,
            "encoder_sha256": index_encoder().fingerprint,
            "reranker": str(self._settings.rerank),
            "passages": str(self._settings.passages),
            "code_sha256": _code_sha256(),
            "python": platform.python_version(),
            **{name: version(name) for name in _LIBRARIES},
        }

    def open(self) -> None:
        """Loads the model, so that one that cannot be used is told before a run begins. Raises ModelError."""
        from agent.wiring import open_text_model

        open_text_model(self._settings)

    @property
    def writes(self) -> bool:
        from agent.wiring import only_quotes

        return not only_quotes(self._settings)

    def search(self, query: str, k: int) -> tuple[Shown, ...]:
        return tuple(_shown(hit) for hit in self._library.search(query, k))

    def ask(self, turns: Sequence[str], arm: str, given: Sequence[Given] = ()) -> tuple[Answer, ...]:
        self._arm, self._given = arm, tuple(given)
        session: str | None = None
        answers: list[Answer] = []
        for question in turns:
            turn = self._osler.answer(question, session)
            session = turn.session_id
            answers.append(turn.answer)
        if session is not None:
            self._osler.delete(session)
        return tuple(answers)

    def select(self, question: str, given: Sequence[Given], by: str, most: int) -> Selected:
        from evals.selecting import select

        return select(question, given, by, most, self._settings)

    def log_likelihoods(self, prompt: str, continuations: Sequence[str]) -> tuple[float, ...]:
        from agent.wiring import open_text_model
        from models.likelihood import log_likelihoods

        return log_likelihoods(open_text_model(self._settings), prompt, continuations)

    def token_counts(self, continuations: Sequence[str]) -> tuple[int, ...]:
        from agent.wiring import open_text_model

        model = open_text_model(self._settings)
        return tuple(len(model.text_ids(text)) for text in continuations)

    def write(self, prompt: str, max_tokens: int) -> str:
        from agent.wiring import open_text_model
        from models.text import Message

        if not self.writes:
            raise CannotWrite(self._settings.model)
        return "".join(open_text_model(self._settings).stream([Message("user", prompt)], max_tokens))

    @property
    def together(self) -> int:
        """How many prompts `write_each` is best given."""
        from agent.wiring import open_text_model
        from models.answers import portion

        return portion(open_text_model(self._settings))

    def write_each(self, prompts: Sequence[str], most: int) -> Iterator[str | ModelError]:
        """What `write` gives after each prompt, in their order; for one that is too long, the error it would raise."""
        from agent.wiring import open_text_model
        from models.answers import answers_in_order
        from models.text import Message

        if not self.writes:
            raise CannotWrite(self._settings.model)
        chats = [[Message("user", prompt)] for prompt in prompts]
        for said in answers_in_order(open_text_model(self._settings), chats, most):
            yield said.text if said.error is None else said.error

    @cached_property
    def _osler(self) -> Osler:
        from agent.conversation import Osler
        from agent.wiring import open_abilities

        abilities = open_abilities(self._settings, self._library, write=self._write)
        found = abilities.search
        return Osler(
            replace(abilities, search=lambda query: self._found(query, found)),
            self._store,
        )

    @cached_property
    def _store(self) -> SessionStore:
        from agent.session import SessionStore

        return SessionStore(Path(self._folder.name) / "sessions.sqlite")

    def _found(self, query: str, search: Callable[[str], Sequence[Hit]]) -> Sequence[Hit]:
        """What the search of this arm finds."""
        if self._arm == Arm.NONE:
            return ()
        if self._arm == Arm.ORACLE:
            return hits_of(query, self._given)
        return search(query)

    def close(self) -> None:
        """Deletes the conversations."""
        if "_store" in self.__dict__:
            self._store.close()
        self._folder.cleanup()


def hits_of(query: str, given: Sequence[Given]) -> tuple[Hit, ...]:
    """Given passages as a search would have found them, the most similar first."""
    import numpy as np

    from agent.wiring import index_encoder
    from retrieval.chunking import passages
    from retrieval.documents import Document, Hit, Section

    cut = [
        passage
        for n, one in enumerate(given)
        for passage in passages(Document(one.passage_id or f"given:{n}", one.title, (Section((), one.text),), "given"))
    ]
    if not cut:
        return ()
    vectors = index_encoder().encode([query, *(passage.text for passage in cut)])
    likeness = vectors[1:] @ vectors[0]
    order = np.argsort(-likeness, kind="stable")
    return tuple(
        Hit(cut[i], rank, float(likeness[i]), dense_rank=rank, dense_score=float(likeness[i]))
        for rank, i in enumerate(order.tolist(), start=1)
    )


def _shown(hit: Hit) -> Shown:
    passage = hit.passage
    return Shown(passage.passage_id, passage.doc_id, passage.title, passage.text, hit.score)


def _code_sha256() -> str:
    """Of all code that answers: a cached prediction of another version is none of this one."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(path for package in _PACKAGES for path in (root / package).rglob("*")):
        if path.suffix in (".py", ".txt", ".tsv") and path.is_file():
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
