"""Learns the points of words (`agent.triage_points`) from messages with a label: logistic regression, rounded to tenths.

Triage itself never learns; `tests/agent/test_triage_points.py` renews the table from the messages of the tests.
Knows nothing of findings or rules.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from agent.triage_points import FEWEST

SELDOM = 2  # a word of fewer messages is not learned
STRENGTH = 10.0  # the inverse of the L2 penalty; chosen by leaving out one batch of messages after the other
SCALE = 10  # points of one unit of log-odds
_HEADER = '''"""Points of words, in tenths of log-odds: how much each speaks for an emergency, or against one.

Made by `tests/agent/test_triage_points.py` with `agent.triage_learning` from our own messages; not to be edited by hand.
No clinician has reviewed it. A line holds the words of one number of points.
"""

from __future__ import annotations

'''


@dataclass(frozen=True, slots=True)
class Table:
    """What a message starts with, and the points of each word."""

    start: int
    points: Mapping[str, int]


def learn(messages: Sequence[Collection[str]], wanted: Sequence[bool]) -> Table:
    """The table that best tells the wanted messages from the others. A message is the set of its words."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    seen = Counter(word for words in messages for word in set(words))
    columns = {word: column for column, word in enumerate(sorted(w for w, times in seen.items() if times >= SELDOM))}
    table = np.zeros((len(messages), len(columns)))  # (messages, words)
    for row, words in enumerate(messages):
        known = [columns[word] for word in set(words) if word in columns]
        table[row, known] = 1 / max(len(known), FEWEST) ** 0.5
    fitted = LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced").fit(table, np.asarray(wanted))
    rounded = {word: round(float(fitted.coef_[0][column]) * SCALE) for word, column in columns.items()}
    return Table(round(float(fitted.intercept_[0]) * SCALE), {word: value for word, value in rounded.items() if value})


def as_source(tables: Mapping[str, Table]) -> str:
    """The module `agent.red_flags.points`: for each name its start and its points."""
    parts = [_HEADER.rstrip("\n")]
    for name, table in tables.items():
        by_points: dict[int, list[str]] = {}
        for word, value in sorted(table.points.items()):
            by_points.setdefault(value, []).append(word)
        lines = [f"{value}: {' '.join(by_points[value])}" for value in sorted(by_points, reverse=True)]
        wrapped = [line for text in lines for line in textwrap.wrap(text, 118, break_on_hyphens=False)]
        parts += ["", f"{name}_START = {table.start}", f'{name} = """', *wrapped, '"""']
    return "\n".join(parts) + "\n"
