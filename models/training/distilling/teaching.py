"""A student of the teacher's own vocabulary learns from its logits: kept first, the teacher let go, then matched.

Knows folders and tokenizers; what is matched, and how, stands in `matching`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from models.errors import ModelError
from models.loading import checked_folder, pick_device
from models.text import load_tokenizer
from models.training.distilling.logits import keep_logits, load_logits, shared_vocabulary
from models.training.distilling.matching import CHECKPOINT, MatchPlan, MatchReport, OnStep, match
from models.training.distilling.teachers import LocalTeacher
from models.training.documents import Conversation, TrainingDataUnusable
from models.training.plotting import PLOT, plot_losses
from models.training.sft.rendering import Renderer

MOST_TOKENS = 4096  # of an example


class VocabularyDiffers(ModelError):
    """Teacher and student do not share a vocabulary, so that the teacher's logits mean nothing to the student."""


class StudentFinished(ModelError):
    """The folder holds a student that has learnt already."""


def teach_logits(
    conversations: Sequence[Conversation],
    teacher: LocalTeacher,
    student: str,
    out: Path,
    plan: MatchPlan,
    allow_download: bool = False,
    on_step: OnStep = lambda report, steps: None,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> MatchReport:
    """Teach the student of a folder or name, and write it to OUT/student with its tokenizer and a card.

    The teacher is let go once its logits are kept. Raises VocabularyDiffers, StudentFinished, TrainingDataUnusable where
    no conversation fits, and what `match` and loading raise.
    """
    if (out / "student" / "config.json").exists():
        raise StudentFinished(f"{out / 'student'} holds a finished student; give another --out, or delete that folder.")
    folder = checked_folder(student, allow_download=allow_download)
    tokenizer = load_tokenizer(folder, local_only=not allow_download)
    size = shared_vocabulary(teacher.tokenizer, tokenizer)
    if not size:
        raise VocabularyDiffers(
            f"{teacher.name} and {student} have different vocabularies; the student learns from the answers' words."
        )
    render = Renderer(tokenizer, min(MOST_TOKENS, teacher.engine.context, _context(folder, allow_download)))
    paths = keep_logits(
        conversations, teacher.engine, render, out / "logits", size=size, temperature=plan.temperature,
        on_kept=lambda done: on_stage(f"keeping the teacher's logits: {done:,} of {len(conversations):,}"),
    )  # fmt: skip
    if not paths:
        raise TrainingDataUnusable("No conversation fits into the contexts of teacher and student; give fewer --words.")
    teacher.let_go()
    on_stage("teaching the student")
    model = _trainable(folder, pick_device("auto"), local_only=not allow_download)
    lengths = [len(load_logits(path).ids) for path in paths]
    report = match(model, [partial(load_logits, path) for path in paths], lengths, plan, out / "matching", on_step)
    model.save_pretrained(out / "student")
    tokenizer.save_pretrained(out / "student")
    plot_losses(out / "matching").replace(out / "student" / PLOT)
    (out / "student" / "README.md").write_text(_card(student, teacher.name, report, plan), encoding="utf-8")
    (out / "matching" / CHECKPOINT).unlink(missing_ok=True)
    return report


def _context(folder: str, allow_download: bool) -> int:
    """How many tokens the student reads."""
    from transformers import AutoConfig

    config: Any = AutoConfig.from_pretrained(folder, local_files_only=not allow_download, trust_remote_code=False)
    return int(getattr(config.get_text_config(decoder=True), "max_position_embeddings", None) or 2048)


def _trainable(folder: str, device: str, *, local_only: bool) -> Any:
    """The student in fp32, with gradients."""
    import torch
    from transformers import AutoModelForCausalLM

    model: Any = AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, local_files_only=local_only, use_safetensors=True, trust_remote_code=False
    )
    return model.to(device)


def _card(student: str, teacher: str, report: MatchReport, plan: MatchPlan) -> str:
    losses = "\n".join(f"| {name} | {report.first[name]:.3f} | {report.last[name]:.3f} |" for name in report.first)
    return f"""# {Path(student).name}, distilled

{student} learnt the answers of {teacher} to questions over medical literature, by `osler train distill --keep-logits`:
{plan.kl:g} times T² KL(teacher ‖ student) at temperature {plan.temperature:g}, and {1 - plan.kl:g} times the cross entropy of
the answers' tokens. Only answers whose every sentence was verified against the passage it cites were learnt. It is no
substitute for a clinician, and no clinician has reviewed what it learnt.

{report.steps:,} steps of AdamW at a rate of {plan.rate:g}, {report.tokens:,} tokens read, seed {plan.seed}.

| nats an answer token | first tenth of the steps | last tenth |
|---|---|---|
{losses}

![losses]({PLOT})
"""
