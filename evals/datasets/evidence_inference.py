"""Reads Evidence Inference: did a trial's treatment raise, lower or not change an outcome, compared with another?

The publisher's form (github.com/jayded/evidence-inference, Lehman et al. 2019, DeYoung et al. 2020) is a folder of
prompts_merged.csv and annotations_merged.csv, with splits/test_article_ids.txt and the like; one comparison a line, with
outcome, intervention, comparator, label and evidence, is read as well. Knows nothing of the articles or of scoring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.datasets.choices import classes, one_of
from evals.datasets.files import csv_rows, gathered, json_lines, whole_text
from evals.datasets.records import Record
from evals.errors import BadDataset
from evals.examples import Example, Given

CLASSES = ("significantly increased", "significantly decreased", "no significant difference")
FORM = "Evidence Inference is a folder of prompts_merged.csv and annotations_merged.csv"
LINES_FORM = "its lines hold id, pmcid, outcome, intervention, comparator, label and evidence"
_INVALID = "invalid prompt"
_PROMPT = ("PromptID", "PMCID", "Outcome", "Intervention", "Comparator")
_ANNOTATION = ("PromptID", "Valid Label", "Valid Reasoning", "Label", "Annotations")


@dataclass(frozen=True, slots=True)
class _Annotation:
    """What one annotator said of a prompt, and a span of the article that shows it."""

    label: str
    evidence: str


def read_evidence_inference(path: Path, split: str | None = None) -> tuple[Example, ...]:
    """The comparisons of a folder or of a file of lines; `split` ("test") takes the articles of that split of a folder.

    `passages` are the evidence spans and `group` is the article. A folder's label is what most of its verified
    annotations say, and a tie leaves the item unscored; prompts without a verified annotation are left out, as the
    publisher's own code leaves them out.
    """
    if not path.is_dir():
        return gathered(path, (_from_line(record) for record in json_lines(path, LINES_FORM)), LINES_FORM)
    articles = _articles(path, split)
    annotations = _annotations(path / "annotations_merged.csv")
    prompts = csv_rows(path / "prompts_merged.csv", _PROMPT, FORM)
    wanted = (one for one in prompts if articles is None or _number(one.identifier("PMCID")) in articles)
    return gathered(path, _from_prompts(wanted, annotations), FORM)


def _from_line(record: Record) -> Example:
    labels = one_of(record, record.text("label"), classes(CLASSES))
    asked = [record.text(name) for name in ("outcome", "intervention", "comparator")]
    return _example(record.identifier("id"), record.identifier("pmcid"), asked, labels, record.texts("evidence"))


def _from_prompts(prompts: Iterator[Record], annotations: Mapping[str, Sequence[_Annotation]]) -> Iterator[Example]:
    for prompt in prompts:
        prompt_id = prompt.identifier("PromptID")
        said = annotations.get(prompt_id, ())
        asked = [prompt.optional(name) for name in _PROMPT[2:]]
        if said and all(asked):
            evidence = dict.fromkeys(one.evidence for one in said)
            article = f"PMC{_number(prompt.identifier('PMCID'))}"
            yield _example(prompt_id, article, asked, _majority([one.label for one in said]), tuple(evidence))


def _majority(labels: Sequence[str]) -> tuple[str, ...]:
    """The label given most often, or nothing where two are given as often."""
    (first, most), *others = Counter(labels).most_common()
    return () if any(count == most for _, count in others) else (first,)


def _example(
    example_id: str, article: str, asked: Sequence[str], answers: tuple[str, ...], evidence: Sequence[str]
) -> Example:
    """`asked` are outcome, intervention and comparator."""
    outcome, intervention, comparator = (text.strip().rstrip(".") for text in asked)
    return Example(
        example_id=example_id,
        question=f"Compared with {comparator}, what was the effect of {intervention} on {outcome}?",
        answers=answers,
        options=classes(CLASSES),
        passages=tuple(Given(text, "", f"{article}#{example_id}.{number}") for number, text in enumerate(evidence)),
        group=article,
        details={"outcome": outcome, "intervention": intervention, "comparator": comparator},
    )


# --- the publisher's folder


def _annotations(path: Path) -> Mapping[str, Sequence[_Annotation]]:
    """The annotations that were verified, by prompt."""
    found: dict[str, list[_Annotation]] = {}
    for row in csv_rows(path, _ANNOTATION, FORM):
        label, evidence = row.optional("Label"), row.optional("Annotations")
        if _true(row, "Valid Label") and _true(row, "Valid Reasoning") and evidence and label not in ("", _INVALID):
            one_of(row, label, classes(CLASSES))
            found.setdefault(row.identifier("PromptID"), []).append(_Annotation(label, evidence))
    return found


def _true(row: Record, column: str) -> bool:
    """Releases of the set write "True" and "False", or 1 and 0."""
    said = row.optional(column).lower()
    if said not in ("true", "1", "1.0", "false", "0", "0.0", ""):
        raise row.refused(f"its {column!r} is neither true nor false")
    return said in ("true", "1", "1.0")


def _number(article: str) -> str:
    return article.upper().removeprefix("PMC")


def _articles(folder: Path, split: str | None) -> frozenset[str] | None:
    """The numbers of the split's articles; None: all."""
    if split is None:
        return None
    path = folder / "splits" / f"{split}_article_ids.txt"
    if not path.is_file():
        raise BadDataset(path, "there is no such split; give the publisher's whole folder, or a split that is in it.")
    return frozenset(_number(line.strip()) for line in whole_text(path).splitlines() if line.strip())
