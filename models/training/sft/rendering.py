"""A conversation as the tokens that the model will see when it is asked, with the answers' tokens marked to be learnt.

For each answer the prompt is rendered exactly as `TextModel.render` renders it, and the answer with the token that ends it
follows. Where the prompt of a later answer begins with all of what came before, one example holds them all; where the
template writes history otherwise (thinking removed, dates, ends left out), each answer becomes an example of its own. So
no `{% generation %}` marks are needed, and what is learnt is what is asked at run time. Knows nothing of files or models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from models.text import Message, apply_template, beginning, folded, plain_prompt, tokenizer_ends

IGNORED = -100  # torch's label for a token that is not learnt


@dataclass(frozen=True, slots=True)
class Tokens:
    """One example: ids, and as many labels, which are the ids of the answers and IGNORED elsewhere."""

    ids: tuple[int, ...]
    labels: tuple[int, ...]

    @property
    def learnt(self) -> int:
        """How many tokens are learnt."""
        return sum(label != IGNORED for label in self.labels)

    def followed_by(self, prompt: Sequence[int], answer: Sequence[int]) -> Tokens:
        """These, then the rest of `prompt` (which begins with them) and an answer to learn."""
        between = tuple(prompt[len(self.ids) :])
        ids = (*self.ids, *between, *answer)
        return Tokens(ids, (*self.labels, *([IGNORED] * len(between)), *answer))


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of a conversation. `too_long` answers fit not even alone; before `shortened` ones turns were left out."""

    examples: tuple[Tokens, ...]
    answers: int
    shortened: int = 0
    too_long: int = 0
    needed: int = 0  # tokens of the longest answer that did not fit, with its question


class TemplateRefusal(ValueError):
    """The chat template refuses the conversation, or leaves out what it says."""


class Renderer:
    """Conversations to tokens by one tokenizer, at most `max_tokens` an example."""

    def __init__(self, tokenizer: Any, max_tokens: int) -> None:
        self._tokenizer = tokenizer
        self._most = max_tokens
        self._ends = tokenizer_ends(tokenizer)
        self._beginning = beginning(tokenizer)

    def __call__(self, messages: Sequence[Message]) -> Rendered:
        """The examples of one conversation; raises TemplateRefusal. An answer is learnt whole or not at all.

        Where the history of an answer does not fit, its oldest turns are left out, question and answer together.
        """
        said = [replace(m, content=m.content.strip()) if m.role == "assistant" else m for m in messages]
        system = 1 if said[0].role == "system" else 0
        done: list[Tokens] = []
        current: Tokens | None = None
        start, shortened, too_long, needed, answers = system, 0, 0, 0, 0
        for at, message in enumerate(said):
            if message.role != "assistant" or at == system:
                continue
            answers += 1
            begun = start
            prompt, answer = self._turn([*said[:system], *said[start:at]], message)
            while len(prompt) + len(answer) > self._most and (later := _next_question(said, start, at)) is not None:
                start = later
                prompt, answer = self._turn([*said[:system], *said[start:at]], message)
            if len(prompt) + len(answer) > self._most:
                too_long, needed, start = too_long + 1, max(needed, len(prompt) + len(answer)), begun
                continue
            shortened += start > begun
            if current is not None and tuple(prompt[: len(current.ids)]) == current.ids:
                current = current.followed_by(prompt, answer)
            else:
                done += [current] if current is not None else []
                current = Tokens((), ()).followed_by(prompt, answer)
        done += [current] if current is not None else []
        return Rendered(tuple(done), answers, shortened, too_long, needed)

    def _turn(self, before: Sequence[Message], answer: Message) -> tuple[list[int], list[int]]:
        """The prompt's tokens, and the answer's with its end."""
        if not self._tokenizer.chat_template:
            ids = self._text_ids(" " + answer.content)
            prompt = [*self._beginning, *self._text_ids(plain_prompt(before))]
            return prompt, [*ids, *self._closing(())]
        from jinja2 import TemplateError

        refusal: Exception | None = None
        for shaped in (list(before), folded(before)):
            try:
                prompt = apply_template(self._tokenizer, shaped)
                self._check_asked(shaped)
                whole = apply_template(self._tokenizer, [*shaped, answer], answering=False)
                return prompt, self._answer(prompt, whole, answer.content)
            except (TemplateError, TypeError, ValueError) as error:
                refusal = refusal or error
        raise TemplateRefusal(str(refusal)) from refusal

    def _answer(self, prompt: list[int], whole: list[int], content: str) -> list[int]:
        """What follows the prompt: as the template writes it where it goes on from the prompt, else made up alike."""
        alone = self._text_ids(content)
        if whole[: len(prompt)] == prompt:
            after = whole[len(prompt) :]
            end = next((n for n, token in enumerate(after) if token in self._ends), None)
            ids = [*after, *self._closing(())] if end is None else after[: end + 1]
            if self._words(ids) == self._words(alone):
                return ids
        return [*alone, *self._closing(whole)]

    def _check_asked(self, messages: Sequence[Message]) -> None:
        """Raises ValueError where the template leaves the last message out, but for spaces that it may trim."""
        told = [asdict(message) for message in messages]
        text = str(self._tokenizer.apply_chat_template(told, tokenize=False, enable_thinking=False))
        if "".join(messages[-1].content.split()) not in "".join(text.split()):
            raise ValueError("it leaves out what is asked")

    def _closing(self, whole: Sequence[int]) -> list[int]:
        """The token that ends an answer: the last end in what the template wrote, else the end of text, else none."""
        last = next((token for token in reversed(whole) if token in self._ends), self._tokenizer.eos_token_id)
        return [] if last is None else [int(last)]

    def _text_ids(self, text: str) -> list[int]:
        """The tokens of plain text: characters like "</s>" in it are no special token."""
        encoded = self._tokenizer(text, add_special_tokens=False, split_special_tokens=True)
        return list(encoded["input_ids"])

    def _words(self, ids: Sequence[int]) -> str:
        """The text of the ids without its spaces, which a template may trim and a tokenizer may add."""
        kept = [token for token in ids if token not in self._ends]
        text = self._tokenizer.decode(kept, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        return "".join(str(text).split())


def _next_question(messages: Sequence[Message], start: int, answer: int) -> int | None:
    """Where the history before `answer` may begin instead of at `start`: at its next question, if there is one."""
    return next((n for n in range(start + 1, answer) if messages[n].role == "user"), None)
