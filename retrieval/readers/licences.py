"""Short names of licences ("CC BY 4.0") from the addresses and sentences in files. Knows Creative Commons."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]+)(?:/(\d(?:\.\d)?))?|(publicdomain/zero)|(publicdomain))", re.IGNORECASE
)
_NAME = re.compile(r"\bCC[ -](BY(?:-(?:NC|SA|ND))*)(?:[ -](\d\.\d))?\b")


def licence_name(address: str, text: str = "") -> str:
    """The licence's short name; else its sentence as it stands, shortened; empty where the file says nothing."""
    found = _ADDRESS.search(address) or _ADDRESS.search(text)
    if found is not None:
        return _spelt(found)
    named = _NAME.search(text)
    if named is not None:
        return f"CC {named[1]}" + (f" {named[2]}" if named[2] else "")
    if re.search(r"Creative Commons Attribution(?! ?-)(?! ?(?:Non|Share|No))", text):
        return "CC BY"
    if re.search(r"CC0|public domain", text, re.IGNORECASE):
        return "CC0" if "CC0" in text else "public domain"
    return re.sub(r"\s+", " ", text).strip()[:120]


def _spelt(found: re.Match[str]) -> str:
    if found[1]:
        version = found[2] or ""
        return f"CC {found[1].upper()}" + (f" {version if '.' in version else version + '.0'}" if version else "")
    return "CC0" if found[3] else "public domain"
