"""trl's SFTTrainer, made to do as Osler does: nothing reported to anybody, held-out loss a token, a stop at NaN.

Knows trl, transformers' Trainer and accelerate; knows nothing of files but the checkpoints' folder. Checkpoints hold
weights as safetensors; the optimizer's state and the random generators' are torch files, which transformers loads with
`weights_only=True`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from transformers import TrainerState
from trl.data_utils import pack_dataset
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import DataCollatorForLanguageModeling, SFTTrainer

from models.training.sft.callbacks import Live, Patience, diverged
from models.training.sft.data import Part
from models.training.sft.head import score_truly
from models.training.sft.rendering import Tokens
from models.training.sft.settings import SftSettings

STATE = "trainer_state.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows become steps. A row is an example, or several packed; `passes` rows are read before each step."""

    rows: Any  # datasets.Dataset
    passes: int
    steps: int
    evaluate_every: int

    @classmethod
    def of(cls, examples: Sequence[Tokens], settings: SftSettings, devices: int) -> Plan:
        """By the settings, for so many devices; `batch_tokens` is met as nearly as whole rows allow."""
        rows = _dataset(examples)
        if settings.packing:
            rows = pack_dataset(rows, settings.max_tokens, strategy="bfd")
        at_once = settings.batch_size * devices
        a_pass = sum(len(one.ids) for one in examples) / len(rows) * at_once
        batches = math.ceil(len(rows) / at_once)
        passes = min(batches, max(1, round(settings.batch_tokens / a_pass)))
        steps = settings.steps or max(1, math.ceil(settings.epochs * math.ceil(batches / passes)))
        return cls(rows, passes, steps, settings.evaluate_every or math.ceil(steps / 10))


class Tuner(SFTTrainer):
    """One run of training on rows that are tokens already."""

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        config: SFTConfig,
        plan: Plan,
        held_out: Part,
        live: Live,
        *,
        lora: Any,
        patience: int,
    ) -> None:
        self._held_out = held_out
        self._kinds = sorted(set(held_out.kinds))
        self.patience = patience
        super().__init__(
            model=model,
            args=config,
            train_dataset=plan.rows,
            eval_dataset=_dataset(held_out.examples),
            processing_class=tokenizer,
            callbacks=[live, *([Patience(patience)] if patience else [])],
            peft_config=lora,
        )
        from transformers import PrinterCallback

        self.remove_callback(PrinterCallback)
        trained: Any = self.model
        self.short_cut = score_truly(trained if lora is None else trained.get_base_model())

    def _send_telemetry(self) -> None:
        """Nothing is reported to anybody, whatever the environment says."""

    def create_model_card(self, *_: Any, **__: Any) -> None:
        """The card is ours (models.training.sft.card)."""

    def training_step(self, model: Any, inputs: Any, num_items_in_batch: Any = None) -> torch.Tensor:
        """One pass forward and back. Raises RunDiverged before the weights are touched by a loss that is no number."""
        loss: torch.Tensor = super().training_step(model, inputs, num_items_in_batch)  # type: ignore[no-untyped-call]
        if not bool(torch.isfinite(loss)):
            raise diverged("loss", self.state.global_step + 1, self.args.learning_rate)
        return loss

    def evaluate(
        self, eval_dataset: Any = None, ignore_keys: Any = None, metric_key_prefix: str = "eval"
    ) -> dict[str, Any]:
        """The mean loss (nats) over the learnt tokens of what is held out, and of each kind; each example by itself.

        transformers' own evaluation averages means of batches, in which an answer of few tokens weighs as much as a long one.
        """
        sums = self._held_out_sums()
        losses = (sums[:, 0] / sums[:, 1].clamp(min=1)).tolist()
        total = float(sums[:, 0].sum() / sums[:, 1].sum())
        metrics = {"eval_loss": total, "eval_by_kind": dict(zip(self._kinds, losses, strict=True))}
        self.control = self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
        return metrics

    def is_over(self, checkpoint: Path) -> bool:
        """Whether the run ended at this checkpoint, by its last step or by patience, and only its end was cut off."""
        state = TrainerState.load_from_json(str(checkpoint / STATE))
        kept = state.stateful_callbacks.get(Patience.__name__, {}).get("attributes", {})
        waited = int(kept.get("early_stopping_patience_counter", 0))
        return bool(state.global_step >= self.args.max_steps or (self.patience and waited >= self.patience))

    def take_best_of(self, checkpoint: Path) -> None:
        """The state of a run that is over, and the best weights it kept."""
        self.state = TrainerState.load_from_json(str(checkpoint / STATE))
        best = checkpoint.parent / Path(self.state.best_model_checkpoint or checkpoint).name
        self._load_from_checkpoint(str(best))

    def _held_out_sums(self) -> torch.Tensor:
        """Summed loss and learnt tokens of each kind: float64 (kinds, 2), over all processes."""
        rows, kinds = self._held_out.examples, self._held_out.kinds
        world, mine = self.accelerator.num_processes, self.accelerator.process_index
        sums = torch.zeros(len(self._kinds), 2, dtype=torch.float64, device=self.accelerator.device)
        model = self.model_wrapped
        model.eval()
        with torch.no_grad(), self.accelerator.autocast():
            # Every process makes as many passes, as a sharded model needs; what goes beyond the end counts nothing.
            for at in range(mine, math.ceil(len(rows) / world) * world, world):
                row, counts = rows[at % len(rows)], at < len(rows)
                ids, labels = (torch.tensor([side], device=sums.device) for side in (row.ids, row.labels))
                out = model(input_ids=ids, labels=labels, use_cache=False, fused_lm_head=True)
                kind = self._kinds.index(kinds[at % len(rows)])
                sums[kind, 0] -= out.log_probs.double().sum() * counts
                sums[kind, 1] += out.label_mask.sum() * counts
        return torch.as_tensor(self.accelerator.reduce(sums, "sum"))


def config(
    settings: SftSettings, plan: Plan, folder: Path, *, dtype: str, cuda: bool, recomputing: bool, resuming: bool
) -> SFTConfig:
    """trl's configuration. Evaluates and saves at the same steps, so that the best checkpoint is kept beside the last."""
    return SFTConfig(
        output_dir=str(folder),
        max_steps=plan.steps,
        per_device_train_batch_size=settings.batch_size,
        gradient_accumulation_steps=plan.passes,
        learning_rate=settings.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=settings.warmup,
        weight_decay=settings.weight_decay,
        max_grad_norm=1.0,
        optim="adamw_torch",
        seed=settings.seed,
        data_seed=settings.seed,
        use_cpu=not cuda,
        bf16=dtype != "float32",
        gradient_checkpointing=recomputing,
        gradient_checkpointing_kwargs={"use_reentrant": False},
        packing=settings.packing,
        max_length=settings.max_tokens,
        dataset_kwargs={"skip_prepare_dataset": True},  # the rows are tokens, packed and labelled
        eval_strategy="steps",
        eval_steps=plan.evaluate_every,
        eval_on_start=not resuming,
        save_strategy="steps",
        save_steps=plan.evaluate_every,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="loss",
        greater_is_better=False,
        restore_callback_states_from_checkpoint=True,
        logging_steps=1,
        logging_nan_inf_filter=False,
        disable_tqdm=True,
        log_level="error",
        report_to="none",
        push_to_hub=False,
        dataloader_pin_memory=cuda,
        ddp_find_unused_parameters=False,
    )


def packs_apart(model: Any) -> bool:
    """Whether conversations packed into one row stay hidden from each other in this architecture, tried on the model.

    transformers masks them by their positions, which begin anew with each; layers that are no attention may not heed it.
    """
    size = int(model.config.get_text_config(decoder=True).vocab_size)
    first, other, second = ([(seed + 7 * n) % size for n in range(6)] for seed in (3, 11, 5))
    seen = [_logits(model, before, second) for before in (first, other)]
    if any(logits is None for logits in seen):
        return False
    one, two = (torch.as_tensor(logits) for logits in seen)
    return bool((one - two).abs().max() <= 0.01 * one.std())


def _logits(model: Any, first: list[int], second: list[int]) -> torch.Tensor | None:
    """Logits (tokens of `second`, vocabulary) in a row that begins with `first`; None where the model takes no such row."""
    collate = DataCollatorForLanguageModeling(pad_token_id=0, padding_free=True)
    batch = collate([{"input_ids": [*first, *second], "seq_lengths": [len(first), len(second)]}])
    inputs = {
        name: value.to(model.device) if isinstance(value, torch.Tensor) else value
        for name, value in batch.items()
        if name != "labels"
    }
    try:
        with torch.no_grad():
            logits = model.eval()(**inputs, use_cache=False).logits
    except (TypeError, ValueError, RuntimeError):
        return None
    return torch.as_tensor(logits[0, len(first) :]).float()


def _dataset(examples: Sequence[Tokens]) -> Any:
    return Dataset.from_dict({"input_ids": [one.ids for one in examples], "labels": [one.labels for one in examples]})
