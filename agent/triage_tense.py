"""Which words of a sentence tell of a remote past that is over, and which of now.

A sentence is cut into clauses at commas and joints ("but", "and now"). A clause is past when it names a remote time ("ten
years ago", "when I was six"); a neighbour told in the past tense goes with it, one in the present tense never does.
Knows the cues by name and nothing of the findings. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_JOINTS = frozenset({"but", "however", "although", "though", "yet", "because", "so", "then", "now", "while", "whereas"})
_AFTER_AND = frozenset(
    {
        "now",
        "today",
        "tonight",
        "then",
        "i",
        "he",
        "she",
        "we",
        "they",
        "it",
        "this",
        "still",
        "am",
        "is",
        "are",
        "have",
    }
    | {"has", "cannot", "suddenly", "feel", "feels", "since", "want", "wants", "need", "wonder"}
)
_PAST_TENSE = frozenset(
    {
        "was",
        "were",
        "had",
        "did",
        "got",
        "went",
        "came",
        "took",
        "felt",
        "fell",
        "gave",
        "woke",
        "broke",
        "swelled",
        "made",
    }
    | {"became", "began", "found", "lost", "thought", "tried", "could", "told", "said", "stung", "bit"}
)
_NO_VERB = frozenset({"red", "bed", "need", "hundred", "blood", "speed", "weed", "seed", "bleed", "feed", "indeed"})

Spans = Mapping[str, Mapping[int, frozenset[int]]]


def past_places(words: Sequence[str], spans: Spans) -> frozenset[int]:
    """The places of the words that tell of a remote past."""
    if not spans.get("cue_past"):
        return frozenset()
    clauses = _clauses(words)
    remote = [_holds("cue_past", clause, spans) and not _holds("cue_onset", clause, spans) for clause in clauses]
    past = list(remote)
    for number in range(1, len(clauses)):
        past[number] = past[number] or (past[number - 1] and _goes_along(words, clauses[number], spans))
    for number in reversed(range(len(clauses) - 1)):
        past[number] = past[number] or (past[number + 1] and _goes_along(words, clauses[number], spans))
    return frozenset(place for clause, is_past in zip(clauses, past, strict=True) if is_past for place in clause)


def _clauses(words: Sequence[str]) -> list[range]:
    starts = [0]
    for place in range(1, len(words)):
        joint = words[place] in _JOINTS or (
            words[place] in ("and", "n") and set(words[place + 1 : place + 2]) & _AFTER_AND
        )
        if words[place] == "," or joint:
            starts.append(place)
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]


def _holds(cue: str, clause: range, spans: Spans) -> bool:
    return any(start in clause for start in spans.get(cue, {}))


def _goes_along(words: Sequence[str], clause: range, spans: Spans) -> bool:
    """Whether a clause beside a past one is of the same story: in the past tense, with no word of the present."""
    told = any(words[place] in _PAST_TENSE or _regular_past(words[place]) for place in clause)
    return told and not _holds("cue_present", clause, spans)


def _regular_past(word: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and word not in _NO_VERB
