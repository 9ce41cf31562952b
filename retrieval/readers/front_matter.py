"""The YAML block at the head of a Markdown file. Values stay text: dates stay as written, "no" stays "no"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from retrieval.errors import ReadError

_BLOCK = re.compile(r"\s*---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block's keys (in small letters) with what YAML made of them, and the Markdown below."""

    values: Mapping[str, object]
    body: str

    def text(self, *names: str) -> str:
        """The first of these values that is text."""
        found = (self.values.get(name) for name in names)
        return next((" ".join(value.split()) for value in found if isinstance(value, str) and value.strip()), "")

    def texts(self, *names: str) -> tuple[str, ...]:
        """The first of these values that is a list, or text, as a tuple of texts."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str) and value.strip():
                return (" ".join(value.split()),)
            if isinstance(value, list):
                return tuple(" ".join(v.split()) for v in value if isinstance(v, str) and v.strip())
        return ()

    def mappings(self, name: str) -> tuple[Mapping[str, str], ...]:
        """A list of mappings, their text values only."""
        value = self.values.get(name)
        listed = value if isinstance(value, list) else []
        return tuple(
            {str(k): v for k, v in entry.items() if isinstance(v, str)} for entry in listed if isinstance(entry, dict)
        )


def split_front_matter(text: str, name: str) -> FrontMatter:
    """The front matter and the body; without a block, no values. A block that is not YAML is an error."""
    found = _BLOCK.match(text)
    if found is None:
        return FrontMatter({}, text)
    try:
        values = yaml.load(found[1], Loader=yaml.BaseLoader)  # which makes texts, lists and mappings, and no object
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ReadError(name, f"has front matter that is not YAML ({_first_line(error)})") from None
    if not isinstance(values, dict):
        return FrontMatter({}, text[found.end() :] if values in ("", None) else text)
    return FrontMatter({str(key).lower(): value for key, value in values.items()}, text[found.end() :])


def _first_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or type(error).__name__
    return f"line {mark.line + 2}: {problem}" if mark is not None else str(problem)
