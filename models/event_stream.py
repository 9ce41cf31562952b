"""Server-sent events: bytes as they arrive → the data of each event. Pure, but for what it holds between two calls.

By the HTML standard's rules for the event stream (lines end in CR, LF or both; several `data:` lines are one event; a line
that begins with a colon is a comment). Knows nothing of HTTP or of what the data mean.
"""

from __future__ import annotations

import codecs
import re

MOST_CHARACTERS = 2_000_000  # of one event; what sends more is no event stream


class NotAnEventStream(ValueError):
    """The bytes are no event stream: not UTF-8, or an event without an end."""


class EventStream:
    """Feed it bytes; it gives the data of the events that have ended. An event without data is none."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._rest = ""
        self._data: list[str] = []

    def feed(self, received: bytes, *, last: bool = False) -> list[str]:
        """The data of each event that these bytes complete. `last` ends what is still open: servers forget the blank line.

        Raises NotAnEventStream.
        """
        try:
            text = self._rest + self._decoder.decode(received, final=last)
        except UnicodeDecodeError as error:
            raise NotAnEventStream("it is not UTF-8") from error
        *lines, self._rest = re.split(r"\r\n|\n|\r(?=.)", text, flags=re.DOTALL)  # a last CR may be half of CR LF
        if last:
            lines += [self._rest.removesuffix("\r"), ""]
            self._rest = ""
        if len(self._rest) + sum(map(len, self._data)) > MOST_CHARACTERS:
            raise NotAnEventStream("an event of it has no end")
        return [event for event in map(self._line, lines) if event is not None]

    def _line(self, line: str) -> str | None:
        if line.startswith("data:"):
            self._data.append(line.removeprefix("data:").removeprefix(" "))
            return None
        if line.startswith("error:"):  # how older llama.cpp servers tell a failure, outside the standard
            self._data.append('{"error":' + line.removeprefix("error:") + "}")
            return None
        if line or not self._data:
            return None
        event, self._data = "\n".join(self._data), []
        return event
