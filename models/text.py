"""`TextModel`: a causal language model that speaks text. Messages become ids by its chat template, tokens become text.

Knows the tokenizer and the template; knows nothing of LangChain, evidence or quoting, and leaves weights to the engine.
What it has read it keeps (models.prefix_cache), so that the next turn of a conversation runs only what is new in it.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from models.drafting import PromptLookup, generate_with_drafts
from models.engine import Cache, Engine, too_long
from models.errors import ModelForeign
from models.fitting import Said, fit
from models.loading import checked_folder, first_line
from models.number_format import Wanted
from models.prefix_cache import OnRead, PrefixCache, Reuse, free_budget, unheard
from models.sampling import GREEDY, Sampling

_MARK = "@@"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


class TextModel:
    """An engine with its tokenizer. Several threads may use it; their forward passes take turns.

    `ends` are the tokens that end an answer: the model's, the tokenizer's and the chat template's. `prefixes` holds what
    was read: at most `keep_bytes`, or as much as the free memory allows where that is None.
    """

    def __init__(self, engine: Engine, tokenizer: Any, name: str, keep_bytes: int | None = None) -> None:
        self.engine = engine
        self.name = name
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        budget = free_budget(engine.device) if keep_bytes is None else keep_bytes
        self.prefixes = PrefixCache(engine.start, budget, engine.steady)
        engine.make_room = self.prefixes.clear
        self.ends = engine.ends | tokenizer_ends(tokenizer)

    @classmethod
    def load(
        cls,
        model: str | Path,
        device: str = "auto",
        *,
        allow_download: bool = False,
        adapter: str | Path | None = None,
        keep_bytes: int | None = None,
        precision: Wanted = "auto",
        cache: Path | None = None,
    ) -> TextModel:
        """The model and tokenizer of a local folder, or of a hub name when `allow_download` is set.

        With `adapter`, the folder of a LoRA adapter for that model, as `osler train sft` writes it. `keep_bytes` are for
        what was read: by default a tenth of the memory that is free then, on a processor at most 2 GiB.
        `precision` and `cache` are Engine.load's.

        Raises what Engine.load raises, and ModelForeign where the tokenizer is missing or broken.
        """
        where = checked_folder(model, allow_download=allow_download)
        # The tokenizer first: it loads in a moment, and a folder without one need not load its weights to be refused.
        tokenizer = load_tokenizer(where, local_only=not allow_download)
        engine = Engine.load(
            model, device, allow_download=allow_download, adapter=adapter, precision=precision, cache=cache
        )
        return cls(engine, tokenizer, str(model) if adapter is None else f"{model} with {adapter}", keep_bytes)

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
        sampling: Sampling = GREEDY,
        stop: Sequence[str] = (),
        on_read: OnRead = unheard,
    ) -> Generator[str, None, None]:
        """The answer in pieces, until the model ends it, or `max_tokens`, or just before one of the texts of `stop`.

        One piece a token, empty while a character (or what may become a stop text) is incomplete: so the caller can
        close the iterator, and thereby end the work, after every token. `on_read` is told once how many tokens of the
        prompt are read, and how many were read before. Raises PromptTooLong at once.
        """
        ids = self.render(messages)
        if len(ids) > self.engine.context:
            raise too_long(len(ids), self.engine.context)
        return _before(self.stops(stop), self._pieces(ids, max_tokens, sampling, on_read))

    def stops(self, more: Sequence[str] = ()) -> list[str]:
        """The texts before which an answer ends: `more`, and without a chat template the user's next line."""
        return [text for text in more if text] + ([] if self._tokenizer.chat_template else ["\nUser:"])

    def decoding(self) -> Decoding:
        """What turns the tokens of one answer into its text."""
        return Decoding(self._tokenizer)

    def fitted(self, conversation: Sequence[Said], most: int) -> list[Said]:
        """The conversation less what there is no room for (models.fitting), with room for an answer of `most` tokens.

        In a small context the answer gets a quarter of it. Raises PromptTooLong where what must stay does not fit.
        """
        ends, each = self._around
        budget = self.engine.context - min(most, self.engine.context // 4) - ends
        return fit(conversation, budget, lambda said: len(self.text_ids(said.text)) + each)

    @cached_property
    def _around(self) -> tuple[int, int]:
        """How many tokens stand around a conversation, and around each message, at most: as the template puts them."""
        one, three = ([Message("user" if n % 2 == 0 else "assistant", "a") for n in range(many)] for many in (1, 3))
        alone, together = len(self.render(one)), len(self.render(three))
        letter = len(self.text_ids("a"))
        return alone, max(0, -(-(together - alone) // 2) - letter) + 2  # two: where a text meets the template's

    @contextmanager
    def resumed(self, ids: Sequence[int], on_read: OnRead = unheard) -> Iterator[tuple[Cache, list[int]]]:
        """A cache with as much of `ids` as was read before, and what is still to run: never nothing.

        What the cache holds in the end is kept for the next prompt that begins so.
        """
        cache = self.prefixes.take(ids)
        unread = list(ids[len(cache.ids) :])
        on_read(Reuse(len(unread), len(cache.ids)))
        try:
            yield cache, unread
        finally:
            self.prefixes.keep(cache)

    def _pieces(
        self, ids: list[int], max_tokens: int, sampling: Sampling, on_read: OnRead
    ) -> Generator[str, None, None]:
        decoding = Decoding(self._tokenizer)
        with (
            self.resumed(ids, on_read) as (cache, unread),
            closing(self._tokens(cache, unread, max_tokens, sampling)) as tokens,
        ):
            for token in tokens:
                yield decoding.add(token)
            yield decoding.rest()

    def _tokens(self, cache: Cache, ids: list[int], most: int, sampling: Sampling) -> Generator[int, None, None]:
        """By fixed buffers where the engine was made ready for them; else drafts, where the likeliest token is taken."""
        if not self.engine.is_static and sampling.greedy and sampling.repetition == 1:
            return generate_with_drafts(self.engine, cache, ids, self.ends, most, PromptLookup())
        return self.engine.generate(cache, ids, self.ends, most, sampling)

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
