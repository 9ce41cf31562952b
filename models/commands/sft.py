"""`osler train sft | merge`: fine-tune a causal language model on conversations, and make one folder of base and adapter."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.training.sft.evaluating import Evaluation, Harness, measure_after, measure_before
from models.training.sft.settings import Dtype, Method, RunRefused, SftSettings

if TYPE_CHECKING:
    from models.training.sft.callbacks import OnStep
    from models.training.sft.tuning import SftReport
    from models.training.trainer import StepReport

_QUIET_SECONDS = 15.0  # between two lines where there is no terminal to draw a bar on
DEFAULT = SftSettings()
ModelOption = Annotated[str, typer.Option(help="Folder of a causal language model, or its name on the hub.")]
DataOption = Annotated[list[Path], typer.Option(help="Conversations as JSONL; may be given again.")]
DownloadOption = Annotated[bool, typer.Option("--allow-download", help="Fetch a model of the hub by its name.")]


def add_sft(app: typer.Typer, harness: Harness) -> None:
    """`osler train sft | merge`; `harness` runs `osler eval`."""

    @app.callback()
    def begin(context: typer.Context) -> None:
        context.obj = harness

    app.command()(sft)
    app.command()(merge)


def add_sft_alone(app: typer.Typer) -> None:
    """The command of `python -m models.training.sft`, which has no other, and no harness."""
    app.command()(sft)


def sft(
    context: typer.Context,
    model: ModelOption,
    data: DataOption,
    out: Annotated[Path, typer.Option(help="Folder to write to; a run that was stopped there goes on.")],
    method: Annotated[
        Method, typer.Option(help="A small adapter; the same over a 4-bit base (CUDA); or every weight.")
    ] = DEFAULT.method,
    held_out_data: Annotated[
        list[Path] | None, typer.Option(help="Conversations to hold out, instead of a share of the data.")
    ] = None,
    held_out: Annotated[float, typer.Option(help="Share of the conversations held out.")] = DEFAULT.held_out,
    epochs: Annotated[float, typer.Option(help="How often all is read.")] = DEFAULT.epochs,
    steps: Annotated[int, typer.Option(min=0, help="Optimizer steps, instead of epochs.")] = DEFAULT.steps,
    rate: Annotated[float, typer.Option(min=0, help="Learning rate; 0 is 2e-4 for adapters, 2e-5 for full.")] = 0.0,
    batch_tokens: Annotated[int, typer.Option(min=1, help="Tokens a step, over all devices.")] = DEFAULT.batch_tokens,
    batch_size: Annotated[int, typer.Option(min=1, help="Rows that a device reads at once.")] = DEFAULT.batch_size,
    max_tokens: Annotated[int, typer.Option(min=16, help="Longest row; the model's context at most.")] = (
        DEFAULT.max_tokens
    ),
    packing: Annotated[bool, typer.Option(help="Several conversations in a row, hidden from each other.")] = (
        DEFAULT.packing
    ),
    rank: Annotated[int, typer.Option(min=1, help="Rank of the adapter.")] = DEFAULT.rank,
    evaluate_every: Annotated[int, typer.Option(min=0, help="Steps between evaluations; 0 makes ten of them.")] = 0,
    patience: Annotated[
        int, typer.Option(min=0, help="Evaluations without a lower held-out loss that end the run; 0 never.")
    ] = DEFAULT.patience,
    dtype: Annotated[
        Dtype, typer.Option(help="Of the weights; mixed keeps float32 and multiplies in bfloat16.")
    ] = DEFAULT.dtype,
    seed: Annotated[int, typer.Option(help="Decides the split, the order and the adapter's beginning.")] = DEFAULT.seed,
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    check_memory: Annotated[bool, typer.Option(help="Refuse what does not fit by the estimate.")] = True,
    allow_download: DownloadOption = False,
    merge: Annotated[
        bool, typer.Option("--merge", help="Also write base and adapter as one model to OUT/merged.")
    ] = False,
    evaluate: Annotated[
        list[str] | None,
        typer.Option(help="A task of `osler eval` to measure by before and after; may be given again."),
    ] = None,
    evaluate_data: Annotated[Path | None, typer.Option(help="Where the tasks' data lie.")] = None,
    evaluate_limit: Annotated[int, typer.Option(min=0, help="Examples drawn of each task; 0 takes all.")] = 0,
) -> None:
    """Fine-tune a causal language model on conversations, the loss on its answers alone. Resumable."""
    from models.training.sft.offline import stay_here

    stay_here(allow_download)  # before anything is imported that reads the environment
    settings = SftSettings(
        method, epochs, steps, rate, batch_tokens=batch_tokens, batch_size=batch_size, max_tokens=max_tokens,
        packing=packing, rank=rank, held_out=held_out, evaluate_every=evaluate_every, patience=patience, dtype=dtype,
        seed=seed,
    )  # fmt: skip
    from models.training.sft.tuning import Files, is_first_process, train_sft

    _use_threads(threads)
    evaluation = Evaluation(tuple(evaluate or ()), evaluate_data, evaluate_limit)
    harness = _harness(context, evaluation, allow_download)
    if harness is not None:
        measure_before(harness, evaluation, model, out)
    files = Files(tuple(data), tuple(held_out_data or ()))
    with _progress(is_first_process()) as (on_step, on_stage):
        report = train_sft(
            model,
            files,
            out,
            settings,
            allow_download=allow_download,
            check_memory=check_memory,
            on_step=on_step,
            on_stage=on_stage,
        )
    if is_first_process():
        typer.echo(_said(report, method))
        if harness is not None:
            typer.echo(measure_after(harness, evaluation, model, out, whole=method == "full"))
        if merge and method != "full":
            _merge(out, out / "merged", model, allow_download)


def _harness(context: typer.Context, evaluation: Evaluation, allow_download: bool) -> Harness | None:
    """The harness, where something is to be measured. Raises RunRefused in the processes of a launcher, which have none."""
    if not evaluation.tasks:
        return None
    if context.obj is None:
        raise RunRefused("--evaluate goes with `osler train sft` on one device; here run `osler eval run` afterwards.")
    run: Harness = context.obj
    more = ["--allow-download"] if allow_download else []
    return lambda arguments: run([*arguments, *(more if arguments[0] == "run" else [])])


def merge(
    adapter: Annotated[Path, typer.Option(help="Folder of an adapter that `osler train sft` wrote.")],
    out: Annotated[Path, typer.Option(help="New folder for the whole model.")],
    model: Annotated[
        str | None, typer.Option(help="The base, where it is not any more where the adapter says.")
    ] = None,
    allow_download: DownloadOption = False,
) -> None:
    """Write a base and its adapter as one model folder, which loads anywhere."""
    from models.training.sft.offline import stay_here

    stay_here(allow_download)
    _merge(adapter, out, model, allow_download)


def _merge(adapter: Path, out: Path, model: str | None, allow_download: bool) -> None:
    from models.training.sft.merging import merge as merged

    typer.echo(f"Written to {merged(adapter, out, model=model, allow_download=allow_download)}: the whole model.")


def _said(report: SftReport, method: str) -> str:
    what = "model.safetensors" if method == "full" else "adapter_model.safetensors"
    return "\n".join(
        [
            f"Learnt: {report.learnt}.",
            f"Held out: {report.held_out}.",
            f"Held-out loss {report.before.held_out:.3f} before, {report.after.held_out:.3f} after (nats a token of the "
            f"answers); {report.steps} steps, {report.seconds / 60:.1f} minutes, {report.speed}.",
            *report.notes,
            f"Written to {report.out}: {what}, README.md, recipe.json, training.jsonl, losses.svg.",
        ]
    )


def _use_threads(threads: int) -> None:
    import torch

    if threads:
        torch.set_num_threads(threads)


@contextmanager
def _progress(speaks: bool) -> Iterator[tuple[OnStep, Callable[[str], None]]]:
    """A bar on a terminal, a line now and then elsewhere, silence in all processes but the first."""
    if not speaks:
        yield (lambda report, steps: None), (lambda stage: None)
    elif sys.stderr.isatty():
        from models.commands.bundled import training_progress

        with training_progress(None) as pair:
            yield pair
    else:
        yield Lines().step, lambda stage: typer.echo(f"{stage} …", err=True)


class Lines:
    """A line of the run on standard error: the first step, the last, and one every fifteen seconds between."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: tuple[float, int] | None = None
        self._said: float | None = None

    def step(self, report: StepReport, steps: int) -> None:
        """Say a step, if it is time."""
        now, done = self._clock(), report.step + 1
        began, first = self._began = self._began or (now, done)
        if self._said is not None and done < steps and now - self._said < _QUIET_SECONDS:
            return
        self._said = now
        left = (now - began) / (done - first) * (steps - done) if done > first else None
        losses = " · ".join(f"{name} {value:.3f}" for name, value in report.losses.items())
        wait = "" if left is None else f" · {left // 60:.0f}:{left % 60:02.0f} left"
        typer.echo(f"step {done}/{steps} · {losses} · {report.tokens_per_second:,.0f} tokens/s{wait}", err=True)
