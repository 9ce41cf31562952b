"""`osler train distill`: a teacher writes grounded answers, those that can be verified are kept, a student learns them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.commands.data import Ask, LeaveOutOption, Read, SourcesOption, Split, WordsOption

if TYPE_CHECKING:
    from models.training.distilling.distillation import FineTune
    from models.training.distilling.endpoint import EndpointTeacher
    from models.training.distilling.teachers import LocalTeacher, Teacher
    from models.training.trainer import StepReport


LogitsOption = Annotated[
    bool, typer.Option("--keep-logits", help="Learn from the teacher's logits, where the vocabulary is shared.")
]
DownloadOption = Annotated[bool, typer.Option("--allow-download", help="Fetch models of the hub by name.")]


def add_distill(app: typer.Typer, read: Read, split: Split, ask: Ask, abstention: str, fine_tune: FineTune) -> None:
    """`osler train distill`, given what `add_data` is given and how a model is fine-tuned on a file of conversations."""

    @app.command()
    def distill(
        teacher: Annotated[str, typer.Option(help="Folder or hub name of a model, or the address of an endpoint.")],
        sources: SourcesOption,
        out: Annotated[Path, typer.Option(help="Folder to write to; a run that was stopped there goes on.")],
        student: Annotated[str, typer.Option(help="Folder or hub name of what learns; none: only collect.")] = "",
        count: Annotated[int, typer.Option(min=1, help="Questions to ask the teacher.")] = 1000,
        keep_logits: LogitsOption = False,
        steps: Annotated[int, typer.Option(min=0, help="Steps of the student; 0 leaves it to the training.")] = 0,
        rate: Annotated[float, typer.Option(min=0, help="Learning rate with --keep-logits.")] = 5e-5,
        soften: Annotated[float, typer.Option(min=0.1, help="Temperature of the logits that are matched.")] = 2.0,
        teacher_model: Annotated[str, typer.Option(help="Name of the model at an endpoint.")] = "",
        key_env: Annotated[str, typer.Option(help="Name of the environment variable that holds the key.")] = "",
        temperature: Annotated[float, typer.Option(min=0, help="Of the teacher's writing.")] = 0.0,
        parallel: Annotated[int, typer.Option(min=0, help="Questions asked of an endpoint at once; 0: 4.")] = 0,
        leave_out: LeaveOutOption = None,
        words: WordsOption = 640,
        seed: Annotated[int, typer.Option(help="Which questions are asked, and in what order they are learnt.")] = 1,
        allow_download: DownloadOption = False,
    ) -> None:
        """Teach a small model what a large one writes, as far as it can be verified."""
        from models.training.data import DataPlan, Leaks, left_out_texts
        from models.training.distilling.distillation import DistillPlan
        from models.training.distilling.distillation import distill as run
        from models.training.distilling.matching import MatchPlan

        by_endpoint = teacher.startswith(("http://", "https://"))
        plan = DistillPlan(
            DataPlan(("answers",), count, seed, words),
            parallel=(parallel or 4) if by_endpoint else 1,
            steps=steps,
            keep_logits=keep_logits,
            match=MatchPlan(steps, rate=rate, temperature=soften, seed=seed),
        )
        leaks = Leaks(left_out_texts(leave_out or ()))
        asked: Teacher
        if by_endpoint:
            asked = _endpoint(teacher, teacher_model, key_env, temperature)
        else:
            asked = _local(teacher, temperature, seed, allow_download)
        with _progress() as (on_answer, on_step, on_stage):
            report = run(
                read(sources), asked, student, out, plan, split=split, ask=ask, abstention=abstention,
                fine_tune=fine_tune, leaks=leaks, allow_download=allow_download,
                on_answer=on_answer, on_step=on_step, on_stage=on_stage,
            )  # fmt: skip
        typer.echo(f"{report}\nWritten to {out}.")


def _local(model: str, temperature: float, seed: int, allow_download: bool) -> LocalTeacher:
    from models.training.distilling.teachers import LocalTeacher

    return LocalTeacher.load(model, allow_download=allow_download, temperature=temperature, seed=seed)


def _endpoint(url: str, model: str, key_env: str, temperature: float) -> EndpointTeacher:
    from models.training.distilling.endpoint import EndpointTeacher
    from models.training.distilling.teachers import TeacherUnreachable

    key = os.environ.get(key_env, "").strip() if key_env else ""
    if key_env and not key:
        raise TeacherUnreachable(f"The environment variable {key_env} holds no key; set it, or leave --key-env away.")
    return EndpointTeacher(url, model, key, temperature=temperature)


@contextmanager
def _progress() -> Iterator[
    tuple[Callable[[int, int], None], Callable[[StepReport, int], None], Callable[[str], None]]
]:
    """A bar on standard error: questions asked, then steps with their losses, tokens a second and time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("starting", total=None)

        def on_answer(done: int, all_of_them: int) -> None:
            bar.update(task, completed=done, total=all_of_them)

        def on_step(report: StepReport, steps: int) -> None:
            losses = " ".join(f"{name} {value:.2f}" for name, value in report.losses.items())
            said = f"{losses} · {report.tokens_per_second:,.0f} tokens/s"
            bar.update(task, completed=report.step + 1, total=steps, description=said)

        def on_stage(stage: str) -> None:
            bar.update(task, description=stage)

        yield on_answer, on_step, on_stage
