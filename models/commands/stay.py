"""`osler train pack | stay | join`: a short stay on a borrowed machine, from literature to the weights brought home."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from models.commands.bundled import (
    HANDBOOK,
    CorporaOption,
    DeviceOption,
    HandbookOption,
    LeaveOutOption,
    Split,
    training_progress,
)

if TYPE_CHECKING:
    from models.training.packing import PackPlan, PackSources


def add_stay(app: typer.Typer, split: Split) -> None:
    """`osler train pack | stay | join`, given how text is cut into sentences."""

    @app.command()
    def pack(
        corpora: CorporaOption,
        out: Annotated[Path, typer.Option(help="Folder to write the pack to.")],
        handbook: HandbookOption = HANDBOOK,
        start: Annotated[
            Literal["scratch", "minilm"],
            typer.Option(help="For a model from scratch, or one that begins as the bundled encoder."),
        ] = "scratch",
        vocabulary: Annotated[int, typer.Option(min=300, help="Tokens of the tokenizer, from scratch.")] = 8192,
        words: Annotated[int, typer.Option(min=0, help="Words of plain text at most; 0 takes what has room.")] = 0,
        articles: Annotated[int, typer.Option(min=0, help="Titles with abstracts of each kind to ask about.")] = 6000,
        judged: Annotated[bool, typer.Option(help="With the judged examples.")] = True,
        megabytes: Annotated[float, typer.Option(min=0.01, help="What the whole folder may take.")] = 60.0,
        leave_out: LeaveOutOption = None,
        seed: Annotated[int, typer.Option(help="Decides the order of the text.")] = 7,
    ) -> None:
        """Put all that training needs into one small folder, to be carried to a machine with a GPU."""
        from models.training.judged import JUDGED
        from models.training.leaving_out import left_out_files
        from models.training.packing import PackPlan, PackSources

        plan = PackPlan(start, vocabulary, words, articles, round(megabytes * 1e6), seed)
        sources = PackSources(corpora, handbook, JUDGED if judged else None, left_out_files(tuple(leave_out or ())))
        _pack(plan, sources, out, split)

    @app.command()
    def stay(
        pack: Annotated[Path, typer.Option(help="A folder that `osler train pack` wrote.")],
        out: Annotated[Path, typer.Option(help="Folder to write to; a run that was stopped there goes on.")],
        minutes: Annotated[float, typer.Option(min=0, help="Be done in so many; 0 takes the time it needs.")] = 0,
        device: DeviceOption = "auto",
        width: Annotated[int, typer.Option(min=32, help="Width, from scratch.")] = 512,
        layers: Annotated[int, typer.Option(min=1, help="Layers, from scratch.")] = 8,
        epochs: Annotated[float, typer.Option(min=0, help="How often the plain text is read.")] = 8.0,
        text_tokens: Annotated[int, typer.Option(min=0, help="Tokens a step of plain text; 0: by device.")] = 0,
        example_tokens: Annotated[int, typer.Option(min=0, help="Tokens a step of examples; 0: by device.")] = 0,
        grounded_steps: Annotated[int, typer.Option(min=0, help="Steps on grounded examples.")] = 2500,
        judged_steps: Annotated[int, typer.Option(min=0, help="Steps on judged examples.")] = 700,
        seed: Annotated[int, typer.Option(help="Decides weights, order and examples.")] = 7,
    ) -> None:
        """Train from a pack alone, measure, and write the weights in pieces; as `python -m models.training.stay`."""
        from models.training.stay import Sizes, settings_for, stay, told

        sizes = Sizes(width, layers, epochs, text_tokens, example_tokens, grounded_steps, judged_steps, seed)
        with training_progress(None) as (on_step, on_stage):
            facts = stay(pack, out, settings_for(sizes, device), minutes or None, on_step, on_stage)
        typer.echo(told(facts, out))

    @app.command()
    def join(
        folder: Annotated[Path, typer.Argument(help="A folder that `osler train stay` wrote.")],
        out: Annotated[Path | None, typer.Option(help="Folder to write the model to, if not the same.")] = None,
    ) -> None:
        """Put the pieces of a model's weights together again, and check them."""
        from models.training.card import write_stay_card
        from models.training.pieces import join_pieces

        weights = join_pieces(folder, out)
        write_stay_card(weights.parent)
        typer.echo(f"{weights} ({weights.stat().st_size / 1e6:.1f} MB) is whole; the pieces are needed no more.")


def _pack(plan: PackPlan, sources: PackSources, out: Path, split: Split) -> None:
    from models.training.packing import pack_size, write_pack

    with _packing_progress(plan.words) as on_progress:
        facts = write_pack(plan, sources, out, split, on_progress)
    typer.echo(_report(facts, pack_size(out), plan.limit, out))


def _report(facts: dict[str, Any], size: int, limit: int, out: Path) -> str:
    """What went in, a line a kind."""
    text, tokens, files = facts["text"], facts["tokens"], facts["files"]
    share = 100 * tokens["train_kept"] / max(1, tokens["train"])
    topics = ", ".join(f"{source} {count:,}" for source, count in facts["topics"].items())
    judged = ", ".join(f"{count:,} to {part}" for part, count in facts["judged"].items())
    lines = [
        f"Plain text: {text['words']:,} words of {text['documents']:,} documents; {tokens['train_kept']:,} of "
        f"{tokens['train']:,} tokens went in ({share:.0f}%), {tokens['held_out_kept']:,} are held out.",
        f"Left out: {text['repeated']:,} repeated paragraphs, {text['left_out']:,} that share words with what was to be "
        f"left out, {text['short']:,} too short.",
        f"Answered questions: {topics}.",
        f"Judged examples: {judged}.",
        *(f"  {name}: {told['bytes'] / 1e6:.2f} MB" for name, told in files.items()),
        f"Written to {out}: {size / 1e6:.2f} of {limit / 1e6:g} MB.",
    ]
    return "\n".join(lines)


@contextmanager
def _packing_progress(words: int) -> Iterator[Callable[[str, int], None]]:
    """A bar on standard error: what is done, how much of it, and the time left where the end is known."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns: Sequence[Any] = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("starting", total=None)

        def show(stage: str, done: int) -> None:
            total = words if words and stage == "reading the text" else None
            bar.update(task, description=stage, completed=done, total=total)

        yield show
