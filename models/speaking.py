"""`Speaker`: whatever answers a chat in pieces of text, be it a model on this machine or one behind an endpoint.

Knows messages and sampling; knows nothing of weights, tokens or HTTP.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Protocol

from models.sampling import GREEDY, Sampling

if TYPE_CHECKING:
    from models.text import Message


class Speaker(Protocol):
    """Writes the assistant's next message. `models.text.TextModel` is one, `models.endpoint.Endpoint` another."""

    @property
    def name(self) -> str:
        """What the model is called by the people who run it."""
        ...

    def stream(
        self,
        messages: Sequence[Message],
        max_tokens: int = 512,
        sampling: Sampling = GREEDY,
        stop: Sequence[str] = (),
    ) -> Generator[str, None, None]:
        """The answer in pieces; their concatenation is its text, and a piece may be empty.

        Ends where the model ends it, after `max_tokens` tokens, or just before one of the texts of `stop`. Closing the
        generator ends the work. Raises ModelError, one sentence that says what to do: PromptTooLong where the messages
        do not fit, whatever else the speaker's own module names.
        """
        ...
