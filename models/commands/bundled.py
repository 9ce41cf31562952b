"""`osler train bundled | retriever | verdicts | examples | weigh`: the recipes of the models that ship."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.training.retriever import Data, RetrieverRecipe
    from models.training.trainer import StepReport

Split = Callable[[str], Sequence[str]]
Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]
WordSearch = Callable[[Sequence[str]], Callable[[str, int], Sequence[int]]]
HANDBOOK = Path("retrieval/handbook")
RERANKER = Path("models/weights/reranker")
CorporaOption = Annotated[Path, typer.Option(help="Folder of corpora, NAME.jsonl.gz each.")]
HandbookOption = Annotated[Path, typer.Option(help="Folder of the handbook's pages.")]
LeaveOutOption = Annotated[
    list[Path] | None,
    typer.Option(help="Evaluation files or folders whose text must not be learnt; may be given again."),
]
DeviceOption = Annotated[str, typer.Option(help="auto (CUDA where there is one), cpu, or cuda.")]
BatchOption = Annotated[int, typer.Option(min=256, help="Tokens a step; a GPU is better used by more.")]
OutOption = Annotated[Path, typer.Option(help="Folder to write to; a run that was stopped there goes on.")]


def add_bundled(app: typer.Typer, split: Split, search: WordSearch, encoder: Callable[[], Encode]) -> None:
    """`osler train bundled | retriever | verdicts | examples | weigh`."""

    @app.command()
    def bundled(
        base: Annotated[Path, typer.Option(help="A model that `osler train pretrain` wrote.")],
        corpora: CorporaOption,
        out: OutOption,
        handbook: HandbookOption = HANDBOOK,
        leave_out: LeaveOutOption = None,
        judged: Annotated[bool, typer.Option(help="Learn from the judged examples at the end.")] = True,
        steps: Annotated[int, typer.Option(min=1, help="Steps of --batch-tokens on grounded examples.")] = 1500,
        judged_steps: Annotated[int, typer.Option(min=1, help="Steps on judged examples.")] = 600,
        threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
        device: DeviceOption = "auto",
        batch_tokens: BatchOption = 4608,
    ) -> None:
        """Teach a pretrained model which sentences answer: grounded examples, then judged ones. Resumable."""
        use_threads(threads)
        data = (base, corpora, handbook, tuple(leave_out or ()), judged)
        _train(split, data, out, (steps, judged_steps, batch_tokens), device)

    @app.command()
    def retriever(
        corpora: CorporaOption,
        out: OutOption,
        handbook: HandbookOption = HANDBOOK,
        entailment: Annotated[
            Path | None, typer.Option(help="Question pairs (question, faq, label), .jsonl.gz.")
        ] = None,
        leave_out: Annotated[
            list[Path] | None, typer.Option(help="Evaluation set (BEIR) that must not be learnt; may be given again.")
        ] = None,
        groups: Annotated[int, typer.Option(min=8, help="Queries the reranker learns from.")] = 20_000,
        threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    ) -> None:
        """Tune the encoder and train the reranker on questions and answers. Goes on after the last whole stage."""
        from models.training.retriever import Data, RetrieverRecipe

        data = Data(corpora, handbook, entailment, tuple(leave_out or ()))
        _train_retriever(RetrieverRecipe(groups=groups), data, out, split, search, threads)

    @app.command()
    def examples(
        corpora: CorporaOption,
        out: Annotated[Path, typer.Option(help="JSONL file to write.")],
        handbook: HandbookOption = HANDBOOK,
        part: Annotated[
            Literal["train", "weigh", "test", "near"], typer.Option(help="Which of the judged examples.")
        ] = "test",
    ) -> None:
        """Write judged examples, those that no training saw if not told, for `osler eval run quote-selection --data`."""
        from models.training.held_out import write_examples
        from models.training.judged import read_judged

        written = write_examples((one for one in read_judged(corpora, handbook) if one.part == part), out)
        typer.echo(f"{written} examples written to {out}.")

    @app.command()
    def verdicts(
        corpora: CorporaOption,
        out: Annotated[Path, typer.Option(help="Folder to write to.")],
        reranker: Annotated[Path, typer.Option(help="A reranker that `osler train retriever` wrote.")] = RERANKER,
        handbook: HandbookOption = HANDBOOK,
        epochs: Annotated[int, typer.Option(min=1, help="How often the judged examples are read.")] = 3,
        renamed: Annotated[
            float, typer.Option(min=0, max=1, help="Share of the questions asked of another subject too, unanswered.")
        ] = 0.15,
        kept: Annotated[
            float, typer.Option(min=0, max=1, help="Share of the weights before that stays in the result.")
        ] = 0.0,
        threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    ) -> None:
        """Teach the reranker on judged examples whether a passage answers at all."""
        use_threads(threads)
        _teach_verdicts(corpora, handbook, reranker, out, (epochs, renamed, kept))

    @app.command()
    def weigh(
        corpora: CorporaOption,
        model: Annotated[Path, typer.Option(help="A model trained by the recipe.")],
        handbook: HandbookOption = HANDBOOK,
        reranker: Annotated[
            Path | None, typer.Option(help="A reranker that `osler train verdicts` wrote; without it, the bundled one.")
        ] = None,
    ) -> None:
        """Fit how probabilities, likeness and verdicts add up, and write it beside the weights as quoting.json."""
        _weigh(corpora, handbook, model, encoder, reranker)


def _train(
    split: Split,
    data: tuple[Path, Path, Path, tuple[Path, ...], bool],
    out: Path,
    steps: tuple[int, int, int],
    device: str,
) -> None:
    from models.loading import pick_device
    from models.number_format import native_precision
    from models.training.bundled import Recipe, Sources, train_bundled
    from models.training.card import write_card
    from models.training.judged import read_judged
    from models.training.leaving_out import left_out_files

    base, corpora, handbook, leave_out, with_judged = data
    chosen = pick_device(device)
    native = native_precision(chosen) == "bf16"
    recipe = Recipe(batch_tokens=steps[2])
    recipe = replace(
        recipe,
        plan=replace(recipe.plan, steps=steps[0], bf16=native),
        judged_plan=replace(recipe.judged_plan, steps=steps[1], bf16=native),
    )
    with training_progress(None) as (on_step, on_stage):
        on_stage("reading what is left out")
        judged = read_judged(corpora, handbook) if with_judged else []
        learnt = tuple(one for one in judged if one.part == "train")
        sources = Sources(base, corpora, handbook, learnt, left_out_files(leave_out))
        train_bundled(recipe, sources, out, split, on_step, on_stage, chosen)
    write_card(out)
    typer.echo(
        f"Written to {out}: model.safetensors, tokenizer.json, recipe.json, training.jsonl, README.md, losses.svg."
    )


def _teach_verdicts(corpora: Path, handbook: Path, reranker: Path, out: Path, plan: tuple[int, float, float]) -> None:
    from models.training.judged import read_judged
    from models.training.verdicts import VerdictPlan, teach_verdicts

    examples = [one for one in read_judged(corpora, handbook) if one.part == "train"]
    with training_progress(None) as (on_step, on_stage):
        on_stage("learning which passages answer")
        chosen = VerdictPlan(epochs=plan[0], renamed=plan[1], kept=plan[2])
        teach_verdicts(reranker, examples, out, chosen, on_step)
    typer.echo(f"Written to {out}: model.safetensors, reranker.json, training.jsonl, losses.svg.")


def use_threads(threads: int) -> None:
    import torch

    if threads:
        torch.set_num_threads(threads)


def _train_retriever(
    recipe: RetrieverRecipe, data: Data, out: Path, split: Split, search: WordSearch, threads: int
) -> None:
    from models.training.card import write_retriever_card
    from models.training.retriever import train_retriever

    use_threads(threads)
    with training_progress(None) as (on_step, on_stage):
        train_retriever(recipe, data, out, split, search, on_step, on_stage)
    write_retriever_card(out)
    typer.echo(
        f"Written to {out}: encoder/adapter.safetensors, reranker/, recipe.json, training.jsonl, README.md, losses.svg."
    )


def training_progress(steps: int | None) -> _Progress:
    return _Progress(steps)


class _Progress:
    """A bar with loss, tokens a second and time left, on standard error."""

    def __init__(self, steps: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=self._console)
        self._task = self._bar.add_task("starting", total=steps)

    def __enter__(self) -> tuple[Callable[..., None], Callable[[str], None]]:
        self._bar.start()
        return self._step, lambda stage: self._bar.update(self._task, description=stage)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def _step(self, report: StepReport, steps: int | None = None) -> None:
        """Shows one step; `steps` is how many there will be, where the bar was not told before."""
        losses = " ".join(f"{name} {value:.2f}" for name, value in report.losses.items())
        said = f"{losses} · {report.tokens_per_second:,.0f} tokens/s"
        self._bar.update(self._task, total=steps, completed=report.step + 1, description=said)


def _weigh(corpora: Path, handbook: Path, model: Path, encoder: Callable[[], Encode], verdicts: Path | None) -> None:
    from rich.progress import track

    from models.quoting import QuotingModel, Weighing
    from models.reranker import VERDICTS
    from models.training.judged import read_judged
    from models.training.presenting import forms
    from models.training.weighing import fit, measure
    from models.verdicts import Verdicts

    examples = [one for one in read_judged(corpora, handbook) if one.part == "weigh"]
    judge = Verdicts(verdicts or VERDICTS).judge
    quoting, encode, rng = QuotingModel.load(model, weighing=Weighing()), encoder(), random.Random(0)
    shown = [shown for one in examples for shown in forms(one, rng)]
    found = measure(quoting, encode, judge, shown)
    weighing = fit(list(track(found, "reading", total=len(shown))))
    typer.echo(f"{weighing.save(model)}: {weighing}")
