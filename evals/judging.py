"""Who says whether a text says a statement, or meets a criterion: an NLI model, a judge that writes, or Osler's verifier.

One choice a process, made by `use` before scoring and named in the run's settings, since scorers are plain values.
Verdicts are kept in the cache, so that a report written anew asks nobody again. Knows nothing of tasks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.cache import content_key, kept_in
from evals.errors import EvalError, NoJudge
from evals.scoring.citations import verbatim_or_supported

FILE = "verdicts.sqlite"


@dataclass(frozen=True, slots=True)
class Judging:
    """`nli`: the folder of a cross-encoder for natural language inference. `judge`: a model that writes. Empty: neither."""

    nli: str = ""
    judge: str = ""
    cache: Path | None = None
    device: str = "auto"
    allow_download: bool = False

    @property
    def named(self) -> str:
        """What a run's settings say of it."""
        return f"nli {self.nli}" if self.nli else f"judge {self.judge}" if self.judge else "verifier"


_current = Judging()


def use(judging: Judging) -> None:
    """Chooses for all scorers of this process."""
    global _current
    _current = judging
    _writer.cache_clear()


def entails(premise: str, hypothesis: str) -> bool:
    """Whether the premise says the hypothesis. With neither NLI nor judge: by its words, as an answer is verified."""
    if _current.nli:
        from evals.scoring.nli import NliEntails

        return _kept("entails", premise, hypothesis, NliEntails(Path(_current.nli)))
    if _current.judge:
        return _kept("entails", premise, hypothesis, lambda a, b: _verdict(a, b) == "entails")
    return verbatim_or_supported(premise, hypothesis)


def entails_statement(premise: str, hypothesis: str) -> bool:
    """The same for statements in other words than the answer's, which the verifier cannot tell. Raises NoJudge."""
    _need("statements")
    return entails(premise, hypothesis)


def contradicts(premise: str, hypothesis: str) -> bool:
    """Whether the premise denies the hypothesis. Raises NoJudge where only the verifier is there: it cannot tell."""
    _need("contradictions")
    if _current.nli:
        from evals.scoring.nli import NliContradicts

        return _kept("contradicts", premise, hypothesis, NliContradicts(Path(_current.nli)))
    return _kept("contradicts", premise, hypothesis, lambda a, b: _verdict(a, b) == "contradicts")


def meets(conversation: str, criterion: str) -> bool | None:
    """Whether the last reply meets the criterion; None where the judge does not say. Raises NoJudge without a judge."""
    from evals.scoring.rubric import judge_from_writer

    if not _current.judge:
        raise NoJudge("rubrics", "--judge")
    key = _key("meets", conversation, criterion)
    known = _find(key)
    if known is None:
        met = judge_from_writer(_writer())(conversation, criterion)
        known = "" if met is None else str(met)
        _keep(key, known)
    return None if known == "" else known == "True"


def check(needs_judge: bool, needs_rubrics: bool) -> None:
    """Raises NoJudge where a task cannot be scored with what was chosen."""
    if needs_rubrics and not _current.judge:
        raise NoJudge("rubrics", "--judge")
    if needs_judge:
        _need("statements")


def _need(what: str) -> None:
    if not (_current.nli or _current.judge):
        raise NoJudge(what, "--nli or --judge")


def _verdict(premise: str, hypothesis: str) -> str:
    """What the judge says; "" where it says nothing of the form asked for, which is neither."""
    from evals.scoring.parsing import last_json_object
    from evals.solvers.prompts import judge_prompt

    found = (last_json_object(_writer()(judge_prompt(hypothesis, premise), 200)) or {}).get("verdict")
    return found if isinstance(found, str) else ""


@cache
def _writer() -> Callable[[str, int], str]:
    from models.text import Message, TextModel

    model = TextModel.load(_current.judge, _current.device, allow_download=_current.allow_download)
    return lambda prompt, most: "".join(model.stream([Message("user", prompt)], most))


def _kept(kind: str, premise: str, hypothesis: str, of: Callable[[str, str], bool]) -> bool:
    key = _key(kind, premise, hypothesis)
    known = _find(key)
    if known is None:
        known = str(of(premise, hypothesis))
        _keep(key, known)
    return known == "True"


def _key(kind: str, first: str, second: str) -> str:
    return content_key([_current.named, kind, first, second])


def _find(key: str) -> str | None:
    if _current.cache is None:
        return None
    row = _database(_current.cache).execute("SELECT verdict FROM verdict WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def _keep(key: str, verdict: str) -> None:
    if _current.cache is not None:
        _database(_current.cache).execute("INSERT OR REPLACE INTO verdict VALUES (?, ?)", (key, verdict))


@cache
def _database(folder: Path) -> sqlite3.Connection:
    with kept_in(folder):
        try:
            found = sqlite3.connect(folder / FILE, timeout=30, isolation_level=None)
            found.execute("CREATE TABLE IF NOT EXISTS verdict (key TEXT PRIMARY KEY, verdict TEXT NOT NULL)")
        except sqlite3.Error as error:
            raise EvalError(f"The cache {folder / FILE} cannot be used ({error}): delete the file.") from error
    return found
