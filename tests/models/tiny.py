"""A tiny corpus, and a tiny model trained on it by the real recipe: seconds, no network, no shared data."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from models.prompt import PromptPassage
from models.training.bundled import Recipe
from models.training.judged import JudgedExample
from models.training.pretraining import PretrainRecipe, pretrain
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


def pretrain_recipe(steps: int, checkpoint_every: int = 1000) -> PretrainRecipe:
    """The real recipe from scratch, small."""
    return PretrainRecipe(
        TrainingPlan(steps=steps, warmup=2, checkpoint_every=checkpoint_every, bf16=False),
        start="scratch",
        vocabulary=420,
        width=32,
        layers=2,
        heads=2,
        inner=64,
        context=512,
        block=32,
        batch_tokens=256,
    )


def write_base(folder: Path) -> Path:
    """A model pretrained for two steps on the tiny corpus; made once a folder."""
    if not (folder / "recipe.json").exists():
        texts = [
            (name, f"{name.title()} is a disease that doctors in every country have known for long.\n" * 3)
            for name in AILMENTS
        ]
        texts += [
            (f"{name} {n}", f"People who have {name} ask what helps and what {n} doctors know of it.")
            for name in AILMENTS
            for n in range(9)
        ]
        pretrain(pretrain_recipe(2), lambda: texts, folder, lambda _: False, lambda _: None, lambda _: None)
    return folder


def judged() -> tuple[JudgedExample, ...]:
    """Two judged examples: one answered, one not."""
    passage = PromptPassage("Gout", ("Gout hurts the joints.", "Doctors know it."))
    return (
        JudgedExample("What does gout hurt?", (passage,), ((0, 0),), (), "tiny", "a"),
        JudgedExample("Is gout inherited?", (passage,), (), (), "tiny", "b"),
    )


def recipe(steps: int, checkpoint_every: int = 1000) -> Recipe:
    """The real recipe, small: as many steps on judged examples as on grounded ones."""
    plan = TrainingPlan(
        steps=steps, adam_rate=0.01, muon_rate=0.0, warmup=2, checkpoint_every=checkpoint_every, bf16=False
    )
    return Recipe(plan, plan, max_tokens=400, batch_tokens=800)
