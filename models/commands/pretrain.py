"""`osler train pretrain`: a small causal language model from plain text."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from models.commands.bundled import (
    HANDBOOK,
    BatchOption,
    DeviceOption,
    HandbookOption,
    LeaveOutOption,
    OutOption,
    training_progress,
    use_threads,
)

if TYPE_CHECKING:
    from models.commands.data import Read
    from models.training.pretraining import PretrainRecipe

Documents = Callable[[], Iterable[tuple[str, str]]]


def add_pretrain(app: typer.Typer, read: Read) -> None:
    """`osler train pretrain`, given how literature is read."""

    @app.command()
    def pretrain(
        out: OutOption,
        corpora: Annotated[Path | None, typer.Option(help="Folder of corpora, NAME.jsonl.gz each.")] = None,
        sources: Annotated[
            list[Path] | None, typer.Option("--from", help="File, folder or index of literature; may be given again.")
        ] = None,
        handbook: HandbookOption = HANDBOOK,
        start: Annotated[
            Literal["minilm", "scratch"],
            typer.Option(help="From the bundled encoder read left to right, or a Llama from scratch."),
        ] = "minilm",
        steps: Annotated[int, typer.Option(min=1, help="Optimizer steps of --batch-tokens.")] = 400,
        width: Annotated[int, typer.Option(min=32, help="Width, from scratch.")] = 384,
        layers: Annotated[int, typer.Option(min=1, help="Layers, from scratch.")] = 6,
        vocabulary: Annotated[int, typer.Option(min=300, help="Tokens of the tokenizer, from scratch.")] = 8192,
        words: Annotated[int, typer.Option(min=0, help="Words of text to read; 0 reads all.")] = 4_000_000,
        leave_out: LeaveOutOption = None,
        seed: Annotated[int, typer.Option(help="Decides the order of the text.")] = 7,
        threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
        device: DeviceOption = "auto",
        batch_tokens: BatchOption = 4608,
    ) -> None:
        """Pretrain a small causal language model on plain text, and say its bits a byte. Resumable.

        The text is that of --corpora with the handbook's, or of the literature given by --from.
        """
        if (corpora is None) == (not sources):
            raise typer.BadParameter("give --corpora FOLDER, or --from PATH, and not both.")
        from models.loading import pick_device
        from models.number_format import native_precision
        from models.training.causal_minilm import CONTEXT
        from models.training.pretraining import PretrainRecipe
        from models.training.trainer import TrainingPlan

        use_threads(threads)
        scratch = start == "scratch"
        muon, adam = (0.02, 0.002) if scratch else (0.0, 3e-4)
        chosen = pick_device(device)
        native = native_precision(chosen) == "bf16"
        plan = TrainingPlan(steps, muon, adam, warmup=min(50, steps), bf16=native)
        heads = max(1, width // 64)
        recipe = PretrainRecipe(
            plan,
            start,
            vocabulary,
            width,
            layers,
            heads,
            inner=8 * width // 3 // 16 * 16,
            context=2048 if scratch else CONTEXT,
            batch_tokens=batch_tokens,
            most_words=words,
            seed=seed,
        )
        texts = _literature(read, sources) if sources else _corpora(corpora or Path(), handbook, seed)
        _pretrain(recipe, texts, out, tuple(leave_out or ()), chosen)


def _literature(read: Read, sources: list[Path]) -> Documents:
    return lambda: (
        (document.title, "\n".join(section.text for section in document.sections)) for document in read(sources)
    )


def _corpora(corpora: Path, handbook: Path, seed: int) -> Documents:
    from models.training.corpora import documents, pages

    return lambda: itertools.chain(pages(handbook), documents(corpora, seed))


def _pretrain(recipe: PretrainRecipe, texts: Documents, out: Path, leave_out: tuple[Path, ...], device: str) -> None:
    from models.training.card import write_pretraining_card
    from models.training.leaving_out import left_out_files
    from models.training.pretraining import pretrain

    with training_progress(recipe.plan.steps) as (on_step, on_stage):
        on_stage("reading what is left out")
        facts = pretrain(recipe, texts, out, left_out_files(leave_out), on_step, on_stage, device)
    write_pretraining_card(out)
    bits, before = facts["bits_per_byte"], facts["bits_per_byte_before"]
    said = (
        "Too little text was held out to measure." if bits is None else f"{bits:.3f} bits a byte ({before:.3f} before)."
    )
    files = "model.safetensors, tokenizer.json, recipe.json, training.jsonl, README.md, losses.svg"
    typer.echo(f"{said} Written to {out}: {files}.")
