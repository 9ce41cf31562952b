"""`osler train data`: training sets from literature, with a report of what went in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from models.prompt import PromptPassage
    from models.training.documents import TrainingDocument

Read = Callable[[Sequence[Path]], "Iterable[TrainingDocument]"]
Split = Callable[[str], Sequence[str]]
Ask = Callable[[str, "Sequence[PromptPassage]", int], tuple[str, str]]
SourcesOption = Annotated[
    list[Path], typer.Option("--from", help="File, folder or index of literature; may be given again.")
]
LeaveOutOption = Annotated[
    list[Path] | None,
    typer.Option(help="Evaluation texts that must not be learnt, a file or folder; may be given again."),
]
WordsOption = Annotated[int, typer.Option(min=120, help="Words of evidence with a question; fewer for small models.")]


def add_data(app: typer.Typer, read: Read, split: Split, ask: Ask, abstention: str) -> None:
    """`osler train data`, given how literature is read and cut into sentences, and the agent's prompt and abstention."""

    @app.command()
    def data(
        sources: SourcesOption,
        out: Annotated[Path, typer.Option(help="Folder to write to: a file a kind, report.json and report.txt.")],
        kinds: Annotated[
            str, typer.Option(help="Which of text, answers, turns, verdicts, choices; with commas between.")
        ] = "text,answers,turns,verdicts,choices",
        leave_out: LeaveOutOption = None,
        count: Annotated[
            int, typer.Option(min=1, help="Conversations of each kind, as far as there are so many.")
        ] = 1000,
        words: WordsOption = 640,
        seed: Annotated[int, typer.Option(help="Which questions, words and distractors are drawn.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    ) -> None:
        """Make training sets of literature: plain text, and questions with cited answers."""
        from models.training.data import DataPlan, Leaks, build, left_out_texts, read_kinds

        plan = DataPlan(read_kinds(kinds), count, seed, words)
        leaks = Leaks(left_out_texts(leave_out or ()))
        with live_line() as show:
            report = build(
                read(sources),
                plan,
                out,
                split=split,
                ask=ask,
                abstention=abstention,
                leaks=leaks,
                on_progress=lambda stage, done: show(f"{stage}: {done:,}"),
            )
        typer.echo(
            json.dumps(report.to_json(), indent=2, ensure_ascii=False) if as_json else f"{report}\nWritten to {out}."
        )


@contextmanager
def live_line() -> Iterator[Callable[[str], None]]:
    """A line on standard error that tells what is being done; nothing where that is no terminal."""
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield status.update
