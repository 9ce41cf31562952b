"""Whether a passage answers a question, and which of its sentences do: both read together by a small cross-encoder.

The reranker's network, taught further on judged examples, with a second head that reads the states of one sentence. A
passage that is too long for one reading is read in several, each under the passage's heading. Numbers and texts in, numbers
out: knows nothing of what they are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from models import minilm
from models.errors import ModelForeign
from models.prompt import PromptPassage
from models.reranker import HEAD, MOST_QUERY_TOKENS, VERDICTS, Reranker, by_length, cut
from models.wording import Wording

SENTENCE_HEAD = "sentence_head"
MOST_TOKENS = 256  # of a question with one reading of a passage; most passages are about 150
_LEAST_ROOM = 24  # tokens for the text of a passage, however long its heading


@dataclass(frozen=True, slots=True)
class Verdict:
    """Log-odds that the passage answers, and that each of its sentences does; and the share of the question's words, the rare
    ones counting more, that it holds (models/wording.py)."""

    passage: float
    sentences: tuple[float, ...]
    words: float = 0.0


@dataclass(frozen=True, slots=True)
class Window:
    """One reading of a passage: its token ids, of which the first `head` are the question's, and the places (first, end) of
    its sentences' tokens; the first of these is sentence `first` of the passage."""

    ids: list[int]
    head: int
    spans: tuple[tuple[int, int], ...]
    first: int


class Verdicts(Reranker):
    """The bundled cross-encoder of verdicts, or another that `osler train verdicts` wrote."""

    def __init__(self, folder: Path = VERDICTS, *, device: str | None = None, most_tokens: int = MOST_TOKENS) -> None:
        """Raises what the reranker raises, and ModelForeign where it was not taught to judge sentences."""
        super().__init__(folder, device=device, most_tokens=most_tokens)
        self._wording = Wording(self._tokenizer)
        if f"{SENTENCE_HEAD}.weight" not in self._weights:
            raise ModelForeign(f"{folder} gives no verdicts on sentences; teach it with `osler train verdicts`.")

    def judge(self, question: str, passages: Sequence[PromptPassage]) -> list[Verdict]:
        """One verdict a passage; one without sentences answers nothing (-inf)."""
        owners, windows = [], []
        for number, passage in enumerate(passages):
            for window in read_in(self._tokenizer, question, passage, self._most_tokens):
                owners.append(number)
                windows.append(window)
        whole = [float("-inf")] * len(passages)
        sentences: list[list[float]] = [[float("-inf")] * len(passage.sentences) for passage in passages]
        for batch in by_length([len(window.ids) for window in windows]) if windows else ():
            with (
                torch.inference_mode(),
                torch.autocast(self._device.type, torch.bfloat16, enabled=self._lower_precision),
            ):
                some = [windows[i] for i in batch]
                of_passages, of_sentences = verdict_logits(self._weights, some, self.layers, self._device)
            for i, answers, each in zip(batch, of_passages.tolist(), of_sentences, strict=True):
                whole[owners[i]] = max(whole[owners[i]], answers)
                first = windows[i].first
                sentences[owners[i]][first : first + len(each)] = each.tolist()
        words = self._wording.shares(question, [passage.text for passage in passages])
        return [Verdict(*one) for one in zip(whole, map(tuple, sentences), words, strict=True)]


def read_in(tokenizer: Any, question: str, passage: PromptPassage, most_tokens: int = MOST_TOKENS) -> list[Window]:
    """`[CLS] question [SEP] heading: sentences [SEP]`, as many times as the sentences need; a longer sentence is cut."""
    head = cut(tokenizer.encode(question).ids, MOST_QUERY_TOKENS)
    end = head[-1]
    over = tokenizer.encode(f"{passage.heading}:", add_special_tokens=False).ids if passage.heading else []
    over = over[: most_tokens - len(head) - _LEAST_ROOM]
    encoded = tokenizer.encode_batch(list(passage.sentences), add_special_tokens=False)
    room = most_tokens - 1
    windows: list[Window] = []
    ids, spans, first = [*head, *over], [], 0  # type: list[int], list[tuple[int, int]], int
    for number, encoding in enumerate(encoded):
        if spans and len(ids) + len(encoding.ids) > room:
            windows.append(Window([*ids, end], len(head), tuple(spans), first))
            ids, spans, first = [*head, *over], [], number
        own = encoding.ids[: room - len(ids)]
        spans.append((len(ids), len(ids) + len(own)))
        ids += own
    return [*windows, Window([*ids, end], len(head), tuple(spans), first)] if spans else windows


def verdict_logits(
    weights: minilm.Weights, windows: Sequence[Window], layers: int, device: torch.device
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Of each window: the score of all of it, float32 (windows,), and of its sentences, float32 (sentences,) each.

    The head of the whole reads the first token's state with the mean of all, that of a sentence with the mean of its own.
    """
    ids, mask = minilm.padded([window.ids for window in windows])
    first = torch.tensor([window.head for window in windows])
    segments = (torch.arange(ids.shape[1])[None, :] >= first[:, None]).long() * mask
    ids, mask, segments = ids.to(device), mask.to(device), segments.to(device)
    states = minilm.hidden_states(weights, ids, mask, segments, layers).float()
    pool = _pool(windows, ids.shape[1], mask).to(device)
    means = pool @ states  # (windows, 1 + most sentences, width)
    both = torch.cat([states[:, :1].expand(-1, means.shape[1], -1), means], dim=2)
    whole = both[:, 0] @ weights[f"{HEAD}.weight"].float().T + weights[f"{HEAD}.bias"].float()
    each = both[:, 1:] @ weights[f"{SENTENCE_HEAD}.weight"].float().T + weights[f"{SENTENCE_HEAD}.bias"].float()
    return whole.squeeze(1), [row[: len(window.spans)].squeeze(1) for row, window in zip(each, windows, strict=True)]


def _pool(windows: Sequence[Window], tokens: int, mask: torch.Tensor) -> torch.Tensor:
    """What takes means: of all tokens, then of each sentence's; float32 (windows, 1 + most sentences, tokens)."""
    pool = torch.zeros(len(windows), 1 + max(len(window.spans) for window in windows), tokens)
    pool[:, 0] = mask.float().cpu() / mask.sum(1, keepdim=True).cpu()
    for row, window in enumerate(windows):
        for place, (start, end) in enumerate(window.spans, start=1):
            pool[row, place, start:end] = 1 / max(1, end - start)
    return pool
