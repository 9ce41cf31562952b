"""Long runs of one sign or word, for which a careless pattern takes time that grows with the square of their length."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

import pytest

from retrieval.documents import Document
from tests.retrieval import samples
from tests.retrieval.readers.reading_one import outcomes

LENGTH = 40_000  # characters; with the patterns that there once were, some of these took minutes
RUNS = (
    "\t",
    " ",
    "\n",
    " \n",
    "a-\n",
    "o\n",
    "   - ",
    "_a",
    "*a",
    "[a](",
    "( a-b ",
    "\u2028",
    "\u00ad\n",
    "# ",
    "a; b",
    "<a",
    "&",
)
BEFORE = ("", "# a", "- ", "| ", "aaaa(a")


@pytest.mark.parametrize("run", RUNS, ids=repr)
def test_a_long_run_is_read(run: str) -> None:
    text = run * (LENGTH // len(run))
    files = {
        "markdown": [f"{before}{text}x\n\nThe end.\n" for before in BEFORE],
        "text": [f"Title\n\n{before}{text}x\n\nThe end.\n" for before in BEFORE],
        "medquad": [samples.MEDQUAD.replace("Glub fever is mild.", f"aaaa(a {escape(text)} The end.")],
        "html": [f"<p>{escape(text)}</p><p>The end.</p>"],
        "jsonl": [json.dumps({"text": f"{text} The end."})],
    }
    for format_name, contents in files.items():
        for content in contents:
            (document,) = (o for o in outcomes(format_name, content) if isinstance(o, Document))
            assert "The end." in "".join(section.text for section in document.sections)
