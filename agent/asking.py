"""The part of a message that asks. Pure: a long personal message is a poor query; its question and its subject are not.

Knows nothing of conversations: what a question points back to is `agent.query`'s affair.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LONG_MESSAGE = 40  # words: from here on a message tells a story and asks somewhere within it
LONGEST_QUERY = 60
OPENING_WORDS = 20

_LETTER_HEAD = re.compile(
    r"^\s*(?:subject\s*:\s*(?P<subject>[^\n]*?)\s*(?=\n|message\s*:|$))?\s*(?:message\s*:)?", re.I
)
_GREETING = re.compile(
    r"^(?:(?:hi+|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings)\b(?:\s+(?:there|all|everyone|"
    r"doctor|dr|doc|sir|madam|sir or madam|team|osler))*[\s,.!:-]*)+",
    re.I,
)
_COURTESY = re.compile(
    r"(?:[\s,.!]*\b(?:thanks?(?: you)?(?: (?:so|very) much| a lot| again| in advance)*(?: for [^.?!]*)?|many thanks|"
    r"cheers|(?:best|kind|warm|with)? ?regards|sincerely|god bless(?: you)?)\b[\s,.!]*)+$",
    re.I,
)
_LEAD_IN = re.compile(r"^(?:please\s*,?\s+|(?:thanks|thank you|ok|okay|great|got it)\s*[,.!]+\s*)+(?=\w)", re.I)
_ASKS = re.compile(
    r"\?|^(?:what|how|why|when|where|which|who|is|are|can|could|should|does|do|will|would|may)\b(?!.*\bthank)|"
    r"\b(?:please (?:advi[sc]e|suggest|tell|explain|help)|pls|advi[sc]e|wonder(?:ing)?|want to know|need to know|"
    r"like to (?:know|learn)|can you|could you|tell me|looking for|information (?:on|about)|"
    r"any (?:cure|treatment|info)|my question|is there|are there|trying to find)\b",
    re.I,
)
_OPENS = r"(?:what|how|why|when|where|which|who|is|are|can|could|should|does|do|will|would|may|must|am)\b"
_CLAUSE_END = re.compile(rf"(?<=[.?!])[\"')\]]*\s+|\n+|[,;–—-]\s+(?:and |but |so )?(?={_OPENS})", re.I)
_OPENS_A_QUESTION = re.compile(_OPENS, re.I)
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"')\]]*\s+|\n+|(?<=[a-z]{3}\?)(?=\w)")


def bare(text: str) -> str:
    """Without the marks around it: `" and the dose?? "` → `and the dose`."""
    return text.strip(" \t\n?.!,;:…-–\"'“”‘’")


def asking_part(message: str, topics: Callable[[str], tuple[str, ...]]) -> str:
    """The message without greeting and thanks; of a long one the sentences that ask, with the subject in front."""
    head = _LETTER_HEAD.match(message)
    subject = bare((head["subject"] or "") if head else "")
    body = (
        _without_courtesy(message[head.end() :] if head else message) or _without_courtesy(subject) or message.strip()
    )
    if len(body.split()) < LONG_MESSAGE:
        return _led_by(subject, body)
    sentences = [part for part in (_without_courtesy(part) for part in _SENTENCE_END.split(body)) if part]
    asking = _within([sentence for sentence in sentences if _ASKS.search(sentence)] or sentences[:2])
    subject = subject or _subject_of(asking, body, topics)
    # Nothing in the literature names the subject: the person's own opening words do.
    return _led_by(subject or ("" if topics(asking) else " ".join(bare(sentences[0]).split()[:OPENING_WORDS])), asking)


def told_and_asked(text: str) -> tuple[str, str]:
    """A message that first says how things are, and its one question: `Dad's 82 and wobbly, how do I make the house safer?` →
    `Dad's 82 and wobbly`, `how do I make the house safer?`. Two empty texts where it tells nothing or asks several things."""
    parts = [part.strip() for part in _CLAUSE_END.split(text) if any(character.isalnum() for character in part)]
    asking = [part for part in parts if _OPENS_A_QUESTION.match(part)]
    if len(asking) != 1 or parts[0] is asking[0]:
        return "", ""
    return " ".join(part for part in parts if part is not asking[0]), asking[0]


def _without_courtesy(text: str) -> str:
    text = _COURTESY.sub("", _GREETING.sub("", text.strip(), count=1))
    text = _LEAD_IN.sub("", text).strip()
    return text if any(character.isalnum() for character in text) else ""


def _within(sentences: list[str]) -> str:
    """As many of the sentences as a query can carry, the questions proper first, in the order they were asked."""
    kept: list[str] = []
    for sentence in sorted(sentences, key=lambda sentence: "?" not in sentence):
        if kept and sum(len(part.split()) for part in [*kept, sentence]) > LONGEST_QUERY:
            break
        kept.append(" ".join(sentence.split()[:LONGEST_QUERY]))
    return " ".join(sentence for sentence in sentences if " ".join(sentence.split()[:LONGEST_QUERY]) in kept) or kept[0]


def _led_by(subject: str, asking: str) -> str:
    asking = " ".join(asking.split())
    if not subject or subject.lower() in asking.lower():
        return asking
    return f"{subject}: {asking}"


def _subject_of(asking: str, body: str, topics: Callable[[str], tuple[str, ...]]) -> str:
    """The subject the message comes back to most; none where the asking part names one."""
    if topics(asking):
        return ""
    text = body.lower()
    named = sorted(topics(body), key=lambda topic: (-text.count(topic.lower()), -len(topic), topic))
    return named[0] if named else ""
