"""A small literature of every shape that data builders know, invented here; a splitter and a prompt like the agent's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.prompt import PromptPassage
from models.training.documents import TrainingDocument, TrainingSection

ABSTENTION = "Nothing in the literature answers this."
AILMENTS = {
    "Asthma": ("airways swell and narrow", "wheezing and coughing at night", "inhaled steroids", "smoke and pollen"),
    "Gout": ("crystals form in the joints", "sudden pain in the big toe", "colchicine and rest", "too much uric acid"),
    "Measles": (
        "a virus infects the body",
        "a red rash and high fever",
        "fluids and vitamin A",
        "a very infectious virus",
    ),
    "Eczema": ("the skin dries and itches", "itching and red patches", "moisturizing creams", "a weak skin barrier"),
    "Migraine": (
        "attacks of headache return",
        "throbbing pain on one side",
        "triptan tablets",
        "changes in brain nerves",
    ),
    "Rickets": (
        "bones of children stay soft",
        "bowed legs and bone pain",
        "vitamin D supplements",
        "too little vitamin D",
    ),
    "Scurvy": ("the body lacks vitamin C", "bleeding gums and tiredness", "fresh fruit and vitamin C", "a poor diet"),
    "Croup": ("the windpipe swells in children", "a barking cough", "steroid syrup", "viruses of the airways"),
}


def split(text: str) -> list[str]:
    """Sentences by stops before a capital."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9\"(])", text) if part.strip()]


def ask(question: str, passages: Sequence[PromptPassage], first: int = 1) -> tuple[str, str]:
    """Laid out as the agent lays evidence out for a writing model."""
    told = "\n\n".join(f"[{n}] {one.heading}\n{' '.join(one.sentences)}" for n, one in enumerate(passages, start=first))
    return (
        f"Answer from the passages. If none answers, write: {ABSTENTION}",
        f"Passages:\n{told}\n\nQuestion: {question}",
    )


def question_documents() -> list[TrainingDocument]:
    """One question and answer a document, as question collections have them: the question is the first line."""
    found = []
    for name, (what, signs, helps, cause) in AILMENTS.items():
        low = name.lower()
        answers = {
            f"What is (are) {name} ?": f"{name} is a disease in which {what}. Many people live well with {low} for years.",
            f"What are the symptoms of {name} ?": f"The main symptoms of {low} are {signs}. Symptoms of {low} vary.",
            f"What are the treatments for {name} ?": f"{name} is treated with {helps}. Treatment of {low} starts early.",
            f"What causes {name} ?": f"{name} is caused by {cause}. Causes of {low} differ from person to person.",
        }
        for number, (question, answer) in enumerate(answers.items()):
            sections = (TrainingSection("", f"{question}\n\n{answer}"),)
            found.append(TrainingDocument(f"{low}-{number}", name, sections, "questions"))
    return found


def pages() -> list[TrainingDocument]:
    """Pages with headings of known kinds."""
    return [
        TrainingDocument(
            f"page-{name}",
            f"{name} at home",
            (
                TrainingSection("Overview", f"{name} at home is a condition that families often meet. It can be serious."),
                TrainingSection("Treatment", f"{name} at home is treated with {helps}.\n- rest\n- water\n- sleep"),
                TrainingSection("Symptoms", f"Symptoms of {name.lower()} at home include {signs}. Babies with {name.lower()} "
                                "at home can be in danger, so see a doctor."),
            ),
            "pages",
        )
        for name, (_, signs, helps, _) in list(AILMENTS.items())[:4]
    ]  # fmt: skip


def articles() -> list[TrainingDocument]:
    """Articles with labelled abstracts, whose conclusions say yes, no and maybe."""
    found = []
    drugs = ("Alphacin", "Betazol", "Gammapril", "Deltaphen", "Epsilast", "Zetamol")
    things = ("night cough", "joint pain", "skin rash", "bone loss", "headache days", "gum bleeding")
    for number, (drug, thing) in enumerate(zip(drugs, things, strict=True)):
        says = (
            f"{drug} significantly reduced {thing} in adults.",
            f"{drug} did not reduce {thing} in adults.",
            f"{drug} may reduce {thing} in adults.",
        )[number % 3]
        text = (
            f"BACKGROUND: Many adults suffer from {thing} today. METHODS: We gave {drug} or placebo to {40 + number} adults. "
            f"RESULTS: The mean number of events was {3 + number} against {9 + number} with placebo. CONCLUSIONS: {says}"
        )
        title = f"Effects of {drug} on {thing} in adults: a randomised trial"
        found.append(TrainingDocument(f"trial-{number}", title, (TrainingSection("Abstract", text),), "trials"))
    return found


def literature() -> list[TrainingDocument]:
    """All of it."""
    return [*question_documents(), *pages(), *articles()]
