"""How much faster is copying than writing? Quoted sentences, and drafts from the evidence, beside one token at a time.

    python -m evals.benches.copying [--model bundled|random] [--rounds N] [--threads N] [--json]

The texts are known ones: the model's own logits are computed in full, and then the token that the text has next is made
the likeliest, by adding to its logit. So every pass costs what it costs, and what is said is an answer from evidence, which
neither a random model nor the bundled one would write freely. The prompt but for its last token stands in the cache before
the clock starts. The ways take turns, round by round; the median counts.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Annotated, Any, cast

import torch
import typer

from evals.benches.copying_texts import Answer, Task, task
from models.drafting import PromptLookup, generate_with_drafts
from models.engine import Cache, Engine
from models.verbatim import Quoted, quote

BUNDLED, RANDOM = "bundled", "random"
PROMPTS = {BUNDLED: 600, RANDOM: 1000}  # tokens of evidence
_BONUS = 1e4
_NEVER: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class QuotingSpeed:
    """A quoted answer, and as many tokens written one at a time by the same model. `ratio` is quoting ÷ writing."""

    sentences: int
    tokens: int
    passes: int
    quote_seconds: float
    write_seconds: float
    ratio: float


@dataclass(frozen=True, slots=True)
class DraftingSpeed:
    """One text written with drafts and without. `same` says whether the tokens agree; `speedup` is without ÷ with.

    `acceptance` is the share of the drafted tokens that were right; 0 where none was drafted.
    """

    text: str
    tokens: int
    plain_seconds: float
    drafted_seconds: float
    speedup: float
    tokens_per_pass: float
    acceptance: float
    same: bool


@dataclass(frozen=True, slots=True)
class CopyingReport:
    """What one model did, in one run."""

    model: str
    parameters: int
    device: str
    threads: int
    prompt_tokens: int
    rounds: int
    quoting: QuotingSpeed
    drafting: tuple[DraftingSpeed, ...]


class Scripted(Engine):
    """An engine that computes its own logits, and then says what stands in `script`, as far as that goes."""

    script: Sequence[int] = ()
    passes = 0

    def extend(self, cache: Cache, ids: Sequence[int], positions: Sequence[int] = (-1,)) -> torch.Tensor:
        logits = super().extend(cache, ids, positions).clone()
        self.passes += 1
        begin = len(cache.ids) - len(ids)
        for row, position in enumerate(positions):
            following = begin + position % len(ids) + 1
            if following < len(self.script):
                logits[row, self.script[following]] += _BONUS
        return logits


class _Counted(PromptLookup):
    """Remembers how many tokens it proposed and how many were right."""

    def __init__(self) -> None:
        super().__init__()
        self.proposed = self.accepted = 0

    def judged(self, proposed: int, accepted: int) -> None:
        super().judged(proposed, accepted)
        self.proposed += proposed
        self.accepted += accepted


def copying(model: str = BUNDLED, rounds: int = 3, device: str = "cpu", seed: int = 0) -> CopyingReport:
    """Quoting and drafting on one model: the bundled one, or a Llama of about 100M random parameters."""
    engine = bundled_model(device) if model == BUNDLED else random_model(device)
    name = "the bundled model" if model == BUNDLED else "a Llama with random weights"
    return report(engine, bundled_ids(), name, PROMPTS[model], rounds, seed)


def report(
    engine: Scripted, ids: Callable[[str], list[int]], name: str, tokens: int, rounds: int, seed: int = 0
) -> CopyingReport:
    """The same on any engine, with a prompt of about `tokens` tokens; `ids` are the tokens of a text."""
    known = task(ids, tokens, seed)
    prompt = ids(known.prompt)
    cache = engine.start()
    engine.extend(cache, prompt[:-1])
    return CopyingReport(
        name,
        sum(weight.numel() for weight in engine._model.parameters()),
        engine.device,
        torch.get_num_threads(),
        len(prompt),
        rounds,
        _quoting(engine, cache, prompt, known, ids, rounds),
        tuple(_drafting(engine, cache, prompt, answer, ids, rounds) for answer in known.answers),
    )


def bundled_model(device: str) -> Scripted:
    """The model that comes with Osler, in float32."""
    from importlib.resources import files

    return cast(Scripted, Scripted.load(str(files("models") / "weights" / "quoter"), device))


def bundled_ids() -> Callable[[str], list[int]]:
    """The tokens of a text by the bundled model's tokenizer."""
    from importlib.resources import files
    from pathlib import Path

    from models.training.tokenizer import BpeTokenizer

    folder = Path(str(files("models") / "weights" / "quoter"))
    tokenizer = BpeTokenizer.load(folder).tokenizer
    return lambda text: list(tokenizer.encode(text, add_special_tokens=False).ids)


def random_model(device: str) -> Scripted:
    """A Llama of 12 layers, 768 wide, with random weights."""
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=32000,
        hidden_size=768,
        intermediate_size=2048,
        num_hidden_layers=12,
        num_attention_heads=12,
        max_position_embeddings=4096,
        tie_word_embeddings=True,
    )
    torch.manual_seed(0)
    return Scripted(cast(Any, LlamaForCausalLM(config)), device)


def _quoting(
    engine: Scripted,
    cache: Cache,
    prompt: list[int],
    known: Task,
    ids: Callable[[str], list[int]],
    rounds: int,
) -> QuotingSpeed:
    lines = [ids(sentence + "\n") for sentence in known.sentences]
    nothing, end = ids("None of the passages answers this."), ids("End of answer.")
    said = [token for at in known.quoted for token in lines[at]]
    engine.script = [*prompt, *said, *end]

    def quoting() -> None:
        choices = list(
            quote(engine, cache, prompt[-1:], lines, abstain=nothing, end=end, max_sentences=len(known.quoted) + 1)
        )
        assert [c.candidate for c in choices if isinstance(c, Quoted)] == list(known.quoted)

    def writing() -> None:
        assert list(engine.generate(cache, prompt[-1:], _NEVER, len(said))) == said

    (quoted, passes), (written, _) = _timed(engine, cache, len(prompt) - 1, rounds, quoting, writing)
    return QuotingSpeed(len(known.quoted), len(said), passes, quoted, written, quoted / written)


def _drafting(
    engine: Scripted,
    cache: Cache,
    prompt: list[int],
    answer: Answer,
    ids: Callable[[str], list[int]],
    rounds: int,
) -> DraftingSpeed:
    text = ids(answer.text)
    engine.script = [*prompt, *text]
    outputs: set[tuple[int, ...]] = set()
    draft = _Counted()

    def plain() -> None:
        outputs.add(tuple(engine.generate(cache, prompt[-1:], _NEVER, len(text))))

    def drafted() -> None:
        nonlocal draft
        draft = _Counted()
        outputs.add(tuple(generate_with_drafts(engine, cache, prompt[-1:], _NEVER, len(text), draft)))

    (without, _), (took, passes) = _timed(engine, cache, len(prompt) - 1, rounds, plain, drafted)
    acceptance = draft.accepted / draft.proposed if draft.proposed else 0.0
    return DraftingSpeed(
        answer.name, len(text), without, took, without / took, len(text) / passes, acceptance, outputs == {tuple(text)}
    )


def _timed(
    engine: Scripted, cache: Cache, kept: int, rounds: int, *ways: Callable[[], None]
) -> list[tuple[float, int]]:
    """Median seconds and the passes of each way, in turns; the cache is rewound to `kept` tokens before each."""
    seconds: list[list[float]] = [[] for _ in ways]
    passes = [0] * len(ways)
    for _ in range(rounds):  # the prompt has warmed the model up
        for at, way in enumerate(ways):
            engine.rewind(cache, len(cache.ids) - kept)
            engine.passes = 0
            began = time.perf_counter()
            way()
            seconds[at].append(time.perf_counter() - began)
            passes[at] = engine.passes
    return [(median(own), ran) for own, ran in zip(seconds, passes, strict=True)]


def table(found: CopyingReport) -> str:
    """The report as Markdown."""
    own = found.quoting
    lines = [
        f"{found.model}, {found.parameters / 1e6:.0f}M parameters, {found.device}, {found.threads} threads; a prompt of "
        f"{found.prompt_tokens} tokens, {found.rounds} rounds. The texts are known ones, forced on the model's own passes.",
        "",
        f"Quoting {own.sentences} sentences ({own.tokens} tokens): {own.quote_seconds:.3f} s in {own.passes} passes; writing "
        f"as many tokens: {own.write_seconds:.3f} s; ratio {own.ratio:.3f}.",
        "",
        "| text | tokens | s without drafts | s with | speedup | tokens a pass | accepted | same tokens |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in found.drafting:
        lines.append(
            f"| {row.text} | {row.tokens} | {row.plain_seconds:.3f} | {row.drafted_seconds:.3f} | {row.speedup:.2f} | "
            f"{row.tokens_per_pass:.2f} | {row.acceptance:.0%} | {'yes' if row.same else 'NO'} |"
        )
    return "\n".join(lines)


def main(
    model: Annotated[str, typer.Option(help="bundled, or random: a Llama of about 100M parameters.")] = BUNDLED,
    rounds: Annotated[int, typer.Option(min=1, help="How often over.")] = 3,
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    threads: Annotated[int, typer.Option(min=0, help="Processor threads; 0 lets torch choose.")] = 0,
    seed: Annotated[int, typer.Option(help="Which passages and sentences.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Time quoting and drafted writing beside writing one token at a time."""
    from agent.quiet import silence

    silence()
    if threads:
        torch.set_num_threads(threads)
    if model not in PROMPTS:
        raise typer.BadParameter(f"give {BUNDLED} or {RANDOM}", param_hint="--model")
    found = copying(model, rounds, device, seed)
    typer.echo(json.dumps(asdict(found)) if as_json else table(found))


if __name__ == "__main__":
    typer.run(main)
