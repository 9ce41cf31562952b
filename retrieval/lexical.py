"""The lexical index: BM25 over stemmed medical words. Knows nothing of vectors, documents or where passages are kept.

The words are medicine's own: single characters ("type 2", "vitamin A"), codes ("IL-6", "B12", "A1C"), Greek letters
and accents in either spelling ("β-blocker", "Ménière's"). Few stop words, since bm25 already weighs common words low.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Passage
from retrieval.fusion import Scored

_STOP_WORDS = (
    "about an and are as at be been by can could did do does for from had has have how if in into is it its of on"
    " or should than that the their them then there these they this those to was were what when where which who why"
    " will with would"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "π": "pi", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
_GREEK_LETTER = re.compile("[" + "".join(_GREEK) + "]")
# "a" is an article before a word and a name after one: "what is hepatitis A?", "vitamin A deficiency".
# Both begin with a letter, not with a choice, because the text is scanned for that letter at many times the speed.
_ARTICLE = re.compile(r" a(?=\s+\w)")
_FIRST_ARTICLE = re.compile(r"A(?=\s+\w)(?:(?<=^A)|(?<=[.?!:]\sA))", re.MULTILINE)
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-‐‑][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?\b")
_HYPHEN = re.compile("[-‐‑]")
_ROWS_FILE = "rows.npy"

_stemmer_lock = threading.Lock()  # PyStemmer's objects are not safe to share between threads


def text_to_index(passage: Passage) -> str:
    """What stands for a passage in the lexical index: its title and headings, then its text."""
    return "\n".join((passage.title, *passage.heading_path, passage.text))


def words(text: str) -> list[str]:
    """The words of a text as they are indexed and searched: folded, stemmed, without stop words, in order.

    A hyphenated word counts by its parts and joined: "IL-6" is found by "IL6", "beta-blocker" by "beta blocker".
    """
    return [stem for word in _WORD.findall(_folded(text)) for stem in _stems(word)]


class LexicalIndex:
    """BM25 scores of passages, by row number."""

    def __init__(self, bm25: Any, rows: NDArray[np.int64]) -> None:
        self._bm25 = bm25  # None where there is no passage: bm25s does not build an empty index
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self) -> NDArray[np.int64]:
        return self._rows

    @classmethod
    def build(cls, passages: Iterable[tuple[int, str]]) -> LexicalIndex:
        """From rows and the texts that stand for them. Ids, not words, are kept while building: memory stays small."""
        import bm25s

        vocabulary: dict[str, int] = {}
        rows: list[int] = []
        token_ids: list[list[int]] = []
        for row, text in passages:
            rows.append(row)
            token_ids.append([vocabulary.setdefault(word, len(vocabulary)) for word in words(text)])
        if not vocabulary:
            return cls(None, np.array(rows, dtype=np.int64))
        bm25 = bm25s.BM25()
        bm25.index((token_ids, vocabulary), show_progress=False)
        return cls(bm25, np.array(rows, dtype=np.int64))

    def search(self, query: str, depth: int) -> tuple[Scored, ...]:
        """The best `depth` rows with a word in common with the query, best first; none where no word is known."""
        if self._bm25 is None:
            return ()
        known = self._bm25.get_tokens_ids(dict.fromkeys(words(query)))  # once each, however often the query says it
        if not known:
            return ()
        scores = self._bm25.get_scores_from_ids(known)
        return tuple(Scored(int(self._rows[place]), float(scores[place])) for place in _best(scores, depth))

    def write(self, folder: Path) -> None:
        folder.mkdir()
        np.save(folder / _ROWS_FILE, self._rows, allow_pickle=False)
        if self._bm25 is not None:
            self._bm25.save(folder, allow_pickle=False, show_progress=False)

    @classmethod
    def read(cls, folder: Path) -> LexicalIndex:
        """A folder that `write` wrote, mapped into memory rather than read: opening is fast however large it is."""
        import bm25s

        rows = np.load(folder / _ROWS_FILE, allow_pickle=False)
        if not (folder / "params.index.json").exists():
            return cls(None, rows)
        return cls(bm25s.BM25.load(folder, mmap=True, allow_pickle=False, show_progress=False), rows)


def _folded(text: str) -> str:
    """Lower case, without accents, possessives or articles, Greek letters spelt out."""
    text = _FIRST_ARTICLE.sub(" ", _ARTICLE.sub(" ", text))
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).lower().replace("μg", "mcg")
        text = _GREEK_LETTER.sub(lambda letter: _GREEK[letter.group()], text)
    return _POSSESSIVE.sub("", text.lower())


@lru_cache(maxsize=200_000)
def _stems(word: str) -> tuple[str, ...]:
    """What one word of a text counts as: nothing, its stem, or for a hyphenated word several."""
    parts = _HYPHEN.split(word)
    forms = parts if len(parts) == 1 else [*parts, "".join(parts)]
    with _stemmer_lock:
        return tuple(_stemmer().stemWord(form) for form in forms if form not in STOP_WORDS)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def _best(scores: NDArray[np.float32], depth: int) -> NDArray[np.int64]:
    """Places of the highest scores above zero, best first, equal ones in order of place."""
    matched = np.flatnonzero(scores > 0)
    if len(matched) > depth:
        threshold = np.partition(scores[matched], -depth)[-depth]
        matched = matched[scores[matched] >= threshold]
    return matched[np.argsort(-scores[matched], kind="stable")][:depth]
