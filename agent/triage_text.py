"""A message as sentences of plain tokens: spelling evened out, contractions opened, every token's place kept.

Knows nothing of medicine: the words it may correct towards are handed in. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

SHORTEST_CORRECTED = 6  # letters of a word that is corrected towards
LONG_WORD = 10  # letters from which two slips are forgiven
LONGEST_SENTENCE = 120  # tokens: a list or a pasted record is cut here, so that matching stays fast
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|[.!?;\n]+|[,:()/+—–]|\s-\s")
_CLITICS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is matched, and its place in the message."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TokenSentence:
    """The tokens of one sentence, and whether it ends with a question mark."""

    tokens: tuple[Token, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Speller:
    """Brings a misspelt word back: by a list of common slips, else to a known word that is one letter away, two if long."""

    slips: Mapping[str, str]
    contractions: Mapping[str, tuple[str, ...]]
    known: frozenset[str]
    by_deletion: Mapping[str, str]

    def words(self, raw: str) -> tuple[str, ...]:
        """The plain words of a raw token: `can't` → `cannot`; `isnt` → `is not`; `brething` → `breathing`."""
        word = raw.replace("'", "")
        if word in self.contractions:
            return self.contractions[word]
        for clitic, meaning in _CLITICS.items():
            if raw.endswith(clitic):
                return (raw.removesuffix(clitic), meaning)
        word = raw.split("'")[0] if raw.endswith("'s") else word
        return tuple(self.slips.get(word, self._near(word)).split())

    def _near(self, word: str) -> str:
        if len(word) < SHORTEST_CORRECTED - 1 or word in self.known or not word.isascii():
            return word
        most = 2 if len(word) >= LONG_WORD else 1
        for variant in _variants(word):
            found = self.by_deletion.get(variant)
            if found and found[0] == word[0] and abs(len(found) - len(word)) <= most:
                return found
        return word


def speller(
    slips: Mapping[str, str],
    contractions: Mapping[str, tuple[str, ...]],
    correct_to: Collection[str],
    leave: Collection[str],
) -> Speller:
    """A speller that corrects towards the long words of `correct_to` and never touches those of `leave`."""
    by_deletion: dict[str, str] = {}
    for word in sorted(correct_to):
        if len(word) >= SHORTEST_CORRECTED:
            for variant in _variants(word):
                by_deletion.setdefault(variant, word)
    return Speller(slips, contractions, frozenset(correct_to) | frozenset(leave), by_deletion)


def _variants(word: str) -> Iterator[str]:
    """The word, and the word without a letter; without two where it is long. Two words that share one are near."""
    yield word
    once = _deletions(word)
    yield from once
    if len(word) >= LONG_WORD:
        for shorter in once:
            yield from _deletions(shorter)


def _deletions(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(1, len(word))]


def plain(text: str) -> str:
    """Lower case, straight quotes and plain hyphens, with every character where it was."""
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character in "’‘`´":
        return "'"
    if character in "\u2010\u2011\u2012\u00ad":
        return "-"
    lowered = unicodedata.normalize("NFKC", character).lower()
    return lowered if len(lowered) == 1 else character


def sentences(text: str, spelling: Speller) -> tuple[TokenSentence, ...]:
    """The message's sentences, in order. `text` is already plain."""
    found: list[TokenSentence] = []
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        raw = match[0]
        ends = raw[0] in ".!?;\n"
        if not ends:
            tokens += _tokens(match, spelling)
        if tokens and (ends or len(tokens) >= LONGEST_SENTENCE):
            found.append(TokenSentence(tuple(tokens), "?" in raw))
            tokens = []
    if tokens:
        found.append(TokenSentence(tuple(tokens), False))
    return tuple(found)


def _tokens(match: re.Match[str], spelling: Speller) -> list[Token]:
    raw = match[0]
    if raw[0].isdigit():
        return [Token(raw.replace(",", "."), match.start(), match.end())]
    if not raw[0].isalpha():
        return [Token(",", match.start(), match.end())]
    return [Token(word, match.start(), match.end()) for word in spelling.words(raw)]
