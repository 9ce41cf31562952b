"""`TextModel`: a causal language model that speaks text. Messages become ids by its chat template, tokens become text.

Knows the tokenizer and the template; knows nothing of LangChain, evidence or quoting, and leaves weights to the engine.
Between calls it keeps one cache, so that the next turn of a conversation runs only what is new in it.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from models.engine import Cache, Engine, too_long
from models.errors import ModelForeign
from models.loading import checked_folder, first_line

_MARK = "@@"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


class TextModel:
    """An engine with its tokenizer. Several threads may use it; their forward passes take turns.

    `ends` are the tokens that end an answer: the model's, the tokenizer's and the chat template's.
    """

    def __init__(self, engine: Engine, tokenizer: Any, name: str) -> None:
        self.engine = engine
        self.name = name
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self._spare: Cache | None = None
        self.ends = engine.ends | tokenizer_ends(tokenizer)

    @classmethod
    def load(
        cls,
        model: str | Path,
        device: str = "auto",
        *,
        allow_download: bool = False,
        adapter: str | Path | None = None,
    ) -> TextModel:
        """The model and tokenizer of a local folder, or of a hub name when `allow_download` is set.

        With `adapter`, the folder of a LoRA adapter for that model, as `osler train sft` writes it.

        Raises what Engine.load raises, and ModelForeign where the tokenizer is missing or broken.
        """
        where = checked_folder(model, allow_download=allow_download)
        # The tokenizer first: it loads in a moment, and a folder without one need not load its weights to be refused.
        tokenizer = load_tokenizer(where, local_only=not allow_download)
        engine = Engine.load(model, device, allow_download=allow_download, adapter=adapter)
        return cls(engine, tokenizer, str(model) if adapter is None else f"{model} with {adapter}")

    @property
    def beginning(self) -> list[int]:
        """The token that stands before every text, where the model was trained with one."""
        return beginning(self._tokenizer)

    def text_ids(self, text: str) -> list[int]:
        """The tokens of plain text: nothing is added, and characters like "</s>" in it are no special token."""
        with self._lock:  # the tokenizer switches a setting of its own for this
            encoded = self._tokenizer(text, add_special_tokens=False, split_special_tokens=True)
        return list(encoded["input_ids"])

    def render(self, messages: Sequence[Message]) -> list[int]:
        """The prompt of a chat, up to where the assistant speaks; what is in a message never becomes a special token.

        Without a chat template: "User: …" and "Assistant: …" on lines of their own.
        """
        if not messages:
            raise ValueError("render needs at least one message")
        ids = self._templated(messages) if self._tokenizer.chat_template else self._plain(messages)
        if max(ids) >= self.engine.vocabulary:
            raise ModelForeign(f"The tokenizer of {self.name} has tokens that its model lacks; give a matching pair.")
        return ids

    def stream(
        self,
        messages: Sequence[Message],
        max_tokens: int = 512,
        temperature: float = 0.0,
        seed: int = 0,
        stop: Sequence[str] = (),
    ) -> Generator[str, None, None]:
        """The answer in pieces, until the model ends it, or `max_tokens`, or just before one of the texts of `stop`.

        One piece a token, empty while a character (or what may become a stop text) is incomplete: so the caller can
        close the iterator, and thereby end the work, after every token. Raises PromptTooLong at once.
        """
        ids = self.render(messages)
        if len(ids) > self.engine.context:
            raise too_long(len(ids), self.engine.context)
        stops = [text for text in stop if text] + ([] if self._tokenizer.chat_template else ["\nUser:"])
        return _before(stops, self._pieces(ids, max_tokens, temperature, seed))

    def _pieces(self, ids: list[int], max_tokens: int, temperature: float, seed: int) -> Generator[str, None, None]:
        cache, unread = self._resume(ids)
        decoding = Decoding(self._tokenizer)
        try:
            with closing(self.engine.generate(cache, unread, self.ends, max_tokens, temperature, seed)) as tokens:
                for token in tokens:
                    yield decoding.add(token)
            yield decoding.rest()
        finally:
            self._spare = cache

    def _resume(self, ids: list[int]) -> tuple[Cache, list[int]]:
        """The spare cache rewound to where `ids` departs from it, and what of `ids` is still to run: never nothing."""
        with self._lock:
            cache, self._spare = self._spare or self.engine.start(), None
        shared = min(_shared(cache.ids, ids), len(ids) - 1)
        self.engine.rewind(cache, len(cache.ids) - shared)
        return cache, ids[shared:]

    def _templated(self, messages: Sequence[Message]) -> list[int]:
        from jinja2 import TemplateError

        refusal: Exception | None = None
        for shaped in (list(messages), folded(messages)):
            try:
                with self._lock:
                    return apply_template(self._tokenizer, shaped)
            except (TemplateError, TypeError, ValueError) as error:
                refusal = refusal or error
        assert refusal is not None
        raise ModelForeign(
            f"The chat template of {self.name} refuses this conversation ({first_line(refusal)}); give another model."
        ) from refusal

    def _plain(self, messages: Sequence[Message]) -> list[int]:
        return [*self.beginning, *self.text_ids(plain_prompt(messages))]


class Decoding:
    """Text of tokens as they come. A character whose bytes are spread over tokens is given when it is whole.

    Each piece is the difference between two decodings of the last few tokens, because what a token's text is (a space
    before it, half a character) can depend on the token before it.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._before: list[int] = []
        self._pending: list[int] = []

    def add(self, token: int) -> str:
        """The text that has become certain with this token; it may be empty."""
        self._pending.append(token)
        text = self._difference()
        if text.endswith("\ufffd"):
            return ""
        if text:
            self._before, self._pending = self._pending, []
        return text

    def rest(self) -> str:
        """What is left at the end, without the bytes of a character that never became whole."""
        return self._difference().rstrip("\ufffd")

    def _difference(self) -> str:
        return self._text(self._before + self._pending)[len(self._text(self._before)) :]

    def _text(self, ids: list[int]) -> str:
        return str(self._tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False))


def _before(stops: Sequence[str], pieces: Generator[str, None, None]) -> Generator[str, None, None]:
    """The pieces up to the first of `stops`, holding back what may be the beginning of one. Closes `pieces`."""
    held = ""
    with closing(pieces):
        for piece in pieces:
            held += piece
            found = [at for at in (held.find(stop) for stop in stops) if at >= 0]
            if found:
                yield held[: min(found)]
                return
            sure = len(held) - max((_overlap(held, stop) for stop in stops), default=0)
            yield held[:sure]
            held = held[sure:]
        yield held


def _overlap(text: str, stop: str) -> int:
    """How many characters at the end of `text` are the beginning of `stop`."""
    return next((n for n in range(min(len(text), len(stop) - 1), 0, -1) if text.endswith(stop[:n])), 0)


def _shared(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens two sequences have in common from their beginning."""
    return next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )


def folded(messages: Iterable[Message]) -> list[Message]:
    """The same words for templates that know no system role, or want the roles to alternate."""
    joined: list[Message] = []
    for message in messages:
        role: Literal["user", "assistant"] = "assistant" if message.role == "assistant" else "user"
        if joined and joined[-1].role == role:
            joined[-1] = replace(joined[-1], content=f"{joined[-1].content}\n\n{message.content}")
        else:
            joined.append(Message(role, message.content))
    return joined


def beginning(tokenizer: Any) -> list[int]:
    """The token that this tokenizer puts before every text, if it does."""
    begin = tokenizer.bos_token_id
    return [int(begin)] if begin is not None and begin in tokenizer("")["input_ids"] else []


def plain_prompt(messages: Iterable[Message]) -> str:
    """The text of a chat for a model without a chat template, up to where the assistant speaks."""
    lines = [m.content if m.role == "system" else f"{m.role.capitalize()}: {m.content}" for m in messages]
    return "\n".join([*lines, "Assistant:"])


def apply_template(tokenizer: Any, messages: Sequence[Message], *, answering: bool = True) -> list[int]:
    """The tokens of a chat by the tokenizer's template; when `answering`, up to where the assistant speaks next.

    Raises jinja2's TemplateError, TypeError or ValueError where the template refuses the messages.
    """
    ids = tokenizer.apply_chat_template(
        [asdict(message) for message in messages],
        add_generation_prompt=answering,
        return_dict=False,
        # A passage that holds "<|im_end|>" must not end the user's message.
        sanitize_control_tokens=True,
        # Osler shows nothing that it cannot check: models that can skip their thinking are asked to.
        enable_thinking=False,
    )
    if not ids:
        raise ValueError("it renders nothing")
    return list(ids)


def tokenizer_ends(tokenizer: Any) -> frozenset[int]:
    """The end-of-text token, and the token with which the chat template ends an assistant's message."""
    from jinja2 import TemplateError

    ends = set() if tokenizer.eos_token_id is None else {int(tokenizer.eos_token_id)}
    if tokenizer.chat_template:
        chat = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": _MARK}]
        try:
            text = str(tokenizer.apply_chat_template(chat, tokenize=False, enable_thinking=False))
        except (TemplateError, TypeError, ValueError):  # the template is at fault; `render` will say so
            return frozenset(ends)
        after = tokenizer(text.rpartition(_MARK)[2].lstrip(), add_special_tokens=False)["input_ids"]
        ends |= {int(token) for token in after[:1] if token in tokenizer.added_tokens_decoder}
    return frozenset(ends)


def load_tokenizer(where: str, *, local_only: bool) -> Any:
    """The tokenizer of a folder or hub name. Raises ModelForeign where it is missing or broken."""
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(where, local_files_only=local_only, trust_remote_code=False)
    except Exception as error:  # for a broken tokenizer.json the tokenizers library raises Exception itself
        raise ModelForeign(
            f"{where} has no tokenizer that Osler can read ({first_line(error)}); "
            "give a folder with tokenizer.json and tokenizer_config.json."
        ) from error
