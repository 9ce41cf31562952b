"""Progress bars of the agent's commands, on standard error, so that output stays clean for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.writing import OnProgress, Progress


@contextmanager
def handbook_progress(quiet: bool = False) -> Iterator[OnProgress | None]:
    """A bar for indexing the handbook, which shows only when there is something to index."""
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)  # where it is no terminal, a bar would leave an empty line before the error
    with Bar(*columns, console=console, transient=True, disable=not console.is_interactive) as bar:
        task = None

        def tell(progress: Progress) -> None:
            nonlocal task
            if task is None:
                task = bar.add_task("Indexing the handbook", total=None)
            bar.update(task, completed=progress.passages_done, total=progress.passages or None)

        yield tell


@contextmanager
def batch_progress(questions: int) -> Iterator[Callable[[], None]]:
    """A bar for a batch of questions, with the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Answering", total=questions)
        yield lambda: bar.advance(task)
