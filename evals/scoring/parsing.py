"""Reads the choice out of what a model wrote, in whole forms only; and beside it the rule that MIRAGE itself uses.

A text that only happens to hold a letter is no answer: it is None, which a report counts as unparsed and not as wrong.
Knows nothing of questions, models or scores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

# Labels with what their options say ("" where they say nothing more), or labels alone.
Labels = Mapping[str, str] | Sequence[str]

_KEYS = ("answer_choice", "answer", "choice", "label")
_EDGES = " \t\r\n\"'`*“”‘’"
_LEAD = re.compile(
    r"(?:(?:so|therefore|thus|hence)[, ]+)?(?:(?:the|my)\s+)?(?:(?:correct|best|final|right)\s+)*"
    r"(?:answer|option|choice)(?:\s+(?:choice|option))?\s*(?:is\s*:?|[:=])\s*(?P<said>.+)",
    re.IGNORECASE | re.DOTALL,
)
# The end of a JSON object whose earlier fields a model did not escape well: what it chose is still said in full.
_JSON_END = re.compile(r'"answer_choice"\s*:\s*"(?P<said>[^"\\]*)"\s*\}\s*(?:```)?\s*')

# MIRAGE's patterns in its own order: the first that is found anywhere in the text gives the letter (Xiong et al. 2024,
# `locate_answer` in src/utils.py of its repository). `$` also stands before a line's end that ends the text.
_MIRAGE = tuple(
    re.compile(pattern)
    for pattern in (
        *(rf"^\s*([ABCD]){end}" for end in ("$", " or", " and", "/", ",")),
        r"[Oo]ption ([ABCD])",
        r":\s*([ABCD])",
        *(rf"^\s*([ABCD]){end}" for end in (r"\.", '"', ":")),
    )
)
_MIRAGE_KEY = '"answer_choice": "'


def parse_label(text: str, labels: Labels) -> str | None:
    """The label that a text gives as its answer, or None where it gives none, or more than one.

    Whole forms only: the label ("B", "b.", "(B)"), the label and its option's text ("B) Aspirin"), that text alone, a
    line that says so ("Answer: B", "The answer is B."), or a JSON object, whose last one decides
    ({"answer_choice": "B"}). A class of more than one letter may be followed by a reason after punctuation: "Yes,
    because …" is yes, "Yes it may" is nothing.
    """
    options = dict(labels) if isinstance(labels, Mapping) else dict.fromkeys(labels, "")
    if not options:
        return None
    given = _from_json(text)
    if given is not None:
        said = {label for value in given if (label := _said(value, options, declared=True))}
        return said.pop() if len(said) == 1 else None
    return _said(text, options) or _from_lines(text, options)


def last_json_object(text: str) -> Mapping[str, object] | None:
    """The last JSON object that stands whole in the text (not inside another one), or None."""
    decoder = json.JSONDecoder(strict=False)  # models put plain line ends into strings
    found: Mapping[str, object] | None = None
    at = text.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except ValueError:
            end = at + 1
        except RecursionError:  # no answer is nested so deep, and to try again from each brace would take long
            return found
        else:
            found = value
        at = text.find("{", end)
    return found


def mirage_letter(prediction: str | None) -> str | None:
    """The letter that MIRAGE's patterns find after the last `"answer_choice": "`, or None where they find none."""
    text = (prediction or "").split(_MIRAGE_KEY)[-1].strip()
    return next((found[1] for pattern in _MIRAGE if (found := pattern.search(text))), None)


def mirage_parity(prediction: str | None) -> str:
    """The choice by MIRAGE's own rule, which takes what its patterns do not understand as A. For parity only.

    Without a prediction (None) there is no choice: "". MIRAGE's program, meeting an empty prediction, scores the one
    before it a second time, which is how its published 55.25 on MedMCQA comes about.
    """
    if prediction is None:
        return ""
    return mirage_letter(prediction) or "A"


def _from_json(text: str) -> list[str] | None:
    """What a JSON object in the text gives as the answer, under each key that may hold one; None where there is none."""
    found = last_json_object(text) or {}
    values = [found[key] for key in _KEYS if key in found]
    if values:
        return [str(value) for value in values if isinstance(value, str | int)]
    ends = list(_JSON_END.finditer(text))
    return [ends[-1]["said"]] if ends and ends[-1].end() == len(text) else None


def _from_lines(text: str, options: Mapping[str, str]) -> str | None:
    """The one label that the lines of the form "Answer: …" agree on."""
    lines = [_bare(line) for line in text.splitlines()]
    said = [_said(found["said"], options, declared=True) for line in lines if (found := _LEAD.fullmatch(line))]
    return said[0] if len(set(said)) == 1 else None


def _said(text: str, options: Mapping[str, str], *, declared: bool = False) -> str | None:
    """The label of a text that says nothing else. `declared`: the text stands where an answer is announced."""
    bare = _bare(text)
    if not declared and (announced := _LEAD.fullmatch(bare)):
        return _said(announced["said"], options, declared=True)
    found = _marked(options).fullmatch(bare)
    if found is None or found["rest"]:
        same = [label for label, option in options.items() if option.strip() and _same(bare, option)]
        if same or found is None:
            return same[0] if len(same) == 1 else None
    label = next(one for one in options if one.casefold() == found["label"].casefold())
    rest = found["rest"]
    if not rest or _same(rest, options[label]):
        return label
    is_class = len(label) > 1 and (not options[label] or _same(label, options[label]))
    marked = bool(found["close"] or found["mark"])
    return label if marked and (declared or is_class) and not _names_another(rest, label, options) else None


def _marked(options: Mapping[str, str]) -> re.Pattern[str]:
    """A label, what marks it as one, and what follows. Longer labels first, lest "no" be found in "no difference"."""
    names = "|".join(re.escape(label) for label in sorted(options, key=len, reverse=True))
    return re.compile(
        rf"(?:(?:option|choice)\s+)?[(\[]?(?P<label>{names})(?!\w)"
        r"(?P<close>[)\]]?)(?P<mark>\s*—|\s+[–-](?=\s)|[.:,;!]?)\s*(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    )


def _names_another(rest: str, label: str, options: Mapping[str, str]) -> bool:
    """Whether what follows a label gives another one as well: "A, B", "A) this, C) that", "yes, no", "A. No, option B"."""
    others = [one for one in options if one != label]
    if any(_same(rest, one) or (options[one] and _same(rest, options[one])) for one in others):
        return True
    names, letters = ("|".join(map(re.escape, some)) for some in (others, [one for one in others if len(one) == 1]))
    if names and re.search(rf"\b(?:answer|option|choice)(?:\s+is)?[\s:=(]+(?:{names})(?!\w)", rest, re.IGNORECASE):
        return True
    listed = rf"(?:^|[,;/&(]\s*|\b(?:and|or)\s+)(?:{letters})(?:$|[).:,;/&\"]|\s+(?:and|or)\b)"
    return bool(letters and re.search(listed, rest))


def _bare(text: str) -> str:
    """The text without what surrounds an answer: quotes, emphasis, a code fence, space."""
    return text.strip(_EDGES).replace("**", "").strip(_EDGES)


def _same(text: str, other: str) -> bool:
    """Whether two texts are the same but for case, spacing, and quotes or stops at the ends."""
    return _folded(text) == _folded(other)


def _folded(text: str) -> str:
    return " ".join(text.strip(_EDGES).rstrip(".").strip(_EDGES).casefold().split())
