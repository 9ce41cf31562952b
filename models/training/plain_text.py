"""Plain text for pretraining: documents in, blocks of token ids out; repeats and evaluation text left out, with a count.

Deterministic by seed. Knows nothing of models.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b

import numpy as np
import torch
from numpy.typing import NDArray

from models.prompt import END
from models.training.documents import TrainingDataUnusable
from models.training.losses import TextBatch

SHORTEST = 8  # words of a paragraph
HELD_OUT_PERCENT = 2
Ids = NDArray[np.int32]


@dataclass(slots=True)
class TextReport:
    """What went in, in paragraphs and words, and what did not. `bytes_held_out` are UTF-8 bytes of the held-out text."""

    documents: int = 0
    paragraphs: int = 0
    words: int = 0
    held_out_words: int = 0
    held_out_bytes: int = 0
    repeated: int = 0
    left_out: int = 0
    short: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class PlainText:
    """Token ids of training and held-out text, documents one after the other with an end between them."""

    train: Ids
    held_out: Ids
    report: TextReport


class Tokenizes:
    """How text becomes ids: `encode` for many texts, and the token that ends a document."""

    def __init__(self, encode: Callable[[Sequence[str]], list[list[int]]], end: int) -> None:
        self.encode = encode
        self.end = end


def plain_text(
    documents: Iterable[tuple[str, str]],
    tokenizer: Tokenizes,
    *,
    left_out: Callable[[str], bool] = lambda text: False,
    most_words: int = 0,
    on_words: Callable[[int], None] = lambda words: None,
) -> PlainText:
    """Tokens of (title, text) documents. A paragraph that came before is dropped, and one that is left out.

    `most_words` ends the reading; 0 reads all. Whole documents are held out by a checksum of their titles. Raises
    TrainingDataUnusable where no paragraph is usable.
    """
    report, seen = TextReport(), set[bytes]()
    parts: dict[bool, list[Ids]] = {True: [], False: []}
    for title, text in documents:
        held = zlib.crc32(title.lower().encode()) % 100 < HELD_OUT_PERCENT
        kept = [p for p in paragraphs(text) if _usable(p, seen, left_out, report)]
        if not kept:
            continue
        _count(report, kept, held)
        for ids in tokenizer.encode(kept):
            parts[held].append(np.array(ids, dtype=np.int32))  # a list of numbers takes ten times the memory
        parts[held].append(np.array([tokenizer.end], dtype=np.int32))
        on_words(report.words)
        if most_words and report.words >= most_words:
            break
    if not report.words:
        raise TrainingDataUnusable(
            f"There is no usable text in {report.documents} documents ({report.repeated} paragraphs repeated, "
            f"{report.left_out} left out, {report.short} shorter than {SHORTEST} words); give other literature."
        )
    return PlainText(_joined(parts[False]), _joined(parts[True]), report)


def paragraphs(text: str) -> Iterator[str]:
    """Lines and paragraphs with their white space made one."""
    for line in re.split(r"\n+", text):
        clean = re.sub(r"\s+", " ", line).strip()
        if clean:
            yield clean


def blocks(ids: Ids, length: int, tokens: int, seed: int) -> Iterator[TextBatch]:
    """Batches without end: each epoch the text is cut into blocks at another offset, and they come in a new order."""
    rng = random.Random(seed)
    if len(ids) < 2 * length:
        raise TrainingDataUnusable(
            f"There are only {len(ids)} tokens, less than two blocks of {length}; give more text."
        )
    rows = max(1, tokens // length)
    while True:
        offset = rng.randrange(length)
        count = (len(ids) - offset) // length
        order = list(range(count))
        rng.shuffle(order)
        for first in range(0, count - rows + 1 if count >= rows else 1, rows):
            starts = [offset + length * n for n in order[first : first + rows]]
            yield TextBatch(torch.from_numpy(np.stack([ids[s : s + length] for s in starts])).long())


def whole_blocks(ids: Ids, length: int, rows: int = 8) -> Iterator[torch.Tensor]:
    """The held-out text in order, in tensors (rows, length); what is left at the end is dropped."""
    count = len(ids) // length
    for first in range(0, count, rows):
        part = ids[first * length : min(first + rows, count) * length]
        yield torch.from_numpy(part.reshape(-1, length)).long()


def encoder_of(tokenizer: object) -> Tokenizes:
    """For a `tokenizers.Tokenizer`."""
    from tokenizers import Tokenizer

    assert isinstance(tokenizer, Tokenizer)
    tokenizer.encode_special_tokens = True  # what looks like a special token in a text is text
    return Tokenizes(
        lambda texts: [list(one.ids) for one in tokenizer.encode_batch(list(texts), add_special_tokens=False)],
        int(tokenizer.token_to_id(END) or 0),
    )


def _usable(paragraph: str, seen: set[bytes], left_out: Callable[[str], bool], report: TextReport) -> bool:
    if len(paragraph.split()) < SHORTEST:
        report.short += 1
        return False
    key = blake2b(" ".join(re.findall(r"\w+", paragraph.lower())).encode(), digest_size=8).digest()
    if key in seen:
        report.repeated += 1
        return False
    seen.add(key)
    if left_out(paragraph):
        report.left_out += 1
        return False
    return True


def _count(report: TextReport, kept: Sequence[str], held: bool) -> None:
    words = sum(len(p.split()) for p in kept)
    report.documents += 1
    report.paragraphs += len(kept)
    if held:
        report.held_out_words += words
        report.held_out_bytes += sum(len(p.encode()) + 1 for p in kept)
    else:
        report.words += words


def _joined(parts: list[Ids]) -> Ids:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
