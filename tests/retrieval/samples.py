"""Small valid files of each format, made up for the tests: the shapes are the publishers', the words are not."""

from __future__ import annotations

from tests.retrieval.readers import document_samples
from tests.retrieval.readers.bookshelf_samples import CHAPTER as BOOKSHELF
from tests.retrieval.readers.fhir_samples import FHIR
from tests.retrieval.readers.medlineplus_samples import MEDLINEPLUS
from tests.retrieval.readers.pubmed_samples import PUBMED

MEDQUAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document id="0000001" source="NIDDK" url="http://www.niddk.nih.gov/glub">
<Focus>Glub fever</Focus>
<FocusAnnotations><UMLS><CUIs><CUI>C1</CUI></CUIs></UMLS>
<Synonyms><Synonym>Glubitis</Synonym><Synonym>GF</Synonym></Synonyms></FocusAnnotations>
<QAPairs>
<QAPair pid="1"><Question qid="1-1" qtype="information">What is (are) Glub fever ?</Question>
<Answer>Glub fever is mild. It doesnt last.The skin is sore (see below)and warm.

Signs include
- a  rash    - red eyes    - fever
A urologist may help. The urologista doctor is seen.</Answer></QAPair>
<QAPair pid="2"><Question qid="1-2" qtype="prevention">how to prevent Glub fever? ?</Question>
<Answer> </Answer></QAPair>
</QAPairs></Document>"""

MEDQUAD_UNANSWERED = MEDQUAD.replace(MEDQUAD[MEDQUAD.index("<Answer>Glub") + 8 : MEDQUAD.index("</Answer>")], "")

COLLECTION = """<col:collection xmlns:col="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml">
<col:metadata><md:title>Glubology 2e</md:title><md:slug>glubology-2e</md:slug>
<md:license url="http://creativecommons.org/licenses/by/4.0/"/></col:metadata>
<col:content><col:subcollection><md:title>Basics</md:title><col:content>
<col:module document="m1"/></col:content></col:subcollection></col:content></col:collection>"""

CNXML = """<document xmlns="http://cnx.rice.edu/cnxml" xmlns:m="http://www.w3.org/1998/Math/MathML">
<title>Introduction</title>
<metadata xmlns:md="http://cnx.rice.edu/mdml"><md:content-id>m1</md:content-id><md:title>Introduction</md:title>
<md:abstract><para>By the end you will be able to:</para></md:abstract></metadata>
<content>
<para>The glub is small (<link target-id="fig-1" document=""/>). As <link target-id="fig-1"/>
shows, Na<sup>+</sup> moves at 10<sup>5</sup> and H<sub>2</sub>O stays.</para>
<figure id="fig-1"><media alt="x"><image src="x.jpg"/></media><caption>A picture of a glub.</caption></figure>
<note class="chapter-objectives"><title>Chapter Objectives</title><para>Objective text.</para></note>
<section><title>Parts</title>
<para>Parts are:<list><item>the head<list><item>an eye</item></list></item>
<item>the tail</item></list>Then it ends.</para>
<para>So <m:math><m:mfrac><m:mi>a</m:mi><m:mrow><m:mi>b</m:mi><m:mo>+</m:mo><m:mn>1</m:mn></m:mrow></m:mfrac>
<m:mo>=</m:mo><m:msup><m:mn>10</m:mn><m:mn>2</m:mn></m:msup></m:math>.</para>
<table><tgroup cols="2"><thead><row><entry>Drug</entry><entry>Dose</entry></row></thead>
<tbody><row><entry>Glubocin</entry><entry>5 mg daily.<newline/>Most: 10 mg.</entry></row></tbody></tgroup>
<caption>Glub Drugs (source: x)</caption></table>
<exercise><problem><para>Question text?</para></problem></exercise></section>
<section class="review-questions"><title>Review Questions</title><para>Review text.</para></section>
</content>
<glossary><definition><term>glub</term><meaning>a small thing</meaning></definition></glossary>
</document>"""

JATS = """<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.0//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en"><front>
<journal-meta><journal-title-group><journal-title>Journal of Glub</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmc">123</article-id>
<title-group><article-title>Glub in <italic>men</italic><xref ref-type="fn">*</xref></article-title></title-group>
<pub-date pub-type="collection"><year>2010</year></pub-date>
<pub-date pub-type="epub"><day>7</day><month>5</month><year>2009</year></pub-date>
<permissions><license xlink:href="http://creativecommons.org/licenses/by/2.0"><p>Open.</p></license></permissions>
<abstract><sec><title>Methods</title><p>We took 5&nbsp;mg of &beta;-glub.</p></sec></abstract></article-meta></front>
<body><sec><title>Results</title><p>It worked [<xref ref-type="bibr">1</xref>]-[<xref ref-type="bibr">3</xref>] in men
(<xref ref-type="bibr">4</xref>, <xref ref-type="bibr">5</xref>).<sup><xref ref-type="bibr">6</xref></sup> As
<xref ref-type="bibr">Smith (2001)</xref> said, see <xref ref-type="table">Table 1</xref>.
<table-wrap><table><tr><td>cell text</td></tr></table></table-wrap></p>
<sec><title>Harms</title><p>There were none.</p></sec></sec>
<sec><title>Competing interests</title><p>Interest text.</p></sec></body>
<back><ref-list><ref><mixed-citation>Reference text.</mixed-citation></ref></ref-list></back></article>"""

HANDBOOK = """---
title: Glub fever
synonyms: [glubitis, "no"]
category: condition
written: 2026-11-22
review: No clinician has reviewed this page.
sources:
  - publisher: A Page House
    title: "Glub: facts"
    url: https://example.org/a
  - publisher: B House
    title: Glub
    url: https://example.org/b
---

## What it is

Glub fever is a mild fever. Glub fever ends by itself. [^2]

Glub fever is common in fish. [^1] [^2]

## What helps

Rest helps people with glub fever. [^1]
"""

MARKDOWN = """# Glub

Glub is *mild*, see
[the page](https://example.org) and `code`.<br/>

- one **item**
- two

## Care &amp; cure

Rest. ![a picture](x.png)

| Drug | Dose |
|------|------|
| A    | 5 mg |

Aftermath
---------
Done.
"""

JSONL = """{"id": "a", "title": "Gl", "text": "Mild.\\n\\nIt ends.", "source": "House", "license": "CC0", "date": 2020}
{"title": "broken
[1, 2]
{"id": "b"}

{"_id": 7, "text": "Seven\\u0000 is\\ud800 here."}
{"id": "a", "text": "Again."}
{"id": "c", "text": ["no"]}
"""

BY_FORMAT: dict[str, str] = {
    "html": document_samples.HTML,
    "json": document_samples.JSON,
    "table": document_samples.TABLE,
    "text": document_samples.TEXT,
    "bookshelf": BOOKSHELF,
    "fhir": FHIR,
    "medlineplus": MEDLINEPLUS,
    "pubmed": PUBMED,
    "medquad": MEDQUAD,
    "openstax": CNXML,
    "jats": JATS,
    "handbook": HANDBOOK,
    "markdown": MARKDOWN,
    "jsonl": JSONL,
}
SUFFIX = {
    "docx": ".docx",
    "html": ".html",
    "json": ".json",
    "pdf": ".pdf",
    "table": ".csv",
    "text": ".txt",
    "bookshelf": ".nxml",
    "fhir": ".json",
    "medlineplus": ".xml",
    "pubmed": ".xml",
    "medquad": ".xml",
    "openstax": ".cnxml",
    "jats": ".nxml",
    "handbook": ".md",
    "markdown": ".md",
    "jsonl": ".jsonl",
}


def sample(format_name: str) -> bytes:
    """A small valid file of the format."""
    if format_name == "pdf":
        return document_samples.pdf(pages=1)
    return document_samples.docx() if format_name == "docx" else BY_FORMAT[format_name].encode()
