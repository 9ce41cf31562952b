"""Evidence Inference: what a trial found, from its article or from the very sentences."""

from __future__ import annotations

from evals.datasets.evidence_inference import CLASSES, read_evidence_inference
from evals.scoring.choice import ChoiceScorer
from evals.solvers.choice import ByLikelihood
from evals.task import Task

TASKS = (
    Task(
        name="evidence-inference",
        title="Evidence Inference: increased, decreased or no difference, by likelihood",
        read=read_evidence_inference,
        solver=ByLikelihood(),
        scorer=ChoiceScorer(CLASSES),
        data="evidence-inference|evidence-inference-dev.jsonl.gz|qa/evidence-inference-dev.jsonl.gz",
        source="github.com/jayded/evidence-inference",
        takes_folder=True,
    ),
)
