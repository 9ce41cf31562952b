"""How much a model can read that does not tell it: learnt from what it refuses.

An endpoint's tokens cannot be counted here, so room is in characters. Knows messages as parts; knows nothing of HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.errors import PromptTooLong
from models.fitting import Said, fit

LESS = (0.7, 0.85, 0.95)  # of what was refused, the first that leaves room for what must stay


class LearntRoom:
    """Without bound until the first refusal. May be shared between conversations with the same model."""

    def __init__(self) -> None:
        self._characters: int | None = None

    def fit(self, conversation: Sequence[Said]) -> Sequence[Said]:
        """The messages to send; all of them where nothing was refused yet, or where what must stay is too long."""
        if self._characters is None:
            return conversation
        try:
            return fit(conversation, self._characters, _size)
        except PromptTooLong:
            return conversation  # the server says so in its own words, and in tokens

    def narrow(self, refused: Sequence[Said]) -> bool:
        """Note that these messages were too long. False where less would leave out what must stay, or was tried before."""
        whole = sum(map(_size, refused))
        for share in LESS:
            smaller = int(share * whole)
            if self._characters is not None and smaller >= self._characters:
                continue  # nothing new would be left out: the same would be asked and refused without end
            try:
                fit(refused, smaller, _size)
            except PromptTooLong:
                continue
            self._characters = smaller
            return True
        return False


def _size(said: Said) -> int:
    return len(said.text)
