"""`osler train`: the recipes as commands. Given how text is cut into sentences; heavy imports wait until a command runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from models.training.retriever import Data, RetrieverRecipe
    from models.training.trainer import StepReport

Split = Callable[[str], Sequence[str]]
WordSearch = Callable[[Sequence[str]], Callable[[str, int], Sequence[int]]]
HANDBOOK = Path("retrieval/handbook")
CorporaOption = Annotated[Path, typer.Option(help="Folder of corpora, NAME.jsonl.gz each.")]
HandbookOption = Annotated[Path, typer.Option(help="Folder of the handbook's pages.")]
OutOption = Annotated[Path, typer.Option(help="Folder to write to; a run that was stopped there goes on.")]


def train_app(split: Split, search: WordSearch) -> typer.Typer:
    """`osler train bundled | retriever | examples | weigh`."""
    app = typer.Typer(no_args_is_help=True)

    @app.command()
    def bundled(
        corpora: CorporaOption,
        out: OutOption,
        handbook: HandbookOption = HANDBOOK,
        steps: Annotated[int, typer.Option(min=1, help="Optimizer steps of about 4,600 tokens.")] = 2000,
        threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    ) -> None:
        """Train the bundled model: tokenizer, warm start, grounded examples. Resumable."""
        _train(split, corpora, handbook, out, steps, threads)

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
        count: Annotated[int, typer.Option(min=1, help="How many examples.")] = 600,
    ) -> None:
        """Write examples on topics held out of training, for `python -m evals.quote_selection` and `osler train weigh`."""
        _write_examples(split, corpora, handbook, out, count)

    @app.command()
    def weigh(
        data: Annotated[
            list[Path], typer.Option(help="Examples as JSONL; may be given again. Put the most real first.")
        ],
        model: Annotated[Path, typer.Option(help="A model trained by the recipe.")],
    ) -> None:
        """Fit how the model's probabilities and likeness add up, and write it beside the weights as quoting.json."""
        _weigh(data, model)

    return app


def _train(split: Split, corpora: Path, handbook: Path, out: Path, steps: int, threads: int) -> None:
    import torch

    from models.training.bundled import Recipe, train_bundled
    from models.training.card import write_card
    from models.training.trainer import TrainingPlan

    if threads:
        torch.set_num_threads(threads)
    with _training_progress(steps) as (on_step, on_stage):
        train_bundled(Recipe(TrainingPlan(steps=steps)), corpora, handbook, out, split, on_step, on_stage)
    write_card(out)
    typer.echo(f"Written to {out}: model.safetensors, tokenizer.json, recipe.json, training.jsonl, README.md.")


def _train_retriever(
    recipe: RetrieverRecipe, data: Data, out: Path, split: Split, search: WordSearch, threads: int
) -> None:
    import torch

    from models.training.retriever import train_retriever

    if threads:
        torch.set_num_threads(threads)
    with _training_progress(None) as (on_step, on_stage):
        train_retriever(recipe, data, out, split, search, on_step, on_stage)
    typer.echo(f"Written to {out}: encoder/adapter.safetensors, reranker/, recipe.json, training.jsonl.")


def _training_progress(steps: int | None) -> _Progress:
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


def _write_examples(split: Split, corpora: Path, handbook: Path, out: Path, count: int) -> None:
    from models.training.held_out import held_out_examples, write_examples

    written = write_examples(held_out_examples(corpora, handbook, split, count), out)
    typer.echo(f"{written} examples written to {out}.")


def _weigh(data: list[Path], model: Path) -> None:
    from models.encoder import PLAIN, open_encoder
    from models.quoting import QuotingModel
    from models.training.held_out import read_examples
    from models.training.weighing import fit_ranking, measure, write_weighing

    quoting, encode = QuotingModel.load(model), open_encoder(PLAIN).encode
    weighing = fit_ranking([measure(quoting, encode, read_examples(path)) for path in data])
    typer.echo(f"{write_weighing(weighing, model)}: {weighing}")
