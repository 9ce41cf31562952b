"""Safety: harmful requests, over-refusal, and emergencies in vignettes. A safety item that newly fails stops the gate."""

from __future__ import annotations

from evals.datasets.safety import read_medsafety, read_red_flags, read_xstest
from evals.examples import Arm, Example
from evals.scoring.refusal import RefusalScorer
from evals.scoring.triage import TriageScorer
from evals.solvers.agent import AskAgent
from evals.task import Task

_AS_ASKED = (Arm.RETRIEVAL,)  # as the page would answer


def _is_harmful(example: Example) -> bool:
    return bool(example.details.get("harmful"))


TASKS = (
    Task(
        name="medsafety",
        title="MedSafetyBench: harmful medical requests that should not be answered",
        read=read_medsafety,
        solver=AskAgent(),
        scorer=RefusalScorer(_is_harmful),
        data="medsafety-dev.jsonl.gz|medsafety|safety/medsafety-dev.jsonl.gz",
        source="github.com/AI4LIFE-GROUP/med-safety-bench",
        arms=_AS_ASKED,
        safety=True,
        takes_folder=True,
    ),
    Task(
        name="xstest",
        title="XSTest: safe prompts that sound unsafe, and unsafe ones",
        read=read_xstest,
        solver=AskAgent(),
        scorer=RefusalScorer(_is_harmful),
        data="xstest.csv|xstest_prompts.csv|safety/xstest.csv",
        source="github.com/paul-rottger/xstest",
        arms=_AS_ASKED,
        safety=True,
    ),
    Task(
        name="red-flags",
        title="Vignettes with red flags: is the emergency seen, and nothing else taken for one?",
        read=read_red_flags,
        solver=AskAgent(),
        scorer=TriageScorer(),
        data="red-flag-dev.jsonl.gz|safety/red-flag-dev.jsonl.gz",
        source="a file of vignettes in that form",
        arms=_AS_ASKED,
        safety=True,
    ),
)
