"""Word documents (.docx): headings by style make sections; lists and tables keep their items and rows.

The text is read as it stands with all changes accepted; headers, footers, notes, comments and hidden text are left out,
and so are tables of contents. The zip's parts are read one by one and only those that matter, so that neither a damaged
picture nor a link to nowhere stops a document, and none can swell beyond `markup`'s limits.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from retrieval.documents import Document, Section
from retrieval.errors import ReadError
from retrieval.readers.content import LARGEST_TREE, MIB, Content, Nothing, Origin, Outcome, Shelf, typed_errors
from retrieval.readers.decoding import clean_characters
from retrieval.readers.detection import kind_of_zip
from retrieval.readers.docx_styles import Style, styles_of, value_of
from retrieval.readers.docx_text import is_bold, paragraph_text, text_boxes
from retrieval.readers.languages import language_code
from retrieval.readers.markup import child, parsed, plain_text, tag
from retrieval.readers.prose import item, joined, one_line
from retrieval.readers.stated import stated_author, stated_date, stated_title

_MOST_ENTRIES = 20_000
_LONGEST_HEADING = 200
_LONGEST_BOLD_HEADING = 100
_WRAPPERS = frozenset({"ins", "moveTo", "smartTag", "customXml", "sdtContent", "AlternateContent", "Choice"})


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, list item or table row: `level` is that of a heading (0 for the title's own style), else None."""

    text: str
    level: int | None = None


def documents(content: Content, shelf: Shelf) -> Iterator[Outcome]:
    """The file's one document."""
    parts = _parts(content)
    styles = styles_of(parts.get("styles"))
    body = child(parts["document"], "body")
    if body is None:
        raise ReadError(content.origin.name, "holds no <body>, so it is not a Word document")
    blocks = list(_blocks(body, styles))
    if not any(block.level for block in blocks):
        blocks = list(_blocks(body, styles, bold_is_heading=True))
    document = _document(blocks, parts.get("core"), styles, content.origin)
    yield document if document.sections else Nothing("a Word document without text")


def _parts(content: Content) -> Mapping[str, etree._Element]:
    """The trees of the document, and of its styles and properties where it has them."""
    name = content.origin.name
    with typed_errors(name), zipfile.ZipFile(io.BytesIO(content.whole())) as archive:
        entries = archive.infolist()
        kind = kind_of_zip([entry.filename for entry in entries[:_MOST_ENTRIES]])
        if kind.format != "docx":
            raise ReadError(name, f"is {kind.described}, not a Word document")
        wanted = {"document": "word/document", "styles": "word/styles", "core": "docProps/core"}
        found = {part: _entry(entries, start) for part, start in wanted.items()}
        read = {part: _read(archive, entry, name) for part, entry in found.items() if entry is not None}
    return {part: parsed(Content(Origin(name, (*content.origin.parts, part)), read[part])) for part in read}


def _entry(entries: Sequence[zipfile.ZipInfo], start: str) -> zipfile.ZipInfo | None:
    """The entry of that name; some programs put a number after it ("word/document2.xml")."""
    named = (e for e in entries if e.filename.startswith(start) and e.filename.endswith(".xml"))
    return min(
        (e for e in named if e.filename[len(start) : -4].strip("0123456789") == ""),
        key=lambda e: e.filename,
        default=None,
    )


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> io.BytesIO:
    if entry.flag_bits & 1:
        raise ReadError(name, "is encrypted; save a copy without a password")
    if entry.file_size > LARGEST_TREE:
        raise ReadError(name, f"holds more than {LARGEST_TREE // MIB} MiB of text; split it into smaller files")
    return io.BytesIO(archive.read(entry))


def _blocks(container: etree._Element, styles: Mapping[str, Style], bold_is_heading: bool = False) -> Iterator[_Block]:
    for part in container:
        match tag(part):
            case "p":
                yield from _paragraph(part, styles, bold_is_heading)
            case "tbl":
                yield from _table(part, styles, bold_is_heading)
            case "sdt" if not _is_contents(part):
                yield from _blocks(part, styles, bold_is_heading)
            case name if name in _WRAPPERS:
                yield from _blocks(part, styles, bold_is_heading)


def _is_contents(control: etree._Element) -> bool:
    gallery = next((e for e in control.iter() if tag(e) == "docPartGallery"), None)
    return gallery is not None and "content" in value_of(gallery).lower()


def _paragraph(paragraph: etree._Element, styles: Mapping[str, Style], bold_is_heading: bool) -> Iterator[_Block]:
    """The paragraph's block, and those of the text boxes that hang on it."""
    text = one_line(clean_characters(paragraph_text(paragraph)))
    properties = child(paragraph, "pPr")
    style = styles.get(value_of(child(properties, "pStyle")), Style())
    outline = value_of(child(properties, "outlineLvl"))
    level = int(outline) + 1 if outline in {"0", "1", "2", "3", "4", "5"} else style.level
    if level is not None and len(text) <= _LONGEST_HEADING:
        yield _Block(text, level)
    elif style.is_contents:
        return
    elif bold_is_heading and _is_bold_heading(paragraph, text):
        yield _Block(text, 1)
    else:
        yield _Block(item(text) if text and (style.is_item or _is_numbered(properties)) else text)
    for box in text_boxes(paragraph):
        yield from _blocks(box, styles)


def _is_bold_heading(paragraph: etree._Element, text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST_BOLD_HEADING and text[-1] not in ".,;" and is_bold(paragraph)


def _is_numbered(properties: etree._Element | None) -> bool:
    number = child(properties, "numPr", "numId")
    return number is not None and value_of(number) != "0"


def _table(table: etree._Element, styles: Mapping[str, Style], bold_is_heading: bool) -> Iterator[_Block]:
    """A block a row, its cells parted by semicolons; a table of one column only lays out what is in it."""
    rows = [[cell for cell in row.iter() if tag(cell) == "tc" and _row_of(cell) is row] for row in _rows(table)]
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from _blocks(cell, styles, bold_is_heading)
        return
    above: dict[int, str] = {}
    for row in rows:
        above = _row_cells(row, above, styles)
        yield _Block("; ".join(text for text in above.values() if text))


def _row_cells(row: Sequence[etree._Element], above: Mapping[int, str], styles: Mapping[str, Style]) -> dict[int, str]:
    """The cells' texts by column; a cell that is merged with the one above it tells that one's text again."""
    told: dict[int, str] = {}
    column = 0
    for cell in row:
        merged = child(cell, "tcPr", "vMerge")
        goes_on = merged is not None and value_of(merged) != "restart"
        told[column] = above.get(column, "") if goes_on else _cell_text(cell, styles)
        spanned = value_of(child(cell, "tcPr", "gridSpan"))
        column += int(spanned) if spanned.isdecimal() and len(spanned) < 4 else 1
    return told


def _rows(table: etree._Element) -> list[etree._Element]:
    """The table's own rows, without those of tables in its cells."""
    return [row for row in table.iter() if tag(row) == "tr" and next(_above(row, "tbl"), None) is table]


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(_above(cell, "tr"), None)


def _above(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (above for above in element.iterancestors() if tag(above) == name)


def _cell_text(cell: etree._Element, styles: Mapping[str, Style]) -> str:
    return one_line(" ".join(block.text.removeprefix("- ") for block in _blocks(cell, styles)))


def _document(
    blocks: Sequence[_Block], core: etree._Element | None, styles: Mapping[str, Style], origin: Origin
) -> Document:
    stated = {} if core is None else {tag(e): one_line(clean_characters(plain_text(e))) for e in core}
    title = _title(blocks, stated) or origin.stem
    return Document(
        doc_id="docx:" + "/".join((*origin.parts[:-1], origin.stem)),
        title=title,
        sections=tuple(section for section in _sections(blocks, title) if section.text),
        source=origin.stem,
        publisher=stated_author(stated.get("creator", "")),
        date=stated_date(stated.get("modified", "")) or stated_date(stated.get("created", "")),
        language=language_code(stated.get("language", "") or styles.get("", Style()).language),
    )


def _title(blocks: Sequence[_Block], stated: Mapping[str, str]) -> str:
    """The paragraph of the title's style, else the stated title, else the one heading that stands over all others."""
    styled = next((block.text for block in blocks if block.level == 0 and block.text), "")
    if styled:
        return styled
    if named := stated_title(stated.get("title", "")):
        return named
    told = [block for block in blocks if block.text]
    tops = [block for block in told if block.level == 1]
    return tops[0].text if len(tops) == 1 and told[0] is tops[0] else ""


def _sections(blocks: Sequence[_Block], title: str) -> Iterator[Section]:
    levels: list[_Block] = []
    held: list[str] = []
    for block in blocks:
        if not block.level:
            held += [block.text] if block.level is None else []
        elif block.text:
            yield _section(levels, held, title)
            levels = [*(above for above in levels if (above.level or 0) < block.level), block]
            held = []
    yield _section(levels, held, title)


def _section(levels: Sequence[_Block], held: Sequence[str], title: str) -> Section:
    path = [level.text for level in levels]
    return Section((title, *(path[1:] if path[:1] == [title] else path)), joined(held))
