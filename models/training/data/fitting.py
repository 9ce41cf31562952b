"""Which sentence answers which kind of question: by the words it holds, and by not answering the question turned round."""

from __future__ import annotations

import re
from functools import lru_cache

from models.training.questions import Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP = _words(
    "about after also among been before between both could does during each effect effects from given have"
    " into more most other over patient patients people result results should study studies such than that"
    " their them there these they this those through trial under used using versus very were what when which"
    " while will with within without would year years known associated compared clinical treat treated treating"
    " treatment treatments therapy therapies group groups analysis different following"
)
# Sharper than the words of a kind, which only weigh sentences: here they decide whether a sentence answers at all.
_ANSWERS = {
    "causes": r"caused by|\bcauses?\b|due to|results? (?:from|of)|resulting from|because|mutation|trigger|inherit|"
    r"spreads? (?:by|through|from|in|when)|(?:happens|occurs|develops?|starts) (?:when|after|from)|comes? from|unknown|"
    r"\bgenes?\b",
    "symptoms": r"symptom|\bsigns?\b|pain|fever|include|weak|swell|feel|rash|cough|tired|fatigue|ache|itch|vision|vomit|"
    r"nausea|bleed|numb|seizure|breath|delay|abnormal|enlarge|loss|characteri[sz]ed",
    "risk": r"\brisk|more (?:likely|common|often)|most (?:common|often|likely)|chance|"
    r"affects? (?:people|women|men|children|about)|often (?:starts|affects|occurs)|anyone",
    "frequency": r"\b\d|rare|common|unknown|estimated|percent|million|thousand|prevalence|incidence|affects",
    "outlook": r"prognos|outlook|surviv|recover|\blife|death|\bdie|worse|improve|progress|expectancy|fatal|disab|lifelong|"
    r"remission|\bcure",
    "prevention": r"prevent|avoid|(?:lower|reduc)\w* (?:the |your |their )?(?:\w+ ){0,2}(?:risk|chance)|protect|vaccin|"
    r"\bstop\b",
    "treatment": r"treat|therap|surg|manag|reliev|\bcure|transplant|antibiotic|can help\b|"
    r"\bhelps? (?:with|relieve|ease|control|reduce)\b|remov|laser|prescri|"
    r"(?:medicines?|medications?) (?:such|like|can|for|may|that|to|help)|\brest\b|supplement",
    "diagnosis": r"diagnos|tests? (?:for|to|can|that|such|is used|are used|may|of|is done|are done|include|called)|exam|"
    r"biops|x-ray|scan\b|ultrasound|confirm|detect|checks? for",
    "complications": r"complic|leads? to|damage|failure|death|untreated|not treated|without treatment|"
    r"life[- ]threatening|(?:increase|raise)s? the (?:risk|chance)|can cause|may cause",
}
_DECIDES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _ANSWERS.items()}
# Sentences that answer the question turned round: what X causes, not what causes X.
_TURNED = {
    "causes": r"\b{x}\b.{{0,60}}(?:\b(?:and|can|may|might|to|also) (?:cause|lead|result|raise)\b|"
    r"\b(?:causes|leads to|raises)\b)|complication",
    "risk": r"\bwith (?:\w+ ){{0,3}}{x}\b|complication",
    "complications": r"\bcaused\b.{{0,20}}\bby\b|causes? (?:\w+ )?{x}\b|risk of {x}\b|chance of {x}\b",
}
_SAYS = re.compile(
    r"\b(?:is|are|refers?|means?|was|affects?|occurs?|happens?|causes?|makes?|involves?|helps?|describes?|can be)\b"
    r"(?! (?:not )?(?:often|usually|available|common))"
)
_PLURAL = re.compile(r"(?<=[^sui])s$")
_ENDING = re.compile(r"(?:ations?|tions?|ments?|ings?|ness|ically|ally|ied|ies|ed|ly|al)$")
_NO_DEFINITION = re.compile(r"(?:If|Although|When|While|Despite|For|With|To|Because|You|Your)\b")


def content(text: str) -> frozenset[str]:
    """The words that carry meaning, without their endings, so that "treated" meets "treatment"."""
    words = re.findall(r"[a-z0-9][a-z0-9-]*[a-z0-9]", text.lower())
    return frozenset(_stem(word) for word in words if len(word) > 3 and word not in _STOP)


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """A word without the commonest endings of English; names that only begin alike stay apart."""
    bare = _ENDING.sub("", _PLURAL.sub("", word))
    bare = bare if len(bare) >= 4 else word
    return bare.rstrip("etyi") if len(bare) > 4 else bare


def fits(kind: Kind | None, title: str, text: str, words: str = "") -> bool:
    """Whether a sentence has the words of an answer to a question of this kind about `title`, and `words` (a pattern)."""
    if words and not re.search(words, text, re.IGNORECASE):
        return False
    if kind is None:
        return bool(content(title) & content(text))
    if kind.name == "information":
        return defines(title, text)
    turned = _TURNED.get(kind.name)
    if turned and re.search(turned.format(x=re.escape(title)), text, re.IGNORECASE):
        return False
    return bool((_DECIDES.get(kind.name) or kind.words).search(text))


def defines(title: str, text: str) -> bool:
    """Whether a sentence begins with the named thing and says what it is."""
    beginning = " ".join(text.split()[:12])
    said = _SAYS.search(f"{beginning} ")
    if said is None or _NO_DEFINITION.match(text):
        return False
    wanted, before = content(title), beginning[: said.start()]
    return title.lower() in before.lower() or (bool(wanted) and len(wanted & content(before)) >= 0.5 * len(wanted))
