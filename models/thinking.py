"""Text of a model that thinks aloud first: what it puts in `<think>` at the beginning is left out. Pure."""

from __future__ import annotations

_OPEN, _CLOSE = "<think>", "</think>"


class WithoutThought:
    """Feed it the pieces of a text; it gives what is said. Text that begins otherwise passes unchanged."""

    def __init__(self) -> None:
        self._held = ""
        self._state = "unsure"

    def add(self, piece: str) -> str:
        """What of the text has become certain to be said; it may be empty."""
        if self._state == "speaking":
            return piece
        self._held += piece
        if self._state == "unsure":
            self._begin()
        if self._state == "thinking" and _CLOSE in self._held:
            self._held = self._held.partition(_CLOSE)[2]
            self._state = "thought"
        if self._state == "thought":
            self._held = self._held.lstrip()
            self._state = "speaking" if self._held else "thought"
        return self._given() if self._state == "speaking" else ""

    def rest(self) -> str:
        """What was held back at the end; a thought that never ended is not given."""
        return self._given() if self._state == "unsure" else ""

    def _begin(self) -> None:
        said = self._held.lstrip()
        if said.startswith(_OPEN):
            self._state = "thinking"
        elif not _OPEN.startswith(said):
            self._state = "speaking"

    def _given(self) -> str:
        given, self._held = self._held, ""
        return given
