"""What can go wrong with an evaluation, as one tree. Every message is one sentence that says what to do next.

EvalError              an AgentError, so that the command line words it as it words the agent's own
└── BadBeirSet         a folder in BEIR's format cannot be used (names the file, and the line where there is one)
"""

from __future__ import annotations

from pathlib import Path

from agent.errors import AgentError


class EvalError(AgentError):
    """Root of the errors of evaluations; `str(error)` is one sentence that says what to do."""


class BadBeirSet(EvalError):
    """A set of documents, queries and judgements cannot be used. `line` counts from 1; 0 means the whole file."""

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}, line {line}: {reason}" if line else f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line
