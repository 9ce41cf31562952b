"""The command line of a stay, for a machine that has torch and transformers but not Osler's other packages."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

from models.errors import ModelError
from models.training.stay import Sizes, settings_for, stay, told
from models.training.trainer import StepReport

EVERY = 5.0  # seconds between two lines
HELP = {
    "width": "width, from scratch",
    "layers": "layers, from scratch",
    "epochs": "how often the plain text is read",
    "text_tokens": "tokens a step of plain text; 0: by device",
    "example_tokens": "tokens a step of examples; 0: by device",
    "grounded_steps": "steps on grounded examples",
    "judged_steps": "steps on judged examples",
    "seed": "decides weights, order and examples",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done, 2 refused with a reason, as the `osler` program has it."""
    given = _parser().parse_args(arguments)
    sizes = Sizes(**{one.name: getattr(given, one.name) for one in fields(Sizes)})
    try:
        settings = settings_for(sizes, given.device)
        facts = stay(given.pack, given.out, settings, given.minutes or None, lines(sys.stderr.write), _say)
    except ModelError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 2
    sys.stdout.write(told(facts, given.out) + "\n")
    return 0


def lines(
    write: Callable[[str], object], now: Callable[[], float] = time.monotonic
) -> Callable[[StepReport, int], None]:
    """Tells of a step every few seconds, and of a stage's last one: loss, tokens a second, time left."""
    first: tuple[int, float] = (0, now())
    last = -EVERY

    def tell(report: StepReport, steps: int) -> None:
        nonlocal first, last
        if report.step <= first[0]:
            first = (report.step, now())
        if now() - last < EVERY and report.step + 1 < steps:
            return
        last = now()
        done = report.step - first[0]
        left = (now() - first[1]) / done * (steps - report.step - 1) if done else 0.0
        losses = " ".join(f"{name} {value:.3f}" for name, value in report.losses.items())
        rate = f"{report.tokens_per_second:,.0f} tokens/s"
        write(f"{report.step + 1}/{steps} · {losses} · {rate} · {left:.0f} s left\n")

    return tell


def _say(stage: str) -> None:
    sys.stderr.write(f"{stage}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m models.training.stay", description="Train from a pack alone.")
    parser.add_argument("--pack", type=Path, required=True, help="a folder that `osler train pack` wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to; a stopped run goes on there")
    parser.add_argument("--minutes", type=float, default=0, help="be done in so many; 0 takes the time it needs")
    parser.add_argument("--device", default="auto", help="auto (CUDA where there is one), cpu or cuda")
    for one in fields(Sizes):
        assert isinstance(one.default, int | float)
        name = "--" + one.name.replace("_", "-")
        parser.add_argument(name, type=type(one.default), default=one.default, help=HELP[one.name])
    return parser
