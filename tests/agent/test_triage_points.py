"""The points of words: how they are added up, learned and written, and that the table is what our messages teach.

Run as a program it renews the table: `python -m tests.agent.test_triage_points`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import agent.red_flags.points as table_module
from agent.red_flags.points import MIND, MIND_START, URGENT, URGENT_START
from agent.triage import telling_words, triage
from agent.triage_learning import Table, as_source, learn
from agent.triage_points import read_points, weigh
from tests.agent.test_triage import EMERGENCIES, STORIES
from tests.agent.test_triage_near_misses import NONE
from tests.agent.test_triage_variety import CALM, URGENT as VARIED

MESSAGES = Path(__file__).with_name("test_triage_messages.jsonl")
OF_THE_MIND = ("self_harm", "violence_abuse", "after_birth_mind")


def known() -> list[tuple[str, bool, str]]:
    """Every message that was worked on: its text, whether it is urgent, and its category ("" where it has none)."""
    found = [(text, True, category) for category, _, text in EMERGENCIES]
    found += [(text, True, category) for category, text in STORIES]
    found += [(text, True, "") for text in VARIED.strip().splitlines()]
    found += [(text, False, "") for text in NONE + CALM.strip().splitlines()]
    rows = [json.loads(line) for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
    return found + [(row["text"], row["urgent"], row["kind"] if row["urgent"] else "") for row in rows]


def taught() -> dict[str, Table]:
    """The tables that the known messages teach."""
    messages = known()
    words = [telling_words(text) for text, _, _ in messages]
    named = [(seen, category) for seen, (_, _, category) in zip(words, messages, strict=True) if category]
    return {
        "URGENT": learn(words, [urgent for _, urgent, _ in messages]),
        "MIND": learn([seen for seen, _ in named], [any(kind in category for kind in OF_THE_MIND) for _, category in named]),
    }


def test_points_are_added_and_divided_by_the_root_of_how_many_words_there_are() -> None:
    points = {"blood": 12, "pouring": 9, "mild": -6}
    few = weigh([("blood", 0, 1), ("pouring", 0, 2), ("mild", 1, 0), ("other", 1, 1)], points, -2)
    assert few.total == pytest.approx(-2 + (12 + 9 - 6) / 6**0.5)
    assert few.strongest == ((0, 1), (0, 2))
    many = {str(number): 1 for number in range(16)}
    assert weigh([(word, 0, int(word)) for word in many], many, 0).total == pytest.approx(16 / 4)


def test_a_word_counts_once() -> None:
    assert weigh([("blood", 0, 0), ("blood", 0, 5)], {"blood": 10}, 0) == weigh([("blood", 0, 0)], {"blood": 10}, 0)


def test_learning_gives_points_to_the_words_of_the_wanted() -> None:
    wanted = [{"gasping", "blue"}, {"gasping", "dad"}, {"blue", "lips"}]
    others = [{"itchy", "dad"}, {"itchy", "lips"}, {"sneezing", "itchy"}]
    table = learn(wanted + others, [True] * 3 + [False] * 3)
    assert table.points["gasping"] > 0 > table.points["itchy"]
    assert "sneezing" not in table.points, "seen in one message only"


def test_a_table_is_read_as_it_was_written() -> None:
    table = Table(-3, {"gasping": 21, "blue": 21, "#": 2, "itchy": -14})
    source = as_source({"SOME": table})
    written: dict[str, object] = {}
    exec(compile(source, "points", "exec"), written)
    assert written["SOME_START"] == -3
    assert read_points(str(written["SOME"])) == table.points


@pytest.mark.parametrize("word", ["unconscious", "pills", "newborn"])
def test_the_shipped_table_knows_alarming_words(word: str) -> None:
    assert read_points(URGENT)[word] > 0
    assert URGENT_START < 0 and MIND_START < 0
    assert read_points(MIND)["kill"] > 0


def test_what_no_rule_knows_is_weighed() -> None:
    alert = triage("my uncle was stung by hundreds of killer hornets and his whole body is shaking, he is grey and dribbling")
    assert alert is not None


def test_only_what_is_claimed_is_weighed() -> None:
    assert "blood" in telling_words("there is blood on the towel")
    assert "blood" not in telling_words("there is no blood on the towel")
    assert "blood" not in telling_words("What makes blood red?")
    assert "blood" not in telling_words("years ago there was blood on the towel")


@pytest.mark.slow
def test_the_table_is_what_the_messages_teach() -> None:
    """Within a point for each word: the last digit depends on the machine's arithmetic."""
    for name, table in taught().items():
        shipped = read_points(getattr(table_module, name))
        far = [word for word, value in table.points.items() if abs(shipped.get(word, 0) - value) > 1]
        assert far == [], f"renew the table: python -m {Path(__file__).stem}"
        assert abs(getattr(table_module, f"{name}_START") - table.start) <= 1


if __name__ == "__main__":
    Path(str(table_module.__file__)).write_text(as_source(taught()), encoding="utf-8")
