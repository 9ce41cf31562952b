"""How many of a question's words a text has, the rare ones counting more.

Likeness of meaning is weak where a question asks for a name that few texts hold; whether the name is there says it. A word is
as rare as its pieces stand far down in the encoder's vocabulary, which is ordered by how frequent they are: so nothing has to
be counted. Pure; knows nothing of what the words mean.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_FIRST = 1996  # the place of "the" in the vocabulary: what stands before are marks and single characters


class Wording:
    """Shares of a question's words. `tokenizer` is all-MiniLM-L6-v2's (tokenizers.Tokenizer)."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._rarity = lru_cache(maxsize=4096)(self._rarity_of)

    def shares(self, question: str, texts: Sequence[str]) -> list[float]:
        """Of each text, the share of the question's words that it holds, 0 to 1, by their rarity; 0 of no words."""
        asked = {stem(word): self._rarity(word) for word in _words(question)}
        whole = sum(asked.values())
        if not whole:
            return [0.0] * len(texts)
        held = [{stem(word) for word in _words(text)} for text in texts]
        return [sum(rarity for word, rarity in asked.items() if word in own) / whole for own in held]

    def _rarity_of(self, word: str) -> float:
        pieces = self._tokenizer.encode(word, add_special_tokens=False).ids
        return float(sum(math.log(max(piece, _FIRST) / _FIRST) for piece in pieces))


def stem(word: str) -> str:
    """The word without the ending of a plural: Harman 1991, "How effective is suffixing?", the S stemmer."""
    if len(word) > 4 and word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("us", "ss", "is")):
        return word[:-1]
    return word


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())
