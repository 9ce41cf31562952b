"""Multiple choice with evidence: four options of one kind, of which one is what the evidence says.

Three forms. Names: "Which of these is a chronic disease of the airways?", the options being titles of pages, as the first
sentence of a page says what its title is. Statements: a question of a known kind, the options being what pages say, with
other pages' names put in this one's place. Causes: "Which of these reduces pain?", the options being what claims are of.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.training.data.asking import name_in, names_something
from models.training.data.claims import with_low_start
from models.training.data.dialogues import PASSES, Dialogue, Exchange, in_turn, question_of, shuffled, wanted_of
from models.training.data.evidence import Drawn, EvidenceDrawer
from models.training.data.fitting import content
from models.training.data.phrasing import is_plural
from models.training.data.topics import Fact, Material
from models.training.examples import Part, Topic

LETTERS = "ABCD"
_UNANSWERABLE = 0.12
_LONGEST_OPTION = 36  # words
_DEFINITION = re.compile(
    r"^(?:The |An? )?(?P<name>[^,;:]+?)(?: \([^)]*\))?(?:, (?:also|or|sometimes|often) [^,]{3,60},)? (?P<be>is|are) "
    r"(?P<what>(?:an? |the (?:most |name |medical |loss |result |inability )|one of |any )[^;:]{25,260})\.$"
)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The place of the right sentence, the question, the right option, and the pool that wrong ones come from."""

    topic: int
    part: int
    position: int
    question: str
    right: str
    form: str
    pool: str


def choices(material: Material, drawer: EvidenceDrawer, seed: int) -> Iterator[Dialogue]:
    """One question each with four options, form by form in turn."""
    for number in range(PASSES):
        rng = random.Random(f"{seed} choices {number}")
        found = [*_names(material), *_statements(material, rng), *_causes(material)]
        pools: dict[str, list[_Choice]] = defaultdict(list)
        for one in found:
            pools[one.pool].append(one)
        for one in in_turn(
            shuffled(found, rng), lambda choice: f"{choice.form} {material.topics[choice.topic].source}"
        ):
            wrong = _wrong(one, pools[one.pool], material, rng)
            if len(wrong) == len(LETTERS) - 1:
                dialogue = _dialogue(one, wrong, material, drawer, rng)
                if dialogue is not None:
                    yield dialogue


def _dialogue(
    one: _Choice, wrong: Sequence[tuple[str, _Choice]], material: Material, drawer: EvidenceDrawer, rng: random.Random
) -> Dialogue | None:
    options = [one.right, *(text for text, _ in wrong)]
    order = shuffled(range(len(options)), rng)
    letter = LETTERS[order.index(0)]
    listed = "\n".join(f"{label}. {options[n]}" for label, n in zip(LETTERS, order, strict=True))
    drawn = drawer.draw(
        one.topic,
        one.part,
        (one.position,),
        rng,
        question=f"{one.question} {one.right}",
        answerable=rng.random() >= _UNANSWERABLE,
        # Passages about the wrong names belong here; those that say the wrong statements would make them right.
        beside=[(other.topic, other.part) for _, other in wrong[:2]] if one.form == "name" else (),
    )
    if not drawn.passages or _told_elsewhere(one, drawn, options):
        return None
    said = "" if not drawn.quotes else f"{letter}." if one.form == "statement" else f"{letter}. {one.right}."
    exchange = Exchange(f"{one.question}\n{listed}", drawn, said)
    source = material.topics[one.topic].source
    return Dialogue("choice" if drawn.quotes else "abstention", source, (exchange,), letter if drawn.quotes else "")


def _told_elsewhere(one: _Choice, drawn: Drawn, options: Sequence[str]) -> bool:
    """Whether a passage holds a statement that should be a wrong option."""
    text = " ".join(sentence for passage in drawn.passages for sentence in passage.sentences)
    return one.form == "statement" and any(option in text for option in options[1:])


def _wrong(one: _Choice, pool: Sequence[_Choice], material: Material, rng: random.Random) -> list[tuple[str, _Choice]]:
    """Three options of the same kind from other topics, unlike the right one and each other."""
    here = material.topics[one.topic]
    found: list[tuple[str, _Choice]] = []
    texts = [one.right]
    for other in rng.sample(pool, min(len(pool), 40)):
        there = material.topics[other.topic]
        text = other.right
        if other.topic == one.topic or not there.is_apart_from(here):
            continue
        if one.form == "statement":
            text = _renamed(text, name_in(there.title), here, one.right)
        elif _overlap(other.question, one.question) >= 0.4:
            continue  # what is asked may be true of it
        if text and _apart(text, texts, one) and _alike_in_length(text, one.right):
            found.append((text, other))
            texts.append(text)
        if len(found) == len(LETTERS) - 1:
            break
    return found


def _apart(text: str, others: Sequence[str], one: _Choice) -> bool:
    """Whether an option cannot be taken for another: names share no word, statements no more than half."""
    if one.form != "statement":
        return all(not content(text) & content(other) and text.lower() != other.lower() for other in others)
    return all(_overlap(text, other) < 0.6 for other in others)


def _overlap(first: str, second: str) -> float:
    """The share of words that two texts have in common, of the shorter one's."""
    mine, theirs = content(first), content(second)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _alike_in_length(text: str, right: str) -> bool:
    ours, theirs = len(text.split()), len(right.split())
    return theirs <= 3 * ours + 3 and ours <= 3 * theirs + 3


def _renamed(text: str, theirs: str, topic: Topic, right: str) -> str:
    """A statement about another topic with this one's name, spelt as `right` spells it; "" where the name does not fit."""
    name = name_in(topic.title)
    spelt = re.search(re.escape(name), right, re.IGNORECASE)
    found = list(re.finditer(rf"\b{re.escape(theirs)}\b", text, re.IGNORECASE))
    if spelt is None or len(found) != 1 or is_plural(theirs) != is_plural(name):
        return ""
    inside = spelt[0]
    if spelt.start() == 0:
        inside = with_low_start(inside, " ".join(sentence for part in topic.parts for sentence in part.sentences))
    put = inside[:1].upper() + inside[1:] if found[0].start() == 0 else inside
    changed = text[: found[0].start()] + put + text[found[0].end() :]
    given_away = (content(theirs) - content(name)) & content(changed)  # another word of the old name
    return "" if given_away else changed


def _names(material: Material) -> Iterator[_Choice]:
    """First sentences that say what a page's title is."""
    for number, topic in enumerate(material.topics):
        for position, part in enumerate(topic.parts):
            if part.question and part.kind is not None and part.kind.name == "information":
                first = wanted_of(topic, position)[0]
                choice = _name(topic, part, part.sentences[first])
                if choice:
                    yield _Choice(number, position, first, choice, _raised(name_in(topic.title)), "name", "name")


def _name(topic: Topic, part: Part, sentence: str) -> str:
    title = name_in(topic.title)
    found = _DEFINITION.match(sentence)
    if found is None or not names_something(title):
        return ""
    named = found["name"].lower().removeprefix("the ").strip()
    what = found["what"]
    if named not in (title.lower(), title.lower().removesuffix("s")) or content(title) & content(what):
        return ""
    if re.search(r"\b(?:it|its|they|their|this|these)\b", what) or len(what.split()) < 7 or len(content(what)) < 5:
        return ""
    return f"Which of these {found['be']} {what}?"


def _statements(material: Material, rng: random.Random) -> Iterator[_Choice]:
    """First sentences of answers that name their topic once."""
    for number, topic in enumerate(material.topics):
        name = name_in(topic.title)
        for position, part in enumerate(topic.parts):
            if not part.question or part.kind is None or part.kind.name in ("information", "help"):
                continue
            first = wanted_of(topic, position)[0]
            text = part.sentences[first]
            once = len(re.findall(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)) == 1
            if once and len(text.split()) <= _LONGEST_OPTION and "(" not in text:
                question = part.question if rng.random() < 0.5 else question_of(topic, position, rng)
                question = question if question.endswith("?") else part.question
                asked = re.sub(re.escape(name), "", part.question, flags=re.IGNORECASE)
                yield _Choice(number, position, first, question, text, "statement", f"{part.kind.name} {asked}")


def _causes(material: Material) -> Iterator[_Choice]:
    """What claims say yes of: "X reduced Y" → "Which of these reduces Y?"."""
    for fact in material.facts:
        question = _which(fact)
        if question and len(fact.claim.subject.split()) <= 6 and not re.match(r"(?:the|an?) ", fact.claim.subject):
            subject = _raised(fact.claim.subject)
            yield _Choice(fact.topic, fact.part, fact.position, question, subject, "cause", f"cause {fact.claim.verb}")


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _which(fact: Fact) -> str:
    claim = fact.claim
    acts = re.match(
        rf"(?:Does|Do) {re.escape(claim.subject)} ({re.escape(claim.verb)}) {re.escape(claim.object)}\?$",
        claim.question,
    )
    if claim.verdict != "yes" or acts is None or len(claim.object.split()) < 2:
        return ""
    first, _, rest = claim.verb.partition(" ")
    third = f"{first}es" if first.endswith(("ss", "sh")) else f"{first}s"
    return f"Which of these {third}{' ' + rest if rest else ''} {claim.object}?"
