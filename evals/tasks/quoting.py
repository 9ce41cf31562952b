"""What the bundled model exists for: given a question and its evidence, which sentences answer, and does any?"""

from __future__ import annotations

from evals.datasets.quote_selection import read_quote_selection
from evals.scoring.selection import SelectionScorer
from evals.selecting import WAYS
from evals.solvers.selection import SelectSentences
from evals.task import Task

TASKS = (
    Task(
        name="quote-selection",
        title="Which sentences of given passages answer: the first, the most similar, the reranker's, Osler's",
        read=read_quote_selection,
        solver=SelectSentences(),
        scorer=SelectionScorer(),
        data="quote-selection.jsonl",
        source="`osler train examples`, or a file of your own",
        arms=WAYS,
        compared=("f1", "rougeL_f1"),
    ),
)
