"""What a sentence plainly says of one thing's effect on another, as a yes/no question with its answer.

By rule, and shy: one subject, one known verb, one object. A sentence that turns ("but", "although", "only"), that doubts in
words not listed here ("suggests"), or whose parts are not plain gives nothing. The rules:

- "X reduced Y" → "Does X reduce Y?" yes; "X did not reduce Y", "X failed to reduce Y" → no; "X may reduce Y" → maybe
- "X is associated with Y", "X is effective in Y" → yes; "is not …" → no; "may be …" → maybe
- "X had a significant effect on Y" → "Does X have an effect on Y?" yes; "had no effect on Y" → no
- "no significant difference in Y between A and B" → "Is there a significant difference in Y between A and B?" no
- "it is unclear whether X reduces Y", "insufficient evidence to say whether …" → "Does X reduce Y?" maybe

Where a denial says "significant", the question does too: what was not significant was not shown to be nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from models.training.data.phrasing import is_plural

Verdict = Literal["yes", "no", "maybe"]

# base: (past, third person)
_VERBS = {
    "increase": ("increased", "increases"),
    "enhance": ("enhanced", "enhances"),
    "prolong": ("prolonged", "prolongs"),
    "accelerate": ("accelerated", "accelerates"),
    "reduce": ("reduced", "reduces"),
    "decrease": ("decreased", "decreases"),
    "lower": ("lowered", "lowers"),
    "shorten": ("shortened", "shortens"),
    "attenuate": ("attenuated", "attenuates"),
    "delay": ("delayed", "delays"),
    "improve": ("improved", "improves"),
    "prevent": ("prevented", "prevents"),
    "relieve": ("relieved", "relieves"),
    "alleviate": ("alleviated", "alleviates"),
    "worsen": ("worsened", "worsens"),
    "impair": ("impaired", "impairs"),
    "affect": ("affected", "affects"),
    "influence": ("influenced", "influences"),
    "cause": ("caused", "causes"),
    "inhibit": ("inhibited", "inhibits"),
    "suppress": ("suppressed", "suppresses"),
    "stimulate": ("stimulated", "stimulates"),
    "protect against": ("protected against", "protects against"),
}
_BASE = {form: base for base, (past, third) in _VERBS.items() for form in (base, past, third)}
# What a verb rules out: "X reduced Y" answers "Does X increase Y?" with no.
OPPOSITE = {
    "increase": "decrease",
    "enhance": "reduce",
    "reduce": "increase",
    "decrease": "increase",
    "lower": "raise",
    "improve": "worsen",
    "worsen": "improve",
    "shorten": "prolong",
    "prolong": "shorten",
    "impair": "improve",
}


def _any(forms: object) -> str:
    return "|".join(sorted(map(str, forms), key=len, reverse=True))  # type: ignore[call-overload]


_CERTAIN = _any(form for forms in _VERBS.values() for form in forms)  # "X lower Y" without s may be an adjective
_PRESENT = _any(_VERBS)
_MAY_CLAIM = re.compile(
    rf"\b(?:{_CERTAIN}|{_PRESENT}|associated with|effective|superior to|beneficial|risk factor|linked|effect|impact|"
    r"influence|differences?)\b"
)
_LEAD = re.compile(
    r"^(?:(?:in (?:conclusion|summary|this (?:study|trial|review))|to conclude|overall|thus|therefore|hence|"
    r"conclusions?)[,:]?\s+)?"
    r"(?:(?:(?:these|our|the|this|present|current)\s+)?(?:\w+ ){0,2}(?:results?|findings?|data|study|trial|review|"
    r"meta-analysis|"
    r"evidence) (?:clearly |also )?(?:shows?|showed|demonstrates?|demonstrated|confirms?|confirmed|found|proves?|"
    r"proved) that\s+|"
    r"(?:our|these|the) (?:results|findings|data) (?:show|demonstrate|confirm|showed|demonstrated|confirmed) that\s+|"
    r"we (?:have )?(?:found|conclude|concluded|show|showed|shown|demonstrate|demonstrated|confirm|"
    r"confirmed)(?: that)?\s+|"
    r"it (?:is|was|can be|has been) (?:concluded|found|shown|demonstrated) that\s+)?",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:but|however|although|though|whereas|while|except|unless|only|despite|nevertheless|yet|rather than|"
    r"depending|depends|if|neither|nor|either|partly|partially|sometimes|suggest\w*|hypothesi[sz]ed?|aim(?:s|ed)?|"
    r"whether|"
    r"should|would|unlike|until|further (?:research|studies)|opposite|not all)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"^(?:it (?:is|was|remains) (?:still |currently )?(?:unclear|uncertain|unknown|not (?:yet )?(?:clear|known|"
    r"certain))|"
    r"we are uncertain|"
    r"there (?:is|was) (?:currently |still )?(?:insufficient|not enough|"
    r"inadequate) evidence(?: from [^,]{3,60}?)? to (?:determine|"
    r"say|show|conclude|establish|assess|judge|know|confirm)|"
    r"(?:the |current )?evidence is (?:insufficient|inconclusive|not sufficient|too weak)"
    r"(?: to (?:determine|say|show|conclude|confirm))?) (?:whether|if|that) ",
    re.IGNORECASE,
)
_ADVERB = (
    r"(?:(?:also|significantly|markedly|substantially|greatly|modestly|slightly|effectively|consistently|clearly) )?"
)
_NP = r"(?P<subject>[A-Za-z0-9][^,;:]*?)"
_POSITIVE = re.compile(rf"^{_NP} {_ADVERB}(?P<verb>{_CERTAIN}) (?P<object>.+)$")
_NEGATIVE = re.compile(
    rf"^{_NP} (?:(?:did|does|do|has|have) not (?P<significantly>significantly |substantially )?|"
    rf"failed to (?P<significantly2>significantly )?)(?P<verb>{_PRESENT}) (?P<object>.+)$"
)
_HEDGED = re.compile(
    rf"^{_NP} (?:may|might|could|probably|possibly) (?:help to |help )?{_ADVERB}(?P<verb>{_PRESENT}) (?P<object>.+)$"
)
_STATE = re.compile(
    rf"^{_NP} (?P<be>is|are|was|were|may be|might be|could be) (?P<not>not )?"
    r"(?P<how>(?:significantly|independently|positively|inversely|negatively) )?"
    r"(?P<state>associated with|effective (?:in|for|against)|superior to|more effective than|as effective as|"
    r"beneficial (?:in|for)|safe and effective (?:in|for)|a risk factor for|linked (?:to|with)) (?P<object>.+)$"
)
_EFFECT = re.compile(
    rf"^{_NP} (?:had|has|have|showed|shows) (?P<no>no |an? )(?P<significant>(?:statistically )?significant )?"
    r"(?P<noun>effect|impact|influence) on (?P<object>.+)$"
)
_DIFFERENCE = re.compile(
    r"^(?:there (?:was|were|is|are) |we found )?no (?P<significant>(?:statistically )?significant )?differences? "
    r"(?:(?:was|were) )?(?:(?:found|observed|seen|detected) )?in (?P<subject>[^,;:]+?) (?:(?:was|were) )?"
    r"(?:(?:found|observed|seen|detected) )?between (?P<object>[^,;:]+? and .+)$",
    re.IGNORECASE,
)
_NOT_SUBJECT = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|that|which|who|whose|we|i|it|they|he|she|this|these|those|there|"
    r"where|when|"
    r"can|not|may|might|could|will|did|do|does|than|because|since|results?|stud(?:y|ies)|analys[ie]s|findings?|"
    r"groups?|arms?|data|evidence|authors?|all|each|such|most|neither|here|other|same|latter|former|its|their|our|"
    r"compared|found|showed|shown|no|none|how|why|what|both|never|rarely|seldom|hardly|often|usually|generally|"
    r"typically|commonly|always|almost|further|future|significantly|respectively|following|"
    r"and therefore|hypothesis|models?|"
    r"(?:the|an?) (?:intervention|treatment|programme?|drug|combination|technique|method|procedure|device|approach|"
    r"tool|use))\b"
    r"(?! with| of)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:(?:given|despite|due|in|on|at|for|during|after|among|with|by|from|under|over|to|when|based|compared|"
    r"additionally|moreover|"
    r"furthermore|"
    r"interestingly|importantly|also|indeed)\b.*|.*\b(?:limitations?|sample sizes?|statistical\w*|power|adjust\w+|"
    r"confound\w+|cohorts?|randomi[sz]\w+|questionnaires?|authors?|literature)\b.*|"
    r"(?:the |an? )?(?:treatments?|therap(?:y|ies)|interventions?|patients?|participants?|women|men|children|drugs?|"
    r"use|doses?|"
    r"combination|programme?|training|medication|changes?|differences?|reductions?|increases?|improvements?|rates?|"
    r"scores?|"
    r"levels?|outcomes?|effects?|trials?|reviews?|conclusions?|overall|some|many|several|few|others|most|people|"
    r"(?:affected |other |some |many |most )?(?:individuals|people|adults|infants|males|females)))$",
    re.IGNORECASE,
)
_ENDS_BADLY = re.compile(
    r"(?:^|\b)(?:the|an?|of|in|on|with|and|or|to|by|for|from|at|not|more|less|very|most|as|than|that|its|their|also|"
    r"further|"
    r"was|were|is|are|had|has|after|before|during|between|non|both|\d+%?|significant|experience|develop|show|exhibit|"
    r"undergo|receive|report|young|healthy|severe|mild|moderate|"
    r"acute|chronic|early|different|various|[a-z]+ly)$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:[,;:]|\b(?:compared|as compared|in comparison|versus|vs\.?|relative to|than|by (?:about |"
    r"approximately )?[\d~+-]|"
    r"from (?:a |an )?\d|with an? (?:odds|hazard|mean|average|relative)|when|after adjust\w+|as measured|as assessed|"
    r"as well as|"
    r"without|through|via|by \w+ing|thereby|leading|resulting|indicating|with (?:no|few|minimal|little|respect|"
    r"regard)|at \d|over \d|"
    rf"and (?:also|was|were|is|are|had|has|have|may|might|did|does|can|could|there|it|this|that|blocks?|\w+ed|"
    rf"{_CERTAIN}))\b).*$"
)
_NOT_OBJECT = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|which|that|who|it|they|them|this|these|those|its|their|such|our|we|"
    r"respectively|"
    r"both|either|groups?|arm|latter|former|above|following|other|here|further|same|additionally)\b",
    re.IGNORECASE,
)
_STARTS_BADLY = re.compile(
    r"^(?:in|by|from|to|with|at|over|during|among|for|on|after|before|and|or|as|when|more|less|significantly|than|"
    r"within|"
    r"through|because|since|until|not|no|so|very|slightly|about|early|over|further|"
    r"of|together|both|either|\d\S*|[<>=±~])\b",
    re.IGNORECASE,
)


_COMPARES = re.compile(r"\b(?:better|greater|more|less|lower|higher|fewer|worse|shorter|longer|\w+er)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A question that one sentence answers plainly, the answer, and what both are about.

    `contrary` is the same question with the opposite verb, which the sentence answers with no; "" where there is none.
    """

    question: str
    verdict: Verdict
    subject: str
    verb: str
    object: str
    contrary: str = ""


def claim_of(sentence: str, context: str = "") -> Claim | None:
    """What a sentence plainly claims, or None. `context` is text that shows which words are names, by their capitals."""
    if not may_claim(sentence):
        return None
    text = _without_brackets(sentence).strip().rstrip(".!")
    if re.search(r"\b(?:if|whether or not)\b", text[:12], re.IGNORECASE):
        return None
    text = text[_matched(_LEAD, text) :]
    doubtful = _matched(_DOUBT, text)
    if doubtful:
        stated = _stated(text[doubtful:], context)
        return replace(stated, verdict="maybe", contrary="") if stated and stated.verdict == "yes" else None
    return None if len(text.split()) > 45 else _stated(text, context)


def may_claim(sentence: str) -> bool:
    """Whether a sentence has a word of those that claims are made with; a quick look before a slow one."""
    return bool(_MAY_CLAIM.search(sentence))


def _stated(text: str, context: str) -> Claim | None:
    if _TURNS.search(text) or text.count(",") > 3:
        return None
    for pattern, verdict in ((_NEGATIVE, "no"), (_HEDGED, "maybe"), (_POSITIVE, "yes")):
        found = pattern.match(text)
        if found:
            return _acted(found, verdict, context)
    if found := _STATE.match(text):
        return _been(found, context)
    if found := _EFFECT.match(text):
        return _effected(found, context)
    found = _DIFFERENCE.match(text)
    return _differed(found) if found else None


def _acted(found: re.Match[str], verdict: str, context: str) -> Claim | None:
    """X verbs Y."""
    subject, thing = _subject(found["subject"], context), _object(found["object"])
    verb = _BASE[found["verb"]]
    if not subject or not thing:
        return None
    third = found["verb"] == _VERBS[verb][1]
    groups = found.groupdict()
    adverb = groups.get("significantly") or groups.get("significantly2") or ""
    do = "Does" if third or not _many(subject) else "Do"
    contrary = f"{do} {subject} {OPPOSITE[verb]} {thing}?" if verdict == "yes" and verb in OPPOSITE else ""
    return Claim(f"{do} {subject} {adverb}{verb} {thing}?", _verdict(verdict), subject, verb, thing, contrary)


def _been(found: re.Match[str], context: str) -> Claim | None:
    """X is associated with Y."""
    subject, thing = _subject(found["subject"], context), _object(found["object"])
    if not subject or not thing:
        return None
    be = "Are" if _many(subject) or found["be"] in ("are", "were") else "Is"
    hedged = " be" in found["be"]
    if hedged and found["not"]:
        return None
    verdict = "maybe" if hedged else "no" if found["not"] else "yes"
    state = f"{found['how'] or ''}{found['state']}"
    return Claim(f"{be} {subject} {state} {thing}?", _verdict(verdict), subject, found["state"], thing)


def _effected(found: re.Match[str], context: str) -> Claim | None:
    """X had no effect on Y."""
    subject, thing = _subject(found["subject"], context), _object(found["object"])
    if not subject or not thing:
        return None
    do = "Do" if _many(subject) else "Does"
    denied = found["no"] == "no "
    significant = found["significant"] or "" if denied else ""
    article = "a" if significant or found["noun"] == "significant" else "an"
    if not significant and found["noun"] == "impact":
        article = "an"
    question = f"{do} {subject} have {article} {significant}{found['noun']} on {thing}?"
    return Claim(question, "no" if denied else "yes", subject, found["noun"], thing)


def _differed(found: re.Match[str]) -> Claim | None:
    """No difference in Y between A and B."""
    what, sides = found["subject"].strip(), _object(found["object"], longest=12)
    if not sides or len(what.split()) > 8 or _NOT_OBJECT.search(what) or _ENDS_BADLY.search(what):
        return None
    if re.search(r"\b(?:two|three|four|treatments?|regimens?|sides)\b", sides):
        return None
    significant = found["significant"] or ""
    return Claim(f"Is there a {significant}difference in {what} between {sides}?", "no", what, "difference", sides)


def _subject(text: str, context: str) -> str:
    text = text.strip()
    count = len(text.split())
    if not 1 <= count <= 12 or _NOT_SUBJECT.search(text) or _BARE.match(text) or _ENDS_BADLY.search(text):
        return ""
    if len(text) < 4 or not re.search(r"[A-Za-z]{2}", text) or text.count("(") != text.count(")"):
        return ""
    return with_low_start(text, context)


def _many(subject: str) -> bool:
    """Whether a subject is plural; "offering X and sending Y" is not."""
    return not re.match(r"\w+ing\b", subject) and is_plural(subject)


def _object(text: str, longest: int = 14) -> str:
    whole, text = text, _CUT.sub("", text).strip()
    if _COMPARES.search(text) and re.match(r"\W*than\b", whole[len(text) :]):
        return ""  # "better outcomes than B alone" without B is another claim
    count = len(text.split())
    if not 1 <= count <= longest or _STARTS_BADLY.match(text) or _ENDS_BADLY.search(text) or _NOT_OBJECT.search(text):
        return ""
    if re.search(r"[.!;] ?[A-Z;]|[.;]$", text):  # two sentences that were taken for one
        return ""
    return text if len(text) > 4 and text.count("(") == text.count(")") else ""


def with_low_start(text: str, context: str) -> str:
    """A text that began a sentence, as it stands within one: names keep their capital, by how `context` spells them."""
    first, space, rest = text.partition(" ")
    word = first.split("-")[0]
    if not (word[1:].islower() or word in ("A", "An")) or word.endswith(("'s", "’s")):
        return text
    named = word not in ("A", "An") and re.search(rf"(?<=[a-z,] ){re.escape(word)}\b", context)
    return text if named else f"{first[:1].lower()}{first[1:]}{space}{rest}"


def _without_brackets(text: str) -> str:
    for _ in range(3):
        text = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", text)
    return text


def _matched(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _verdict(text: str) -> Verdict:
    return "yes" if text == "yes" else "no" if text == "no" else "maybe"
