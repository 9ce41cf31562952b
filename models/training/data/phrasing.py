"""Questions of a known kind in a person's words, each phrasing only where the answer holds what it asks for.

The phrasings are those of `models.training.questions`. Knows singular from plural. Knows nothing of documents. Pure.
"""

from __future__ import annotations

import random
import re

from models.training.questions import Kind

# The words without which an answer does not answer a phrasing of its kind; phrasings not named here need none.
NEEDS: dict[str, str] = {
    "What does {x} feel like?": r"pain|feel|ache|itch|burn|sore|numb|tired",
    "My daughter may have {x}. What signs would I see?": r"child|infan|bab|girl",
    "How do I know if I have {x}?": r"symptom|sign|feel|notice|pain",
    "How does {x} show itself?": r"symptom|sign|begin|appear|first|feature|characteri",
    "Is there a cure for {x}?": r"\bcur(?:e|es|ed|able)\b",
    "What medicine is given for {x}?": r"medic|drug|antibiotic|tablet|dose|inhibitor|cillin|mycin",
    "What should I do for {x}?": r"should|take|avoid|drink|rest|call|ask|talk",
    "I was told I have {x}. What are my options?": r"surg|therap|medic|drug|option|choice",
    "What helps with {x}?": r"help|reliev|ease|reduc|control|manag|improv|treat",
    "Why did I get {x}?": r"you\b|people|infect|gene|cause",
    "How do you get {x}?": r"spread|infect|caught|contact|inherit|bite|pass",
    "Where does {x} come from?": r"come|origin|spread|found|source",
    "Am I likely to get {x}?": r"\byou\b|likely|risk",
    "What raises the risk of {x}?": r"risk|rais|increase|likely|chance",
    "Is there a test for {x}?": r"\btests?\b",
    "What tests are there for {x}?": r"test|scan|x-ray|biops|imag|exam",
    "How will my doctor check for {x}?": r"doctor|provider|exam|test|check",
    "Can I avoid getting {x}?": r"avoid|prevent|protect",
    "What lowers the risk of {x}?": r"risk|lower|reduc|chance",
    "How do I stop {x} from coming back?": r"again|back|recur|return",
    "How long do people live with {x}?": r"liv(?:e|es|ing)|surviv|life|death|years",
    "Will {x} get better?": r"better|recover|improve|cure|resolve|heal|go away|goes away",
    "Is {x} serious?": r"serious|severe|death|fatal|life|mild|dangerous",
    "What happens if {x} is not treated?": r"untreated|without treatment|not treated|if .* is not",
    "Is {x} dangerous?": r"danger|death|fatal|life|serious|severe|damage",
    "Is {x} inherited?": r"inherit|hereditary|autosomal|x-linked|famil|pass",
    "Does {x} run in families?": r"inherit|hereditary|autosomal|famil|x-linked",
    "Can I pass {x} on to my children?": r"pass|child|parent|offspring|inherit",
    "{x}: is it inherited?": r"inherit|hereditary|autosomal|famil|x-linked",
    "What genes are involved in {x}?": r"\bgenes?\b|mutation",
    "How many people have {x}?": r"\d|million|thousand|percent|one in",
    "Is {x} rare?": r"rare|uncommon|common|1 in|one in",
    "Is {x} safe?": r"\bsafe",
    "What should I watch for while taking {x}?": r"call|watch|tell|symptom|side effect|experience",
    "What problems can {x} cause?": r"can cause|side effect|may cause|problem|include",
    "Who should not take {x}?": r"should not|do not|not be (?:taken|used)|avoid",
    "{x}: who should not take it?": r"should not|do not|not be (?:taken|used)|avoid",
    "Can I take {x} while I am pregnant?": r"pregnan",
    "Does {x} interact with other medicines?": r"interact|together|medicines? (?:such|including)",
    "{x} interactions": r"interact|together|other medic",
    "What should I tell my doctor before taking {x}?": r"tell|before taking|doctor",
    "What is the dose of {x}?": r"dose|mg|milligram|times a day|daily|once|twice",
    "{x} dose": r"dose|mg|milligram|times a day|daily|once|twice",
    "What if I miss a dose of {x}?": r"miss",
    "When is {x} an emergency?": r"emergency|at once|right away|immediately|911|ambulance",
    "Should I go to hospital with {x}?": r"hospital|emergency|doctor",
    "{x}: when should I call a doctor?": r"doctor|provider|call|emergency",
}
_OF_PEOPLE = frozenset({"My doctor says I have {x}. What is that?"})  # only of what a person can have

_ENDS_IN_S = (
    r"ss|us|is|ics|ies|betes|shingles|measles|herpes|mumps|rickets|hives|pes|cos|lens|'s|’s|sepsis|pyloris|"
    r"bends|abetes|rabies|scabies|caries|series|species"
)
_SINGULAR_S = re.compile(rf"(?:{_ENDS_IN_S})$", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:allerg|injur|surger|therap|bod|biops|deficienc|abnormalit|disabilit|arter|babi|anomal|neuropath|myopath|"
    r"dystroph|pregnanc|malignanc|difficult|cavit|emergenc|infirmit)ies$|"
    r"(?:antibiot|diuret|narcot|anesthet|probiot|analges|antipsychot|anticholinerg|prebiot)ics$",
    re.IGNORECASE,
)
_MODIFIER = re.compile(
    r"\b(?:of|in|for|with|on|to|from|by|during|after|due|caused|associated|at|without|about|between|among|over|under|using|against|per|added|given|taken|used|treated|than|versus|as)\b",
    re.IGNORECASE,
)


def is_plural(name: str) -> bool:
    """Whether a name takes "are": its head word ends in a plural s ("Kidney stones", not "Diabetes")."""
    if re.match(r"[\w -]+(?:, [\w -]+)+,? and \w", name):
        return True
    bare = re.sub(r"\s*[(,].*$", "", name).strip()
    head = (_MODIFIER.split(bare)[0] or bare).split()
    if not head:
        return False
    if "and" in (word.lower() for word in head):
        return not re.search(r"(?:syndrome|disease|disorder|cancer|therapy)$", head[-1], re.IGNORECASE)
    last = head[-1]
    if len(last) <= 3 or not last.lower().endswith("s") or last.isupper():
        return False
    return bool(_PLURAL.search(last)) or not _SINGULAR_S.search(last)


def lowered(name: str) -> str:
    """A name in lower case, but for words with capitals or digits inside ("COPD", "A1C")."""
    return " ".join(
        word if sum(c.isupper() or c.isdigit() for c in word) > 1 else word.lower() for word in name.split()
    )


def fitting(kind: Kind, answer: str, *, of_people: bool = True) -> tuple[str, ...]:
    """The phrasings of a kind that an answer which begins with this sentence really answers."""
    return tuple(
        phrasing
        for phrasing in kind.phrasings
        if re.search(NEEDS.get(phrasing, ""), answer, re.IGNORECASE) and (of_people or phrasing not in _OF_PEOPLE)
    )


def phrased_for(kind: Kind, name: str, answer: str, rng: random.Random, *, of_people: bool = True) -> str:
    """A question of a kind about `name` that `answer`, the first sentence of what answers, fits; "" where none does.

    `of_people`: whether a person can have it, as one has a disease. Now and then in lower case and without its mark.
    """
    phrasings = fitting(kind, answer, of_people=of_people)
    if is_plural(name):
        phrasings = tuple(phrasing for phrasing in phrasings if phrasing != "What does {x} mean?")
    if not phrasings:
        return ""
    spelt = name if rng.random() < 0.5 else lowered(name)
    text = rng.choice(phrasings).format(x=spelt)
    if is_plural(name):
        text = in_plural(text, spelt)
    text = text[:1].upper() + text[1:]
    return text.lower().rstrip("?") if rng.random() < 0.12 else text


def in_plural(text: str, name: str) -> str:
    """The same question with its verbs and pronouns for a name in the plural: "Is X" → "Are X", "its" → "their"."""
    spelt = re.escape(name)
    for pattern, plural in (
        (rf"\bIs {spelt}", f"Are {name}"),
        (rf"\bis {spelt}", f"are {name}"),
        (rf"\bDoes {spelt}", f"Do {name}"),
        (rf"\bdoes {spelt}", f"do {name}"),
        (rf"{spelt} is\b", f"{name} are"),
    ):
        text = re.sub(pattern, plural.replace("\\", r"\\"), text)
    about, colon, rest = text.partition(f"{name}: ")
    if colon:
        for word, plural in ((r"is it", "are they"), (r"\bit\b", "them"), (r"\bits\b", "their")):
            rest = re.sub(word, plural, rest)
        rest = re.sub(r"\b(can|should) them\b", r"\1 they", rest)
    return re.sub(r"What is that\?$", "What are those?", about + colon + rest).replace("itself", "themselves")
