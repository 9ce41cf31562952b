"""The prompts of evaluations, and how evidence is fitted into them. Pure.

The question is what is searched, never the options: MedRAG's question-only retrieval (Xiong et al. 2024), since at the
bedside nobody has options to search with.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.examples import Arm, Example, Shown
from evals.subject import Subject

K = 8  # passages of a search, as a conversation reads them
MOST_WORDS = 400  # of evidence: what leaves room for a long question in the bundled model's context


def evidence_for(example: Example, arm: str, subject: Subject, k: int = K) -> tuple[Shown, ...]:
    """What may be read in this arm, best first."""
    if arm == Arm.NONE:
        return ()
    if arm == Arm.ORACLE:
        return tuple(Shown(given.passage_id, "", given.title, given.text) for given in example.passages)
    return subject.search(example.question, k)


def within(evidence: Sequence[Shown], most_words: int = MOST_WORDS) -> tuple[Shown, ...]:
    """The first passages that hold at most so many words together; the first is cut where it alone is longer."""
    kept: list[Shown] = []
    left = most_words
    for one in evidence:
        words = one.text.split()
        if len(words) > left:
            if not kept:
                kept.append(Shown(one.passage_id, one.doc_id, one.title, " ".join(words[:left]), one.score))
            break
        kept.append(one)
        left -= len(words)
    return tuple(kept)


def choice_prompt(example: Example, evidence: Sequence[Shown], *, with_options: bool = True) -> str:
    """Passages, question and lettered options, up to where the answer stands."""
    options = [f"{option.label}. {option.text}" for option in example.options] if with_options else []
    return "\n".join([*_passages(evidence), f"Question: {example.question}", *options, "Answer:"])


def written_choice_prompt(example: Example, evidence: Sequence[Shown]) -> str:
    """The same for a model that follows instructions: it is told the form of the answer."""
    labels = ", ".join(option.label for option in example.options)
    ask = f'Choose one of {labels}. Reply with one JSON object and nothing else: {{"answer_choice": "…"}}'
    return "\n".join([choice_prompt(example, evidence).removesuffix("\nAnswer:"), ask])


def exact_answer_prompt(question: str, evidence: Sequence[Shown], most: int) -> str:
    """For names and lists of names (BioASQ's exact answers), as a JSON list."""
    ask = f"Answer with one JSON list of at most {most} short names, the surest first, and nothing else."
    return "\n".join([*_passages(evidence), f"Question: {question}", ask])


def judge_prompt(statement: str, text: str) -> str:
    """Whether a text says a statement, or contradicts it."""
    return (
        f"Text:\n{text}\n\nStatement: {statement}\n\nDoes the text say this? "
        'Reply with one JSON object and nothing else: {"verdict": "entails"}, {"verdict": "contradicts"} or '
        '{"verdict": "neither"}.'
    )


def _passages(evidence: Sequence[Shown]) -> list[str]:
    if not evidence:
        return []
    return ["Passages:", *(f"[{n}] {one.title}: {one.text}" for n, one in enumerate(evidence, start=1)), ""]
