"""The benchmark of fine-tuning as lines for people and as values for JSON. Measures nothing."""

from __future__ import annotations

from dataclasses import asdict

from evals.benches.tuning import Compared, Tuned


def table(compared: Compared) -> str:
    """A heading, a line for each way, and the ratio."""
    plan, learnt = compared.plan, "LoRA" if compared.plan.method == "lora" else "all weights"
    lines = [
        f"{compared.model}: {compared.parameters / 1e6:,.0f}M parameters, {learnt}, {plan.steps} steps of about "
        f"{plan.batch_tokens:,} tokens, texts of at most {plan.max_tokens:,}",
        _line("Osler", compared.ours, "the answers"),
        _line("plain trl", compared.plain, "all that was said"),
        f"Osler reads {compared.ratio:.2f} times as many tokens a second.",
    ]
    return "\n".join(lines)


def as_values(compared: Compared) -> dict[str, object]:
    """Everything that was measured, by name, and the ratio."""
    return {**asdict(compared), "ratio": compared.ratio}


def _line(name: str, tuned: Tuned, learnt: str) -> str:
    return (
        f"  {name:<10} {tuned.speed}; {tuned.memory / 2**30:.1f} GiB at most; last loss {tuned.loss:.2f}, of {learnt}"
    )
