"""Many prompts at once beside one after the other: tokens a second of both in the same run, and whether both say the same.

The prompts are of varied lengths, made of the handbook's sentences (evals.benches.copying_texts); so are the answers, which
end after so many tokens as the seed says, since a model without training would never end. One by one is measured as it
comes (`Engine.generate`) and with drafts copied from the prompt, as `TextModel.stream` runs it. Each round runs all ways in
turn, so that whatever else the machine does slows all alike; processor time is told beside the time by the clock.
Knows nothing of evaluations; run it with `python -m evals.benches.batches`.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evals.benches.copying_texts import task

if TYPE_CHECKING:
    from models.engine import Engine
    from models.text import TextModel

Tokens = tuple[tuple[int, ...], ...]  # what was said after each prompt
ALONE, DRAFTS, BATCHED = "one by one", "one by one, with drafts", "batched"
_SHORTEST, _LONGEST = 60, 560  # tokens of a prompt: two short passages, to all that a conversation reads
_TEXTS = 8  # texts that prompts are cut from; making one takes a moment


@dataclass(frozen=True, slots=True)
class Work:
    """Prompts as tokens, and how many tokens the answer to each has, where the model does not end it before."""

    prompts: Tokens
    lengths: tuple[int, ...]

    @property
    def most(self) -> int:
        return max(self.lengths)


@dataclass(frozen=True, slots=True)
class Timed:
    """The best round of a way: seconds by the clock and of the processor (all threads), and the tokens said."""

    tokens: int
    seconds: float
    processor: float

    @property
    def a_second(self) -> float:
        return self.tokens / self.seconds

    @property
    def a_processor_second(self) -> float:
        return self.tokens / self.processor


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What was run and found. `same` is how many prompts had the same answer in all ways. `load`: before, and after."""

    model: str
    device: str
    threads: int
    prompts: int
    prompt_tokens: int
    rows: int
    rounds: int
    same: int
    load: tuple[float, float]
    ways: dict[str, Timed]

    def gain(self, over: str = ALONE) -> tuple[float, float]:
        """How many times the throughput of another way the batch has: by the clock, and by the processor's time."""
        batched, other = self.ways[BATCHED], self.ways[over]
        return batched.a_second / other.a_second, batched.a_processor_second / other.a_processor_second


def work(ids: Callable[[str], list[int]], count: int, most: int, context: int, seed: int = 0) -> Work:
    """`count` prompts whose lengths, and the lengths of whose answers, are drawn by the seed; all fit into the context."""
    rng = random.Random(seed)
    longest = min(_LONGEST, context - most)
    texts = [ids(task(ids, longest, seed + n).prompt) for n in range(min(count, _TEXTS))]
    prompts, lengths = [], []
    for n in range(count):
        whole = texts[n % len(texts)]
        # What is cut off is the beginning: all prompts end with the question, and no two begin alike.
        prompts.append(tuple(whole[-rng.randint(min(_SHORTEST, longest), longest) :]))
        lengths.append(rng.randint(max(1, most // 4), most))
    return Work(tuple(prompts), tuple(lengths))


def report(engine: Engine, name: str, asked: Work, rounds: int = 3, rows: int | None = None) -> BatchReport:
    """Each way `rounds` times, in turn; the best of each counts. `rows`: another number at once than models.batching has."""
    import torch

    from models import batching

    kind = "cuda" if engine.device.startswith("cuda") else "cpu"
    usual = batching.MOST_ROWS[kind]
    batching.MOST_ROWS[kind] = rows or usual
    began, best, said = os.getloadavg()[0], dict[str, Timed](), dict[str, Tokens]()
    try:
        for _ in range(rounds):
            for way, run in _WAYS.items():
                said[way], timed = _timed(engine, run, asked)
                best[way] = min(best.get(way, timed), timed, key=lambda one: one.processor)
    finally:
        batching.MOST_ROWS[kind] = usual
    same = sum(len(set(answers)) == 1 for answers in zip(*said.values(), strict=True))
    return BatchReport(
        name,
        engine.device,
        torch.get_num_threads(),
        len(asked.prompts),
        sum(map(len, asked.prompts)),
        rows or usual,
        rounds,
        same,
        (began, os.getloadavg()[0]),
        best,
    )


Run = Callable[["Engine", Work], Tokens]


def _timed(engine: Engine, run: Run, asked: Work) -> tuple[Tokens, Timed]:
    clock, processor = time.perf_counter(), time.process_time()
    said = run(engine, asked)
    taken = time.perf_counter() - clock, time.process_time() - processor
    return said, Timed(sum(map(len, said)), *taken)


def _alone(engine: Engine, asked: Work) -> Tokens:
    stop: frozenset[int] = engine.ends
    pairs = zip(asked.prompts, asked.lengths, strict=True)
    return tuple(tuple(engine.generate(engine.start(), ids, stop, most)) for ids, most in pairs)


def _drafted(engine: Engine, asked: Work) -> Tokens:
    from models.drafting import PromptLookup, generate_with_drafts

    pairs = zip(asked.prompts, asked.lengths, strict=True)
    return tuple(
        tuple(generate_with_drafts(engine, engine.start(), ids, engine.ends, most, PromptLookup()))
        for ids, most in pairs
    )


def _batched(engine: Engine, asked: Work) -> Tokens:
    from models.batching import generate_each

    said = [0] * len(asked.prompts)

    def ended(number: int, token: int) -> bool:
        said[number] += 1
        return said[number] >= asked.lengths[number]

    found: dict[int, tuple[int, ...]] = {}
    for one in generate_each(engine, asked.prompts, engine.ends, asked.most, ended=ended):
        found[one.number] = one.tokens
    return tuple(found[n] for n in range(len(asked.prompts)))


_WAYS: dict[str, Run] = {ALONE: _alone, DRAFTS: _drafted, BATCHED: _batched}


def random_llama(vocabulary: int, context: int = 1024, width: int = 768, layers: int = 8, seed: int = 0) -> Engine:
    """A Llama whose weights are drawn by the seed, with a shape like that of small models: for its speed alone."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    from models.engine import Engine

    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=width,
        intermediate_size=width * 8 // 3 // 64 * 64,
        num_hidden_layers=layers,
        num_attention_heads=width // 64,
        num_key_value_heads=max(1, width // 64 // 3),
        max_position_embeddings=context,
    )
    return Engine(LlamaForCausalLM(config), "cpu")


def rows_of(found: BatchReport) -> Iterator[str]:
    """The report for people: a line each."""
    low, high = found.load
    yield (
        f"{found.model} on {found.device}, {found.threads} threads, load {low:.1f} to {high:.1f}: {found.prompts} prompts "
        f"({found.prompt_tokens:,} tokens), {found.rows} at once, best of {found.rounds}"
    )
    for way, timed in found.ways.items():
        yield (
            f"{way}: {timed.a_second:.1f} tokens/s, {timed.a_processor_second:.1f} a second of the processor "
            f"({timed.tokens:,} tokens in {timed.seconds:.1f} s)"
        )
    for over in (ALONE, DRAFTS):
        clock, processor = found.gain(over)
        yield f"batched is {clock:.2f} times {over} ({processor:.2f} times by processor time)"
    yield f"the same answer in all ways: {found.same} of {found.prompts}"


def main(
    model: Annotated[Path | None, typer.Option(help="Folder of a causal model; without it, the bundled one.")] = None,
    random_model: Annotated[
        bool,
        typer.Option("--random", help="A random Llama in place of the model, which then only gives its tokenizer."),
    ] = False,
    prompts: Annotated[int, typer.Option(min=2)] = 32,
    most: Annotated[int, typer.Option(min=1, help="Tokens of the longest answer.")] = 64,
    rows: Annotated[
        str, typer.Option(help="How many at once, several by commas; empty: as models.batching has it.")
    ] = "",
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 1,
    rounds: Annotated[int, typer.Option(min=1)] = 3,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or cuda:N.")] = "cpu",
    seed: Annotated[int, typer.Option()] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Time many prompts at once beside one after the other."""
    import torch

    from agent.wiring import WEIGHTS
    from models.text import TextModel

    if threads:
        torch.set_num_threads(threads)
    text: TextModel = TextModel.load(model or WEIGHTS, "cpu" if random_model else device)
    engine = random_llama(text.engine.vocabulary) if random_model else text.engine
    asked = work(text.text_ids, prompts, most, engine.context, seed)
    name = "a random Llama" if random_model else text.name
    for number in [int(one) for one in rows.split(",")] if rows else [None]:
        found = report(engine, name, asked, rounds, number)
        typer.echo(json.dumps(asdict(found)) if as_json else "\n".join(rows_of(found)))


if __name__ == "__main__":
    typer.run(main)
