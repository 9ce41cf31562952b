"""Questions on the handbook with the evidence that search really finds for them, as examples for `evals.quote_selection`.

    python -m evals.handbook_questions --out FILE [--count N] [--seed S]

A question is one of the recipe's phrasings about a page's title or synonym; a sentence answers when it stands on that page,
in a section that can answer such a question, and holds the words without which it would not (`models.training.handbook`).
The model has trained on these pages, though never with this evidence: figures on them are no claim about other literature.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from agent.evidence import Evidence, gather
from agent.handbook import HANDBOOK
from agent.literature import Library
from agent.wiring import default_index, index_encoder, sentence_texts
from models.training.examples import Part, Topic
from models.training.handbook import handbook_topics
from models.training.questions import phrased


def examples(library: Library, handbook: Path, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """`count` examples; a question for which nothing on its page was found counts as unanswerable from its evidence."""
    rng = random.Random(seed)
    topics = [topic for topic in handbook_topics(handbook, sentence_texts) if topic.parts]
    for _ in range(count):
        topic = rng.choice(topics)
        part = rng.choice(topic.parts)
        if part.kind is not None:
            question = phrased(part.kind, topic.title, rng)
            yield _example(question, topic, part, gather(library.search(question, 16)))


def _example(question: str, topic: Topic, part: Part, evidence: Evidence) -> dict[str, Any]:
    answers = {s for i, s in enumerate(part.sentences) if part.target(i) > 0}
    relevant = [
        [p, u]
        for p, passage in enumerate(evidence.passages)
        for u, unit in enumerate(passage.units)
        if passage.hit.passage.doc_id == f"handbook:{topic.page}" and unit.text in answers
    ]
    passages = [{"heading": p.heading, "sentences": [u.text for u in p.units]} for p in evidence.passages]
    return {"question": question, "passages": passages, "relevant": relevant, "answerable": bool(relevant)}


def main(
    out: Annotated[Path, typer.Option(help="JSONL file to write.")],
    count: Annotated[int, typer.Option(help="How many questions.")] = 300,
    seed: Annotated[int, typer.Option(help="Which questions.")] = 1,
) -> None:
    """Write examples with real evidence from the handbook in the default index."""
    library = Library(default_index(), index_encoder())
    lines = [json.dumps(example, ensure_ascii=False) for example in examples(library, HANDBOOK, count, seed)]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    typer.echo(f"{len(lines)} examples written to {out}.")


if __name__ == "__main__":
    typer.run(main)
