"""PDFs: headings, paragraphs, running lines, columns, properties, and files that are scanned, locked, damaged or hostile."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from retrieval.documents import Document
from retrieval.errors import ReadError
from retrieval.readers import pdf_pages
from retrieval.readers.pdf_layout import without_running_lines
from retrieval.readers.pdf_pages import Line, Page
from tests.retrieval.readers import document_samples
from tests.retrieval.readers.reading_one import bad_lines, nothing, one, outcomes, told

PROSE = (
    "Glub fever is a mild fever that people of every age may get in winter,",
    "and it ends by itself within a week or two. Nobody knows for certain",
    "where it comes from, and most people who have it need no doctor at all.",
)


def drawn(*pages: Callable[[Canvas], object]) -> bytes:
    """A PDF with one page for each function."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(canvas: Canvas, told: Sequence[str], x: float = 72, y: float = 700, size: float = 10) -> float:
    """Draws lines one below the other; where the next would stand."""
    canvas.setFont("Helvetica", size)
    for line in told:
        canvas.drawString(x, y, line)
        y -= 1.2 * size
    return y


def text(document: Document) -> str:
    return "\n\n".join(section.text for section in document.sections)


def test_headings_paragraphs_and_items_without_running_lines() -> None:
    document = one("pdf", document_samples.pdf())
    assert (document.doc_id, document.title, document.publisher) == ("pdf:notes/a", "Glub fever in adults", "Jane Doe")
    assert (document.date, document.url, document.licence) == ("2000-01-01", "", "")
    background, methods = told(document)[:2]
    assert background == (
        ("Glub fever in adults", "Background"),
        "Glub fever is a mild fever that people of every age may get in winter, and it ends by itself. Blood sugar does"
        " not change, nor does blood-sugar control. Patients are told to rest.\n\n"
        "A second paragraph is set in, and it says that nobody needs to worry.",
    )
    assert methods == (
        ("Glub fever in adults", "Methods"),
        "- We asked ten people, and then we asked ten other people about their fever.\n- Nobody else was asked.",
    )
    assert "Journal of Glub" not in text(document) and "Page" not in text(document)


def test_a_page_is_a_section_where_nothing_tells_headings() -> None:
    document = one("pdf", drawn(lambda c: lines(c, PROSE), lambda c: lines(c, PROSE)))
    assert told(document) == [(("a", "Page 1"), " ".join(PROSE)), (("a", "Page 2"), " ".join(PROSE))]


def test_a_sentence_that_runs_over_a_page_stays_whole() -> None:
    after = (PROSE[2], "", "Another one begins.")
    document = one("pdf", drawn(lambda c: lines(c, PROSE[:2]), lambda c: lines(c, after, y=650)))
    assert told(document) == [(("a", "Page 1"), " ".join(PROSE)), (("a", "Page 2"), "Another one begins.")]


def test_the_outline_gives_the_headings_and_their_levels() -> None:
    def page(canvas: Canvas) -> None:
        y = 700.0
        for level, heading in enumerate(("1 Basics", "1.1 Signs", "1.2 Causes")):
            title = heading.partition(" ")[2]
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level=min(level, 1))
            y = lines(canvas, (heading, *PROSE), y=y) - 20

    paths = [path for path, _ in told(one("pdf", drawn(page)))]
    assert paths == [("a", "1 Basics"), ("a", "1 Basics", "1.1 Signs"), ("a", "1 Basics", "1.2 Causes")]


def test_columns_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        lines(
            canvas,
            (
                "Most people with glub fever have",
                "a mild rash on both arms that does",
                "not itch, and they get better in",
            ),
        )
        lines(
            canvas,
            ("a week or two without a doctor.", "Some people have it for longer, and", "they should ask for advice."),
            x=320,
        )

    assert text(one("pdf", drawn(page))) == (
        "Most people with glub fever have a mild rash on both arms that does not itch, and they get better in a week or two"
        " without a doctor. Some people have it for longer, and they should ask for advice."
    )


def test_raised_figures_do_not_become_part_of_the_number_before() -> None:
    def page(canvas: Canvas) -> None:
        line = canvas.beginText(72, 700)
        line.setFont("Helvetica", 10)
        line.textOut("There were 10")
        line.setFont("Helvetica", 6)
        line.setRise(4)
        line.textOut("5")
        line.setFont("Helvetica", 10)
        line.setRise(0)
        line.textOut(" cells in it.")
        canvas.drawText(line)

    assert text(one("pdf", drawn(page))) == "There were 10⁵ cells in it."


def test_a_turned_page_is_read_too() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -300, "This page is turned, and its text reads upwards.")

    assert text(one("pdf", drawn(page))) == "This page is turned, and its text reads upwards."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Glub, the book", "Glub, the book"),
        ("untitled", "Glub fever in adults"),
        ("Microsoft Word - x.doc", "Glub fever in adults"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    assert one("pdf", document_samples.pdf(title=title)).title == expected


def test_a_file_with_a_password_is_refused_and_one_without_is_opened() -> None:
    with pytest.raises(ReadError) as caught:
        outcomes("pdf", document_samples.pdf(password="secret"))
    assert caught.value.reason == "is encrypted; save a copy without a password"


def scanned(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "white")), 0, 0, 500, 800)
    canvas.drawString(300, 20, "7")


def test_scanned_pages_are_told_and_not_guessed_at() -> None:
    assert nothing("pdf", drawn(scanned, scanned)) == "holds only images of pages; OCR it first"


def test_a_file_without_text_is_nothing() -> None:
    assert nothing("pdf", drawn(lambda c: c.line(0, 0, 9, 9))) == "a PDF without text"


def handmade(content: bytes, extra: bytes = b"", count: int = 1, filtered: bytes = b"") -> bytes:
    """A PDF of one page written by hand, without a table of its objects: pypdf finds them by itself."""
    stream = b"<< /Length %d %s >> stream\n" % (len(content), filtered) + content + b"\nendstream"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> /MediaBox [0 0 600 800] >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count),
        page % extra,
        stream,
        font,
    )
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, obj) for number, obj in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF"


SHOWN = b"BT /F 10 Tf 72 700 Td (Glub is mild.) Tj ET "


def test_a_file_written_by_hand() -> None:
    assert text(one("pdf", handmade(SHOWN))) == "Glub is mild."


def test_a_page_that_cannot_be_read_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pdf_pages._LIMITS, "stream_parsing_work_maximum_count", 200)
    data = drawn(lambda c: lines(c, PROSE), lambda c: lines(c, PROSE * 20))
    assert text(one("pdf", data)) == " ".join(PROSE)
    assert [number for number, _ in bad_lines("pdf", data)] == [2]


HOSTILE = {
    "swelling stream": handmade(zlib.compress(b" " * (40 * 2**20)), filtered=b"/Filter /FlateDecode"),
    "many commands": handmade(b"0 0 m " * 40_000),
    "no page": handmade(b"", count=0),
    "no page tree": handmade(SHOWN).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
    "cut short": document_samples.pdf()[:900],
    "nothing but a mark": b"%PDF-1.7\n",
    "deep arrays": handmade(b"[" * 100_000),
    "deep objects": handmade(SHOWN).replace(b"/Type /Catalog", b"/X " + b"[" * 50_000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_made_to_do_harm_is_refused_in_one_sentence(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pdf_pages._LIMITS, "stream_parsing_work_maximum_count", 100_000)
    with pytest.raises(ReadError):
        outcomes("pdf", HOSTILE[kind])


def test_forms_that_hold_themselves_end() -> None:
    form = b"/XObject << /X 6 0 R >>"
    inner = (
        b"6 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>"
        b" stream\n/X Do\nendstream endobj\n"
    )
    data = handmade(SHOWN + b"/X Do " * 50, extra=form).replace(b"trailer", inner + b"trailer")
    assert text(one("pdf", data)) == "Glub is mild."


def test_reading_stops_when_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "SECONDS", -1.0)
    with pytest.raises(ReadError, match="the file took too long to read"):
        outcomes("pdf", document_samples.pdf())
    monkeypatch.setattr(pdf_pages, "SECONDS", 300.0)
    monkeypatch.setattr(pdf_pages, "SECONDS_A_PAGE", -1.0)
    with pytest.raises(ReadError, match="it takes too long to read"):
        outcomes("pdf", document_samples.pdf())


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_PAGES", 2)
    with pytest.raises(ReadError, match="more than 2 pages"):
        outcomes("pdf", document_samples.pdf(pages=3))


def test_running_lines_are_those_that_stand_at_one_height_and_edge() -> None:
    def page(number: int, *extra: Line) -> Page:
        head = Line(f"Chapter One {number}", 8, False, 72, 780)
        return Page(number, (head, *extra, Line(f"- {number} -", 8, False, 300, 30)), 800.0)

    repeated = Line("The same words twice.", 10, False, 72, 400)
    moved = [Line("Glub ends by itself.", 10, False, 72, 60 + 10 * number) for number in range(2)]
    kept = without_running_lines((page(1, repeated, moved[0]), page(2, repeated, moved[1])))
    assert [line.text for one_page in kept for line in one_page.lines] == [
        "The same words twice.", "Glub ends by itself.", "The same words twice.", "Glub ends by itself.",
    ]  # fmt: skip
