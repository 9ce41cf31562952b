"""Records of an XML file of any length, one small tree after the other, in constant memory.

As safe as `markup`, by the same rules: no entity is expanded, no DTD loaded, nothing fetched. A record is forgotten as
soon as the next is asked for, with all that stands before it. Knows no format's elements.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from lxml import etree

from retrieval.errors import ReadError
from retrieval.readers.content import MIB, Content, typed_errors
from retrieval.readers.decoding import clean_characters, xml_encoding
from retrieval.readers.markup import ill_formed, refuse_own_entities, tag, with_characters, without_declaration

LARGEST_RECORD = 16 * MIB  # characters from the end of one record to the end of the next
_PIECE = MIB // 4
_LONGEST_REFERENCE = 40  # an entity that a piece's end cut in two is no longer than this


def records(content: Content, names: frozenset[str], roots: frozenset[str]) -> Iterator[etree._Element]:
    """Each outermost element of these names, whole; it is emptied when the next is asked for.

    A file that has none, and another root than these, is an error: it is something else.
    """
    name = content.origin.name
    parser = _pull_parser(names)
    waiting, found = 0, False
    for piece in _pieces(content):
        waiting += len(piece)
        _feed(parser, piece, name)
        for record in _finished(parser, names):
            if not found:
                refuse_own_entities(record, name)
            waiting, found = 0, True
            yield record
            _forget(record)
        if waiting > LARGEST_RECORD:
            raise ReadError(name, f"holds {LARGEST_RECORD // MIB} MiB without the end of a record; it is not read")
    root = _closed(parser, name)
    if not found and tag(root) not in roots:
        raise ReadError(name, f"holds no <{min(names)}>; its root is <{tag(root)}>")


def _pull_parser(names: frozenset[str]) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _pieces(content: Content) -> Iterator[str]:
    """The file's text in pieces, clean, none of which ends within a reference ("&be" + "ta;")."""
    kept = ""
    for piece in _decoded(content):
        text = kept + clean_characters(piece)
        cut = text.rfind("&", max(len(text) - _LONGEST_REFERENCE, 0))
        cut = len(text) if cut < 0 or ";" in text[cut:] else cut
        kept = text[cut:]
        yield with_characters(text[:cut])
    yield kept


def _decoded(content: Content) -> Iterator[str]:
    name, first = content.origin.name, True
    head = _read(content)
    encoding, mark = xml_encoding(head, name)
    decoder = codecs.getincrementaldecoder(encoding)()
    data, before = head[mark:], mark
    while True:
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            at = before + error.start
            raise ReadError(name, f"is not valid {encoding.upper()} near byte {at}; convert it to UTF-8") from None
        except UnicodeError:
            raise ReadError(name, f"is not valid {encoding.upper()}; convert it to UTF-8") from None
        yield without_declaration(text) if first else text
        if not data:
            return
        first, before = False, before + len(data)
        data = _read(content)


def _read(content: Content) -> bytes:
    with typed_errors(content.origin.name):
        return content.stream.read(_PIECE)


def _feed(parser: etree.XMLPullParser, piece: str, name: str) -> None:
    try:
        parser.feed(piece.encode("utf-8"))
    except etree.XMLSyntaxError as error:
        raise ill_formed(error, name) from None


def _finished(parser: etree.XMLPullParser, names: frozenset[str]) -> Iterator[etree._Element]:
    """The outermost records that the parser has seen the end of."""
    for _, element in parser.read_events():
        if isinstance(element, etree._Element) and not any(tag(above) in names for above in element.iterancestors()):
            yield element


def _forget(record: etree._Element) -> None:
    """Empties the record, and takes out of the tree all that stands before it, at every height."""
    record.clear()
    for element in (record, *record.iterancestors()):
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _closed(parser: etree.XMLPullParser, name: str) -> etree._Element:
    try:
        return parser.close()
    except etree.XMLSyntaxError as error:
        raise ill_formed(error, name) from None
