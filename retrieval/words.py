"""The words of a text as the lexical index counts them. Pure; knows nothing of passages or of scores.

The words are medicine's own: single characters ("type 2", "vitamin A"), codes ("IL-6", "B12", "A1C"), Greek letters
and accents in either spelling ("β-blocker", "Ménière's"). Few stop words, since BM25 already weighs common words low.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

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

_stemmer_lock = threading.Lock()  # PyStemmer's objects are not safe to share between threads


def words(text: str) -> list[str]:
    """The words of a text as they are indexed and searched: folded, stemmed, without stop words, in order.

    A hyphenated word counts by its parts and joined: "IL-6" is found by "IL6", "beta-blocker" by "beta blocker".
    """
    return [stem for word in _WORD.findall(_folded(text)) for stem in _stems(word)]


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
