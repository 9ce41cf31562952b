"""Sessions come back as they were kept, from threads and processes at once, and a bad file is a typed error."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from agent.answer import ABSTENTION, Alert, Answer, Outcome, Turn
from agent.errors import (
    SessionMissing,
    SessionStoreCorrupt,
    SessionStoreError,
    SessionStoreForeign,
    SessionStoreFull,
)
from agent.session import SessionStore, shortened
from tests.agent.test_answer import ANSWERS

URGENT = Alert("stroke", "T1", "This may be a stroke", "Call now.", "face droopy")
LATER = Alert("eye", "T3", "Eye", "Be seen today.", "red eye")


def abstained(question: str, alert: Alert | None = None) -> Answer:
    return Answer(question, question, Outcome.INSUFFICIENT_EVIDENCE, ABSTENTION, alert=alert)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    with SessionStore(tmp_path / "deep" / "sessions.db") as opened:
        yield opened


def test_turns_come_back_in_order(store: SessionStore) -> None:
    session = store.create()
    kept = tuple(store.append(session, abstained(f"question {n}")) for n in range(3))
    assert store.turns(session) == kept
    assert [turn.number for turn in kept] == [1, 2, 3]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS)
def test_the_very_answer_comes_back(store: SessionStore, answer: Answer) -> None:
    session = store.create()
    turn = store.append(session, answer)
    assert store.turns(session) == (turn,)
    assert turn.answer == answer
    exported = json.loads(store.export(session).encode())
    assert Turn.from_json(exported["turns"][0]) == turn
    assert store.standing_alert(session) == answer.alert


def test_an_alert_stays_and_only_a_graver_one_takes_its_place(store: SessionStore) -> None:
    session = store.create()
    assert store.standing_alert(session) is None
    store.append(session, abstained("a", LATER))
    store.append(session, abstained("it's nothing"))
    assert store.standing_alert(session) == LATER
    store.append(session, abstained("b", URGENT))
    store.append(session, abstained("c", LATER))
    assert store.standing_alert(session) == URGENT


def test_list_shows_the_latest_first_with_title_turns_and_alert(tmp_path: Path) -> None:
    ticks = iter(datetime(2026, 1, 1, 0, 0, n, tzinfo=UTC) for n in range(20))
    with SessionStore(tmp_path / "s.db", clock=lambda: next(ticks)) as store:
        older, newer = store.create(), store.create("Mine")
        store.append(newer, abstained("What is asthma?", URGENT))
        store.append(older, abstained("How is  a very long question about asthma\nput, when it goes on and on and on?"))
        first, second = store.sessions()
        assert (first.session_id, first.turns, first.alert) == (older, 1, None)
        assert first.title == "How is a very long question about asthma put, when it goes…"
        assert (second.title, second.alert) == ("Mine", URGENT)
        assert second.created < second.updated < first.updated


def test_rename_and_delete(store: SessionStore) -> None:
    session = store.create()
    store.append(session, abstained("What is asthma?"))
    store.rename(session, "Breathing")
    assert store.sessions()[0].title == "Breathing"
    store.delete(session)
    assert store.sessions() == ()


def test_what_is_deleted_is_gone_from_the_disk(tmp_path: Path) -> None:
    with SessionStore(tmp_path / "s.db") as store:
        session = store.create()
        store.append(session, abstained("my unmistakable secret"))
        store.delete(session)
        found = [file for file in tmp_path.iterdir() if b"unmistakable" in file.read_bytes()]
    assert found == []


def test_an_unknown_session_is_a_typed_error(store: SessionStore) -> None:
    for missing in ("nope", "", "\ud800", "é"):
        with pytest.raises(SessionMissing, match="osler sessions"):
            store.turns(missing)
        with pytest.raises(SessionMissing):
            store.append(missing, abstained("a"))
        with pytest.raises(SessionMissing):
            store.standing_alert(missing)
        with pytest.raises(SessionMissing):
            store.rename(missing, "x")
        with pytest.raises(SessionMissing):
            store.delete(missing)
        with pytest.raises(SessionMissing):
            store.export(missing)


def test_the_file_is_the_owners_alone_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with SessionStore(path) as store:
        turn = store.append(store.create(), abstained("a"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with SessionStore(path) as store:
        assert store.turns(turn.session_id) == (turn,)


def test_bad_files_are_typed_errors(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("these are my notes, and they are longer than any header\n" * 50)
    with pytest.raises(SessionStoreCorrupt, match="move it away"):
        SessionStore(text)
    assert text.read_text().startswith("these are my notes")
    with pytest.raises(SessionStoreError, match="path you can write"):
        SessionStore(tmp_path)
    with pytest.raises(SessionStoreError):
        SessionStore(text / "below" / "s.db")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(SessionStoreForeign, match="another program"):
        SessionStore(path)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    SessionStore(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(SessionStoreForeign, match="newer Osler"):
        SessionStore(path)


def test_damage_inside_is_a_typed_error(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with SessionStore(path) as store:
        session = store.create()
        store.append(session, abstained("a"))
    with sqlite3.connect(path) as other:
        other.execute("UPDATE turns SET answer = '{\"question\": 1}'")
    other.close()
    with SessionStore(path) as store, pytest.raises(SessionStoreCorrupt):
        store.turns(session)
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192)
    with pytest.raises(SessionStoreCorrupt), SessionStore(path) as store:
        store.turns(session)


def test_a_full_disk_is_a_typed_error_and_loses_nothing(store: SessionStore) -> None:
    session = store.create()
    kept = store.append(session, abstained("a"))
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SessionStoreFull, match="free some space"):
        store.append(session, abstained("x" * 200_000))
    assert store.turns(session) == (kept,)
    store._connection.execute("PRAGMA max_page_count = 100000")
    assert store.append(session, abstained("b")).number == 2


def test_threads_append_at_once(store: SessionStore) -> None:
    session = store.create()
    work = [threading.Thread(target=lambda: store.append(session, abstained("a"))) for _ in range(16)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert [turn.number for turn in store.turns(session)] == list(range(1, 17))


def _append_many(path: Path, session: str, times: int) -> None:
    with SessionStore(path) as store:
        for n in range(times):
            store.append(session, abstained(f"{n}"))


def test_processes_append_at_once(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with SessionStore(path) as store:
        session = store.create()
    context = multiprocessing.get_context("spawn")
    work = [context.Process(target=_append_many, args=(path, session, 20)) for _ in range(2)]
    for process in work:
        process.start()
    for process in work:
        process.join(60)
    assert [process.exitcode for process in work] == [0, 0]
    with SessionStore(path) as store:
        assert [turn.number for turn in store.turns(session)] == list(range(1, 41))


def test_shortened() -> None:
    assert shortened(" a \n b\x00c ") == "a b c"
    assert shortened("x" * 100, 10) == "x" * 9 + "…"
    assert shortened("one two three four", 12) == "one two…"
