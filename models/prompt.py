"""The prompt of the bundled model: a question, numbered evidence with every sentence labelled, and where the answer begins.

    <|question|> q <|passage|> heading <|text|> sentence <|s3|> sentence <|s4|> <|passage|> … <|answer|> <|s4|> sentence …

A label stands *after* its sentence, so that its hidden state has seen the question and the whole sentence: there the
model is asked "does this sentence answer?" (`<|yes|>` against `<|no|>`), and after `<|answer|>` which label comes next.
Training and inference lay the prompt out with this module alone. Knows nothing of weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

LABELS = 64
PAD, END, QUESTION, PASSAGE, TEXT, ANSWER, NONE, YES, NO = (
    "<|pad|>",
    "<|end|>",
    "<|question|>",
    "<|passage|>",
    "<|text|>",
    "<|answer|>",
    "<|none|>",
    "<|yes|>",
    "<|no|>",
)
SPECIAL_TOKENS = (
    PAD, END, QUESTION, PASSAGE, TEXT, ANSWER, NONE, YES, NO, *(f"<|s{n}|>" for n in range(LABELS)),
)  # fmt: skip


class TextTokenizer(Protocol):
    """What the layout asks of a tokenizer: ids of plain text (no special tokens parsed from it), ids of special tokens."""

    def text_ids(self, text: str) -> list[int]: ...
    def special_id(self, token: str) -> int: ...


@dataclass(frozen=True, slots=True)
class PromptPassage:
    """One passage of the evidence: what stands over it, and its sentences in order."""

    heading: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it in one line, as a cross-encoder reads it."""
        whole = " ".join(self.sentences)
        return f"{self.heading}: {whole}" if self.heading else whole


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence that may be quoted: which it is, its label, its tokens, and where its label stands in the prompt."""

    passage: int
    sentence: int
    label: int
    ids: tuple[int, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A prompt as token ids, ending in `<|answer|>`. `left_out` counts the sentences for which there was no room."""

    ids: tuple[int, ...]
    candidates: tuple[Candidate, ...]
    left_out: int


def lay_out(
    question: str,
    passages: Sequence[PromptPassage],
    tokenizer: TextTokenizer,
    *,
    max_tokens: int = 900,
    first_label: int = 0,
    max_question_tokens: int = 128,
    max_heading_tokens: int = 32,
) -> Layout:
    """The prompt for one question. Sentences that do not fit into `max_tokens`, or have no label left, are left out whole.

    `first_label` shifts the labels: training draws it at random, so that all labels are learnt alike.
    """
    ids = [tokenizer.special_id(QUESTION), *tokenizer.text_ids(question.strip())[:max_question_tokens]]
    candidates: list[Candidate] = []
    left_out = 0
    for number, passage in enumerate(passages):
        head = [tokenizer.special_id(PASSAGE), *tokenizer.text_ids(passage.heading.strip())[:max_heading_tokens]]
        opened = False
        for index, sentence in enumerate(passage.sentences):
            tokens = tokenizer.text_ids(" " + sentence.strip())
            label = first_label + len(candidates)
            room = max_tokens - len(ids) - (0 if opened else len(head) + 1) - 2
            if label >= LABELS or len(tokens) + 1 > room:
                left_out += 1
                continue
            if not opened:
                ids += [*head, tokenizer.special_id(TEXT)]
                opened = True
            ids += [*tokens, tokenizer.special_id(f"<|s{label}|>")]
            candidates.append(Candidate(number, index, label, tuple(tokens), len(ids) - 1))
    return Layout((*ids, tokenizer.special_id(ANSWER)), tuple(candidates), left_out)
