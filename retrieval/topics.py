"""What a text is about: the names of documents that occur in it as whole words. Pure; knows nothing of where names lie.

Case and a plural do not matter, except where they alone tell a name from an ordinary word: "AIDS" is not "aid", and
"WAS" (a syndrome) is not "was".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retrieval.words import STOP_WORDS

LONGEST_NAME = 6

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")
_ARTICLES = ("the", "a", "an")
_COMMON = (
    "a i he she we us you me my am all any ask aid bad bed best but can cat cell day dose eat end face feel get go good"
    " gene hip let may man mind more most much new no not now off old one our out over own rest same say see so some"
    " such tell test time too two up use very want way"
)
_COMMON_WORDS = STOP_WORDS.union(_COMMON.split())
_TOO_GENERAL = {
    *("introduction", "overview", "summary", "preface", "index", "references", "glossary", "key term", "key terms"),
    *("chapter review", "abstract", "untitled", "general", "other", "conclusion", "conclusions", "appendix"),
    *("health", "disease", "diseases", "medicine", "medicines", "symptoms", "treatment", "treatments"),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words of a text, in the two spellings under which a name may be kept."""

    start: int
    end: int
    exact: str
    singular: str
    is_upper: bool


def keys(name: str) -> tuple[str, ...]:
    """The spellings under which a name is kept; none for a name too long or too general to tell a topic."""
    found = _words(name)
    while found and found[0].lower() in _ARTICLES:
        found = found[1:]
    exact = _joined(found)
    if not 1 <= len(found) <= LONGEST_NAME or exact in _TOO_GENERAL or len(exact) < 2:
        return ()
    if len(found) == 1 and exact in _COMMON_WORDS:
        return (_as_acronym(exact),) if found[0].isupper() else ()
    singular = exact if _is_acronym(found) else _singular(exact)
    return (exact,) if singular == exact else (exact, singular)


def mentions(text: str) -> tuple[Mention, ...]:
    """Every run of up to six words of the text."""
    found, mostly_upper = _words(text), text.isupper()
    return tuple(
        _mention(found, start, end, mostly_upper)
        for start in range(len(found))
        for end in range(start + 1, min(start + LONGEST_NAME, len(found)) + 1)
    )


def spellings(mention: Mention) -> Iterator[str]:
    """The keys under which a mention's name may be kept, best first."""
    if mention.is_upper and mention.exact in _COMMON_WORDS:
        yield _as_acronym(mention.exact)
    yield mention.exact
    yield mention.singular


def topics(found: tuple[Mention, ...], name_by_key: Mapping[str, str]) -> tuple[str, ...]:
    """The names mentioned, longest first. A name inside a longer one is not a topic of its own."""
    taken: list[Mention] = []
    names: list[str] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, -len(m.exact), m.start)):
        name = next((name_by_key[key] for key in spellings(mention) if key in name_by_key), None)
        if name is None or any(other.start <= mention.start and mention.end <= other.end for other in taken):
            continue
        taken.append(mention)
        names.append(name)
    return tuple(dict.fromkeys(names))


def _mention(found: list[str], start: int, end: int, mostly_upper: bool) -> Mention:
    exact = _joined(found[start:end])
    is_upper = end - start == 1 and found[start].isupper() and not mostly_upper
    return Mention(start, end, exact, _singular(exact), is_upper)


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]


def _joined(found: list[str]) -> str:
    return " ".join(word.lower() for word in found)


def _is_acronym(found: list[str]) -> bool:
    return len(found) == 1 and found[0].isupper()


def _as_acronym(exact: str) -> str:
    return "=" + exact.upper()


def _singular(exact: str) -> str:
    """Each word without the ending of a plural; whether the result is a word does not matter, only that both agree."""
    return " ".join(_singular_word(word) for word in exact.split(" "))


def _singular_word(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
