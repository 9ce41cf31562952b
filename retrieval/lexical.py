"""The lexical index: BM25 over stemmed medical words, in immutable segments. Knows nothing of vectors or documents.

A segment keeps, for every word, the positions of the passages it stands in and how often: nothing that depends on other
segments. Weights are worked out when a query is scored, from the counts of all segments, so that a passage scores the
same however the index was written, and segments are joined without reading their texts again. What a term is also called
counts for it at a lower weight, and only where that is more than the term itself counts.

Scores are those of bm25s's (and Lucene's) BM25, k1 1.5, b 0.75; the tests compare the two.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.arrays import load_array
from retrieval.documents import Passage
from retrieval.fusion import Scored
from retrieval.words import words

K1, B = 1.5, 0.75
Mask = NDArray[np.bool_]

_ARRAYS = ("starts", "positions", "counts", "lengths", "term_ends")
_TERMS = "terms.utf8"
_MOST = np.iinfo(np.uint16).max


def text_to_index(passage: Passage) -> str:
    """What stands for a passage in the lexical index: its title and headings, then its text."""
    return "\n".join((passage.title, *passage.heading_path, passage.text))


@dataclass(frozen=True, slots=True)
class LexicalSegment:
    """Postings of passages 0 to n-1. Word w stands in `positions[starts[w]:starts[w + 1]]`, `counts` times in each.

    Words are sorted by their UTF-8 bytes, which lie end to end in `terms`; `lengths` are the passages' words.
    """

    terms: NDArray[np.uint8]
    term_ends: NDArray[np.int64]
    starts: NDArray[np.int64]
    positions: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def build(cls, texts: Iterable[str]) -> LexicalSegment:
        """From the texts that stand for passages, in order of position."""
        numbers: dict[str, int] = {}
        found, lengths = array("i"), array("i")
        for text in texts:
            passage_words = words(text)
            lengths.append(len(passage_words))
            found.extend(numbers.setdefault(word, len(numbers)) for word in passage_words)
        return _counted(numbers, np.array(found, dtype=np.int32), np.array(lengths, dtype=np.int32))

    @classmethod
    def merged(cls, parts: Sequence[tuple[LexicalSegment, Mask]]) -> LexicalSegment:
        """One segment of the passages kept, in order: part after part, position after position."""
        vocabulary = sorted({term for part, _ in parts for term in part.vocabulary()})
        numbers = {term: number for number, term in enumerate(vocabulary)}
        kept = [_kept(part, mask, numbers) for part, mask in parts]
        sizes = [int(mask.sum()) for _, mask in parts]
        firsts = np.cumsum([0, *sizes[:-1]]) if sizes else np.zeros(0, dtype=np.int64)
        terms = _joined([terms for terms, _, _ in kept], np.int32)
        positions = _joined([p + first for (_, p, _), first in zip(kept, firsts, strict=True)], np.int32)
        counts = _joined([counts for _, _, counts in kept], np.uint16)
        lengths = _joined([part.lengths[mask] for part, mask in parts], np.int32)
        order = np.argsort(terms, kind="stable")  # parts come in order, so positions stay sorted within a word
        return _segment(vocabulary, terms[order], positions[order], counts[order], lengths)

    def write(self, folder: Path) -> None:
        """One file an array, into a folder made here."""
        folder.mkdir()
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)
        (folder / _TERMS).write_bytes(self.terms.tobytes())

    @classmethod
    def read(cls, folder: Path) -> LexicalSegment:
        """A folder that `write` wrote, mapped into memory rather than read: opening is fast however large it is.

        The caller has verified the files' checksums. Raises ValueError where they are no such arrays.
        """
        path = folder / _TERMS
        terms = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)
        arrays = {name: load_array(folder / f"{name}.npy", "r") for name in _ARRAYS}
        return cls(terms, **arrays)

    def vocabulary(self) -> list[bytes]:
        """Every word, in order."""
        ends = self.term_ends.tolist()
        data = self.terms.tobytes()
        return [data[start:end] for start, end in itertools.pairwise([0, *ends])]

    def term(self, word: str) -> int | None:
        """The number of a word, or None where no passage has it: a binary search, so that no vocabulary is loaded."""
        wanted, low, high = word.encode(), 0, len(self.term_ends)
        while low < high:
            middle = (low + high) // 2
            if self._spelling(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.term_ends) and self._spelling(low) == wanted else None

    def postings(self, term: int) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        """The positions of a word's passages, ascending, and its count in each."""
        start, end = int(self.starts[term]), int(self.starts[term + 1])
        return self.positions[start:end], self.counts[start:end]

    def _spelling(self, term: int) -> bytes:
        start = int(self.term_ends[term - 1]) if term else 0
        return self.terms[start : int(self.term_ends[term])].tobytes()


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a term of a query is also called, and what share of its score counts: 1 for a word that was typed."""

    term: str
    text: str
    weight: float


class LexicalScores:
    """The BM25 scores of every passage for one query; 0 where it has none of the words."""

    def __init__(self, parts: Sequence[tuple[int, NDArray[np.float32], Mask | None]]) -> None:
        self._parts = parts

    def best(self, depth: int, allowed: Sequence[Mask | None] | None = None) -> tuple[Scored, ...]:
        """The `depth` rows of the highest scores above zero, best first, equal ones in order of row."""
        masks = [None] * len(self._parts) if allowed is None else allowed
        found: list[Scored] = []
        for (first, scores, live), mask in zip(self._parts, masks, strict=True):
            for usable in (live, mask):
                if usable is not None:
                    scores = np.where(usable, scores, np.float32(0))
            found += [Scored(first + int(place), float(scores[place])) for place in _best(scores, depth)]
        return tuple(sorted(found, key=lambda scored: (-scored.score, scored.row))[:depth])

    def of(self, rows: Sequence[int]) -> NDArray[np.float32]:
        """The scores of these rows, in this order. Raises KeyError where the index has no such row."""
        return np.array([self._of(row) for row in rows], dtype=np.float32)

    def _of(self, row: int) -> float:
        for first, scores, _ in self._parts:
            if first <= row < first + len(scores):
                return float(scores[row - first])
        raise KeyError(row)


class LexicalIndex:
    """BM25 over segments, each given with its first row and a mask of the passages that are still there (None: all)."""

    def __init__(self, segments: Sequence[tuple[int, LexicalSegment, Mask | None]]) -> None:
        self._segments = tuple(segments)
        self._passages = sum(len(segment) for _, segment, _ in segments)
        self._mean_length = sum(int(s.lengths.sum(dtype=np.int64)) for _, s, _ in segments) / max(1, self._passages)

    def __len__(self) -> int:
        return sum(len(segment) if live is None else int(live.sum()) for _, segment, live in self._segments)

    def score(self, query: str, alternatives: Sequence[Alternative] = ()) -> LexicalScores:
        """Scores for the query's words, each counted once; a term counts by the best of its own words and alternatives.

        The best, not the sum: a passage that has the term as it was typed gains nothing by naming it in other words too.
        """
        sums = self._sums(words(query))
        by_term: dict[str, list[Alternative]] = {}
        for alternative in alternatives:
            by_term.setdefault(alternative.term, []).append(alternative)
        for term, others in by_term.items():
            own = self._sums(words(term))
            told = [(other.weight, self._sums(words(other.text))) for other in others]
            for segment, total in enumerate(sums):
                best = own[segment].copy()
                for weight, scores in told:
                    np.maximum(best, np.float32(weight) * scores[segment], out=best)
                total += best - own[segment]
        return LexicalScores([(first, s, live) for (first, _, live), s in zip(self._segments, sums, strict=True)])

    def search(self, query: str, depth: int, allowed: Sequence[Mask | None] | None = None) -> tuple[Scored, ...]:
        """The best `depth` rows with a word in common with the query, best first; none where no word is known."""
        return self.score(query).best(depth, allowed)

    def _sums(self, wanted: Sequence[str]) -> list[NDArray[np.float32]]:
        """By segment, every passage's score for these words, each counted once."""
        sums = [np.zeros(len(segment), dtype=np.float32) for _, segment, _ in self._segments]
        for word in dict.fromkeys(wanted):
            self._add_word(word, sums)
        return sums

    def _add_word(self, word: str, sums: Sequence[NDArray[np.float32]]) -> None:
        """Adds one word's share to the sums of every segment. Its number differs from segment to segment."""
        terms = [
            (segment, segment.term(word), scores) for (_, segment, _), scores in zip(self._segments, sums, strict=True)
        ]
        found = [(segment, segment.postings(term), scores) for segment, term, scores in terms if term is not None]
        passages = sum(len(positions) for _, (positions, _), _ in found)
        rarity = np.float32(np.log(1 + (self._passages - passages + 0.5) / (passages + 0.5)))
        for segment, (positions, counts), scores in found:
            often = counts.astype(np.float32)
            length = segment.lengths[positions] / np.float32(self._mean_length)
            scores[positions] += rarity * often / (often + K1 * (1 - B + B * length))


def _counted(numbers: Mapping[str, int], found: NDArray[np.int32], lengths: NDArray[np.int32]) -> LexicalSegment:
    """A segment from the word numbers of all passages end to end. Words are renumbered in sorted order."""
    spelt = [word.encode() for word in numbers]
    order = sorted(range(len(spelt)), key=spelt.__getitem__)
    renumber = np.empty(len(spelt), dtype=np.int64)
    renumber[order] = np.arange(len(spelt))
    positions = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    pairs, counts = np.unique(renumber[found] * max(1, len(lengths)) + positions, return_counts=True)
    terms, positions = np.divmod(pairs, max(1, len(lengths)))
    return _segment(
        [spelt[n] for n in order],
        terms.astype(np.int32),
        positions.astype(np.int32),
        np.minimum(counts, _MOST).astype(np.uint16),
        lengths,
    )


def _segment(
    vocabulary: Sequence[bytes],
    terms: NDArray[np.int32],
    positions: NDArray[np.int32],
    counts: NDArray[np.uint16],
    lengths: NDArray[np.int32],
) -> LexicalSegment:
    """A segment from postings sorted by word; words without any are left out."""
    used, many = np.unique(terms, return_counts=True)
    spelt = [vocabulary[n] for n in used]
    starts = np.concatenate([[0], np.cumsum(many)]).astype(np.int64)
    ends = np.cumsum([len(word) for word in spelt], dtype=np.int64)
    return LexicalSegment(np.frombuffer(b"".join(spelt), np.uint8), ends, starts, positions, counts, lengths)


def _kept(
    segment: LexicalSegment, mask: Mask, numbers: Mapping[bytes, int]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]]:
    """Word numbers, new positions and counts of the postings of passages that are kept."""
    renumber = np.array([numbers[term] for term in segment.vocabulary()], dtype=np.int32)
    terms = np.repeat(renumber, np.diff(segment.starts))
    chosen = mask[segment.positions]
    places = np.cumsum(mask, dtype=np.int32) - 1
    return terms[chosen], places[segment.positions[chosen]], segment.counts[chosen]


def _joined(parts: Sequence[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, dtype=kind)


def _best(scores: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """Places of the highest scores above zero, best first, equal ones in order of place."""
    matched = np.flatnonzero(scores > 0)
    if len(matched) > depth:
        threshold = np.partition(scores[matched], -depth)[-depth]
        matched = matched[scores[matched] >= threshold]
    return matched[np.argsort(-scores[matched], kind="stable")][:depth]
