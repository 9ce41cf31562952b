"""Grounded examples as token batches with their targets. Right-padded, so that a causal model needs no mask.

Knows nothing of where examples come from or of how the model is trained.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from models.prompt import END, NONE, PAD, TextTokenizer, lay_out
from models.prompt import LABELS as LABEL_COUNT
from models.training.examples import GroundedExample

# What each next-token target weighs: choosing a label (or abstaining, or ending) is what the model is for; the words of
# a chosen sentence and of the evidence are learnt beside it.
DECISION, COPY = 1.0, 0.25


@dataclass(frozen=True, slots=True)
class TokenSequence:
    """One example as tokens. `relevance` holds (position of a label, target); `decisions` and `copies` are positions whose
    next token is a target; `evidence_end` is where the answer begins."""

    ids: tuple[int, ...]
    relevance: tuple[tuple[int, float], ...]
    decisions: tuple[int, ...]
    copies: tuple[int, ...]
    evidence_end: int


@dataclass(frozen=True, slots=True)
class Batch:
    """ids: int64 (batch, length). The flat positions index ids.reshape(-1)."""

    ids: torch.Tensor
    label_positions: torch.Tensor
    label_targets: torch.Tensor
    decisions: torch.Tensor
    copies: torch.Tensor
    evidence: torch.Tensor
    tokens: int


def as_sequence(
    example: GroundedExample, tokenizer: TextTokenizer, max_tokens: int, first_label: int
) -> TokenSequence | None:
    """The tokens of one example; None when nothing of its evidence fits."""
    layout = lay_out(
        example.question, example.passages, tokenizer, max_tokens=max_tokens - 110, first_label=first_label
    )
    if not layout.candidates:
        return None
    by_place = {(c.passage, c.sentence): c for c in layout.candidates}
    relevance = tuple((c.position, example.relevance[c.passage][c.sentence]) for c in layout.candidates)
    chosen = [by_place[place] for place in example.answer if place in by_place]
    ids = list(layout.ids)
    decisions: list[int] = []
    copies: list[int] = []
    for candidate in chosen:
        if len(ids) + len(candidate.ids) + 2 > max_tokens:
            break
        decisions.append(len(ids) - 1)
        ids.append(tokenizer.special_id(f"<|s{candidate.label}|>"))
        copies += range(len(ids) - 1, len(ids) - 1 + len(candidate.ids))
        ids += candidate.ids
    if not decisions:
        decisions.append(len(ids) - 1)
        ids.append(tokenizer.special_id(NONE))
    decisions.append(len(ids) - 1)
    ids.append(tokenizer.special_id(END))
    return TokenSequence(tuple(ids), relevance, tuple(decisions), tuple(copies), len(layout.ids) - 1)


def collate(sequences: Sequence[TokenSequence], pad: int) -> Batch:
    """One padded batch."""
    length = max(len(s.ids) for s in sequences)
    ids = torch.full((len(sequences), length), pad, dtype=torch.long)
    places: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
    targets: list[float] = []
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence.ids)] = torch.tensor(sequence.ids)
        base = row * length
        places[0].extend(base + p for p, _ in sequence.relevance)
        targets.extend(t for _, t in sequence.relevance)
        places[1].extend(base + p for p in sequence.decisions)
        places[2].extend(base + p for p in sequence.copies)
        labelled = {p for p, _ in sequence.relevance}
        places[3].extend(base + p for p in range(sequence.evidence_end - 1) if p not in labelled)
    labels, decisions, copies, evidence = (torch.tensor(p, dtype=torch.long) for p in places)
    return Batch(ids, labels, torch.tensor(targets), decisions, copies, evidence, sum(len(s.ids) for s in sequences))


def batches(
    examples: Iterator[GroundedExample],
    tokenizer: TextTokenizer,
    *,
    tokens: int,
    max_tokens: int,
    seed: int,
    pool: int = 384,
) -> Iterator[Batch]:
    """Batches of about `tokens` tokens without end; examples of like length share a batch, batches come in random order."""
    rng = random.Random(seed)
    pad = tokenizer.special_id(PAD)
    while True:
        drawn: list[TokenSequence] = []
        while len(drawn) < pool:
            example = next(examples)
            most = sum(len(passage.sentences) for passage in example.passages)
            sequence = as_sequence(example, tokenizer, max_tokens, rng.randint(0, max(0, LABEL_COUNT - most)))
            if sequence is not None:
                drawn.append(sequence)
        drawn.sort(key=lambda s: len(s.ids))
        groups: list[list[TokenSequence]] = [[]]
        for sequence in drawn:
            if groups[-1] and (len(groups[-1]) + 1) * len(sequence.ids) > tokens:
                groups.append([])
            groups[-1].append(sequence)
        rng.shuffle(groups)
        for group in groups:
            yield collate(group, pad)
