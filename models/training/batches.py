"""Grounded examples as token batches with their targets: one row a passage, under its question. Right-padded.

A passage is read by itself, so that what is thought of it does not depend on its neighbours or its place, and its cache can
be used again. Rows of like length share a tensor. Knows nothing of where examples come from or of how the model is trained.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from models.prompt import END, LABELS, NONE, PAD, TextTokenizer, lay_out
from models.training.examples import GroundedExample

ANSWERS = 0.5  # a target from here up counts as answering
TOKENS_A_PASS = 640  # rows of like length together; on a processor 1,536 was not measurably faster (docs/log.md)
TOKENS_A_CUDA_PASS = 32_768  # a GPU is idle while small passes are started


@dataclass(frozen=True, slots=True)
class Row:
    """One passage under its question. `relevance` holds (position of a label, target), `answer` the position whose next
    token is a label or `<|none|>`, and `example` the number of the example it belongs to."""

    ids: tuple[int, ...]
    relevance: tuple[tuple[int, float], ...]
    answer: int
    example: int


@dataclass(frozen=True, slots=True)
class Batch:
    """`passes`: int64 tensors (rows, length). The flat positions index all their elements, one tensor after the other.

    `label_examples` says of which example each label is, so that the labels of one question can be weighed together.
    """

    passes: tuple[torch.Tensor, ...]
    label_positions: torch.Tensor
    label_targets: torch.Tensor
    label_examples: torch.Tensor
    decisions: torch.Tensor
    evidence: torch.Tensor
    tokens: int

    @property
    def ids(self) -> torch.Tensor:
        """All tokens, flat."""
        return torch.cat([one.reshape(-1) for one in self.passes])


def rows_of(
    example: GroundedExample, tokenizer: TextTokenizer, max_tokens: int, rng: random.Random, number: int = 0
) -> list[Row]:
    """One row a passage, cut to `max_tokens` by leaving out its last sentences; labels begin at a random one."""
    rows = []
    for passage, targets in zip(example.passages, example.relevance, strict=True):
        first = rng.randint(0, max(0, LABELS - len(passage.sentences)))
        layout = lay_out(example.question, [passage], tokenizer, max_tokens=max_tokens - 2, first_label=first)
        if not layout.candidates:
            continue
        relevance = tuple((c.position, targets[c.sentence]) for c in layout.candidates)
        best = max(layout.candidates, key=lambda c: targets[c.sentence])
        said = f"<|s{best.label}|>" if targets[best.sentence] >= ANSWERS else NONE
        ids = (*layout.ids, tokenizer.special_id(said), tokenizer.special_id(END))
        rows.append(Row(ids, relevance, len(layout.ids) - 1, number))
    return rows


def pass_tokens(device: torch.device) -> int:
    """How many tokens a device is given at once."""
    return TOKENS_A_CUDA_PASS if device.type == "cuda" else TOKENS_A_PASS


def collate(rows: Sequence[Row], pad: int, at_once: int = TOKENS_A_PASS) -> Batch:
    """One batch. Rows are put together by length, `at_once` tokens in a tensor at most."""
    passes: list[torch.Tensor] = []
    labels: list[tuple[int, float, int]] = []
    decisions: list[int] = []
    evidence: list[int] = []
    base = 0
    for group in _by_length(rows, at_once):
        ids = torch.full((len(group), max(len(row.ids) for row in group)), pad, dtype=torch.long)
        for place, row in enumerate(group):
            ids[place, : len(row.ids)] = torch.tensor(row.ids)
            start = base + place * ids.shape[1]
            labels += [(start + p, target, row.example) for p, target in row.relevance]
            decisions.append(start + row.answer)
            # What follows a word is learnt beside; which label comes next is a number drawn by chance.
            before_labels = {p - 1 for p, _ in row.relevance}
            evidence += [start + p for p in range(row.answer - 1) if p not in before_labels]
        passes.append(ids)
        base += ids.numel()
    places, targets, examples = zip(*labels, strict=True)
    return Batch(
        tuple(passes),
        torch.tensor(places),
        torch.tensor(targets),
        torch.tensor(examples),
        torch.tensor(decisions),
        torch.tensor(evidence),
        sum(len(row.ids) for row in rows),
    )


def batches(
    examples: Iterator[GroundedExample],
    tokenizer: TextTokenizer,
    *,
    tokens: int,
    max_tokens: int,
    seed: int,
    at_once: int = TOKENS_A_PASS,
) -> Iterator[Batch]:
    """Batches of about `tokens` tokens, whole examples each, until the examples end."""
    rng = random.Random(seed)
    pad = tokenizer.special_id(PAD)
    drawn: list[Row] = []
    count = held = 0
    for example in examples:
        rows = rows_of(example, tokenizer, max_tokens, rng, count)
        drawn += rows
        held += sum(len(row.ids) for row in rows)
        count += 1
        if held >= tokens:
            yield collate(drawn, pad, at_once)
            drawn, count, held = [], 0, 0
    if drawn:
        yield collate(drawn, pad, at_once)


def _by_length(rows: Sequence[Row], at_once: int) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in sorted(rows, key=lambda one: -len(one.ids)):
        if group and (len(group) + 1) * len(group[0].ids) > at_once:
            yield group
            group = []
        group.append(row)
    if group:
        yield group
