"""A tiny corpus, and a tiny model trained on it by the real recipe: seconds, no network, no shared data."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from models.training.bundled import Recipe
from models.training.trainer import TrainingPlan

AILMENTS = ("asthma", "gout", "measles", "anemia", "eczema", "migraine", "sepsis", "rickets", "scurvy", "croup")
HANDBOOK_PAGE = """---
title: Hay fever
synonyms: [pollen allergy, seasonal allergy, allergic rhinitis, hayfever]
category: condition
---

## What it is

Hay fever is an allergy to pollen from trees, grass and weeds. [^1]

## What you may notice

The symptoms of hay fever include sneezing, itchy eyes and a runny nose. [^1]
"""


def split(text: str) -> list[str]:
    """Sentences by their full stops: enough for this corpus."""
    return [part.strip() + "." for part in text.replace("\n", " ").split(".") if part.strip()]


def write_corpora(folder: Path) -> Path:
    """MedQuAD-like questions on ten ailments, and empty article corpora."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in AILMENTS:
        for question, answer in (
            (f"What is (are) {name} ?", f"{name} is a disease. It is known to doctors. People of any age get {name}."),
            (f"What are the symptoms of {name} ?", f"Symptoms of {name} include pain. A fever is a sign of {name}."),
            (f"What are the treatments for {name} ?", f"Doctors treat {name} with medicine. Rest also helps {name}."),
        ):
            rows.append({"id": name, "title": name.title(), "text": f"{question}\n{answer}"})
    for corpus, content in (("medquad", rows), ("medline_abstracts", []), ("evidence_inference", [])):
        with gzip.open(folder / f"{corpus}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in content)
    return folder


def write_handbook(folder: Path) -> Path:
    """One page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hay-fever.md").write_text(HANDBOOK_PAGE, encoding="utf-8")
    return folder


def recipe(steps: int, checkpoint_every: int = 1000) -> Recipe:
    """The real recipe, small."""
    return Recipe(
        TrainingPlan(steps=steps, warmup=2, checkpoint_every=checkpoint_every, bf16=False),
        vocabulary=420,
        width=32,
        layers=2,
        heads=2,
        inner=64,
        context=512,
        max_tokens=400,
        batch_tokens=800,
    )
