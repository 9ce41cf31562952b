"""How likely a text is after another: the log-probabilities by which evaluations choose among given answers.

Knows a `TextModel`'s tokens and its engine; knows nothing of questions or options.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

from models.engine import too_long
from models.text import TextModel


def log_likelihoods(model: TextModel, prompt: str, continuations: Sequence[str]) -> tuple[float, ...]:
    """The natural log-probability of each continuation after the prompt, summed over its tokens.

    The prompt is run once, and each continuation after it in the same cache. Raises PromptTooLong where the prompt with
    the longest continuation does not fit, and ValueError for a continuation without a token.
    """
    ids = prompt_ids(model, prompt)
    following = [continuation_ids(model, prompt, text) for text in continuations]
    if not ids or not all(following):
        raise ValueError("a prompt and each continuation must have at least one token")
    longest = len(ids) + max(map(len, following), default=0)
    if longest > model.engine.context:
        raise too_long(longest, model.engine.context)
    cache = model.engine.start()
    first = model.engine.extend(cache, ids)[-1].log_softmax(-1)
    found = []
    for tokens in following:
        total = float(first[tokens[0]])
        if len(tokens) > 1:
            after = model.engine.extend(cache, tokens[:-1], range(len(tokens) - 1)).log_softmax(-1)
            total += float(after.gather(1, torch.tensor(tokens[1:])[:, None]).sum())
            model.engine.rewind(cache, len(tokens) - 1)
        found.append(total)
    return tuple(found)


def prompt_ids(model: TextModel, prompt: str) -> list[int]:
    """The prompt's tokens, after the beginning token where the model was trained with one."""
    return [*model.beginning, *model.text_ids(prompt)]


def continuation_ids(model: TextModel, prompt: str, continuation: str) -> list[int]:
    """The tokens that the continuation adds to the prompt.

    Both are tokenised together, since a tokenizer may cut otherwise at the beginning of a text; by itself only where
    the seam falls within a token.
    """
    before, whole = model.text_ids(prompt), model.text_ids(prompt + continuation)
    return whole[len(before) :] if whole[: len(before)] == before else model.text_ids(continuation)
