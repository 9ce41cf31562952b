"""Whether a written answer may be learnt: every sentence of it verified against the passage that it cites.

A sentence is verified where it is whole, its markers name given passages, and one of them holds it word for word. Or else:
- each of its numbers stands in a cited passage, with the same unit where it has one ("5 mg" is not "5 g" nor "50 mg");
- it is negated just where the sentence of the passage that is likest it is negated;
- it does not say more where that sentence says less, nor better where it says worse, nor surely where it says "may";
- its names stand in a cited passage: words that the literature at hand rarely uses or has in its titles, words that end as
  medicines do, and words that another passage of the evidence holds and the cited one does not;
- at least SUPPORT of its content words stand there (without endings, so that "treated" meets "treatment").

An answer is kept where all its sentences are, and one of them cites a passage that answers; the first refusal is told.
Stricter than what the agent shows, since what is learnt is repeated. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.prompt import PromptPassage
from models.training.data.fitting import content
from models.training.distilling.quantities import quantities, without_quantities

Split = Callable[[str], Sequence[str]]

SUPPORT = 0.7  # share of a sentence's content words that the cited passages must hold
MOST_SENTENCES = 8
_FEWEST_WORDS = 4
_COMMON_SHARE, _COMMON_FLOOR = 0.02, 10  # of texts that hold a word that is no name
_MARKER = re.compile(r"\[(\d{1,3})\]")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|nothing|nobody|hardly|rarely|lacks?|absence|\w+n['’]t)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|possibly|probably|perhaps|uncertain|unclear|seems?|appears?)\b", re.IGNORECASE
)
# What a sentence may say of a thing, and the opposite: more and less, better and worse.
_AXES = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE))
    for one, other in (
        (
            r"\b(?:increas|rais|rise|rising|higher|elevat|more\b|greater|above|always)",
            r"\b(?:decreas|reduc|lower|less\b|fewer|fall|fell|drop|smaller|declin|diminish|below|never\b)",
        ),
        (
            r"\b(?:improv|better|reliev|reduc|help|benefi|protect|prevent|safe)",
            r"\b(?:worsen|worse|harm|aggravat|unsafe|danger|damag|cause)",
        ),
    )
)
# Ends of medicines' names, after the stems of the World Health Organization's list of nonproprietary names; and common names.
_MEDICINE = re.compile(
    r"\b(?:[a-z]{2,}(?:cillin|mycin|micin|cycline|floxacin|azole|vir|pril|prilat|sartan|olol|dipine|statin|gliptin|gliflozin|"
    r"glutide|formin|glitazone|parin|arin|grel|xaban|gatran|profen|oxen|fenac|coxib|caine|azepam|zolam|barbital|triptan|"
    r"setron|oxetine|traline|tidine|prazole|terol|sone|solone|onide|mab|nib|platin|rubicin|taxel|trexate|thiazide|semide|"
    r"actone|dronate|thyroxine|codone|morphone|fentanil|fentanyl)|insulin|aspirin|acetaminophen|paracetamol|lithium|digoxin|"
    r"colchicine|allopurinol|naloxone|morphine|codeine|steroids?|amoxicillin|penicillin|nicotine|alcohol)\b"
)


class Refusal(StrEnum):
    """Why an answer is not learnt from."""

    EMPTY = "says nothing"
    ABSTAINED = "abstains although a passage answers"
    ANSWERED = "answers although no passage does"
    ELSEWHERE = "rests on none of the passages that answer"
    BOTH = "abstains and answers too"
    TOO_LONG = "has too many sentences"
    FRAGMENT = "has no whole sentence"
    NO_MARKER = "a sentence without a marker"
    INVENTED_MARKER = "a marker of no given passage"
    NUMBER = "a number that the passage does not give so"
    NEGATION = "negated where the passage is not, or not where it is"
    DIRECTION = "says more where the passage says less, or better where worse"
    CERTAINTY = "surer than the passage"
    NAME = "a name that the passage does not hold"
    WORDS = "too few words of the passage"
    DECLINED = "the teacher could not answer"


@dataclass(frozen=True, slots=True)
class Checked:
    """`refusal` is None where the answer may be learnt; else `sentence` is what it was refused for. `text` is tidied."""

    text: str
    refusal: Refusal | None = None
    sentence: str = ""


def check(
    answer: str,
    passages: Sequence[PromptPassage],
    *,
    answering: Collection[int],
    abstention: str,
    split: Split,
    common: Collection[str] = (),
) -> Checked:
    """Whether every sentence of an answer is verified by what it cites.

    `answering` are the numbers of the passages that answer, none where nothing does; `common` are words that are no names,
    as `common_words` gives them.
    """
    text = _tidy(answer)
    if not text:
        return Checked(text, Refusal.EMPTY)
    if abstention.rstrip(".").lower() in text.lower():
        return _abstained(text, abstention, bool(answering))
    if not answering:
        return Checked(text, Refusal.ANSWERED)
    sentences = _sentences(text, split)
    if not sentences:
        return Checked(text, Refusal.EMPTY)
    if len(sentences) > MOST_SENTENCES:
        return Checked(text, Refusal.TOO_LONG)
    texts = [f"{passage.heading} {' '.join(passage.sentences)}" for passage in passages]
    for sentence in sentences:
        refusal = _refused(sentence, passages, texts, common)
        if refusal is not None:
            return Checked(text, refusal, sentence)
    if not {int(number) for number in _MARKER.findall(text)} & set(answering):
        return Checked(text, Refusal.ELSEWHERE)
    return Checked(_marked(sentences))


def common_words(texts: Iterable[str], names: Iterable[str] = ()) -> frozenset[str]:
    """The content words that stand in many texts (in 2% of them, and in ten at least) and in none of the names."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        counts.update(content(text))
    least = max(_COMMON_FLOOR, _COMMON_SHARE * total)
    named = {word for name in names for word in content(name)}
    return frozenset(word for word, count in counts.items() if count >= least and word not in named)


def _refused(
    sentence: str, passages: Sequence[PromptPassage], texts: Sequence[str], common: Collection[str]
) -> Refusal | None:
    """Why one sentence is not verified, or None."""
    marks = [int(number) for number in _MARKER.findall(sentence)]
    bare = _bare(sentence)
    if not marks:
        return Refusal.NO_MARKER
    if any(not 1 <= number <= len(passages) for number in marks):
        return Refusal.INVENTED_MARKER
    if len(bare.split()) < _FEWEST_WORDS or not re.search(r"[.!?][\"'”’)\]]*$", bare):
        return Refusal.FRAGMENT
    cited = " ".join(texts[number - 1] for number in marks)
    if any(_holds(passages[number - 1], bare) for number in marks):
        return None
    if not quantities(bare) <= quantities(cited):
        return Refusal.NUMBER
    likest = _likest(bare, [one for number in marks for one in passages[number - 1].sentences])
    said = _said_otherwise(bare, likest)
    if said is not None:
        return said
    wanted = content(without_quantities(bare))
    strange = wanted - content(cited) - content(without_quantities(cited))
    others = content(" ".join(text for number, text in enumerate(texts, 1) if number not in marks))
    if strange & others or strange - set(common) or _medicines(bare) - _medicines(cited):
        return Refusal.NAME
    return Refusal.WORDS if len(strange) > (1 - SUPPORT) * len(wanted) else None


def _holds(passage: PromptPassage, sentence: str) -> bool:
    """Whether a sentence stands in a passage word for word, as a sentence: "It is not true that X." does not say X."""
    text = " ".join(passage.sentences)
    places = re.finditer(re.escape(sentence), text)
    return sentence in passage.sentences or any(
        re.search(r"(?:^|[.!?:][\"'”’)\]]*\s)$", text[: place.start()]) for place in places
    )


def _said_otherwise(bare: str, likest: Sequence[str]) -> Refusal | None:
    """Whether the sentences of the passage that are likest say it, but the other way round, or less surely."""
    if not likest:
        return Refusal.WORDS
    if all(_negated(one) != _negated(bare) for one in likest):
        return Refusal.NEGATION
    if all(_turned(bare, one) for one in likest):
        return Refusal.DIRECTION
    if all(_HEDGE.search(one) for one in likest) and not _HEDGE.search(bare):
        return Refusal.CERTAINTY
    return None


def _abstained(text: str, abstention: str, answerable: bool) -> Checked:
    rest = re.sub(re.escape(abstention.rstrip(".")), "", text, flags=re.IGNORECASE)
    if re.search(r"\w", _MARKER.sub("", rest)):
        return Checked(text, Refusal.BOTH)
    return Checked(text, Refusal.ABSTAINED) if answerable else Checked(abstention)


def _likest(sentence: str, candidates: Sequence[str]) -> list[str]:
    """The sentences that share most content words."""
    wanted = content(sentence)
    shared = [len(wanted & content(one)) for one in candidates]
    best = max(shared, default=0)
    return [one for one, count in zip(candidates, shared, strict=True) if count == best > 0]


def _negated(text: str) -> bool:
    return bool(_NEGATION.search(text))


def _turned(sentence: str, passage: str) -> bool:
    """Whether, on an axis, one says only the one and the other only its opposite."""
    return any(_side(sentence, axis) * _side(passage, axis) < 0 for axis in _AXES)


def _side(text: str, axis: tuple[re.Pattern[str], re.Pattern[str]]) -> int:
    return int(bool(axis[0].search(text))) - int(bool(axis[1].search(text)))


def _medicines(text: str) -> set[str]:
    return set(_MEDICINE.findall(text.lower()))


def _bare(sentence: str) -> str:
    """A sentence without its markers."""
    return re.sub(r"\s+([.!?,;])", r"\1", " ".join(_MARKER.sub("", sentence).split()))


def _tidy(answer: str) -> str:
    """An answer on one line, without bullets and bold marks."""
    lines = (re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line) for line in answer.replace("**", "").splitlines())
    return " ".join(" ".join(lines).split())


def _sentences(text: str, split: Split) -> list[str]:
    """Sentences with their markers before the stop: "Rest. [1] Drink. [2]" → "Rest [1].", "Drink [2]."."""
    inside = re.sub(r"([.!?]+[\"'”’)]*)((?:\s*\[\d{1,3}\])+)", lambda m: f"{m[2]}{m[1]}", text)
    return [one for one in split(inside) if re.search(r"\w", _MARKER.sub("", one))]


def _marked(sentences: Sequence[str]) -> str:
    """The sentences with their markers after the stop, each marker once: the form of all answers that are learnt."""
    told = []
    for sentence in sentences:
        marks = dict.fromkeys(_MARKER.findall(sentence))
        told.append(f"{_bare(sentence)} {''.join(f'[{number}]' for number in marks)}")
    return " ".join(told)
