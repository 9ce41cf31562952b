"""What can go wrong in a conversation, as one tree. Every message is one sentence that says what to do next.

AgentError
├── BadQuestion        the question is empty, too long, or has no words in it
├── SessionMissing     no session of that id in the store
├── SessionStoreError  the file of sessions cannot be opened, read or written
│   ├── SessionStoreForeign   it is not a file of Osler's sessions, or a newer Osler made it
│   ├── SessionStoreCorrupt   it is damaged
│   └── SessionStoreFull      the disk is full; what was saved before is untouched
├── IndexNotReady      the literature is not indexed yet, or is still loading
├── ModelNotReady      the language model is not there yet, or is still loading
├── QueueFull          so many wait already that one more is not taken
├── TookTooLong        a question waited, or was worked on, for longer than it may
├── BadBatchFile       a file of questions cannot be read (names the file and the line)
├── BadSetting         a setting has a value that Osler cannot use
└── PortInUse          another program is listening on the port
"""

from __future__ import annotations

import math


class AgentError(Exception):
    """Root of the agent's errors; `str(error)` is one sentence that says what to do."""


class BadQuestion(AgentError):
    """The question is empty, too long, or has no words in it."""


class SessionMissing(AgentError):
    """No session of that id in the store."""

    def __init__(self, session_id: str) -> None:
        super().__init__(
            f"There is no session {session_id!r}; run `osler sessions` to see which there are, or leave --session out."
        )
        self.session_id = session_id


class SessionStoreError(AgentError):
    """The file of sessions cannot be opened, read or written."""


class SessionStoreForeign(SessionStoreError):
    """The file is not one of Osler's sessions, or a newer Osler made it."""


class SessionStoreCorrupt(SessionStoreError):
    """The file of sessions is damaged."""


class SessionStoreFull(SessionStoreError):
    """The disk is full; what was saved before is untouched."""


class IndexNotReady(AgentError):
    """The literature is not indexed yet, or is still loading."""


class ModelNotReady(AgentError):
    """The language model is not there yet, or is still loading."""


class QueueFull(AgentError):
    """So many wait already that one more is not taken. `seconds`: about how long until those are answered, if known.

    `yours`: they are the client's own; another client would still be taken.
    """

    def __init__(self, at_work: int, waiting: int, seconds: float | None, *, yours: bool = False) -> None:
        when = "later" if seconds is None else f"in about {spoken(seconds)}"
        if yours:
            told = f"{waiting} of your own questions are waiting already; ask again when one of them has been answered"
        else:
            told = f"Osler is answering {at_work} and {waiting} more are waiting, which is all it takes"
            told += f"; ask again {when}"
        super().__init__(f"{told}.")
        self.seconds = seconds


class TookTooLong(AgentError):
    """A question waited, or was worked on, for longer than it may."""

    @classmethod
    def waiting(cls, seconds: float) -> TookTooLong:
        return cls(
            f"Your question waited {spoken(seconds)} and its turn did not come; ask again when fewer others ask."
        )

    @classmethod
    def answering(cls, seconds: float) -> TookTooLong:
        return cls(
            f"The answer took longer than {spoken(seconds)} and was ended; ask a shorter question, choose a smaller "
            "model, or allow it longer with OSLER_ANSWER_SECONDS."
        )


class BadBatchFile(AgentError):
    """A file of questions cannot be read. `line` counts from 1; 0 means the file as a whole."""

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        where = f"{path}, line {line}" if line else path
        super().__init__(f"{where}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line


class BadSetting(AgentError):
    """A setting has a value that Osler cannot use."""


class PortInUse(AgentError):
    """Another program is listening on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is already in use; stop the program that uses it, or choose another port.")
        self.port = port


def spoken(seconds: float) -> str:
    """A time in words, never shorter than it is: 40 seconds, 3 minutes."""
    if seconds <= 90:
        whole = max(1, math.ceil(seconds))
        return f"{whole} second{'' if whole == 1 else 's'}"
    return f"{math.ceil(seconds / 60)} minutes"
