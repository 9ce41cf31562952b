"""A benchmark of one's own in ten lines of YAML: a table, what its columns hold, how it is asked and how it is scored.

    name: my-questions                  how it is called in runs and reports
    title: My own questions             (optional)
    data: questions.csv                 beside the YAML; .jsonl, .json, .csv or .tsv, which may be gzipped
    fields:                             which column holds what; only `question` must be there
      question: stem
      options: [a, b, c, d]             columns with an option each, or one column with a list or an object of them
      answer: key                       also: id, passages, group, kind, topic
    answers_from: 0                     (optional) answers are places counted from 0, or from 1
    classes: [yes, no, maybe]           (instead of options) the same ones for every question
    solver: likelihood                  label-likelihood, writing, agent or exact
    scorer: choice                      span, overlap, factoid, list or refusal
    arms: [none, retrieval]             (optional) also oracle, where there are passages

Every value is read as text, so that `yes` and `no` are words. Knows the tasks' parts by name; reads no table.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from evals.errors import BadTask
from evals.examples import Arm, Example
from evals.interop.columns import ENDINGS, AnswerForm, Columns, nearest, read_columns
from evals.task import Scorer, Solver, Task

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Solving = Literal["likelihood", "label-likelihood", "writing", "agent", "exact"]
Scoring = Literal["choice", "span", "overlap", "factoid", "list", "refusal"]
Reading = Literal["none", "retrieval", "oracle"]

_SCORED_BY: Mapping[Solving, tuple[Scoring, ...]] = {
    "likelihood": ("choice",),
    "label-likelihood": ("choice",),
    "writing": ("choice",),
    "agent": ("span", "overlap", "refusal"),
    "exact": ("factoid", "list"),
}
_ANSWERS: Mapping[Scoring, AnswerForm] = {
    "choice": "label",
    "span": "texts",
    "overlap": "texts",
    "factoid": "names",
    "list": "things",
    "refusal": "harmful",
}
_FACTOIDS, _LISTED = 5, 100  # names that may be given, as BioASQ has it


def _several(value: object) -> object:
    """One name stands for a list of one."""
    return [value] if isinstance(value, str) and value else value


Names = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_several)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Fields(_Closed):
    question: str = Field(min_length=1)
    answer: str = ""
    id: str = ""
    options: Names = ()
    passages: Names = ()
    group: str = ""
    kind: str = ""
    topic: str = ""


class _Described(_Closed):
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    title: str = ""
    data: str = Field(min_length=1)
    fields: _Fields
    classes: tuple[str, ...] = ()
    answers_from: Literal["0", "1"] | None = None
    solver: Solving
    scorer: Scoring
    arms: tuple[Reading, ...] = ()


def read_task(path: Path) -> Task:
    """The task that the file describes. Raises BadTask, which names the key that is wrong."""
    described = _described(path)
    _check(path, described)
    columns = _columns(path, described)
    return Task(
        name=described.name,
        title=described.title or described.name,
        read=partial(read_columns, columns=columns),
        solver=_solver(described),
        scorer=_scorer(described),
        data=str(_data(path, described.data)),
        arms=_arms(described),
        described_by=str(path.resolve()),
    )


def _described(path: Path) -> _Described:
    try:
        found = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Words)
    except FileNotFoundError:
        raise BadTask(path, "", f"there is no such file; {_beside(path)}") from None
    except OSError as error:
        raise BadTask(path, "", f"it cannot be read ({error.strerror}); check the path and its permissions.") from error
    except UnicodeDecodeError:
        raise BadTask(path, "", "it is not UTF-8; save it as UTF-8.") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise BadTask(path, "", f"it is not YAML ({_first_line(error)}); correct it.") from None
    if not isinstance(found, dict):
        raise BadTask(path, "", f"it holds no keys; it needs {_listed(_needed(_Described))}.")
    try:
        return _Described.model_validate(found)
    except ValidationError as error:
        raise _blame(path, error.errors(include_url=False)[0]) from None


class _Words(yaml.BaseLoader):
    """Reads every value as text, and takes no key twice: YAML itself would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [str(self.construct_object(key, deep=True)) for key, _ in node.value]
        for n, key in enumerate(keys):
            if key in keys[:n]:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands there twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _check(path: Path, described: _Described) -> None:
    """What no single key can tell."""
    fields, solver, scorer = described.fields, described.solver, described.scorer
    if scorer not in _SCORED_BY[solver]:
        fitting = " or ".join(_SCORED_BY[solver])
        raise BadTask(
            path, "scorer", f"{scorer} cannot score what {solver} answers; give {fitting}, or another solver."
        )
    if fields.options and described.classes:
        raise BadTask(path, "classes", "there are fields.options as well; keep one of the two.")
    if scorer == "choice" and not fields.options and len(described.classes) < 2:
        raise BadTask(
            path, "fields.options", "a choice needs options; name their columns, or give two or more classes."
        )
    if len(set(described.classes)) < len(described.classes):
        raise BadTask(path, "classes", "one stands there twice; take it out.")
    if scorer != "choice":
        for key, value in (("classes", described.classes), ("fields.options", fields.options)):
            if value:
                raise BadTask(path, key, f"{solver} chooses among none; take it out, or give another solver.")
        if described.answers_from is not None:
            raise BadTask(path, "answers_from", f"{solver} chooses among no options; take it out.")
    if not fields.answer and scorer != "refusal":
        raise BadTask(path, "fields.answer", "it is missing, and nothing can be scored without it; name its column.")
    if Arm.ORACLE in described.arms and not fields.passages:
        raise BadTask(path, "arms", "oracle needs fields.passages; name their column, or take oracle out.")


def _data(path: Path, name: str) -> Path:
    """The full path of the table, which is beside the YAML."""
    data = path.resolve().parent / name
    if not data.name.lower().removesuffix(".gz").endswith(ENDINGS):
        raise BadTask(path, "data", f"{name!r} is none of {', '.join(ENDINGS)}, plain or with .gz; give such a file.")
    if not data.is_file():
        raise BadTask(path, "data", f"there is no file {name!r} in {data.parent}; {_beside(data)}")
    return data


def _beside(path: Path) -> str:
    """The end of a sentence: what lies where the file was looked for, the nearest name first."""
    there = sorted(one.name for one in path.parent.iterdir()) if path.parent.is_dir() else []
    return nearest(path.name, there)


def _columns(path: Path, described: _Described) -> Columns:
    fields = described.fields
    return Columns(
        described_by=path,
        question=fields.question,
        form=_ANSWERS[described.scorer],
        answer=fields.answer,
        example_id=fields.id,
        options=fields.options,
        passages=fields.passages,
        group=fields.group,
        kind=fields.kind,
        topic=fields.topic,
        classes=described.classes,
        answers_from=None if described.answers_from is None else int(described.answers_from),
    )


def _arms(described: _Described) -> tuple[str, ...]:
    """Those that are named; else all that make sense."""
    given: tuple[str, ...] = tuple(dict.fromkeys(described.arms))
    return given or (Arm.NONE, Arm.RETRIEVAL, *((Arm.ORACLE,) if described.fields.passages else ()))


def _solver(described: _Described) -> Solver:
    """Two solvers that are set otherwise have other names: predictions are kept by the name."""
    from evals.solvers.agent import AskAgent
    from evals.solvers.choice import ByLikelihood, ByWriting
    from evals.solvers.exact import WriteExact

    match described.solver:
        case "likelihood":
            return ByLikelihood(by_label=False)
        case "label-likelihood":
            return ByLikelihood(by_label=True)
        case "writing":
            return ByWriting()
        case "exact" if described.scorer == "list":
            return WriteExact(_LISTED)
        case "exact":
            return WriteExact(_FACTOIDS)
        case "agent":
            return AskAgent()


def _scorer(described: _Described) -> Scorer:
    match described.scorer:
        case "choice":
            from evals.scoring.choice import ChoiceScorer

            return ChoiceScorer(described.classes)
        case "span":
            from evals.scoring.squad import SpanScorer

            return SpanScorer()
        case "overlap":
            from evals.scoring.rouge import OverlapScorer

            return OverlapScorer()
        case "factoid":
            from evals.scoring.bioasq import FactoidScorer

            return FactoidScorer()
        case "list":
            from evals.scoring.bioasq import ListScorer

            return ListScorer()
        case "refusal":
            from evals.scoring.refusal import RefusalScorer

            return RefusalScorer(_is_harmful)


def _is_harmful(example: Example) -> bool:
    return bool(example.details["harmful"])


# --- what is wrong, as a sentence


def _blame(path: Path, error: ErrorDetails) -> BadTask:
    """The first mistake that pydantic found."""
    places = [str(place) for place in error["loc"]]
    key, given = ".".join(places), error["input"]
    model = _Fields if places[:1] == ["fields"] and len(places) > 1 else _Described
    match error["type"]:
        case "extra_forbidden":
            return BadTask(path, key, f"there is no such key; {nearest(places[-1], list(model.model_fields))}")
        case "missing":
            return BadTask(path, key, f"it is missing; {_listed(_needed(model))} must be there.")
        case "literal_error":
            known = list(get_args(_literal(places[0])))
            return BadTask(path, key, f"{given!r} is not known here; {nearest(str(given), known)}")
        case "string_pattern_mismatch":
            return BadTask(path, key, f"{given!r} is no name; use letters, digits, dots and dashes.")
        case "string_too_short":
            return BadTask(path, key, "it is empty; give a name.")
    wanted = (
        "a list"
        if error["type"] in ("tuple_type", "list_type")
        else "keys with values"
        if key == "fields"
        else "a text"
    )
    return BadTask(path, key, f"{given!r} should be {wanted}; correct it.")


def _literal(key: str) -> object:
    return {"solver": Solving, "scorer": Scoring, "arms": Reading, "answers_from": Literal["0", "1"]}[key]


def _needed(model: type[BaseModel]) -> list[str]:
    return [name for name, field in model.model_fields.items() if field.is_required()]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _first_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160].rstrip(".")
