"""A question in a conversation becomes a query that stands alone. Pure.

Knows nothing of the literature but what it is given: `topics(text)`, the titles and synonyms that occur in a text.
The person's words are kept; what they point back to is put in. A question with a subject of its own is left as it is,
so that an old topic is never dragged in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.asking import LONG_MESSAGE, asking_part, bare, told_and_asked
from agent.errors import BadQuestion
from agent.query_words import (
    AFTER_DEMONSTRATIVE,
    ASPECTS,
    DONE_BY_DOCTORS,
    GENERIC,
    GENERIC_AT_FIRST,
    PARTS,
    POPULATION,
    SMALL_TALK,
    STAND_INS,
    TENDER,
)

LONGEST_QUESTION = 20_000
WHICH = "Which medicine or condition do you mean?"
WHAT = "What would you like to know about health or medicine?"

Topics = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PastTurn:
    """What an earlier turn leaves for the next: its question, the query that was searched, and what it was about."""

    question: str
    query: str
    topic: str = ""
    answered_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandaloneQuery:
    """What to search. `needs_clarification` is a question to the person, where there is nothing to search for.

    `otherwise` is what to search where the query finds no answer: the same with what the conversation is about put in, where
    the question names no subject of its own, or else the question alone, of a message that says more; or "". `without` is
    the query as it was before the topic was put in so.
    """

    query: str
    topic: str
    rewritten: bool
    needs_clarification: str | None = None
    otherwise: str = ""
    without: str = ""

    def asked_otherwise(self) -> StandaloneQuery:
        """`otherwise` in the query's place."""
        without = self.query if self.query in self.otherwise else ""
        return replace(self, query=self.otherwise, rewritten=True, otherwise="", without=without)


def validate_question(text: str) -> str:
    """The question without control characters; BadQuestion where there is nothing to answer."""
    if len(text) > LONGEST_QUESTION:
        raise BadQuestion(f"The question is longer than {LONGEST_QUESTION:,} characters; ask a shorter one.")
    cleaned = "".join(_kept(character) for character in text).strip()
    if not cleaned:
        raise BadQuestion("The question is empty; type a question about health or medicine.")
    if not any(character.isalnum() for character in cleaned):
        raise BadQuestion("The question has no words in it; type a question about health or medicine.")
    return cleaned


def standalone(question: str, history: Sequence[PastTurn], topics: Topics) -> StandaloneQuery:
    """The query that says by itself what the question means after `history`."""
    valid = validate_question(question)
    text = asking_part(valid, topics)
    own = _own_topics(text, topics)
    again = _named_again(text, history, topics)
    before = again or _before(history, topics)
    repaired = _answers_clarification(text, own, history, topics)
    if repaired:
        return repaired
    if before.titled and own and (switched := _other_subject(text, own, before.name, history)):
        return StandaloneQuery(switched, own[0], True)
    if not _asks(text):
        return StandaloneQuery(text, "", False, WHAT)
    if not _leans_on_history(text, own, before) and not (again and _referent(text)):
        otherwise = f"{before.name}: {text}" if before.titled and not own else _question_alone(text, topics)
        return StandaloneQuery(text, _subject(own, before, text), text != valid, otherwise=otherwise)
    if not before.name:
        return StandaloneQuery(text, "", text != valid, WHICH)
    if not before.titled:
        return StandaloneQuery(f"{before.name}: {text}", "", True)
    rewritten = _with_topic(text, before.name, history)
    return StandaloneQuery(asking_part(rewritten, topics) or rewritten, before.name, True)


def with_titles(query: str, titles: Mapping[str, str]) -> str:
    """The query with, after a name, the title under which the literature has it: "metoprolol (see Beta blockers)". What is
    said of beta blockers holds for metoprolol, but seldom names it; and a text about low blood sugar has no "hypo"."""
    for name, title in titles.items():
        short = title.partition(" (")[0]
        if short.lower() not in query.lower() and name.lower() not in title.lower():
            found = re.search(rf"\b{re.escape(name)}\b", query, re.IGNORECASE)
            end = found.end() if found else 0
            query = f"{query[:end]} (see {short}){query[end:]}" if found else query
    return query


def _kept(character: str) -> str:
    if character in "\n\t":
        return character
    if character in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    # Cc control, Cs lone surrogate, Cf invisible formatting (text-direction overrides hide words from the reader)
    return "" if unicodedata.category(character) in ("Cc", "Cs", "Cf") else character


# --- what the question is about


def _own_topics(text: str, topics: Topics) -> tuple[str, ...]:
    """The subjects a text names, as they occur in it; words that could belong to any subject are none."""
    found = {topic for topic in topics(text) if topic.strip()}
    named = {topic for topic in found if not _is_generic(topic) or _is_asked_about(topic, text)}
    return tuple(sorted(named, key=lambda topic: (_place(topic, text), -len(topic), topic)))


def _is_asked_about(topic: str, text: str) -> bool:
    """Whether a word like "smoking" or "pregnancy" is the subject (`what are the stages of pregnancy?`) by itself."""
    if ASPECTS.issuperset(_words(topic)) or _STARTER.match(text):
        return False
    asks = re.match(r"^(?:what|how|why|when|who|which|where|tell me|explain)\b", text, re.IGNORECASE)
    personal = re.search(r"\b(?:i|we|my|our|you)\b(?!.*\b(?:stop|quit|give up)\b)", text, re.IGNORECASE)
    aside = re.search(rf"\b(?:in|during|for|with|on|while|if|when|a|the)\s+{re.escape(topic)}\b", text, re.IGNORECASE)
    return bool(asks) and not personal and not aside


def _place(topic: str, text: str) -> int:
    found = text.lower().find(topic.lower())
    return found if found >= 0 else len(text)


@dataclass(frozen=True, slots=True)
class _Before:
    """What the conversation was about last: a title of the literature, or else the words of the last query."""

    name: str
    titled: bool


def _before(history: Sequence[PastTurn], topics: Topics) -> _Before:
    for turn in reversed(history):
        named = (turn.topic.strip(), *_own_topics(turn.query, topics), *turn.answered_titles)
        first = next((name for name in named if name.strip()), "")
        if first:
            return _Before(first, True)
        if bare(turn.query) and not _is_generic(turn.query) and len(turn.query.split()) <= LONG_MESSAGE:
            return _Before(bare(turn.query), False)
    return _Before("", False)


def _named_again(text: str, history: Sequence[PastTurn], topics: Topics) -> _Before | None:
    """An earlier subject of which the text has a word that the latest lacks: "the kidney ones" after gallstones."""
    words = {word for word in _words(text) if word not in GENERIC}
    latest = next((turn.topic for turn in reversed(history) if turn.topic), "")
    for turn in reversed(history):
        named = [topic for topic in (turn.topic, *_own_topics(turn.query, topics)) if topic]
        again = next((topic for topic in named if words & set(_words(topic)) - set(_words(latest))), None)
        if again:
            return _Before(again, True)
    return None


def _subject(own: tuple[str, ...], before: _Before, text: str) -> str:
    if before.titled and before.name.lower() in text.lower():
        return before.name
    return own[0] if own else ""


# --- does it lean on what was said before?

_DEMONSTRATIVE = (
    rf"(?:this|that|these|those)(?=\s*(?:[?.!,;]|$)|\s+(?:{'|'.join(map(re.escape, AFTER_DEMONSTRATIVE))})\b)"
)
_STAND_IN = rf"(?:this|that|these|those|the|my)\s+(?:{'|'.join(STAND_INS)})\b(?!\s+(?:of|for|that|which)\b)"
_PART = rf"(?:this|that|the|my)\s+(?P<part>{'|'.join(PARTS)})\b(?!\s+(?:of|for|that|which)\b)"
_REFERENT = re.compile(
    rf"\b(?:{_STAND_IN}|{_PART}|(?P<possessive>its|their)\s+(?=\w)|(?:it|they|them|itself)(?P<clitic>['’](?:s|re|ll))?\b"
    rf"|{_DEMONSTRATIVE})",
    re.IGNORECASE,
)
# "it" that points at nothing: "is it safe to …", "it hurts when …", "how long does it take to …"; and "they" who are the
# doctors: "they gave me …", "how do they treat it".
_EXPLETIVE = re.compile(
    rf"\b(?:they(?:['’](?:ve|re|ll|d))?\s+(?:(?:have|had|will|would|can|just|also|always)\s+)*(?:{'|'.join(DONE_BY_DOCTORS)})\b"
    r"|it(?:['’]s| is| was)?\s+(?:hurts|burns|stings|itches|feels|seems|looks)\b"
    r"|is\s+it\s+(?:\w+\s+){1,3}(?:to|that|if)\s+\w+"
    r"|is\s+it\s+\w+\s+for\s+(?:\w+\s+){1,6}to\s"
    r"|it(?:['’]s|\s+is)\s+(?:\w+\s+){1,3}(?:to|that|if)\s+\w+"
    r"|does\s+it\s+(?:take|mean|hurt|burn|sting|feel)\s+(?:to|for|when|if|like|that)\b"
    r"|(?:is|does)\s+(?:this|that|it)\s+mean\b|think\s+that\b|know\s+that\b|say\s+that\b|told\s+(?:me\s+)?that\b)",
    re.IGNORECASE,
)
# "do the medicines work?" asks about the medicines *for* the topic; "this medicine" is the topic.
_SEVERAL = re.compile(r"the\s+(?:medicines|medications|drugs|tablets|pills|treatments|tests|vaccines)", re.IGNORECASE)
_AS_OBJECT = re.compile(r"\b(?P<verb>take|use|give|mix|combine)\s+with\b", re.IGNORECASE)
_STARTER = re.compile(
    r"^(?:(?:and|but|so|also|or|then|ok(?:ay)?|what about|how about|what of)\b[\s,]*)+", re.IGNORECASE
)
_CONJUNCTION = re.compile(r"^(?:(?:and|but|so|also|then|ok(?:ay)?)\b[\s,]*)+(?=\w+\s+\w)", re.IGNORECASE)
_COMPARES = re.compile(r"^(?:vs\.?|versus|compared (?:to|with)|than|rather than)\s+\w", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"([,.;:!?\n]+\s|\b(?:and|but|if|when|because|so|then|that|which|before|after|while|or)\b)", re.IGNORECASE
)
_MAY_I = re.compile(
    r"^(?:and\s+|so\s+|but\s+)?(?:can|could|may|should|must|will|do|am|are|is it (?:ok|okay|safe|fine|alright))\b"
    r".{0,12}\b(?:i|we|you|my \w+|he|she|to)\b",
    re.IGNORECASE,
)


def _referent(text: str) -> re.Match[str] | None:
    """The first word that points back; one that points at nothing is passed over."""
    empty = [match.span() for match in _EXPLETIVE.finditer(text)]
    for match in _REFERENT.finditer(text):
        if not any(start <= match.start() < end for start, end in empty):
            return match
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.lower().replace("’", "'"))


def _is_generic(text: str, words: frozenset[str] = GENERIC) -> bool:
    return all(word in words or word.isdigit() for word in _words(text))


def _leans_on_history(text: str, own: tuple[str, ...], before: _Before) -> bool:
    if before.name and before.name.lower() in text.lower():
        return False
    if own and not before.titled:
        return False
    if (own and _AS_OBJECT.search(text)) or _COMPARES.match(text):
        return True
    pointing = _referent(text)
    if pointing:
        return len(_words(text)) <= 40 and not _names_before(text[: pointing.start()], own)
    if own:
        return False
    # A question with a subject that the literature does not know stands alone; "what about my kidneys?" does not.
    goes_on = bool(_STARTER.match(text) or _PREPOSITION.match(text))
    if _is_generic(text, GENERIC if before.name or goes_on else GENERIC_AT_FIRST):
        return True
    return bool(_STARTER.match(text)) and len(_words(text)) <= 5


def _question_alone(text: str, topics: Topics) -> str:
    """The one question of a message, where what else it tells changes no answer and the question does not lean on it; or "".
    A medicine, an illness, a pregnancy or a child that was told of must never be left out."""
    told, alone = told_and_asked(text)
    matters = bool(topics(told)) or any(word.removesuffix("'s") in TENDER for word in _words(told))
    return "" if matters or _referent(alone) or _is_generic(alone) else alone


def _names_before(head: str, own: tuple[str, ...]) -> bool:
    """Whether an earlier clause of the same question names what a pointing word can mean."""
    earlier = "".join(_CLAUSE_END.split(head)[:-1])
    return any(topic.lower() in earlier.lower() for topic in own) or not _is_generic(earlier)


def _asks(text: str) -> bool:
    return bool(set(_words(text)) - SMALL_TALK)


# --- putting the topic in

_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|should|will|would|may|must|has|have)"
_WH_HEAD = re.compile(
    rf"^(?:what|how|when|where|why|which|who)(?:\s+(?:long|often|much|many|soon))?\s+(?={_AUXILIARY}\b)", re.I
)
_DEFINES = re.compile(r"^(?:what\s+(?:is|are)(?:\s+(?:a|an|the))?|tell me about|define)\s+", re.I)
_BARE_WH = re.compile(r"^(?:why|how (?:long|often|much|many times|soon)|when|where|how)(?: not)?$", re.I)
_PREPOSITION = re.compile(r"^(?:for|in|during|with|while|when|if|after|before|at|without|on)\b", re.I)
_WHO = re.compile(
    r"^(?:(?:a|an|the|my|your|very|small|young|older|old|people|women|men|someone|i am|i'm|i m|who are)\s+)*"
    r"(?:children|child|kids?|bab(?:y|ies)|infants?|newborns?|toddlers?|teen(?:ager)?s?|adults?|elderly|seniors?|people|"
    r"(?:wo)?men|boys?|girls?|son|daughter|pregnan(?:cy|t)|breast-?\s?feeding|nursing|mothers?)\b",
    re.I,
)

_ENDS_WITH_WHO = re.compile(
    rf"\s+(?:in|for|during)\s+(?:(?:young|small|older|pregnant)\s+)?(?:{'|'.join(map(re.escape, POPULATION))})$", re.I
)


def _with_topic(text: str, topic: str, history: Sequence[PastTurn]) -> str:
    """The question with what it points back to in its words."""
    pointing = _referent(text)
    if pointing and _SEVERAL.fullmatch(pointing[0]):
        return f"{topic}: {text}"
    if pointing:
        return _CONJUNCTION.sub("", _replaced(text, pointing, topic))
    if _AS_OBJECT.search(text):
        return _AS_OBJECT.sub(lambda match: f"{match['verb']} {topic} with", text, count=1)
    if _COMPARES.match(text):
        return f"{topic} {text}"
    rest, last = bare(_STARTER.sub("", text)), _last_query(history, topic)
    if last and _BARE_WH.match(rest):
        return _asked_anew(rest, last, topic)
    if last and len(_words(rest)) <= 7 and (_WHO.match(rest) or _PREPOSITION.match(rest)) and not _MAY_I.match(rest):
        return _narrowed(last, rest)
    aspect = re.sub(r"^(?:the|any|an?)\s+", "", rest, flags=re.IGNORECASE)
    if 0 < len(_words(aspect)) <= 3 and ASPECTS.issuperset(_words(aspect)):
        return f"{aspect} of {topic}"
    return f"{topic}: {text}"


def _replaced(text: str, pointing: re.Match[str], topic: str) -> str:
    before, after = text[: pointing.start()], text[pointing.end() :]
    if pointing["possessive"]:
        return _possessed(before, after, topic)
    if pointing["part"]:
        return f"{before}the {topic} {pointing['part']}{after}"
    clitic = {"s": " is", "re": " are", "ll": " will"}.get((pointing["clitic"] or "").lstrip("'’"), "")
    return f"{before}{topic}{clitic}{after}"


def _possessed(before: str, after: str, topic: str) -> str:
    """`what are its side effects?` → `what are the side effects of metformin?`"""
    phrase = re.match(r"^((?:[\w-]+\s+){0,2}[\w-]+)(\s*[?.!,].*)?$", after, re.DOTALL)
    if phrase:
        return f"{before}the {phrase[1]} of {topic}{phrase[2] or ''}"
    return f"{before}{topic}'s {after}"


def _last_query(history: Sequence[PastTurn], topic: str) -> str:
    for turn in reversed(history):
        if topic.lower() in turn.query.lower():
            return turn.query.strip()
    return ""


def _asked_anew(wh: str, last: str, topic: str) -> str:
    """`how long?` after `What is metformin used for?` → `how long is metformin used for?`"""
    if wh.lower() == "why not":
        return f"{last.rstrip(' ?.')}? Why not?"
    if re.match(rf"^{_AUXILIARY}\b", last, re.I):
        return f"{wh} {last[0].lower()}{last[1:]}"
    head = _WH_HEAD.match(last)
    if head and not _defines(last, topic):
        return f"{wh} {last[head.end() :]}"
    return f"{topic}: {wh}?"


def _defines(query: str, topic: str) -> bool:
    """Whether the query only asks what the topic is, or what its aspects are."""
    return bool(re.match(r"^what\s+(?:is|are)\b", query, re.I)) and query.rstrip(" ?.").lower().endswith(topic.lower())


def _narrowed(last: str, rest: str) -> str:
    """`and for children?` after `How is asthma treated?` → `How is asthma treated for children?`"""
    stem = _ENDS_WITH_WHO.sub("", last.rstrip(" ?.!")) if _WHO.match(_PREPOSITION.sub("", rest).strip()) else bare(last)
    if _PREPOSITION.match(rest):
        return f"{stem} {rest}?"
    joint = "when" if re.match(r"^(?:i am|i'm|i m|pregnant|you are)\b", rest, re.I) else "in"
    return f"{stem} {joint} {rest}?"


def _other_subject(text: str, own: tuple[str, ...], topic: str, history: Sequence[PastTurn]) -> str:
    """`what about ibuprofen?` after `Is metformin safe in pregnancy?` → `Is ibuprofen safe in pregnancy?`"""
    starter = _STARTER.match(text)
    rest = bare(text[starter.end() :]) if starter else bare(text)
    named = re.sub(r"^(?:for|in|with|of|the|a|an)\s+", "", rest, flags=re.I)
    last = _last_query(history, topic)
    if not starter or not last or named.lower() != own[0].lower() or own[0].lower() in last.lower():
        return ""
    return re.sub(rf"\b{re.escape(topic)}\b", lambda _: named, last, count=1, flags=re.I)


def _answers_clarification(
    text: str, own: tuple[str, ...], history: Sequence[PastTurn], topics: Topics
) -> StandaloneQuery | None:
    """`metformin` after Osler asked which medicine was meant: the question before is asked again, with it."""
    if not history or not own or len(own) > 1 or history[-1].topic or history[-1].answered_titles:
        return None
    named = re.sub(r"^(?:i mean(?:t)?|it'?s|its|the|about|for|sorry|oh)\s+", "", bare(text), flags=re.I)
    asked = history[-1].question
    if named.lower() != own[0].lower() or not asked.strip() or _own_topics(asked, topics):
        return None
    return StandaloneQuery(_with_topic(asked, named, ()), own[0], True)
