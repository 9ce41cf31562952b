"""Sessions kept in one SQLite file: who asked what in which order, and the answers, exactly as they were shown.

Knows nothing of models, retrieval or pages. Safe for many threads and several processes at once: each write is one
immediate transaction. What is deleted is overwritten, since people write about their health here.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from agent.answer import Alert, Answer, Turn, graver
from agent.errors import (
    SessionMissing,
    SessionStoreCorrupt,
    SessionStoreError,
    SessionStoreForeign,
    SessionStoreFull,
)

APPLICATION_ID = 0x4F534C52  # "OSLR", in SQLite's own header: how a file of ours is known from another
TITLE_LENGTH = 60
BUSY_SECONDS = 30.0

# Never edit a migration that was released: append one. A store's user_version is how many it has seen.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE sessions (
            session_id TEXT PRIMARY KEY, title TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL, alert TEXT
        ) STRICT""",
        """CREATE TABLE turns (
            turn_id TEXT PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES sessions(session_id) ON DELETE CASCADE,
            number INTEGER NOT NULL, created TEXT NOT NULL, answer TEXT NOT NULL,
            UNIQUE (session_id, number)
        ) STRICT""",
    ),
)


class Run(Protocol):
    """Runs one statement inside the transaction that gave it."""

    def __call__(self, sql: str, *values: str | int | None) -> sqlite3.Cursor: ...


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line in the list of sessions. `alert` is the gravest that the session raised: it stays."""

    session_id: str
    title: str
    created: str
    updated: str
    turns: int
    alert: Alert | None


class Sessions(Protocol):
    """Where conversations are kept, as `agent.conversation.Osler` uses it. `SessionStore` is one."""

    def create(self, title: str = "") -> str: ...
    def append(self, session_id: str, answer: Answer) -> Turn: ...
    def turns(self, session_id: str) -> tuple[Turn, ...]: ...
    def standing_alert(self, session_id: str) -> Alert | None: ...
    def sessions(self) -> tuple[SessionSummary, ...]: ...
    def delete(self, session_id: str) -> None: ...
    def export(self, session_id: str) -> str: ...


def now_utc() -> datetime:
    return datetime.now(UTC)


class SessionStore:
    """The sessions in the file at `path`, which is made where there is none."""

    def __init__(self, path: Path | str, clock: Callable[[], datetime] = now_utc) -> None:
        self._path = Path(path)
        self._clock = clock
        self._lock = threading.RLock()
        self._connection = _opened(self._path)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def __enter__(self) -> SessionStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def create(self, title: str = "") -> str:
        """A new session's id. Without a title it takes its first question's."""
        session_id, now = uuid.uuid4().hex, self._now()
        with self._transaction() as run:
            run("INSERT INTO sessions VALUES (?, ?, ?, ?, NULL)", session_id, shortened(title), now, now)
        return session_id

    def append(self, session_id: str, answer: Answer) -> Turn:
        """Keeps an answer as the session's next turn; its alert, if any, stays with the session."""
        with self._transaction() as run:
            session = _session_row(run, session_id)
            (last,) = run("SELECT coalesce(max(number), 0) FROM turns WHERE session_id = ?", session_id).fetchone()
            turn = Turn(uuid.uuid4().hex, session_id, last + 1, self._now(), answer)
            run(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?)",
                *(turn.turn_id, session_id, turn.number, turn.created, _dumped(answer.to_json())),
            )
            alert = graver(_alert(session["alert"]), answer.alert)
            run(
                "UPDATE sessions SET updated = ?, title = ?, alert = ? WHERE session_id = ?",
                *(turn.created, session["title"] or shortened(answer.question)),
                *(_dumped(alert.to_json()) if alert else None, session_id),
            )
        return turn

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """The session's turns, first to last, with the very answers that were given."""
        with self._transaction(write=False) as run:
            _session_row(run, session_id)
            rows = run("SELECT * FROM turns WHERE session_id = ? ORDER BY number", session_id).fetchall()
            return tuple(_turn(row) for row in rows)

    def standing_alert(self, session_id: str) -> Alert | None:
        """The gravest alert the session has raised; nothing that is said later takes it back."""
        with self._transaction(write=False) as run:
            return _alert(_session_row(run, session_id)["alert"])

    def sessions(self) -> tuple[SessionSummary, ...]:
        """All sessions, the latest used first."""
        with self._transaction(write=False) as run:
            rows = run(
                """SELECT sessions.*, (SELECT count(*) FROM turns WHERE turns.session_id = sessions.session_id) AS turns
                FROM sessions ORDER BY updated DESC, created DESC, session_id"""
            ).fetchall()
            return tuple(_summary(row) for row in rows)

    def rename(self, session_id: str, title: str) -> None:
        with self._transaction() as run:
            _session_row(run, session_id)
            run("UPDATE sessions SET title = ? WHERE session_id = ?", shortened(title), session_id)

    def delete(self, session_id: str) -> None:
        """Removes the session and its turns, and overwrites where they were on the disk."""
        with self._transaction() as run:
            _session_row(run, session_id)
            run("DELETE FROM sessions WHERE session_id = ?", session_id)
        with self._lock, _typed(self._path):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def export(self, session_id: str) -> str:
        """The session as JSON text, for the person to keep or to show."""
        with self._transaction(write=False) as run:
            session = _session_row(run, session_id)
            rows = run("SELECT * FROM turns WHERE session_id = ? ORDER BY number", session_id).fetchall()
            alert = _alert(session["alert"])
            turns = [_turn(row).to_json() for row in rows]
        head = {key: session[key] for key in ("session_id", "title", "created", "updated")}
        content = {"osler": 1, **head, "alert": alert.to_json() if alert else None, "turns": turns}
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
        return text.encode("utf-8", "backslashreplace").decode()  # a lone surrogate becomes its JSON escape

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")

    @contextmanager
    def _transaction(self, *, write: bool = True) -> Iterator[Run]:
        with self._lock, _typed(self._path):
            self._connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield lambda sql, *values: self._connection.execute(sql, values)
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


def shortened(text: str, length: int = TITLE_LENGTH) -> str:
    """The text on one line, cut at a word's end with an ellipsis where it is longer than `length`."""
    line = " ".join(text.encode("utf-8", "replace").decode().replace("\x00", " ").split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head
    return cut.rstrip(" ,;:.") + "…"


def _opened(path: Path) -> sqlite3.Connection:
    with _typed(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Made before SQLite sees it, so that no other user of the machine can read it.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.row_factory = sqlite3.Row
            _refuse_foreign(connection, path)
            _set_wal(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            _migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    application, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (application or version or tables):
        raise SessionStoreForeign(f"{path} is a database of another program; give Osler another path for its sessions.")
    if version > len(MIGRATIONS):
        raise SessionStoreForeign(f"{path} was made by a newer Osler; update Osler, or give it another path.")


def _set_wal(connection: sqlite3.Connection) -> None:
    # Two processes that open a new file at once may both switch it; SQLite does not wait here by itself.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        seen = _pragma(connection, "user_version")  # asked again: another process may have migrated meanwhile
        for statements in MIGRATIONS[seen:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(seen, len(MIGRATIONS))}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)


@contextmanager
def _typed(path: Path) -> Iterator[None]:
    """Turns what SQLite and the file system raise into the store's own errors."""
    try:
        yield
    except sqlite3.Error as error:
        raise _store_error(path, error) from error
    except OSError as error:
        raise SessionStoreError(f"{path} cannot be opened ({error.strerror}); give a path you can write.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise SessionStoreCorrupt(_damaged(path)) from error


def _store_error(path: Path, error: sqlite3.Error) -> SessionStoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    if code == sqlite3.SQLITE_FULL:
        return SessionStoreFull(f"The disk of {path} is full; free some space and ask again (nothing saved was lost).")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return SessionStoreCorrupt(_damaged(path))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return SessionStoreError(f"{path} is held by another program; close that program and try again.")
    return SessionStoreError(f"{path} cannot be used ({error}); check that you can write there, or give another path.")


def _damaged(path: Path) -> str:
    return f"{path} is damaged or not a file of sessions; move it away, and Osler will start a new one."


def _session_row(run: Run, session_id: str) -> sqlite3.Row:
    if not session_id.isascii():  # ours are; and SQLite cannot take a lone surrogate
        raise SessionMissing(session_id)
    row: sqlite3.Row | None = run("SELECT * FROM sessions WHERE session_id = ?", session_id).fetchone()
    if row is None:
        raise SessionMissing(session_id)
    return row


def _turn(row: sqlite3.Row) -> Turn:
    answer = Answer.from_json(json.loads(row["answer"]))
    return Turn(row["turn_id"], row["session_id"], row["number"], row["created"], answer)


def _alert(stored: str | None) -> Alert | None:
    return Alert.from_json(json.loads(stored)) if stored else None


def _summary(row: sqlite3.Row) -> SessionSummary:
    alert = _alert(row["alert"])
    return SessionSummary(row["session_id"], row["title"], row["created"], row["updated"], row["turns"], alert)


def _dumped(content: object) -> str:
    # ASCII, so that text SQLite cannot hold (a lone surrogate, a zero byte) comes back as it was.
    return json.dumps(content, ensure_ascii=True, allow_nan=False)
