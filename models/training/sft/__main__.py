"""`accelerate launch -m models.training.sft …`: `osler train sft` in each of the processes that a launcher starts.

One GPU needs no launcher. For several: `accelerate launch --num_processes 4 -m models.training.sft --model … --data …
--out …`; with `--use_fsdp` the launcher cuts weights and optimizer over the devices. The options are those of
`osler train sft`. Whatever is refused is one sentence, said by the first process.
"""

from __future__ import annotations

import sys

import typer

from models.commands.sft import add_sft_alone
from models.errors import ModelError
from models.training.sft.tuning import is_first_process


def main() -> int:
    """The exit status: 0, or 2 where the run was refused."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    add_sft_alone(app)
    try:
        app()
    except ModelError as error:
        if is_first_process():
            typer.echo(str(error), err=True)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
