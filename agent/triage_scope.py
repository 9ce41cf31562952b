"""Which of the things that a message mentions it also claims: negation, supposition, study, fiction, the past, idiom.

Knows the cues by name and nothing of the rules. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agent.triage_match import Spans
from agent.triage_tense import past_places
from agent.triage_text import TokenSentence

NEGATION_REACH = 14
_SPEAKER = frozenset({"i", "me", "my"})
_OWN = frozenset({"i", "my", "our", "mom", "dad", "grandma", "grandpa", "husband", "wife"})
_STORY_ENDS = frozenset({"when", "while", "and", "but", "now", ","})
_ASKING = frozenset(
    {"should", "can", "could", "what", "how", "is", "are", "does", "do", "would", "will", "any", "which"}
)
STUDY_LENGTH = 9  # words: a longer line with "treatment" in it is a story, not what one types into a search box


class Doubt(StrEnum):
    """Why a mention may be no present complaint."""

    DENIED = "denied"
    SUPPOSED = "supposed"
    ASKED_IN_GENERAL = "asked in general"
    FICTION = "fiction"
    IDIOM = "idiom"
    ANIMAL = "animal"
    PAST = "past"
    LATELY = "lately"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a finding is named: its sentence, its words there, and what speaks against it."""

    finding: str
    sentence: int
    start: int
    end: int
    doubts: frozenset[Doubt]


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with all that was found in it."""

    sentence: TokenSentence
    spans: Spans

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.word for token in self.sentence.tokens)

    def has(self, cue: str) -> bool:
        return bool(self.spans.get(cue))


def mentions(read: Sequence[Read]) -> tuple[Mention, ...]:
    """Every finding of every sentence, with its doubts."""
    found: list[Mention] = []
    for number, one in enumerate(read):
        whole = _doubts_of_sentence(read, number)
        denied, supposed, idiom = _denied(one), _supposed(one), _covered(one, "cue_idiom")
        past = past_places(one.words, one.spans)
        for name, places in one.spans.items():
            if name.startswith("cue_"):
                continue
            for start, ends in places.items():
                end = min(ends)
                doubts = set(whole)
                doubts |= {Doubt.DENIED} if start in denied or _answered_no(one, end) else set()
                doubts |= {Doubt.SUPPOSED} if start in supposed else set()
                doubts |= {Doubt.PAST} if start in past else set()
                doubts |= {Doubt.IDIOM} if not idiom.isdisjoint(range(start, end)) else set()
                found.append(Mention(name, number, start, end, frozenset(doubts)))
    return tuple(found)


def _doubts_of_sentence(read: Sequence[Read], number: int) -> set[Doubt]:
    one = read[number]
    doubts: set[Doubt] = set()
    if asks_in_general(one) or _of_work(one):
        doubts.add(Doubt.ASKED_IN_GENERAL)
    if _in_fiction(read, number):
        doubts.add(Doubt.FICTION)
    if _of_animal(read, number):
        doubts.add(Doubt.ANIMAL)
    if one.has("cue_lately"):
        doubts.add(Doubt.LATELY)
    following = read[number + 1] if number + 1 < len(read) else None
    if _resolved(one) or (following and _resolved(following)):
        doubts.add(Doubt.RESOLVED)
    return doubts


# --- denied


def _denied(one: Read) -> frozenset[int]:
    """The words that a negation reaches."""
    exempt = set(one.spans.get("cue_not_negation", {})) - set(one.spans.get("cue_refusal", {}))
    reached: set[int] = set()
    for start, ends in one.spans.get("cue_negation", {}).items():
        if start not in exempt:
            reached.update(_reach(one, max(ends)))
    return frozenset(reached)


def _reach(one: Read, at: int) -> Iterator[int]:
    words, breaks = one.words, one.spans.get("cue_break", {})
    for place in range(at, min(at + NEGATION_REACH, len(words))):
        if place in breaks and place > at:
            return
        if words[place] == "," and not _list_goes_on(words, place, breaks):
            return
        if words[place] == "with" and place > at + 1:
            return
        yield place


def _list_goes_on(words: tuple[str, ...], comma: int, breaks: object) -> bool:
    """Whether a comma after "no fever" only parts a list ("no fever, cough or rash")."""
    rest = words[comma + 1 :]
    if "or" in rest or "nor" in rest:
        return True
    parts = [part.split() for part in " ".join(rest).split(" , ")]
    short = all(len(part) <= 2 and not (part and part[0].isdigit()) for part in parts)
    return short and words[0] in ("no", "denies", "denied", "negative")


def _answered_no(one: Read, end: int) -> bool:
    """`chest pain: none`, `bleeding - no`."""
    words = one.words
    at = end + 1 if end < len(words) and words[end] == "," else end
    if at >= len(words) or words[at] not in ("none", "denied", "absent", "negative", "no"):
        return False
    return words[at] != "no" or at + 1 == len(words) or (words[at + 1] == "," and at > end)


# --- supposed


def _supposed(one: Read) -> frozenset[int]:
    """The words after an "if", and those after "symptoms of"."""
    reached: set[int] = set()
    excused = {end for ends in one.spans.get("cue_not_if", {}).values() for end in ends}
    for start in one.spans.get("cue_if", {}):
        if start + 1 not in excused or one.words[start] != "if":
            reached.update(_until_comma(one, start + 1, 20))
    claims = {end for ends in one.spans.get("cue_has_signs", {}).values() for end in ends}
    for ends in one.spans.get("cue_of", {}).values():
        if not claims & ends:
            reached.update(_until_comma(one, max(ends), 8))
    return frozenset(reached)


def _until_comma(one: Read, at: int, most: int) -> Iterator[int]:
    for place in range(at, min(at + most, len(one.words))):
        if one.words[place] in (",", "but", "now", "because"):
            return
        yield place


# --- the whole sentence


def asks_in_general(one: Read) -> bool:
    """Whether the sentence asks or states something of nobody in particular ("what causes a stroke?")."""
    opening = max((end for start, ends in _places(one, "cue_opening") if start <= 2 for end in ends), default=0)
    lead = max((end for start, ends in _places(one, "cue_lead_in") if start <= opening + 2 for end in ends), default=0)
    if any(start >= lead for start, _ in _places(one, "cue_person")):
        return False
    if lead:
        return not one.has("now_words")
    asked = one.spans.get("cue_asks", {}), one.spans.get("cue_asks_marked", {}) if one.sentence.asks else {}
    if any(start in cue for cue in asked for start in (0, opening)) and "not" not in one.words[1:2]:
        return not one.has("cue_case")
    if one.has("cue_study") and len(one.words) <= STUDY_LENGTH:
        return True
    plural = any(start < 4 for start, _ in _places(one, "cue_generic")) and not one.has("now_words")
    return plural or one.has("cue_describes")


def _resolved(one: Read) -> bool:
    """Whether it is said to be over; "she is not fine" says no such thing."""
    return any("not" not in one.words[max(0, start - 2) : max(ends)] for start, ends in _places(one, "cue_resolved"))


def _places(one: Read, cue: str) -> Iterable[tuple[int, frozenset[int]]]:
    return one.spans.get(cue, {}).items()


def _of_work(one: Read) -> bool:
    """`I work in casualty and see overdoses all the time`: what somebody's work brings, and not a case of today."""
    return one.has("cue_work") and one.has("cue_habit") and not one.has("now_words")


def _in_fiction(read: Sequence[Read], number: int) -> bool:
    one = read[number]
    if one.has("cue_dream"):
        return True
    if one.has("cue_fiction"):
        return not _then_really(one)
    near = read[max(0, number - 2) : number + 2]
    return any(other.has("cue_fiction") for other in near) and not _SPEAKER & set(one.words)


def _then_really(one: Read) -> bool:
    """`we were watching a film when my mum collapsed`: after the story something of one's own."""
    after = min(max(ends) for _, ends in _places(one, "cue_fiction"))
    joints = [place for place in range(after, len(one.words)) if one.words[place] in _STORY_ENDS]
    return any(_OWN & set(one.words[place + 1 : place + 3]) and one.words[place + 1] not in _ASKING for place in joints)


def _of_animal(read: Sequence[Read], number: int) -> bool:
    """Whether it is a pet that is ill: one is named, and no person beside it."""
    words, one = set(read[number].words), read[number]
    if one.has("cue_bites") or words & {"i", "me", "us", "we"}:
        return False
    if one.has("cue_animal") or one.has("pet"):
        return not one.has("person_word")
    return number > 0 and not one.has("person_word") and not words & {"my"} and _of_animal(read, number - 1)


def _covered(one: Read, cue: str) -> frozenset[int]:
    return frozenset(place for start, ends in one.spans.get(cue, {}).items() for place in range(start, max(ends)))
