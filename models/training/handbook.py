"""Topics from patient pages in Markdown (the handbook): a section answers several kinds of question, by its sentences."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from models.training.examples import Part, Split, Topic
from models.training.questions import KINDS, Kind

# Which kinds of question a section can answer, and the words without which a sentence of it does not.
SECTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "What it is": (("information", ""),),
    "Reasons and risks": (
        ("causes", r"caus|due to|result|because|trigger|when|comes from"),
        ("risk", r"risk|likely|older|family|more often|chance"),
        ("complications", r"complication|lead to|damage|untreated|without treatment|not treated|can cause|raises"),
        ("caution", r"should not|avoid|ask|tell|interact|pregnan|allerg|with other medicine"),
    ),
    "What you may notice": (
        ("symptoms", r"symptom|sign|feel|pain|notice|include|common|may have"),
        ("side effects", r"side effect|reaction|upset|dizz|bleed|rash|nausea"),
        ("frequency", r"how common|rare|percent|one in"),
    ),
    "What helps": (
        ("treatment", r"treat|therap|medicine|surg|relie|help|drink|rest|manag|lower|control"),
        ("diagnosis", r"test|diagnos|exam|check|scan|measure|finds?\b"),
        ("prevention", r"prevent|lower the (risk|chance)|vaccin|avoid|protect|wash|keep"),
        ("use", r"take|dose|tablet|label|food|daily|missed|inhal|inject|stor"),
    ),
    "When to get help": (("help", ""),),
}
MEDICINE_KINDS = frozenset({"side effects", "caution", "use"})
CONDITION_KINDS = frozenset({"symptoms", "causes", "risk", "complications", "treatment", "diagnosis", "prevention"})


def handbook_topics(folder: Path, split: Split) -> list[Topic]:
    """One topic a page, asked by its title and by each of its synonyms."""
    found = []
    for path in sorted(folder.glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        sections = re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", body, re.M | re.S)
        for title in (str(meta["title"]), *map(str, meta["synonyms"][:3])):
            parts = [p for head, text in sections for p in _parts(head, text, meta["category"], split)]
            found.append(Topic(title, tuple(parts), "handbook", path.stem))
    return found


def _parts(heading: str, text: str, category: str, split: Split) -> list[Part]:
    clean = re.sub(r"\s*\[\^\d+\]", "", text).strip()
    sentences = tuple(split(clean))
    parts = []
    for name, words in SECTIONS.get(heading, ()):
        if name in (CONDITION_KINDS if category == "medicine" else MEDICINE_KINDS):
            continue
        targets = tuple(_target(words, s, i) for i, s in enumerate(sentences))
        if any(targets):
            kind = _kind(name)
            parts.append(Part(kind.phrasings[0].format(x="it"), kind, heading, sentences, targets))
    return parts


def _target(words: str, sentence: str, position: int) -> float:
    if not words:
        return 1.0 if position < 2 else 0.7
    return 0.95 if re.search(words, sentence, re.I) else 0.0


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)
