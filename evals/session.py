"""One `osler eval run` from what was typed: the subject is opened, progress shown, the run's folder chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evals.cache import default_cache
from evals.errors import CannotWrite
from evals.evaluating import Request, evaluate, read_asked
from evals.judging import Judging
from evals.results import RunResult
from evals.running import OnProgress, Progress
from evals.task import Task

if TYPE_CHECKING:
    from evals.osler_subject import OslerSubject

RUNS = Path("runs")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is evaluated, as it was typed; None where the settings decide.

    `handbook`: the index is one of the bundled handbook alone, kept in the cache, whatever else the default index holds.
    """

    model: str | None = None
    index: Path | None = None
    handbook: bool = False
    device: str | None = None
    write: bool = False
    allow_download: bool = False
    nli: str = ""
    judge: str = ""
    adapter: str | None = None


def run(
    tasks: Sequence[Task],
    asking: Asking,
    data: Path | None,
    out: Path | None,
    arms: tuple[str, ...],
    limit: int | None,
    seed: int,
    retry_errors: bool,
    *,
    use_cache: bool = True,
    quiet: bool = False,
) -> tuple[RunResult, Path]:
    """The figures, and where the page is."""
    request = Request(
        tasks=tuple(tasks),
        out=out if out is not None else RUNS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{_short(tasks)}",
        data=data,
        arms=arms,
        limit=limit,
        seed=seed,
        cache=default_cache() if use_cache else None,
        retry_errors=retry_errors,
        judging=Judging(asking.nli, asking.judge, default_cache(), asking.device or "auto", asking.allow_download),
    )
    asked = read_asked(request)
    _check_writing(tasks, asking)
    with opened(asking, quiet=quiet) as subject, shown(quiet) as tell:
        subject.open()
        found = evaluate(request, asked, subject, tell)
    return found.result, request.out / "report.html"


def _check_writing(tasks: Sequence[Task], asking: Asking) -> None:
    """Raises CannotWrite, before an index is made or a model loaded, where a task needs more than quoting."""
    from agent.settings import read_settings
    from agent.wiring import only_quotes

    settings = read_settings({"model": asking.model})
    for task in tasks:
        if task.solver.writes and only_quotes(settings):
            raise CannotWrite(settings.model, task.name)


@contextmanager
def opened(asking: Asking, *, quiet: bool) -> Iterator[OslerSubject]:
    """What is evaluated, with the index opened; the default one is made from the handbook where it is missing."""
    from agent.commands.progress import handbook_progress
    from agent.settings import read_settings
    from agent.wiring import open_library
    from evals.osler_subject import OslerSubject

    settings = read_settings(
        {
            "model": asking.model,
            "adapter": asking.adapter,
            "index": default_cache() / "handbook" if asking.handbook else asking.index,
            "device": asking.device,
            "allow_download": asking.allow_download or None,
        }
    )
    with handbook_progress(quiet) as on_progress:
        library = open_library(settings, may_make=asking.index is None or asking.handbook, on_progress=on_progress)
    subject = OslerSubject(settings, library, write=asking.write)
    try:
        yield subject
    finally:
        subject.close()


@contextmanager
def shown(quiet: bool) -> Iterator[OnProgress | None]:
    """A bar for each task with the time left and the running score, on standard error; nothing where it is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, disable=quiet or not console.is_interactive) as bar:
        bars: dict[str, TaskID] = {}

        def tell(progress: Progress) -> None:
            if progress.task not in bars:
                bars[progress.task] = bar.add_task(progress.task, total=progress.total)
            running = f" {progress.running:.3f}" if progress.running is not None else ""
            where = f"{progress.task} ({progress.arm}{running})" if progress.arm else progress.task
            bar.update(bars[progress.task], completed=progress.done, description=where)

        yield tell


def _short(tasks: Sequence[Task]) -> str:
    return tasks[0].name if len(tasks) == 1 else f"{tasks[0].name}-and-{len(tasks) - 1}-more"
