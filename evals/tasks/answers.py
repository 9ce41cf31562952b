"""Answers in sentences, through the agent: reference answers, exact answers, spans, statements and rubrics."""

from __future__ import annotations

from functools import partial

from evals import judging
from evals.datasets.bioasq import read_bioasq
from evals.datasets.healthbench import read_healthbench
from evals.datasets.kqa import read_kqa
from evals.datasets.liveqa import read_liveqa
from evals.datasets.mediqa import read_mediqa
from evals.datasets.squad import read_squad
from evals.examples import Arm
from evals.scoring.bioasq import FactoidScorer, ListScorer, YesNoScorer
from evals.scoring.found import DocumentScorer
from evals.scoring.rouge import OverlapScorer
from evals.scoring.rubric import RubricScorer
from evals.scoring.squad import SpanScorer
from evals.scoring.statements import StatementScorer
from evals.solvers.agent import AskAgent
from evals.solvers.choice import ByLikelihood
from evals.solvers.exact import WriteExact
from evals.solvers.search import SearchIndex, pubmed_id
from evals.task import Task

_BIOASQ = "bioasq.json|bioasq-dev.jsonl.gz|qa/bioasq-dev.jsonl.gz"
_BIOASQ_SOURCE = "participants-area.bioasq.org, after registration"
_BIOASQ_IDEAL = ("rouge2_f1", "rouge2_recall", "rougeSU4_f1", "rougeSU4_recall", "rougeL_f1")
_FROM_INDEX = (Arm.RETRIEVAL,)

BIOASQ = (
    Task(
        name="bioasq-yesno",
        title="BioASQ's yes/no questions by likelihood; its snippets are the oracle's passages",
        read=partial(read_bioasq, kind="yesno"),
        solver=ByLikelihood(),
        scorer=YesNoScorer(),
        data=_BIOASQ,
        source=_BIOASQ_SOURCE,
    ),
    Task(
        name="bioasq-factoid",
        title="BioASQ's factoid questions: up to five names, the surest first",
        read=partial(read_bioasq, kind="factoid"),
        solver=WriteExact(5),
        scorer=FactoidScorer(),
        data=_BIOASQ,
        source=_BIOASQ_SOURCE,
    ),
    Task(
        name="bioasq-list",
        title="BioASQ's list questions",
        read=partial(read_bioasq, kind="list"),
        solver=WriteExact(100),
        scorer=ListScorer(),
        data=_BIOASQ,
        source=_BIOASQ_SOURCE,
    ),
    Task(
        name="bioasq-ideal",
        title="BioASQ's ideal answers: what the agent says against what experts wrote (ROUGE)",
        read=read_bioasq,
        solver=AskAgent(),
        scorer=OverlapScorer(_BIOASQ_IDEAL, references="ideal"),
        data=_BIOASQ,
        source=_BIOASQ_SOURCE,
    ),
    Task(
        name="bioasq-documents",
        title="BioASQ's documents, in an index of PubMed: MAP, GMAP, precision, recall",
        read=read_bioasq,
        solver=SearchIndex(),
        scorer=DocumentScorer(pubmed_id),
        data=_BIOASQ,
        source=_BIOASQ_SOURCE,
        arms=_FROM_INDEX,
    ),
)
OTHERS = (
    Task(
        name="covid-qa",
        title="COVID-QA: spans of articles, exact match and token F1 of what the agent quotes",
        read=read_squad,
        solver=AskAgent(),
        scorer=SpanScorer(),
        data="COVID-QA.json|covid-qa-dev.json|qa/covid-qa-dev.json",
        source="github.com/deepset-ai/COVID-QA",
        url="https://raw.githubusercontent.com/deepset-ai/COVID-QA/master/data/question-answering/COVID-QA.json",
    ),
    Task(
        name="squad",
        title="Any set in SQuAD's format (1.1 or 2.0): exact match and token F1",
        read=read_squad,
        solver=AskAgent(),
        scorer=SpanScorer(),
        data="squad.json",
        source="any file in that format",
    ),
    Task(
        name="liveqa",
        title="LiveQA-Med 2017: consumers' questions against reference answers (ROUGE)",
        read=read_liveqa,
        solver=AskAgent(),
        scorer=OverlapScorer(),
        data="TREC-2017-LiveQA-Medical-Test-Questions-w-summaries.xml|liveqa.xml",
        source="github.com/abachaa/LiveQA_MedicalTask_TREC2017",
        arms=(Arm.NONE, Arm.RETRIEVAL),
    ),
    Task(
        name="mediqa-2019",
        title="MEDIQA 2019, task 3: consumers' questions against answers graded as correct (ROUGE)",
        read=read_mediqa,
        solver=AskAgent(),
        scorer=OverlapScorer(),
        data="MEDIQA2019-Task3-QA-TestSet-wLabels.xml|mediqa.xml",
        source="github.com/abachaa/MEDIQA2019",
    ),
    Task(
        name="k-qa",
        title="K-QA: which of the statements that doctors want are said, and which denied",
        read=read_kqa,
        solver=AskAgent(),
        scorer=StatementScorer(judging.entails_statement, judging.contradicts),
        data="questions_w_answers.jsonl",
        source="github.com/Itaymanes/K-QA",
        url="https://raw.githubusercontent.com/Itaymanes/K-QA/main/dataset/questions_w_answers.jsonl",
        arms=(Arm.NONE, Arm.RETRIEVAL),
        judged=True,
    ),
    Task(
        name="healthbench",
        title="Any set in HealthBench's format: physicians' criteria, told by a judge",
        read=read_healthbench,
        solver=AskAgent(),
        scorer=RubricScorer(judging.meets),
        data="healthbench.jsonl",
        source="github.com/openai/simple-evals",
        arms=(Arm.NONE, Arm.RETRIEVAL),
        rubric=True,
    ),
)
TASKS = (*BIOASQ, *OTHERS)
