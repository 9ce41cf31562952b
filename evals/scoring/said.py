"""What was said, as plain text and as a conversation: what judges and measures of wording read. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from evals.examples import Example, Prediction, Status

_MARK = re.compile(r"\s*\[\d+\]")


def answer_text(prediction: Prediction) -> str:
    """The answer without marks of citations; empty where it was not answered."""
    return _plain(prediction.answer or prediction.raw) if prediction.status is Status.ANSWERED else ""


def reply_text(prediction: Prediction) -> str:
    """The words that the person read last, be they an answer, an abstention or a refusal; without marks of citations."""
    return _plain(prediction.answer or prediction.raw)


def conversation_text(example: Example, prediction: Prediction) -> str:
    """Every message as "role: text", a blank line between them; the last is the reply that is judged.

    The messages before it are `details["prompt"]` where the data set brings them (a list of role and content), else the
    example's turns and question, with the agent's replies in between as far as it was asked turn by turn.
    """
    messages = [*_before(example, prediction), f"assistant: {reply_text(prediction)}"]
    return "\n\n".join(messages)


def _before(example: Example, prediction: Prediction) -> list[str]:
    given = example.details.get("prompt")
    if given:
        return [f"{message['role']}: {message['content']}" for message in given]
    messages = []
    for n, asked in enumerate((*example.turns, example.question)):
        messages.append(f"user: {asked}")
        if n < min(len(example.turns), len(prediction.turns) - 1):
            messages.append(f"assistant: {_reply(prediction.turns[n])}")
    return messages


def _reply(turn: Mapping[str, object]) -> str:
    """What one reply of the agent says (`Answer.to_json`)."""
    sentences = turn["sentences"]
    said = [sentence["text"] for sentence in sentences] if isinstance(sentences, list) else []
    return " ".join(said) or str(turn["message"])


def _plain(text: str) -> str:
    return _MARK.sub("", text).strip()
