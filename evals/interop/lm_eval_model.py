"""Osler's models inside EleutherAI's lm-evaluation-harness: importing this module registers the model "osler" there.

    lm_eval.simple_evaluate(model="osler", model_args="model=FOLDER,device=cpu", tasks=[…])

Requests become tokens as the harness's own `hf` model makes them: white space at the end of a context belongs to the
continuation, an empty context is the beginning token, what is too long loses its beginning. Two things differ: text never
becomes a special token, and chat templates are refused. The one home of lm_eval, which is an optional dependency.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NoReturn, Protocol, Self

import lm_eval.models  # first: the harness lists its own models only as long as there is no other
from lm_eval.api.model import LM
from lm_eval.api.registry import register_model
from lm_eval.utils import get_rolling_token_windows, make_disjoint_window, simple_parse_args_string
from rich.console import Console
from rich.progress import track

from evals.errors import EvalError
from evals.interop.token_likelihood import Likelihood, Reader
from models.answers import continued_each
from models.engine import too_long
from models.likelihood import continuation_ids, prompt_ids
from models.sampling import Sampling
from models.text import TextModel

_LOG = logging.getLogger(__name__)
MOST_TOKENS = 256  # of a reply, where a task does not say: what the harness's own models take
_LENGTHS = ("max_gen_toks", "max_new_tokens", "max_tokens", "max_completion_tokens")  # the first that is given counts
_ARGUMENTS = frozenset(("model", "device", "batch_size", "max_batch_size"))
_KNOWN = frozenset((*_LENGTHS, "until", "do_sample", "temperature"))


class Request(Protocol):
    """What is read of the harness's own Instance."""

    @property
    def args(self) -> tuple[Any, ...]: ...


class OslerLM(LM):  # type: ignore[misc]  # lm_eval has no types
    """`model` is a local folder of a causal language model; without it, the bundled weights. Nothing is downloaded.

    `device` is auto, cpu, cuda or cuda:N. `batch_size` and `max_batch_size`, which the harness hands to every model, mean
    nothing here: requests of one context are scored together, one context after another, and what is written is written
    for as many contexts at once as models.batching has room for.
    """

    def __init__(
        self,
        model: str = "",
        device: str = "auto",
        batch_size: int | str | None = None,
        max_batch_size: int | None = None,
    ) -> None:
        super().__init__()
        from agent.wiring import WEIGHTS

        folder = Path(model).expanduser() if model else WEIGHTS
        self._model = TextModel.load(folder, device)
        self._tokenizer = _tokenizer(folder)
        self._reader = Reader(self._model.engine)
        self._device = self._model.engine.device
        self._name = folder.name

    @classmethod
    def create_from_arg_obj(
        cls, arg_dict: Mapping[str, Any], additional_config: Mapping[str, Any] | None = None
    ) -> Self:
        """From --model_args, which go before --device: the harness gives that as well, unasked."""
        given = {name: value for name, value in (additional_config or {}).items() if value is not None}
        return cls.create({**given, **arg_dict})

    @classmethod
    def create_from_arg_string(cls, arg_string: str, additional_config: Mapping[str, Any] | None = None) -> Self:
        """The same from "model=FOLDER,device=cpu"."""
        return cls.create_from_arg_obj(simple_parse_args_string(arg_string), additional_config)

    @classmethod
    def create(cls, arguments: Mapping[str, Any]) -> Self:
        """The model with these arguments, and one sentence for an argument that there is not."""
        unknown = sorted(arguments.keys() - _ARGUMENTS)
        if unknown:
            raise EvalError(
                f"The model osler has no argument {', '.join(unknown)}; --model_args takes model and device."
            )
        return cls(**arguments)

    @property
    def tokenizer_name(self) -> str:
        return self._name

    def loglikelihood(self, requests: Sequence[Request]) -> list[tuple[float, bool]]:
        """The log-likelihood of each continuation after its context, and whether it is what the model would say."""
        pairs = [self._pair(*request.args) for request in requests]
        found = [(one.total, one.greedy) for one in self._scored(pairs)]
        for request, answer in zip(requests, found, strict=True):
            self.cache_hook.add_partial("loglikelihood", request.args, answer)
        return found

    def loglikelihood_rolling(self, requests: Sequence[Request]) -> list[float]:
        """The log-likelihood of each whole text; one that is longer than the context is read in windows, each full."""
        pairs, texts = [], []
        for n, request in enumerate(requests):
            windows = [make_disjoint_window(window) for window in self._windows(request.args[0])]
            pairs += windows
            texts += [n] * len(windows)
        totals = [0.0] * len(requests)
        for n, one in zip(texts, self._scored(pairs), strict=True):
            totals[n] += one.total
        for request, total in zip(requests, totals, strict=True):
            self.cache_hook.add_partial("loglikelihood_rolling", request.args, total)
        return totals

    def generate_until(self, requests: Sequence[Request]) -> list[str]:
        """What the model writes after each context, up to the first of `until`, an end of text, or the most tokens."""
        found = [""] * len(requests)
        asked = [(request.args[0], _generation(request.args[1])) for request in requests]
        written = self._written(asked)
        for n, text in _told(written, "Osler writes", len(requests)):
            found[n] = text
            self.cache_hook.add_partial("generate_until", requests[n].args, text)
        return found

    def apply_chat_template(self, chat_history: Sequence[Mapping[str, str]], add_generation_prompt: bool = True) -> str:
        refuse_chat()

    def chat_template(self, chat_template: bool | str = False) -> str:
        """None is used; asking for one is refused."""
        if chat_template:
            refuse_chat()
        return ""

    def _pair(self, context: str, continuation: str) -> tuple[list[int], list[int]]:
        """The tokens of a request: at least one before, and what is added to it."""
        if not context:
            before, added = [self._first()], self._model.text_ids(continuation)
            return (before, added) if added[:1] != before else (added[:1], added[1:])
        bare = context.rstrip()
        added = continuation_ids(self._model, bare, context[len(bare) :] + continuation)
        return prompt_ids(self._model, bare) or [self._first()], added

    def _windows(self, text: str) -> Iterable[tuple[list[int], list[int]]]:
        tokens = prompt_ids(self._model, text)
        windows: Iterable[tuple[list[int], list[int]]] = get_rolling_token_windows(
            tokens, prefix_token=self._first(), max_seq_len=self._model.engine.context, context_len=1
        )
        return windows

    def _first(self) -> int:
        """The token that stands for an empty context."""
        token = self._tokenizer.bos_token_id
        return int(token if token is not None else self._tokenizer.eos_token_id)

    def _scored(self, pairs: Sequence[tuple[list[int], list[int]]]) -> list[Likelihood]:
        """In the order of the pairs; those of one context are run together, and contexts that begin alike in a row."""
        contexts = [self._fitted(*pair) for pair in pairs]
        cut = sum(len(context) < len(whole) for context, (whole, _) in zip(contexts, pairs, strict=True))
        if cut:
            _LOG.warning("%d of %d contexts are longer than the model reads and lost their beginning", cut, len(pairs))
        order = sorted(range(len(pairs)), key=contexts.__getitem__)
        groups = [list(group) for _, group in groupby(order, key=contexts.__getitem__)]
        found: dict[int, Likelihood] = {}
        for group in _told(groups, "Osler reads"):
            scores = self._reader.likelihoods(contexts[group[0]], [pairs[n][1] for n in group])
            found |= dict(zip(group, scores, strict=True))
        return [found[n] for n in range(len(pairs))]

    def _fitted(self, context: list[int], continuation: list[int]) -> list[int]:
        """The end of the context that fits before the continuation, whose last token is never read."""
        room = self._model.engine.context + 1 - len(continuation)
        if room < 1:
            raise too_long(len(continuation), self._model.engine.context)
        return context[-room:]

    def _written(self, asked: Sequence[tuple[str, Generation]]) -> Iterator[tuple[int, str]]:
        """The number of each request with its text, as they come; those that are alike in all settings together.

        All are checked before the first is written.
        """
        prompts = [self._cut(context, settings.most) for context, settings in asked]
        for settings in dict.fromkeys(settings for _, settings in asked):
            numbers = [n for n, (_, own) in enumerate(asked) if own == settings]
            rows = [prompts[n] for n in numbers]
            for one in continued_each(self._model, rows, settings.most, settings.sampling, settings.stops):
                yield numbers[one.number], one.text

    def _cut(self, context: str, most: int) -> list[int]:
        """The tokens of the context's end that leave room for so many more."""
        room = self._model.engine.context - most
        if room < 1:
            raise EvalError(
                f"A reply of {most} tokens leaves no room in a context of {self._model.engine.context}; "
                "give --gen_kwargs a smaller max_gen_toks."
            )
        return ([*prompt_ids(self._model, context)] or [self._first()])[-room:]


@dataclass(frozen=True, slots=True)
class Generation:
    """The most tokens of a reply, the texts to stop before, and how tokens are chosen."""

    most: int
    stops: tuple[str, ...]
    sampling: Sampling


def refuse_chat() -> NoReturn:
    """Raises EvalError: a prompt of a chat is made of special tokens, and Osler makes none from text."""
    raise EvalError(
        "The model osler takes plain prompts; leave --apply_chat_template out, or run the same folder with --model hf."
    )


def _generation(settings: Mapping[str, Any]) -> Generation:
    """What a task asks for; the likeliest token each time, if it does not ask for sampling."""
    temperature = max(0.0, float(settings.get("temperature") or 0.0)) if settings.get("do_sample") else 0.0
    unknown = sorted(settings.keys() - _KNOWN)
    if temperature and unknown:
        raise EvalError(f"Osler samples by temperature alone; leave {', '.join(unknown)} out of --gen_kwargs.")
    most = next((int(settings[name]) for name in _LENGTHS if settings.get(name) is not None), MOST_TOKENS)
    until = settings.get("until") or ()
    stops = tuple(stop for stop in ([until] if isinstance(until, str) else until) if stop)
    return Generation(most, stops, Sampling(temperature))


def _tokenizer(folder: Path) -> Any:
    """The folder's own, for what TextModel keeps to itself: single tokens as text, and which of them are special."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)


def _told(work: Iterable[Any], doing: str, total: int | None = None) -> Iterable[Any]:
    """The same with a bar on a terminal."""
    console = Console(stderr=True)
    return track(work, doing, total, console=console, disable=not console.is_terminal)


assert lm_eval.models
register_model("osler")(OslerLM)
