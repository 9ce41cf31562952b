"""Triage: does a message tell of an emergency? Rules over findings; no model, no input or output, the same reply always.

Knows the red flags as data (`agent.red_flags`) and how to weigh them. Knows nothing of retrieval, models or sessions.
It informs and does not diagnose; no clinician has reviewed its rules, and it will miss some emergencies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from agent.answer import Alert, Tier, graver
from agent.red_flags.cues import CUES
from agent.red_flags.findings_birth import FINDINGS as BIRTH
from agent.red_flags.findings_blood import FINDINGS as BLOOD
from agent.red_flags.findings_body import FINDINGS as BODY
from agent.red_flags.findings_mind import FINDINGS as MIND
from agent.red_flags.findings_people import FINDINGS as PEOPLE
from agent.red_flags.findings_poison import FINDINGS as POISON
from agent.red_flags.findings_small import FINDINGS as SMALL
from agent.red_flags.messages import saying
from agent.red_flags.rules import CONTEXT, LASTING, PASSED_COUNTS, RULES, SELF_HARM_CATEGORIES
from agent.red_flags.words import BARRIERS, BLOCKS, CONTRACTIONS, CORRECT_TO, FILLERS, LEAVE, SLIPS
from agent.triage_match import parse, spans
from agent.triage_numbers import ages, concern, facts
from agent.triage_scope import Doubt, Mention, Read, asks_in_general, mentions
from agent.triage_text import plain, sentences, speller

__all__ = ["SELF_HARM_CATEGORIES", "triage"]

LONGEST_TEXT = 20_000
EARLIER_MESSAGES = 6
SHORT_MESSAGE = 25  # words
INFANT = 0.5  # years: 39 °C is a sign by itself up to here (NICE NG143), and so young a child's is told of one child
MOST_CANDIDATES = 8
FARTHEST_APART = 5  # sentences
LONGEST_MATCHED = 120
# The thresholds at which the National Early Warning Score 2 asks for attention, an urgent and an emergency response.
CONCERN_TODAY, CONCERN_URGENT, CONCERN_NOW = 3, 5, 7

_BOOK = parse(BLOCKS + BODY + BLOOD + POISON + MIND + BIRTH + PEOPLE + SMALL + CUES, FILLERS, BARRIERS)
_SPELLER = speller(SLIPS, CONTRACTIONS, CORRECT_TO, LEAVE)
_NEVER = {Doubt.DENIED, Doubt.SUPPOSED, Doubt.ASKED_IN_GENERAL, Doubt.FICTION, Doubt.IDIOM, Doubt.ANIMAL}


@dataclass(frozen=True, slots=True)
class Rule:
    """One finding of each group, and none of `unless`."""

    category: str
    tier: Tier
    groups: tuple[frozenset[str], ...]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as findings: those in its words, and those in its numbers (`facts`).

    `claimed` is the text without its general questions; `named` are all findings, whatever speaks against them.
    """

    text: str
    read: tuple[Read, ...]
    mentions: tuple[Mention, ...]
    facts: frozenset[str]
    claimed: str
    named: frozenset[str]

    def has(self, cue: str) -> bool:
        return any(one.has(cue) for one in self.read)


def _rules(text: str) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for line in text.strip().splitlines():
        head, _, body = line.partition(":")
        category, tier = head.split()
        wanted, _, unless = body.partition("!")
        groups = tuple(frozenset(group.strip().split("|")) for group in wanted.split("+"))
        grade: Tier = "T1" if tier == "T1" else "T2" if tier == "T2" else "T3"
        found.append(Rule(category, grade, groups, frozenset(unless.strip().split("|")) - {""}))
    return tuple(found)


_RULES = _rules(RULES)


def triage(text: str, history: Sequence[str] = ()) -> Alert | None:
    """The gravest alarm that a message raises, given the person's earlier messages; None where there is none."""
    message = _understand(text)
    earlier = tuple(_understand(past) for past in history[-EARLIER_MESSAGES:])
    alert = _alert(message, earlier)
    if alert is None and earlier and _makes_light(message):
        for number, past in enumerate(earlier):
            alert = graver(alert, _alert(past, earlier[:number]))
    return alert


# --- what a message says


def _understand(text: str) -> Understood:
    even = plain(text[:LONGEST_TEXT])
    read = tuple(
        Read(sentence, spans(tuple(token.word for token in sentence.tokens), _BOOK))
        for sentence in sentences(even, _SPELLER)
    )
    found = mentions(read)
    claimed = even if any(age < 0.25 for age in ages(even)) else " . ".join(_claimed(read, even))
    measured = facts(even, claimed)
    return Understood(text, read, found, measured, claimed, measured.union(one.finding for one in found))


def _claimed(read: Sequence[Read], text: str) -> Iterator[str]:
    """The sentences that do not ask in general, or name an infant's age: only their numbers were measured on somebody."""
    for one in read:
        said = text[one.sentence.tokens[0].start : one.sentence.tokens[-1].end]
        if not asks_in_general(one) or any(age < INFANT for age in ages(said)):
            yield said


def _makes_light(message: Understood) -> bool:
    """Whether a short message takes back or plays down what was said before ("it's nothing, forget it")."""
    words = sum(len(one.words) for one in message.read)
    return words <= SHORT_MESSAGE and any(one.has("cue_minimise") and not one.sentence.asks for one in message.read)


def _settled(message: Understood) -> bool:
    """Long-standing, already cleared by a doctor, and no worse."""
    return message.has("cue_cleared") and message.has("cue_long") and not message.has("cue_worse")


# --- what the rules make of it


def _alert(message: Understood, earlier: Sequence[Understood]) -> Alert | None:
    alert: Alert | None = None
    settled = _settled(message)
    named = message.named.union(*(past.named for past in earlier))
    for rule in _RULES:
        if (alert and alert.tier <= rule.tier) or any(named.isdisjoint(group) for group in rule.groups):
            continue
        if settled and rule.category not in SELF_HARM_CATEGORIES:
            continue
        if fired := _fires(rule, message, earlier):
            alert = graver(alert, _raised(rule.category, rule.tier, _matched(message, fired)))
    return graver(alert, None if settled else _by_numbers(message))


def _raised(category: str, tier: Tier, matched: str) -> Alert:
    title, text = saying(category, tier)
    return Alert(category, tier, title, text, matched)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What fills one group of a rule: a mention in this message (`here`), in an earlier one, or a number."""

    mention: Mention | None
    here: bool


def _fires(rule: Rule, message: Understood, earlier: Sequence[Understood]) -> tuple[Evidence, ...]:
    """What fills the groups of the rule; empty where it is not fulfilled. A message with what speaks against the rule
    fills none."""

    def spoken_against(one: Understood) -> bool:
        return any(_claims(one, name, rule.category) for name in rule.unless)

    if spoken_against(message):
        return ()
    earlier = [past for past in earlier if not spoken_against(past)]
    candidates = []
    for group in rule.groups:
        found = _evidence(group, rule.category, message, earlier)
        if not found:
            return ()
        candidates.append(found[:MOST_CANDIDATES])
    return next((chosen for chosen in product(*candidates) if _together(chosen)), ())


def _evidence(
    group: frozenset[str], category: str, message: Understood, earlier: Sequence[Understood]
) -> list[Evidence]:
    """All that can fill a group, this message's own first."""
    here = [Evidence(one, True) for one in message.mentions if one.finding in group and _counts(one, category)]
    if not group.isdisjoint(message.facts):
        here.append(Evidence(None, True))
    for past in reversed(earlier):
        here += [Evidence(one, False) for one in past.mentions if one.finding in group and _counts(one, category)]
        if not group.isdisjoint(past.facts):
            here.append(Evidence(None, False))
    return here


def _claims(message: Understood, name: str, category: str) -> bool:
    return name in message.facts or any(one.finding == name and _counts(one, category) for one in message.mentions)


def _counts(mention: Mention, category: str) -> bool:
    """Whether a mention is a present complaint, or one that having passed does not make safe."""
    doubts = mention.doubts
    if mention.finding == "lethal_ask":
        # "How do I kill myself?" has the form of a general question, and is a cry for help.
        doubts -= {Doubt.ASKED_IN_GENERAL}
    if doubts & _NEVER:
        return False
    if mention.finding in CONTEXT or category in PASSED_COUNTS:
        return Doubt.PAST not in doubts or mention.finding in CONTEXT
    if Doubt.PAST in doubts or {Doubt.LATELY, Doubt.RESOLVED} <= doubts:
        return False
    return Doubt.RESOLVED not in doubts or category in LASTING


def _together(chosen: Sequence[Evidence]) -> bool:
    """Whether the evidence is of this message at least in part, in different words, and not sentences apart."""
    if not any(one.here for one in chosen):
        return False
    found = [one.mention for one in chosen if one.mention and one.here]
    places = {(one.sentence, one.start, one.end) for one in found}
    complaints = [one.sentence for one in found if one.finding not in CONTEXT]
    return len(places) == len(found) and (not complaints or max(complaints) - min(complaints) <= FARTHEST_APART)


def _matched(message: Understood, fired: Sequence[Evidence]) -> str:
    """The person's own words that fulfilled a rule."""
    found = sorted(
        {(one.mention.sentence, one.mention.start, one.mention.end) for one in fired if one.mention and one.here}
    )
    parts = []
    for number, start, end in found:
        tokens = message.read[number].sentence.tokens
        parts.append(message.text[tokens[start].start : tokens[end - 1].end])
    return " … ".join(parts) or message.text.strip()[:LONGEST_MATCHED]


def _by_numbers(message: Understood) -> Alert | None:
    """The alarm of the measurements alone."""
    found = concern(message.claimed)
    if found is None or found.total < CONCERN_TODAY:
        return None
    tier: Tier = (
        "T1" if found.total >= CONCERN_NOW else "T2" if found.worst == 3 or found.total >= CONCERN_URGENT else "T3"
    )
    measured = message.claimed[found.reading.start : found.reading.end]
    start = max(0, plain(message.text).find(measured))
    return _raised("vital_signs", tier, message.text[start : start + len(measured)])
