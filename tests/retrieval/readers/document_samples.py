"""Small files of the formats that people write in: web page, PDF, Word document, table, text, JSON; all made up here."""

from __future__ import annotations

import io
from functools import cache

HTML = """<!DOCTYPE html>
<html lang="en-US"><head><meta charset="utf-8"><title>Glub fever | House of Health</title>
<link rel="canonical" href="https://example.org/glub-fever">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
<meta property="og:site_name" content="House of Health"><meta property="og:title" content="Glub fever">
<meta name="citation_doi" content="10.1000/GLUB.1">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "x"},
{"@type": "MedicalWebPage", "datePublished": "2020-01-02", "lastReviewed": "2024-05-17T10:00:00Z"}]}</script>
<style>p { color: red }</style></head><body class="has-sidebar">
<div id="cookie-banner"><p>We use cookies. Accept them all.</p></div>
<header><a href="/">House of Health</a><form><input name="q"><button>Search</button></form></header>
<nav><ul><li><a href="/a">Topics</a><li><a href="/b">Drugs</a></ul></nav>
<main><article><header><h1>Glub fever</h1></header>
<p>Glub fever is <b>mild</b>.<sup><a href="#r1">1</a></sup> It lasts 10<sup>5</sup> seconds,
see <a href="/x">this page</a>.<br>It ends by itself.</p>
<aside><p>Buy our glub tea.</p></aside>
<h2>Symptoms<a class="anchor" href="#symptoms">#</a></h2><p>Signs include:</p>
<ul><li>a rash<ul><li>on the <i>arms</i></li></ul></li><li><p>fever</p><p>above 38 °C</p></li></ul>
<h3>Rare signs</h3><dl><dt>Glubosis</dt><dd>Too much glub.</dd></dl>
<h2>Treatment</h2><table><caption>Drugs</caption><tr><th>Drug</th><th>Dose</th></tr>
<tr><td rowspan="2">Glubocin</td><td>5 mg</td></tr><tr><td>10 mg</td></tr></table>
<details><summary>Can I swim?</summary><p>Yes, you can.</p></details>
<h2>References</h2><ol><li id="r1">A book of glub.</li></ol></article></main>
<footer>© House of Health</footer><script>var x = "<p>No text.</p>";</script></body></html>"""

TABLE = (
    "\ufeffID,Question,Answer,Source URL,Last updated,Notes\r\n"
    '1,What is glub?,"Glub is mild, and ends.\r\n\r\nIt may ""come back"".",https://example.org/1,17 May 2024,x\r\n'
    ",,,,,\r\n"
    "2,Who gets it?,,https://example.org/2,,\r\n"
    "3,Is it rare?,No.,,,,,surplus\r\n"
    "1,Again?,Yes.,,,\r\n"
    "4,Does it hurt?,It does not.,,05/06/2024,\r\n"
)

TEXT = """Glub fever at home

Glub fever is a mild fever that people of every age may get in winter, and that
ends by itself within a week. Most peo-
ple need no doctor.

WHAT HELPS

Rest helps most people. So do these:
* tea with honey, as hot as it is pleasant to drink, several times through the
  day
* sleep

Getting worse
-------------

1. Call a doctor
2. Take your notes along
"""

JSON = """[
  {"id": "a", "title": "Glub", "abstract": "In short.", "text": "Glub is mild.", "doi": "10.1000/1", "year": 2020},
  {"id": "b"},
  7,
  {"question": "Who gets glub?", "answer": "Everybody."}
]
"""


@cache
def docx() -> bytes:
    """A Word document with headings, a list, a table, a superscript and properties."""
    import datetime

    import docx as word

    document = word.Document()
    document.core_properties.title = "Glub care"
    document.core_properties.author = "Jane Doe"
    document.core_properties.language = "en-GB"
    document.core_properties.modified = datetime.datetime(2024, 5, 17)
    document.add_heading("Glub care at home", 0)
    document.add_heading("What it is", 1)
    document.add_paragraph("It lasts 10").add_run("5").font.superscript = True
    document.add_heading("Symptoms", 2)
    document.add_paragraph("Signs include:")
    document.add_paragraph("a rash", style="List Bullet")
    document.add_paragraph("fever", style="List Bullet")
    document.add_heading("Treatment", 1)
    table = document.add_table(rows=3, cols=2)
    for row, told in enumerate((("Drug", "Dose"), ("Glubocin", "5 mg"), ("", "10 mg"))):
        for column, text in enumerate(told):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("Call a doctor if it lasts.")
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a document of python-docx."""
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


LINES = (
    ("Helvetica-Bold", 18, "Glub fever in adults"),
    ("Helvetica-Bold", 13, "Background"),
    ("Helvetica", 10, "Glub fever is a mild fever that people of every age may get in win-"),
    ("Helvetica", 10, "ter, and it ends by itself. Blood sugar does not change, nor does blood-"),
    ("Helvetica", 10, "sugar control. Patients are told to rest."),
    ("Helvetica", 10, "   A second paragraph is set in, and it says that nobody needs to worry."),
    ("Helvetica-Bold", 13, "Methods"),
    ("Helvetica", 10, "• We asked ten people, and then we asked ten other people about their"),
    ("Helvetica", 10, "   fever."),
    ("Helvetica", 10, "• Nobody else was asked."),
)


@cache
def pdf(pages: int = 3, headings: bool = True, password: str = "", title: str = "") -> bytes:
    """A PDF of so many pages that repeat `LINES` under a running head; `headings` makes some of them larger."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    encrypt = StandardEncryption(password, strength=40) if password else None
    canvas = Canvas(buffer, encrypt=encrypt, invariant=True)
    canvas.setTitle(title)
    canvas.setAuthor("Jane Doe")
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 800, f"Journal of Glub 12 ({page})")
        canvas.drawString(300, 30, f"Page {page} of {pages}")
        y = 700.0
        for font, size, text in LINES:
            if size == 18 and page > 1:
                continue
            canvas.setFont(font if headings else "Helvetica", size if headings else 10)
            y -= size * (2.5 if size > 10 else 1.2)
            indent = len(text) - len(text.lstrip())
            canvas.drawString(72 + 4 * indent, y, text.strip())
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
