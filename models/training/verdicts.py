"""The reranker's last stage: whether each passage found for a judged question answers it, a binary choice of its own.

Before, the reranker has learnt which of several texts answers best; that one of them answers at all it was never asked. What
it learns here helps to say that nothing does. Knows the reranker's weights and judged examples; knows nothing of corpora.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel

from models import minilm
from models.encoder import MiniLM
from models.reranker import HEAD, WEIGHTS, Reranker, own_weights
from models.training.batches import ANSWERS
from models.training.documents import TrainingDataUnusable
from models.training.examples import GroundedExample
from models.training.judged import JudgedExample
from models.training.plotting import plot_losses
from models.training.presenting import Presenting
from models.training.pretraining import step_log
from models.training.renaming import renamed_too
from models.training.reranking import write_weights
from models.training.trainer import StepReport, TrainingPlan, train
from models.verdicts import MOST_TOKENS, SENTENCE_HEAD, Window, read_in, verdict_logits

_WINDOWS_A_PASS = 16
PIECES = 2  # of the tokenizer, up to which a word is one that everybody has
PARTS = {"verdict": 1.0, "sentences": 1.0, "ranking": 0.5}


@dataclass(frozen=True, slots=True)
class VerdictPlan:
    """How the last stage is learnt; a step reads the passages of `examples` questions.

    `presenting` says in what form the passages come. `layers` beyond those that the reranker has are all-MiniLM-L6-v2's.
    `renamed`: of this share of the questions that something answers, another is asked about another subject, which nothing
    does (models.training.renaming); a word is a name's that the encoder's tokenizer cuts into more than two pieces.
    Of each weight that was there before, the share `kept` stays in the result: where a model that was taught already is
    taught something further, the mean of both forgets less (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
    """

    epochs: int = 3
    examples: int = 6
    presenting: Presenting = field(default_factory=Presenting)
    rate: float = 1e-4
    warmup: int = 40
    weight_decay: float = 0.01
    layers: int = 3
    most_tokens: int = MOST_TOKENS
    bf16: bool = True
    checkpoint_every: int = 100
    renamed: float = 0.15
    kept: float = 0.0


def answering(example: GroundedExample) -> list[bool]:
    """Of each passage, whether any sentence of it was judged to answer."""
    return [any(target >= ANSWERS for target in targets) for targets in example.relevance]


class Own(torch.nn.Module):
    """The numbers that are learnt, by name, as a module that the trainer can take."""

    def __init__(self, numbers: Mapping[str, torch.Tensor]) -> None:
        super().__init__()
        self._names = list(numbers)
        for name, value in numbers.items():
            self.register_parameter(name.replace(".", "/"), torch.nn.Parameter(value))  # a module's names have no dots

    def by_name(self) -> dict[str, torch.Tensor]:
        """The same tensors under their own names."""
        return {name: self.get_parameter(name.replace(".", "/")) for name in self._names}


def verdict_losses(weights: minilm.Weights, examples: Sequence[_Learnt], plan: VerdictPlan) -> dict[str, torch.Tensor]:
    """`verdict`: does this reading of a passage answer (binary). `sentences`: does this sentence (binary). `ranking`: the
    sentences of one question against each other (cross entropy with the answering ones' share). Means, in nats."""
    windows = [window for one in examples for window in one.windows]
    of_windows, of_sentences = _scores(weights, windows, plan)
    targets = [torch.tensor(target) for one in examples for target in one.targets]
    answers = torch.stack([(target >= ANSWERS).any() for target in targets]).float()
    parts = iter(of_sentences)
    by_question = [torch.cat([next(parts) for _ in one.windows]) for one in examples]
    wanted = [torch.cat([torch.tensor(target) for target in one.targets]) for one in examples]
    return {
        "verdict": functional.binary_cross_entropy_with_logits(of_windows, answers),
        "sentences": functional.binary_cross_entropy_with_logits(torch.cat(by_question), torch.cat(wanted)),
        "ranking": _ranking(by_question, wanted),
    }


def _ranking(scores: Sequence[torch.Tensor], targets: Sequence[torch.Tensor]) -> torch.Tensor:
    """Mean over the questions that something answers; 0 where there is none."""
    losses = []
    for own, target in zip(scores, targets, strict=True):
        share = target * (target >= ANSWERS)
        if share.sum() > 0:
            losses.append(-(share / share.sum() * torch.log_softmax(own, 0)).sum())
    return torch.stack(losses).mean() if losses else scores[0].sum() * 0.0


@dataclass(frozen=True, slots=True)
class _Learnt:
    """An example as it is read: its windows, and of each the targets of its sentences."""

    windows: tuple[Window, ...]
    targets: tuple[tuple[float, ...], ...]

    @classmethod
    def of(cls, example: GroundedExample, tokenizer: Any, most_tokens: int) -> _Learnt:
        windows, targets = [], []
        for passage, relevance in zip(example.passages, example.relevance, strict=True):
            for window in read_in(tokenizer, example.question, passage, most_tokens):
                windows.append(window)
                targets.append(relevance[window.first : window.first + len(window.spans)])
        return cls(tuple(windows), tuple(targets))


def _scores(
    weights: minilm.Weights, windows: Sequence[Window], plan: VerdictPlan
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Of every window, in the order given, with gradients where the weights have them."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    whole: dict[int, torch.Tensor] = {}
    sentences: dict[int, torch.Tensor] = {}
    with torch.autocast("cpu", torch.bfloat16, enabled=plan.bf16), sdpa_kernel(SDPBackend.MATH):
        for first in range(0, len(order), _WINDOWS_A_PASS):
            some = order[first : first + _WINDOWS_A_PASS]
            found = verdict_logits(weights, [windows[i] for i in some], plan.layers, torch.device("cpu"))
            whole |= dict(zip(some, found[0], strict=True))
            sentences |= dict(zip(some, found[1], strict=True))
    return torch.stack([whole[i] for i in range(len(windows))]), [sentences[i] for i in range(len(windows))]


@dataclass(frozen=True, slots=True)
class _Batch:
    """The questions of one step."""

    examples: tuple[_Learnt, ...]

    @property
    def tokens(self) -> int:
        return sum(len(window.ids) for one in self.examples for window in one.windows)


def _batches(examples: Sequence[JudgedExample], plan: VerdictPlan, tokenizer: Any, seed: int) -> Iterator[_Batch]:
    """Every example once an epoch, each epoch in another order and form; a last batch that is not full is left out."""
    rng = random.Random(seed)
    for _ in range(plan.epochs):
        order = [plan.presenting.presented(one, rng).to_learn() for one in rng.sample(list(examples), len(examples))]
        for start in range(0, len(order) - plan.examples + 1, plan.examples):
            some = order[start : start + plan.examples]
            yield _Batch(tuple(_Learnt.of(one, tokenizer, plan.most_tokens) for one in some))


def begun(own: Mapping[str, torch.Tensor], weights: minilm.Weights, layers: int) -> dict[str, torch.Tensor]:
    """What is learnt further, float32: a reranker's own weights; the layers that it lacks, from the encoder; and a head for
    sentences, which begins as the head for whole texts. Layers above `layers` are left out."""
    kept = {name: value for name, value in own.items() if _layer(name) < layers}
    lacking = {
        n: v for n, v in weights.items() if n.startswith("encoder.layer.") and n not in own and _layer(n) < layers
    }
    heads = {f"{SENTENCE_HEAD}.{kind}": own[f"{HEAD}.{kind}"] for kind in ("weight", "bias")}
    return {name: value.detach().clone().float() for name, value in (heads | lacking | kept).items()}


def _layer(name: str) -> int:
    return int(name.split(".")[2]) if name.startswith("encoder.layer.") else -1


def teach_verdicts(
    reranker: Path,
    examples: Sequence[JudgedExample],
    out: Path,
    plan: VerdictPlan,
    on_step: Callable[[StepReport, int], None],
    seed: int = 0,
) -> None:
    """The reranker of a folder, taught further and written to `out` with training.jsonl and losses.svg. Resumable.

    Raises ModelMissing or ModelForeign where the folder holds none, TrainingDataUnusable without enough examples, and
    TrainingDiverged when the loss is no number.
    """
    if len(examples) < plan.examples:
        raise TrainingDataUnusable(
            f"There are only {len(examples)} judged examples; give --corpora as they were judged."
        )
    base = Reranker(reranker)
    encoder = MiniLM()
    tokenizer = encoder.tokenizer
    taught = renamed_too(
        examples,
        plan.renamed,
        lambda word: len(tokenizer.encode(word, add_special_tokens=False).ids) <= PIECES,
        random.Random(seed),
    )
    before = begun(own_weights(reranker / WEIGHTS), encoder.weights, plan.layers)
    own = Own({name: value.clone() for name, value in before.items()})
    frozen = {name: value for name, value in encoder.weights.items() if name.startswith("embeddings.")}
    steps = plan.epochs * (len(taught) // plan.examples)
    trained = TrainingPlan(
        steps,
        0.0,
        plan.rate,
        max(1, min(plan.warmup, steps // 5)),
        0.9,
        plan.weight_decay,
        checkpoint_every=plan.checkpoint_every,
    )
    out.mkdir(parents=True, exist_ok=True)
    with step_log(out, lambda report: on_step(report, steps)) as note:
        batches = _batches(taught, plan, tokenizer, seed)

        def losses(batch: _Batch, _: torch.Generator) -> dict[str, torch.Tensor]:
            return verdict_losses(frozen | own.by_name(), batch.examples, plan)

        train(own, batches, trained, losses, PARTS, out / "verdicts", note, seed)
    settings = base.settings | {
        "layers": plan.layers,
        "verdicts": asdict(plan) | {"questions": len(taught), "seed": seed},
    }
    mixed = {name: torch.lerp(value.detach(), before[name], plan.kept) for name, value in own.by_name().items()}
    write_weights(mixed, out, settings)
    plot_losses(out)
