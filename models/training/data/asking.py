"""How a document may be asked: titles cleaned, titles made questions, headings of a known kind. Pure."""

from __future__ import annotations

import re

from models.training.data.phrasing import is_plural
from models.training.questions import KINDS, Kind, kind_of

_LONGEST_NAME = 9  # words of a title that is the name of something
_KIND = {kind.name: kind for kind in KINDS}

# Headings as publishers write them → what they answer.
_HEADINGS = (
    (r"(?:common |early |main )?(?:symptoms? and signs?|signs?|symptoms?)\b", "symptoms"),
    (r"clinical (?:features|presentation|manifestations)|(?:presentation|manifestations)\b", "symptoms"),
    (r"(?:treatments?|treatment options|medical treatment|management|therap(?:y|ies))\b", "treatment"),
    (r"(?:causes?|a?etiology|what causes)\b(?! and risk)", "causes"),
    (r"(?:risk factors?|who is at risk)\b", "risk"),
    (r"(?:diagnosis|diagnos(?:ing|tic tests?)|tests?(?: and diagnosis)?|exams and tests)\b", "diagnosis"),
    (r"(?:prevention|preventing|how to prevent)\b", "prevention"),
    (r"(?:prognosis|outlook)\b", "outlook"),
    (r"(?:possible )?complications?\b", "complications"),
    (r"(?:inheritance|genetics|heredity)\b", "inheritance"),
    (r"(?:epidemiology|frequency|prevalence|incidence|how common)\b", "frequency"),
    (r"(?:side effects?|adverse (?:effects?|reactions?|events?))\b", "side effects"),
    (r"(?:warnings?|precautions?|contraindications?|interactions?|who should not)\b", "caution"),
    (r"(?:dos(?:e|age|ing)|how to take|how to use|administration|dosage and administration)\b", "use"),
    (r"when to (?:get|seek|see|call|contact)\b", "help"),
    (r"(?:overview|what (?:is|are)\b.*|definition|about|summary|introduction|description|background)?$", "information"),
)
_HEADING_KINDS = tuple((re.compile(pattern, re.IGNORECASE), _KIND[name]) for pattern, name in _HEADINGS)

_GENERIC = re.compile(
    r"^(?:introduction|preface|foreword|overview|summary|conclusions?|references|bibliography|index|contents|appendix.*|"
    r"glossary|key (?:terms|points|words)|untitled.*|abstract|methods?|results?|discussion|background|review questions|"
    r"notes?|chapter \d+|part \d+|about .*|home|faq|learning (?:objectives|outcomes)|main)$",
    re.IGNORECASE,
)

# The beginning of an article's title → how it asks. The rest of the title follows.
_RESEARCH = (
    (r"(?:the )?effects? of", "What is the effect of {rest}?"),
    (r"(?:the )?(?:impact|influence) of", "What is the impact of {rest}?"),
    (r"(?:the )?role of", "What is the role of {rest}?"),
    (r"(?:the )?(?:clinical )?(?:efficacy|effectiveness) of", "How effective is {rest}?"),
    (r"(?:the )?(?:efficacy|effectiveness) and (?:safety|tolerability) of", "How effective and safe is {rest}?"),
    (r"(?:the )?safety and (?:efficacy|effectiveness|tolerability) of", "How effective and safe is {rest}?"),
    (r"(?:the )?(?:safety|tolerability) of", "How safe is {rest}?"),
    (r"(?:the )?(?:prevalence|incidence|frequency) of", "How common is {rest}?"),
    (r"(?:the )?prevalence and", "What is known about the prevalence and {rest}?"),
    (r"(?:the )?risk of", "What is the risk of {rest}?"),
    (r"risk factors (?:for|of)", "What are the risk factors for {rest}?"),
    (r"predictors of", "What predicts {rest}?"),
    (r"(?:the )?causes? of", "What causes {rest}?"),
    (r"(?:the )?(?:management|treatment) of", "How is {rest} treated?"),
    (r"(?:the )?diagnosis of", "How is {rest} diagnosed?"),
    (r"(?:the )?prevention of", "How can {rest} be prevented?"),
    (r"(?:the )?(?:association|associations|relationship|relation|link|correlation) between",
     "What is the relationship between {rest}?"),
    (r"(?:the )?association of", "What is the association of {rest}?"),
    (r"(?:a )?comparison (?:of|between)", "How do {rest} compare?"),
    (r"(?:the )?(?:use|benefits?) of", "What is known about the use of {rest}?"),
    (r"(?:the )?(?:cost[- ]effectiveness) of", "How cost-effective is {rest}?"),
    (r"(?:the )?(?:pharmacokinetics|mechanisms?|pathogenesis|pathophysiology) of", "What is known about the {all}?"),
)  # fmt: skip
_RESEARCH_TITLES = tuple((re.compile(rf"{pattern}\s+", re.IGNORECASE), asked) for pattern, asked in _RESEARCH)
_ASKS = re.compile(
    r"(?:what|how|is|are|does|do|did|can|could|should|which|who|when|where|why|will|was|were|has|have)\b", re.IGNORECASE
)
_ENDS_BADLY = re.compile(r"\b(?:of|in|on|with|and|or|to|by|for|from|at|the|an?|using|versus|between)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"\s*(?::\s|\.\s(?=[A-Z])|;\s|\s[-–—]{1,2}\s|--).*$")


def kind_named(name: str) -> Kind:
    """The kind of question of that name."""
    return _KIND[name]


def heading_kind(heading: str) -> Kind | None:
    """What a heading answers: a whole question by its words, a short heading by what publishers mean with it."""
    text = heading.strip().rstrip(":")
    if text.endswith("?") or re.match(r"do you have information", text, re.IGNORECASE):
        return kind_of(text)
    if len(text.split()) > 5:
        return None
    return next((kind for pattern, kind in _HEADING_KINDS if pattern.match(text)), None)


def clean_title(title: str) -> str:
    """A title without what catalogues add: brackets of a translation, "[Review] [84 refs]", a number glued to its end."""
    text = " ".join(title.split())
    text = re.sub(r"^\[(.+?)\][\s.]*(?:\[[^\]]*\][\s.]*)*\d*$", r"\1", text)
    text = re.sub(r"(?:\s*\[[^\]]{0,80}\]\.?)+\s*\d*$", "", text)
    text = re.sub(r"(?<=[a-z?.)\]])\d{2,5}$", "", text)
    return text.strip(" .[]")


def names_something(title: str) -> bool:
    """Whether a title is the name of something that can be asked about, rather than a sentence or a place in a book."""
    return (
        0 < len(title.split()) <= _LONGEST_NAME
        and bool(re.search(r"[A-Za-z]{3}", title))
        and not _GENERIC.match(title)
        and not re.search(r"[?!:;]|\d{4}|^\d|/.*/|https?", title)
    )


def name_in(title: str) -> str:
    """What a title is the name of: "Parasites - Lice - Body lice" → "Body lice", "Gout: a guide (for nurses)" → "Gout"."""
    name = re.sub(r" \((?:for|in) [^)]*\)$", "", clean_title(title), flags=re.IGNORECASE)
    return name.partition(": ")[0].rpartition(" - ")[2]


def asked_as(question: str) -> str:
    """A corpus question as a person would write it: "what is (are) Gout ?" → "What is Gout?"."""
    text = re.sub(r"(?:\s*\?)+\s*$", "?", " ".join(question.split()))
    overview = re.match(r"what (?:is \(are\)|is|are) (.+)\?$", text, re.IGNORECASE)
    if overview and not re.match(r"the |a |an |known|being", overview[1], re.IGNORECASE):
        text = f"What {'are' if is_plural(overview[1]) else 'is'} {overview[1]}?"
    text = re.sub(r"^how to (?=(?:diagnose|prevent|treat)\b)", "How do you ", text, flags=re.IGNORECASE)
    text = re.sub(r"^what research \(or clinical trials\) is", "What research is", text, flags=re.IGNORECASE)
    text = re.sub(r"^what to do for (.+)\?$", r"What can be done for \1?", text, flags=re.IGNORECASE)
    if re.match(r"do you have information about", text, re.IGNORECASE):
        text = text.rstrip("?") + "?"
    return text[:1].upper() + text[1:]


def title_question(title: str) -> str:
    """An article's title as a question: as it is where it asks, else by its first words; "" where no rule makes one."""
    asks = re.match(r"(.{12,}?\?)(?:\s|$)", title)
    if asks:
        return _asking_part(asks[1])
    main = main_title(title)
    if re.search(r"[?!]|\d{4}|\bprotocol\b", main, re.IGNORECASE) or is_cut_off(main):
        return ""
    for pattern, asked in _RESEARCH_TITLES:
        found = pattern.match(main)
        if found:
            rest = main[found.end() :]
            return _agreeing(asked, rest, main) if len(rest.split()) >= 2 and not _ill_fits(asked, rest) else ""
    versus = re.match(r"(.{3,60}?) (?:versus|vs\.?) (.{3,60}?) (in|for|on|during|after) (.+)$", main, re.IGNORECASE)
    if versus and not re.search(
        r",|\b(?:stud(?:y|ies)|analysis|trials?|impact|effects?|comparison|risks?|evaluation|assessment|cost|effectiveness|efficacy|use)\b",
        versus[1],
    ):
        do = "do" if is_plural(versus[1]) else "does"
        return f"How {do} {first_low(versus[1])} compare with {first_low(versus[2])} {versus[3]} {versus[4]}?"
    return ""


def main_title(title: str) -> str:
    """A title without its subtitle."""
    return _SUBTITLE.sub("", title).strip(" .")


def is_cut_off(title: str) -> bool:
    """Whether a title ends where something must follow."""
    return bool(_ENDS_BADLY.search(title))


def in_sentence_case(title: str, text: str) -> str:
    """A title whose words all begin with capitals, in lower case but for what `text` spells with a capital too."""
    spelt = title.split()
    long = [word for word in spelt if len(word) > 3 and word.isalpha()]
    if not long or sum(word[0].isupper() for word in long) < 0.7 * len(long):
        return title
    shouted = title.isupper()
    kept = [spelt[0]] + [word if _is_name(word, text, shouted) else word.lower() for word in spelt[1:]]
    return " ".join(kept)


def _is_name(word: str, text: str, shouted: bool) -> bool:
    bare = word.strip("(),.:;'’")
    if not re.match(r"[A-Z][a-z]+(?:-[A-Za-z]+)*$", bare) and not (shouted and bare.isalpha() and len(bare) > 4):
        return True  # an abbreviation, a number, or already in lower case
    return bool(re.search(rf"(?<=[a-z,] ){re.escape(bare)}\b", text))


def _asking_part(text: str) -> str:
    """The question at the end of a title: "HAPPY: does it help?" → "Does it help?"."""
    asked = text.rpartition(": ")[2] if not _ASKS.match(text) else text
    return asked[:1].upper() + asked[1:] if _ASKS.match(asked) and len(asked.split()) >= 4 else ""


def _ill_fits(asked: str, rest: str) -> bool:
    """Whether a title goes on in a way that its question cannot."""
    if "compare?" in asked:
        return (
            " and " not in rest
            or bool(re.search(r"\bon\b|^(?:different|two|three|four|various)\b", rest))
            or rest.count(" ") > 16
        )
    if "between" in asked:
        return " and " not in rest
    return asked.endswith(("prevented?", "treated?", "diagnosed?")) and bool(
        re.search(r"\b(?:by|using|through|via)\b", rest)
    )


def _agreeing(asked: str, rest: str, whole: str) -> str:
    text = asked.format(rest=rest, all=first_low(whole.removeprefix("The ")))
    if is_plural(rest) and re.match(r"How [\w-]+(?: and \w+)? is ", text):
        return text.replace(" is ", " are ", 1)
    return text.replace(" is ", " are ", 1) if is_plural(rest) and text.startswith("How is ") else text


def first_low(text: str) -> str:
    """A text with a small first letter, unless its first word has other capitals."""
    first, _, rest = text.partition(" ")
    return f"{first.lower() if first[1:].islower() else first} {rest}".strip()
