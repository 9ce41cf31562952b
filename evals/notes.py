"""What a report must say of a data set besides its figures: how much of it the bundled models may have been trained on."""

from __future__ import annotations

from collections.abc import Sequence

from evals.examples import Example


def contamination_note(examples: Sequence[Example]) -> str:
    """One sentence: the share of 13-word runs, and of examples, that stand in the training text of the bundled models."""
    from evals.contamination import overlap, shipped_sketch

    found = overlap(examples, shipped_sketch())
    runs, flagged = found.run_share, found.flagged_share
    if runs.value is None:
        return (
            "No run of 13 words of these examples was sampled, so whether the bundled models saw them cannot be told."
        )
    return (
        f"Of these examples' runs of 13 words {runs.value:.1%} [{runs.low:.1%}, {runs.high:.1%}] stand in the text that the "
        f"bundled models were trained on (a sample of {runs.of}); at least {len(found.flagged)} of {flagged.of} examples "
        "share one."
    )
