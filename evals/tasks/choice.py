"""Multiple choice: MIRAGE's five sets, and MedQA, MedMCQA, MMLU and PubMedQA in their own publishers' files."""

from __future__ import annotations

from functools import partial

from evals.datasets.medmcqa import read_medmcqa
from evals.datasets.medqa import read_medqa
from evals.datasets.mirage import read_mirage
from evals.datasets.mmlu import read_mmlu
from evals.datasets.pubmedqa import read_pubmedqa
from evals.examples import Arm
from evals.scoring.choice import ChoiceScorer
from evals.solvers.choice import ByLikelihood, ByWriting
from evals.task import Task

_MIRAGE = "https://raw.githubusercontent.com/Teddy-XiongGZ/MIRAGE/main/benchmark.json"
_QUESTION_ONLY = (Arm.NONE, Arm.RETRIEVAL)  # these questions come without passages
_SETS = {
    "mmlu": ("MMLU's six biomedical subjects", ()),
    "medqa": ("MedQA, questions of the US licensing examination", ()),
    "medmcqa": ("MedMCQA, questions of Indian entrance examinations", ()),
    "pubmedqa": ("PubMedQA without its abstracts: yes, no or maybe", ("A", "B", "C")),
    "bioasq": ("BioASQ's yes/no questions without their snippets", ("A", "B")),
}

MIRAGE = tuple(
    Task(
        name=f"mirage-{name}{suffix}",
        title=f"MIRAGE: {title}; {how}, the question alone is searched",
        read=partial(read_mirage, subset=name),
        solver=solver,
        scorer=ChoiceScorer(classes),
        data="benchmark.json|mirage-sample.json|qa/mirage-sample.json",
        source="github.com/Teddy-XiongGZ/MIRAGE",
        url=_MIRAGE,
        arms=_QUESTION_ONLY,
    )
    for name, (title, classes) in _SETS.items()
    for suffix, how, solver in (
        ("", "by likelihood", ByLikelihood()),
        ("-writing", "by what is written", ByWriting()),
    )
)
OTHERS = (
    Task(
        name="medqa",
        title="MedQA with four options, by likelihood",
        read=read_medqa,
        solver=ByLikelihood(),
        scorer=ChoiceScorer(),
        data="medqa.jsonl|phrases_no_exclude_test.jsonl|test.jsonl",
        source="github.com/jind11/MedQA",
        arms=_QUESTION_ONLY,
    ),
    Task(
        name="medmcqa",
        title="MedMCQA, by likelihood",
        read=read_medmcqa,
        solver=ByLikelihood(),
        scorer=ChoiceScorer(),
        data="medmcqa.jsonl|dev.json",
        source="github.com/medmcqa/medmcqa",
        arms=_QUESTION_ONLY,
    ),
    Task(
        name="mmlu-medical",
        title="MMLU's six medical subjects, by likelihood",
        read=read_mmlu,
        solver=ByLikelihood(),
        scorer=ChoiceScorer(),
        data="mmlu|data/test|test",
        source="github.com/hendrycks/test",
        arms=_QUESTION_ONLY,
        takes_folder=True,
    ),
    Task(
        name="pubmedqa",
        title="PubMedQA: yes, no or maybe; its abstract is the oracle's passage (reasoning required)",
        read=read_pubmedqa,
        solver=ByLikelihood(),
        scorer=ChoiceScorer(("yes", "no", "maybe")),
        data="ori_pqal.json|pubmedqa-dev.json|qa/pubmedqa-dev.json",
        source="github.com/pubmedqa/pubmedqa",
        url="https://raw.githubusercontent.com/pubmedqa/pubmedqa/master/data/ori_pqal.json",
        takes_folder=True,
    ),
    Task(
        name="pubmedqa-writing",
        title="PubMedQA by what is written",
        read=read_pubmedqa,
        solver=ByWriting(),
        scorer=ChoiceScorer(("yes", "no", "maybe")),
        data="ori_pqal.json|pubmedqa-dev.json|qa/pubmedqa-dev.json",
        source="github.com/pubmedqa/pubmedqa",
        url="https://raw.githubusercontent.com/pubmedqa/pubmedqa/master/data/ori_pqal.json",
        takes_folder=True,
    ),
)
TASKS = (*MIRAGE, *OTHERS)
