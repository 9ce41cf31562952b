"""Files → damaged files, the same ones for the same seed: flips, cuts, repeats, splices, changed numbers, deep nesting.

What is packed is also damaged inside, and packed again, as else nothing but the packing would be tried.
"""

from __future__ import annotations

import gzip
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

LARGEST = 400_000  # bytes of a file before it is damaged
_NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"99999999", b"4294967295", b"18446744073709551616", b"1e999", b"nan")
_TOKENS = (
    b"<", b">", b"</", b"/>", b"&", b"&amp;", b"&#0;", b"&#x110000;", b"<!--", b"]]>", b"<![CDATA[", b"<?xml ", b'"', b"'",
    b"{", b"}", b"[", b"]", b",", b";", b"\t", b"\n", b"\n\n", b"\r", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"---\n", b"# ", b"- ", b"| ", b"```", b"obj", b"endobj", b"stream\n", b"R ", b"<<", b">>", b"(", b")", b"BT ", b"Tj ",
    b" 0 R", b"/Kids", b"/Parent", b"\xe2\x80\xa8", b"\xf0\x9f\x98\x80", b"<table>", b"<div>", b"<b>", b"<!DOCTYPE x [",
)  # fmt: skip
_OPENERS = (
    b"<div>",
    b"<sec>",
    b"<p>",
    b"<table><tr><td>",
    b"[",
    b'{"a":',
    b"(",
    b"> ",
    b"- ",
    b"<< /A ",
    b"<w:tbl>",
    b"*",
)


def damaged(data: bytes, others: Sequence[bytes], seed: int) -> bytes:
    """The file with one to five faults; `others` are files to splice in."""
    dice = random.Random(seed)
    data = data[:LARGEST]
    if data.startswith(b"PK") and dice.random() < 0.8:
        return _inside_zip(data, others, dice)
    if data.startswith(b"\x1f\x8b") and dice.random() < 0.8:
        return gzip.compress(_with_faults(_unpacked(data), others, dice), 1)
    return _with_faults(data, others, dice)


def _unpacked(data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return data


def _inside_zip(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        names = archive.namelist()
        texts = [name for name in names if name.endswith("document.xml")] or names
        chosen = dice.choice(texts if dice.random() < 0.7 else names)
        for name in names:
            inside = archive.read(name)
            packed.writestr(name, _with_faults(inside, others, dice) if name == chosen else inside)
    return buffer.getvalue()


def _with_faults(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 5)):
        data = dice.choice(_FAULTS)(data, others, dice)
    return data


def _place(data: bytes, dice: random.Random) -> int:
    return dice.randint(0, len(data))


def _flip(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 20) if data else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    return data[: _place(data, dice)] if dice.random() < 0.5 else data[_place(data, dice) :]


def _lose(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    at = _place(data, dice)
    return data[:at] + data[at + dice.choice((1, 3, 10, 100, 1_000)) :]


def _repeat(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    at = _place(data, dice)
    piece = data[at : at + dice.choice((1, 5, 50, 500))]
    return data[:at] + piece * dice.choice((2, 10, 1_000)) + data[at:]


def _splice(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    other = dice.choice(others) if others else data
    start = _place(other, dice)
    at = _place(data, dice)
    return data[:at] + other[start : start + dice.choice((5, 100, 5_000))] + data[at:]


def _number(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", data[:LARGEST]))
    if not found:
        return data
    number = dice.choice(found)
    return data[: number.start()] + dice.choice(_NUMBERS) + data[number.end() :]


def _token(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    at = _place(data, dice)
    return data[:at] + dice.choice(_TOKENS) + data[at + dice.choice((0, 0, 1, 2)) :]


def _nest(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    at = _place(data, dice)
    return data[:at] + dice.choice(_OPENERS) * dice.choice((10, 300, 2_000, 20_000)) + data[at:]


def _swap_tags(data: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    """Puts one tag of the file in the place of another."""
    found = list(re.finditer(rb"<[^<>]{1,200}>", data[:LARGEST]))
    if len(found) < 2:
        return data
    one, other = sorted(dice.sample(range(len(found)), 2))
    first, second = found[one], found[other]
    return data[: first.start()] + second[0] + data[first.end() : second.start()] + first[0] + data[second.end() :]


_FAULTS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _flip, _cut, _lose, _repeat, _splice, _number, _token, _token, _nest, _swap_tags,
)  # fmt: skip
