"""Which sentences of a text may stand in an answer: whole ones that say something by themselves, and in what runs.

Knows English prose. Knows nothing of documents, questions or passages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.training.data.prose import lines

Split = Callable[[str], Sequence[str]]

SHORTEST, LONGEST = 5, 55  # words of a sentence that may be quoted
_WHOLE = re.compile(r"^[\"'“(]?[A-Z0-9].*[a-zA-Z0-9%)\]\"'”’.]$", re.DOTALL)
_ENDS = re.compile(r"[.!][\"'”’)]*$")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|cannot|could|may|might|should|will|would|must|do|does|did|"
    r"call|ask|see|tell|take|drink|keep|avoid|use|talk|go|eat|check|wash|lie|sit|stop|seek|open|get|make|come|start|run|"
    r"live|lose|feel|grow|work|happen|allow|carry|contain|produce|prevent|protect|reduce|increase|improve|spread|die|"
    r"survive|recover|heal|receive|require|play|act|form|block|kill|cut|put|set|let|hurt|turn|move|bring|hold|pass|tend|"
    r"\w{3,}(?:ed|es)|\w{3,}[a-rt-z]s|began|led|fell|rose|found|showed|shown|gave|became|occur|include|affect|cause|help|"
    r"need|vary|depend|develop|begin|become|appear|remain|result|lead)\b",
    re.IGNORECASE,
)
# "It also helps.": such a sentence follows the one it points back to, or is not quoted.
_LEANS = re.compile(
    r"^(?:it|its|they|their|them|this|these|those|such|he|she|his|her|both|others?|also|however|therefore|thus|hence|"
    r"but|"
    r"and|or|in addition|additionally|furthermore|moreover|for example|for instance|instead|then|some of (?:these|"
    r"them)|"
    r"most of (?:these|them)|another|the (?:former|latter|other|same)|in (?:this|these|such|contrast|fact|general)|"
    r"as a result|because of (?:this|these)|if so|if not|otherwise|still|even so|after that|afterwards?|first,|second,|"
    r"third,|finally|next|similarly|conversely|likewise|consequently|nevertheless|nonetheless|meanwhile|yet|"
    r"on the other hand|each of|one of these|all of these|neither|none of (?:these|them)|two of|that|there|here|"
    r"the (?:conditions?|disease|disorder|syndrome|process|problem|illness|infection|symptoms|treatment|gene|protein|"
    r"mutation)\b(?! of)|"
    r"(?:\S+ ){1,10}also|"
    r"an? (?:less|more) (?:common|likely|serious)|usually|sometimes|often|occasionally|rarely|more rarely|"
    r"less commonly|less often|in (?:some|many|most|rare|other|severe|mild) cases"
    r"|when (?:this|these|it|they)|if (?:it|they|this|these)|although (?:this|these|it|they)|while (?:this|these|it|"
    r"they))\b"
    r"|\b(?:these|this|those|such|the following) (?:symptoms?|signs?|conditions?|diseases?|disorders?|medicines?|"
    r"drugs?|"
    r"medications?|tests?|problems?|risk factors?|treatments?|changes?|cases?|types?|forms?|features?|findings|cells|"
    r"genes?|"
    r"mutations?|proteins?|syndromes?|groups?|stages?|procedures?|complications?|abnormalities|factors?|situations?|"
    r"individuals)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"https?:|www\.|@\w|these resources|gene ?reviews?\b|genetic testing registry|human phenotype ontology|orphanet|"
    r"omim|"
    r"medlineplus|clinicaltrials?\.gov|click |watch (?:this|the) video|(?:see|table|figure|fig\.?|box|appendix) ?\(?\d|"
    r"\(?(?:see|refer to) (?:the )?(?:figure|table|section|below|above|also|image|chart|list|box|chapter|page|pdq)|"
    r"\(see |"
    r"figure|supplementary|pdq|credit:|creative commons|copyright|all rights reserved|for more information|"
    r"more information (?:about|on|is)|to learn more|"
    r"learn more|read more|this (?:page|section|chapter|site|website|article|summary|module|factsheet|fact sheet|"
    r"handout|"
    r"publication|booklet|information)|described (?:above|below|here|in)|(?:shown|listed|mentioned|discussed|noted|"
    r"given) (?:above|below|here|in)|"
    r"\bas follows|\binclude[sd]?:|"
    r"the following|\b(?:above|below)\b[.):]?$|additional information|links? to|resources? (?:for|on|"
    r"about)|"
    r"web ?site|contact (?:the|us|your local)|phone|toll-free|et al|ibid|isbn|doi:|registration|registered|"
    r"\bwe (?:were|are|did|have|do|could)\b.{0,40}\b(?:find|aware|locate|unable|identif|information)|unfortunately|"
    r"(?:further|more|additional|future) (?:\w+ ){0,3}(?:research|studies|trials|work|investigations?)\b|"
    r"journal articles?|pubmed|search term|\bsee the\b|for information|your call|contact them|"
    r"(?:national )?institutes? of (?:health|neurolog)|\bninds\b|\bnih\b|\bnci\b|clinical trials? search",
    re.IGNORECASE,
)


# Two texts run together, a lost letter ("called -actin"), a footnote's number, a question, a heading before the sentence.
_BROKEN = re.compile(
    r"^\d+[.)] |^(?:CONCLUSIONS?|RESULTS?|METHODS?|BACKGROUND|OBJECTIVES?|INTERPRETATION|DISCUSSION)\b|, \.,|\"[;,]\"|"
    r"\[\d|\?|;\s*$|: ?-|\w:[A-Z][a-z]|[a-z]\.\d+ [A-Z]|\(\s*\)|\s-[a-z]|[a-z][.!][A-Z][a-z]|^(?:[A-Z][a-z]+[ ,:]+){5}|"
    r"^(?:[A-Z][a-z]+(?: (?:in|of|and|for|the|to|with|or|from))? ){3,}[A-Z][a-z]+ (?!is |are |was |were |has |have |"
    r"can |may )[a-z]|"
    r"\b[a-z]+[A-Z][a-z]+[a-z]{3}\b"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it stands in the text. `item` says that it came from a list."""

    text: str
    item: bool


def sentences_of(text: str, split: Split) -> tuple[Line, ...]:
    """The sentences of a normalised text, each on one line, in order."""
    found = ((" ".join(one.split()), item) for line, item in lines(text) for one in split(line))
    return tuple(Line(sentence, item) for sentence, item in found if sentence)


@lru_cache(maxsize=1 << 16)
def quotable(line: Line) -> bool:
    """Whether a sentence may stand in an answer: whole, of some length, no list item, no furniture of a page."""
    text = line.text
    return (
        not line.item
        and SHORTEST <= len(text.split()) <= LONGEST
        and bool(_ENDS.search(text) and _WHOLE.match(text) and _VERB.search(text))
        and not _FURNITURE.search(text)
        and not _BROKEN.search(text)
        and _balanced(text)
    )


def leans(text: str) -> bool:
    """Whether a sentence points back to one before it."""
    return bool(_LEANS.search(text))


def chosen(
    sentences: Sequence[Line],
    fits: Callable[[str], bool],
    *,
    stands: Callable[[str], bool] = lambda text: not leans(text),
    common: Collection[str] = (),
    within: int = 10,
    most: int = 3,
) -> tuple[int, ...]:
    """The positions of the sentences that answer: the first that fits and stands alone, and what goes on from it.

    A further sentence is taken where it fits and stands alone, or where it leans on the one just taken and is short. At most
    `most` of the first `within` sentences that may be quoted; `common` are sentences that say nothing of their own document.
    """
    taken: list[int] = []
    seen = 0
    for position, line in enumerate(sentences):
        if len(taken) >= most or seen >= within:
            break
        if not quotable(line) or line.text in common or any(sentences[t].text == line.text for t in taken):
            continue
        seen += 1
        goes_on = bool(taken) and taken[-1] == position - 1 and _short(line.text)
        if (stands(line.text) and fits(line.text)) or (goes_on and leans(line.text)):
            taken.append(position)
    return tuple(taken)


def _short(text: str) -> bool:
    return len(text.split()) <= 30


def _balanced(text: str) -> bool:
    return (
        text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and text.count('"') % 2 == 0
        and text.count("“") == text.count("”")
    )
