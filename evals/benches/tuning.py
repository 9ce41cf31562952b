"""Fine-tuning beside plain trl: tokens a second, the share of the device's peak, and memory, each in a process of its own.

Both learn the same conversations (the handbook's sections, asked by their headings) on the same base with the same LoRA or
all weights, about as many tokens a step. Ours is `train_sft` as `osler train sft` runs it; beside it trl's SFTTrainer as it
comes: its own batches, padding, loss and recomputing. Tokens are those the model reads, without padding; the clock runs
within steps, from the third on. Knows nothing of what is learnt.
"""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.benches.fresh import in_fresh_process, memory
from models.training.sft.settings import Method, SftSettings
from models.training.sft.throughput import Speed

Tell = Callable[[str], None]
WARM = 2  # steps that are not counted: memory is laid out, kernels are chosen
MOST_PAGES = 30  # of the handbook
TEMPLATE = (
    "{% for m in messages %}{{ '<|answer|>' if m.role == 'assistant' else '<|question|>' }}{{ m.content }}"
    "{% if m.role == 'assistant' %}<|end|>{% endif %}{% endfor %}{% if add_generation_prompt %}<|answer|>{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What both do: so many steps after the warm ones, about so many tokens each, texts of at most `max_tokens`."""

    method: Method = "lora"
    steps: int = 10
    batch_tokens: int = 8192
    max_tokens: int = 2048

    @property
    def settings(self) -> SftSettings:
        """Ours. What is held out is measured before and at the end only, outside the clock."""
        steps = WARM + self.steps
        return SftSettings(
            self.method,
            steps=steps,
            batch_tokens=self.batch_tokens,
            max_tokens=self.max_tokens,
            held_out=0.02,
            evaluate_every=steps,
            patience=0,
        )


@dataclass(frozen=True, slots=True)
class Tuned:
    """One way: its speed, the most memory it held (bytes; of the device on CUDA), and the loss of its last step (nats a
    token it learns: ours learns the answers, trl as it comes all that was said)."""

    speed: Speed
    memory: int
    loss: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Ours and plain trl, on one model in one run."""

    model: str
    parameters: int
    plan: Plan
    ours: Tuned
    plain: Tuned

    @property
    def ratio(self) -> float:
        """How many times as many tokens a second ours reads."""
        return self.ours.speed.tokens_per_second / self.plain.speed.tokens_per_second


def compare(model: str, handbook: Path, plan: Plan, tell: Tell = lambda what: None, threads: int = 0) -> Compared:
    """`model`: a name of RANDOM, or a folder with a chat template. Raises UnknownBenchModel, and what `train_sft` raises."""
    from models.training.sft.base import open_base

    with TemporaryDirectory() as folder:
        work = Path(folder)
        tell("making the model and the conversations")
        base = base_of(model, work / "base")
        data = write_sections(handbook, work / "sections.jsonl")
        tell("plain trl")
        plain = in_fresh_process(tune_plainly, base, data, work / "plain", plan, threads)
        tell("ours")
        ours = in_fresh_process(tune, base, data, work / "ours", plan, threads)
        return Compared(model, open_base(base).shape.parameters, plan, ours, plain)


def base_of(model: str, work: Path) -> Path:
    """The folder of a model, or one that is made in `work`. Raises UnknownBenchModel."""
    from evals.benches.generation_models import RANDOM
    from evals.errors import UnknownBenchModel

    if model in RANDOM:
        return in_fresh_process(write_base, model, work)
    if not (given := Path(model).expanduser()).is_dir():
        raise UnknownBenchModel(model, tuple(RANDOM))
    return given


def write_base(model: str, folder: Path) -> Path:
    """A model of RANDOM with random weights and the bundled model's tokenizer."""
    from evals.benches.generation_models import BUNDLED_FOLDER, RANDOM, random_engine
    from models.loading import pick_device
    from models.text import load_tokenizer

    device = pick_device("auto")
    engine, _ = random_engine(RANDOM[model], model, device, "bf16" if device != "cpu" else "fp32", None)
    made: Any = engine.model
    made.save_pretrained(folder)
    tokenizer = load_tokenizer(str(BUNDLED_FOLDER), local_only=True)
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(folder)
    return folder


def write_sections(handbook: Path, path: Path) -> Path:
    """A conversation for each section of the handbook: its heading asks, its text answers."""
    from models.text import Message
    from models.training.documents import Conversation, write_conversations

    found = [
        Conversation((Message("user", question), Message("assistant", answer)), "answer", "handbook")
        for page in sorted(handbook.glob("*.md"))[:MOST_PAGES]
        for question, answer in _sections(page.read_text(encoding="utf-8"))
    ]
    write_conversations(found, path)
    return path


def _sections(text: str) -> Iterator[tuple[str, str]]:
    title = re.search(r"^title: (.+)$", text, re.M)
    for section in text.split("\n## ")[1:]:
        heading, _, body = section.partition("\n")
        if body.strip():
            yield f"{heading}: {title[1] if title else ''}", re.sub(r"\s*\[\^\d+\]", "", body).strip()


def tune(base: Path, data: Path, out: Path, plan: Plan, threads: int = 0) -> Tuned:
    """Ours, as the command runs it."""
    from models.training.sft.tuning import Files, train_sft

    _begin(threads)
    losses: list[float] = []
    report = train_sft(
        base, Files((data,)), out, plan.settings, on_step=lambda step, steps: losses.append(step.losses["loss"])
    )
    return Tuned(report.speed, _most_memory(), losses[-1])


def tune_plainly(base: Path, data: Path, out: Path, plan: Plan, threads: int = 0) -> Tuned:
    """trl's SFTTrainer on the same conversations. Only the length of a step and what must not be written are set."""
    import torch
    from datasets import disable_progress_bars, load_dataset
    from transformers import PrinterCallback
    from trl.trainer.sft_config import SFTConfig
    from trl.trainer.sft_trainer import SFTTrainer

    from models.training.sft.base import lora, open_base
    from models.training.sft.throughput import speed

    _begin(threads)
    disable_progress_bars()
    cuda = torch.cuda.is_available()
    opened = open_base(base)
    rows = load_dataset("json", data_files=str(data), split="train", cache_dir=str(out / "cache"))
    rows = rows.select_columns(["messages"])
    lengths = [len(opened.tokenizer.apply_chat_template(row["messages"])["input_ids"]) for row in rows]
    at_once = SFTConfig.per_device_train_batch_size
    a_pass = at_once * sum(min(n, plan.max_tokens) for n in lengths) / len(lengths)
    watch = _Watch()
    trainer = SFTTrainer(
        model=str(base),
        args=SFTConfig(
            output_dir=str(out),
            max_steps=WARM + plan.steps,
            gradient_accumulation_steps=max(1, round(plan.batch_tokens / a_pass)),
            max_length=plan.max_tokens,
            learning_rate=plan.settings.learning_rate,
            logging_steps=1,
            save_strategy="no",
            report_to="none",
            use_cpu=not cuda,
            bf16=cuda,
            disable_tqdm=True,
        ),
        train_dataset=rows,
        processing_class=opened.fresh_tokenizer(),
        peft_config=lora(plan.settings),
        callbacks=[watch.callback()],
    )
    trainer.remove_callback(PrinterCallback)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        trainer.train()
    name = torch.cuda.get_device_name() if cuda else None
    frozen = plan.method != "full"
    found = speed(opened.shape.parameters, watch.tokens_per_second, frozen=frozen, device=name)
    return Tuned(found, _most_memory(), watch.loss)


class _Watch:
    """Tokens and seconds within the steps after the warm ones, by what the trainer logs."""

    def __init__(self) -> None:
        self.loss = float("nan")
        self._seconds: list[float] = []
        self._tokens: list[int] = []

    @property
    def tokens_per_second(self) -> float:
        read = self._tokens[-1] - self._tokens[WARM - 1]
        return read / sum(self._seconds[WARM:])

    def callback(self) -> Any:
        from transformers import TrainerCallback

        watch = self

        class Callback(TrainerCallback):
            def on_step_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
                _wait()
                watch._seconds.append(-time.perf_counter())

            def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
                _wait()
                watch._seconds[-1] += time.perf_counter()

            def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
                if logs and "loss" in logs:
                    watch._tokens.append(int(logs["num_tokens"]))
                    watch.loss = float(logs["loss"])

        return Callback()


def _wait() -> None:
    """Until a GPU has done what it was told."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.synchronize()


def _begin(threads: int) -> None:
    import torch

    if threads:
        torch.set_num_threads(threads)


def _most_memory() -> int:
    import torch

    return torch.cuda.max_memory_allocated() if torch.cuda.is_available() else memory().peak
