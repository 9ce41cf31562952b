"""Reads MMLU's CSV files, which have no header: question, four options, the letter of the right one.

The format is that of github.com/hendrycks/test (Hendrycks et al. 2021): one file a subject, such as anatomy_test.csv. An item
is called by subject and number, from "anatomy-000". The six medical subjects are those of MIRAGE. Knows nothing of scoring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.datasets.choices import lettered, one_of
from evals.datasets.files import csv_fields, gathered
from evals.datasets.records import Record
from evals.errors import BadDataset
from evals.examples import Example

MEDICAL = (
    "anatomy",
    "clinical_knowledge",
    "professional_medicine",
    "medical_genetics",
    "college_medicine",
    "college_biology",
)
FORM = "MMLU's files are CSV without a header: question, four options and the letter of the right one"


def read_mmlu(path: Path, subjects: Sequence[str] = MEDICAL) -> tuple[Example, ...]:
    """The subjects' files of a folder (SUBJECT_test.csv, or test/SUBJECT_test.csv), or the one file that is given.

    `kind` is the subject. A folder that lacks a subject is refused: part of the set is another benchmark.
    """
    files = _files(path, subjects) if path.is_dir() else (path,)
    return gathered(path, (example for file in files for example in _examples(file)), FORM)


def _files(folder: Path, subjects: Sequence[str]) -> tuple[Path, ...]:
    return tuple(_file(folder, f"{subject}_test.csv") for subject in subjects)


def _file(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz", folder / "test" / name, folder / "test" / f"{name}.gz"):
        if path.is_file():
            return path
    raise BadDataset(folder, f"there is no {name} in it; give the folder of MMLU's test files, or one of the files.")


def _examples(path: Path) -> Iterator[Example]:
    subject = path.name.removesuffix(".gz").removesuffix(".csv")
    for ending in ("_test", "_val", "_dev"):
        subject = subject.removesuffix(ending)
    for number, (line, fields) in enumerate(csv_fields(path)):
        yield _example(path, line, fields, subject, f"{subject}-{number:03}")


def _example(path: Path, line: int, fields: Sequence[str], subject: str, example_id: str) -> Example:
    if len(fields) != 6 or not fields[0].strip():
        raise BadDataset(path, f"it has not six fields, or no question in the first; {FORM}.", line)
    question, *texts, answer = (field.strip() for field in fields)
    options = lettered(texts)
    right = one_of(Record(path, {}, FORM, line), answer, options)
    return Example(example_id, question, right, options, group=example_id, kind=subject)
