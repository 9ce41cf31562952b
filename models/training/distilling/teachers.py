"""Teachers: whatever writes an answer to messages. A model on this machine, or one behind an endpoint (see `endpoint`).

TeacherError              a ModelError: one sentence that says what to do
├── TeacherUnreachable    no teacher answers: the address, the key, the model's name, the network
└── TeacherDeclined       this one question cannot be answered (too long, refused by the server); others may be
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from models.answers import answers_in_order, portion
from models.engine import Engine
from models.errors import ModelError, PromptTooLong
from models.loading import checked_folder
from models.sampling import Sampling
from models.text import Message, TextModel, load_tokenizer


class TeacherError(ModelError):
    """Root of a teacher's errors."""


class TeacherUnreachable(TeacherError):
    """No teacher answers; nothing more can be asked."""


class TeacherDeclined(TeacherError):
    """The teacher cannot answer this one question."""


class Teacher(Protocol):
    """Writes the assistant's answer to messages. `name` tells apart what different teachers wrote."""

    @property
    def name(self) -> str: ...

    def write(self, messages: Sequence[Message]) -> str: ...


@runtime_checkable
class WritesTogether(Protocol):
    """A teacher that answers many questions faster at once: best `together` of them."""

    @property
    def together(self) -> int: ...

    def write_each(self, chats: Sequence[Sequence[Message]]) -> Iterator[str | TeacherDeclined]: ...


class LocalTeacher:
    """A model on this machine, deterministic at temperature 0. `tokenizer` is the one it was loaded with."""

    def __init__(
        self, model: TextModel, tokenizer: Any, most_tokens: int = 400, temperature: float = 0.0, seed: int = 0
    ) -> None:
        self.tokenizer = tokenizer
        self.name = model.name + (f" at {temperature:g}" if temperature else "")
        self._model: TextModel | None = model
        self._most_tokens = most_tokens
        self._sampling = Sampling(temperature=temperature, seed=seed)

    @classmethod
    def load(
        cls,
        model: str,
        *,
        allow_download: bool = False,
        most_tokens: int = 400,
        temperature: float = 0.0,
        seed: int = 0,
    ) -> LocalTeacher:
        """The model of a folder, or of a hub name with leave to download. Raises what loading a model raises."""
        text_model = TextModel.load(model, allow_download=allow_download)
        tokenizer = load_tokenizer(checked_folder(model, allow_download=allow_download), local_only=not allow_download)
        return cls(text_model, tokenizer, most_tokens, temperature, seed)

    @property
    def engine(self) -> Engine:
        """Its engine, for its logits."""
        return self._loaded().engine

    def write(self, messages: Sequence[Message]) -> str:
        """The whole answer. Raises TeacherDeclined where the messages do not fit into its context."""
        try:
            return "".join(self._loaded().stream(messages, self._most_tokens, self._sampling))
        except PromptTooLong as error:
            raise TeacherDeclined(str(error)) from error

    @property
    def together(self) -> int:
        """How many chats `write_each` is best given."""
        return portion(self._loaded())

    def write_each(self, chats: Sequence[Sequence[Message]]) -> Iterator[str | TeacherDeclined]:
        """What `write` gives for each, in their order, as soon as it and all before it are there (models.batching)."""
        for said in answers_in_order(self._loaded(), chats, self._most_tokens, self._sampling):
            yield said.text if said.error is None else TeacherDeclined(str(said.error))

    def let_go(self) -> None:
        """Give its memory back; it can neither write nor score any more."""
        self._model = None
        gc.collect()

    def _loaded(self) -> TextModel:
        if self._model is None:
            raise ValueError("this teacher was let go")
        return self._model
