"""The parts of the benchmark of generation, each on one model: seconds and bytes, ours beside another way's.

`transformers.generate` runs as it comes, greedily, on the very weights that Osler runs, and to the same number of tokens.
Knows how to measure; what is measured when is in evals.benches.generation.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import torch

from evals.benches.copying import Scripted, report
from evals.benches.first_token import conversation, first_tokens
from evals.benches.fresh import memory as resident
from evals.benches.generation import Found, Goal, Plan, Row, is_bundled
from evals.benches.generation_models import Subject
from evals.benches.roofline import Bandwidth, settle, timed
from models.batching import generate_batch, kv_bytes
from models.engine import Engine
from models.loading import first_line
from models.static_decoding import StaticDecoder, captures, fits
from models.text import TextModel
from models.weight_only import weight_bytes

THEIRS = "transformers.generate"
PROMPT = 128  # tokens before those that are decoded
TURNS = 6  # of the conversation of the first tokens
_FIRST = 5  # repeats at least: what is looked for is a small difference of times
_NEVER: frozenset[int] = frozenset()
_WORDS = (300, 150, 80, 40, 20, 12, 6)  # of a turn's evidence, as many as fit
_MIB = 2**20


@dataclass(slots=True)
class Runs:
    """What the repeats of one way gave, in tokens a second."""

    values: list[float] = field(default_factory=list)

    @property
    def best(self) -> float:
        return max(self.values)

    @property
    def spread(self) -> float:
        """(best - worst) ÷ best."""
        return (max(self.values) - min(self.values)) / self.best


def in_turns(ways: Mapping[str, Callable[[], float]], repeats: int) -> dict[str, Runs]:
    """Every way once uncounted, then `repeats` rounds of all."""
    found = {name: Runs() for name in ways}
    for round_number in range(repeats + 1):
        for name, way in ways.items():
            value = way()
            if round_number:
                found[name].values.append(value)
    return found


def decoding(subject: Subject, plan: Plan, bandwidth: Bandwidth) -> Found:
    """Tokens a second after the first token of one text."""
    engine, prompt = subject.engine, prompt_ids(subject.engine, plan)
    ways: dict[str, Callable[[], float]] = {
        THEIRS: lambda: _their_speed(engine, prompt, plan.tokens),
        "dynamic": lambda: _speed(engine, engine.generate_dynamically, prompt, plan.tokens),
    }
    static, refused = _static_ways(engine, prompt, plan)
    runs = in_turns({**ways, **static}, plan.repeats)
    theirs = runs.pop(THEIRS)
    share = partial(bandwidth.share, weight_bytes(engine.model))
    rows = [Row("decoding", THEIRS, "tokens/s", theirs.best, spread=theirs.spread, roofline=share(theirs.best))]
    for name, own in runs.items():
        ratio = own.best / theirs.best
        row = Row("decoding", name, "tokens/s", own.best, theirs.best, THEIRS, ratio, own.spread, share(own.best))
        rows.append(row)
    fastest = max(runs.values(), key=lambda own: own.best).best
    return Found((*rows, *refused), _decoding_goals(subject, fastest / theirs.best, share(fastest)))


def first_token(subject: Subject, plan: Plan, bandwidth: Bandwidth) -> Found:
    """Milliseconds to the first token of the last turn of a conversation, and what reuse leaves to pay in any of them."""
    engine = subject.engine
    model = TextModel(engine, subject.tokenizer, subject.name, keep_bytes=0)
    chats = [conversation(words, TURNS) for words in _WORDS]
    fitting = next((chat for chat in chats if len(model.render(chat[-1])) + 16 <= plan.read), None)
    if fitting is None:
        return Found((Row("first token", "conversation", note=f"no room for {TURNS} turns in {plan.read} tokens"),))
    repeats = max(plan.repeats, _FIRST)
    found = first_tokens(engine, subject.tokenizer, fitting, repeats=repeats)
    last = found[-1]
    ids = model.render(fitting[-1])
    _generate(engine, ids, 1)
    other = 1000 * median(timed(lambda: _generate(engine, ids, 1), engine.device) for _ in range(repeats))
    told = f"{len(ids)} tokens; medians of {repeats}"
    most, each = max(one.ratio for one in found), ", ".join(f"{one.ratio:.3f}" for one in found)
    rows = (
        _milliseconds("cold", last.cold, other, told),
        _milliseconds(
            "warm", last.warm, other, f"{last.tokens.reused} of {len(ids)} tokens reused; medians of {repeats}"
        ),
        Row("first token", f"share paid again, turns 2-{TURNS} at most", ratio=most, note=f"of each turn: {each}"),
    )
    return Found(rows, (Goal("first token: paid again of what was read", most, 0.15, at_least=False),))


def memory(subject: Subject, plan: Plan, bandwidth: Bandwidth) -> Found:
    """Bytes: the weights, the keys and values of a token, and the most that was held while decoding."""
    engine, prompt = subject.engine, prompt_ids(subject.engine, plan)
    held = sum(each.nbytes for each in (*engine.model.parameters(), *engine.model.buffers()))
    rows = [
        Row("memory", "weights", "MiB", held / _MIB),
        Row("memory", "keys and values of 1,000 tokens", "MiB", 1000 * kv_bytes(engine) / _MIB),
    ]
    ours = most_bytes(engine.device, lambda: _speed(engine, engine.generate_dynamically, prompt, plan.tokens))
    theirs = most_bytes(engine.device, lambda: _generate(engine, prompt, plan.tokens))
    if ours is None or theirs is None:
        rows.append(Row("memory", "most while decoding", note="this system does not tell"))
    else:
        what = "on the device" if engine.device.startswith("cuda") else "the whole program"
        rows.append(Row("memory", "most while decoding", "MiB", ours / _MIB, theirs / _MIB, THEIRS, note=what))
    return Found(tuple(rows))


def copied(subject: Subject, plan: Plan, bandwidth: Bandwidth) -> Found:
    """Quoted sentences, and drafts from the evidence, beside writing as much (evals.benches.copying)."""
    engine = subject.engine
    if engine.context < plan.evidence + 400:
        return Found((Row("copying", "quoting and drafts", note=f"the model reads only {engine.context} tokens"),))
    tokenizer = subject.tokenizer

    def ids(text: str) -> list[int]:
        return list(tokenizer(text, add_special_tokens=False)["input_ids"])

    scripted = Scripted(engine.model, engine.device)
    found = report(scripted, ids, subject.name, plan.evidence, plan.repeats)
    own = found.quoting
    wide = f"{own.sentences} sentences, {own.tokens} tokens in {own.passes} passes; medians"
    quoting = (own.quote_seconds, own.write_seconds, "writing as much", own.write_seconds / own.quote_seconds)
    rows = [Row("copying", "quoting", "s", *quoting, note=wide)]
    for one in found.drafting:
        note = f"{one.tokens_per_pass:.1f} tokens a pass" + ("" if one.same else "; ANOTHER TEXT came out")
        times = (one.drafted_seconds, one.plain_seconds, "without drafts", one.speedup)
        rows.append(Row("copying", f"drafts: {one.text}", "s", *times, note=note))
    bar = 3.0 if engine.device.startswith("cuda") else 2.0
    quoted = next(one for one in found.drafting if one.text == "quotes")
    return Found(
        tuple(rows),
        (
            Goal("quoting: time of writing as much", own.ratio, 0.2, at_least=False),
            Goal("drafts of an answer that quotes", quoted.speedup, bar),
        ),
    )


def batch(subject: Subject, plan: Plan, bandwidth: Bandwidth) -> Found:
    """Tokens a second, prompts read too, of many texts at once, beside one after the other as Osler writes one."""
    engine = subject.engine
    most = min(plan.tokens, 32)
    rng = random.Random(1)
    prompts = [_ids(engine, rng, PROMPT - rng.randrange(PROMPT // 2), plan) for _ in range(plan.rows)]
    total = most * len(prompts)
    said: dict[str, list[list[int]]] = {}
    static = _decoder(engine)

    def one(ids: Sequence[int]) -> list[int]:
        decode = engine.generate_dynamically if static is None else static.decode
        return list(decode(engine.start(), ids, _NEVER, most))

    def together() -> float:
        return _rate(engine, lambda: said.update(together=generate_batch(engine, prompts, _NEVER, most)), total)

    def alone() -> float:
        return _rate(engine, lambda: said.update(alone=[one(ids) for ids in prompts]), total)

    runs = in_turns({"together": together, "alone": alone}, plan.repeats)
    same = sum(a == b for a, b in zip(said["together"], said["alone"], strict=True))
    ratio = runs["together"].best / runs["alone"].best
    note = f"{same} of {len(prompts)} texts are the same; {most} tokens each"
    values = (runs["together"].best, runs["alone"].best, "one by one", ratio, runs["together"].spread)
    row = Row("many at once", f"{len(prompts)} texts", "tokens/s", *values, note=note)
    return Found((row,), (Goal("many at once", ratio, 5.0 if engine.device.startswith("cuda") else 2.0),))


def prompt_ids(engine: Engine, plan: Plan) -> list[int]:
    """A text of tokens at random, which leaves room for those that are decoded."""
    return _ids(engine, random.Random(0), PROMPT, plan)


def most_bytes(device: str, work: Callable[[], object]) -> int | None:
    """The most that was held at any time of the work: on CUDA by torch, on Linux by this process; elsewhere unknown."""
    if device.startswith("cuda"):
        torch.cuda.reset_peak_memory_stats(device)
        work()
        return torch.cuda.max_memory_allocated(device)
    try:
        Path("/proc/self/clear_refs").write_text("5")  # from here on the kernel notes the peak anew
    except OSError:
        return None
    work()
    return resident().peak


def _static_ways(
    engine: Engine, prompt: Sequence[int], plan: Plan
) -> tuple[dict[str, Callable[[], float]], tuple[Row, ...]]:
    """Fixed buffers in every way of this device, and a row for each that cannot be had."""
    if not fits(engine):
        return {}, (Row("decoding", "fixed buffers", note="not exact for this model's layers"),)
    cuda = engine.device.startswith("cuda")
    ways: dict[str, Callable[[], float]] = {}
    refused: list[Row] = []
    for way in ("none", "graph", "compile"):
        name = "fixed buffers" + ("" if way == "none" else f", {_SAID[way]}")
        if way not in captures(engine.device):
            refused.append(Row("decoding", name, note="on CUDA only"))
        elif way != "none" or not cuda:  # without a graph they are of no use there
            try:
                decoder = StaticDecoder(engine, way)
                ways[name] = partial(_speed, engine, decoder.decode, prompt, plan.tokens)
                ways[name]()  # captures
            except (RuntimeError, OSError, ImportError) as error:
                ways.pop(name, None)
                refused.append(Row("decoding", name, note=f"could not be captured: {first_line(error)}"))
    return ways, tuple(refused)


_SAID = {"graph": "CUDA graph", "compile": "compiled, CUDA graph"}


def _decoder(engine: Engine) -> StaticDecoder | None:
    """How Osler decodes one text on CUDA, where that can be captured."""
    if not engine.device.startswith("cuda") or not fits(engine):
        return None
    decoder = StaticDecoder(engine, "graph")
    try:
        list(decoder.decode(engine.start(), [0], _NEVER, 2))
    except RuntimeError:
        return None
    return decoder


def _speed(engine: Engine, decode: Callable[..., Any], prompt: Sequence[int], tokens: int) -> float:
    """Tokens a second after the first."""
    stream = decode(engine.start(), prompt, _NEVER, tokens)
    next(stream)
    settle(engine.device)
    began = time.perf_counter()
    count = sum(1 for _ in stream)
    settle(engine.device)
    return count / (time.perf_counter() - began)


def _their_speed(engine: Engine, prompt: Sequence[int], tokens: int) -> float:
    """The same of transformers: the clock starts when its first token is there."""
    began: list[float] = []

    def after_each(ids: torch.Tensor, scores: object) -> torch.Tensor:
        if not began:
            settle(engine.device)
            began.append(time.perf_counter())
        return torch.zeros(ids.shape[0], dtype=torch.bool, device=ids.device)

    _generate(engine, prompt, tokens, after_each)
    settle(engine.device)
    return (tokens - 1) / (time.perf_counter() - began[0])


def _generate(engine: Engine, prompt: Sequence[int], tokens: int, *after: Callable[..., torch.Tensor]) -> None:
    """transformers.generate as it comes, greedy, and to exactly so many tokens."""
    from transformers import StoppingCriteriaList

    ids = torch.tensor([list(prompt)], device=engine.device)
    made = engine.model.generate(
        ids,
        attention_mask=torch.ones_like(ids),
        max_new_tokens=tokens,
        min_new_tokens=tokens,
        do_sample=False,
        pad_token_id=0,
        stopping_criteria=StoppingCriteriaList(after),
    )
    assert made.shape[1] == len(prompt) + tokens


def _decoding_goals(subject: Subject, ratio: float, share: float) -> tuple[Goal, ...]:
    """The bars are of a GPU."""
    if not subject.engine.device.startswith("cuda"):
        return ()
    if is_bundled(subject):
        return (Goal("decoding beside transformers.generate", ratio, 10.0),)
    return (
        Goal("decoding beside transformers.generate", ratio, 3.0),
        Goal("decoding: share of the roofline", share, 0.75),
    )


def _milliseconds(what: str, seconds: float, theirs: float, note: str) -> Row:
    ours = 1000 * seconds
    return Row("first token", f"turn {TURNS}, {what}", "ms", ours, theirs, THEIRS, theirs / ours, note=note)


def _rate(engine: Engine, work: Callable[[], object], tokens: int) -> float:
    return tokens / timed(work, engine.device)


def _ids(engine: Engine, rng: random.Random, count: int, plan: Plan) -> list[int]:
    return [rng.randrange(engine.vocabulary) for _ in range(min(count, engine.context - plan.tokens))]
