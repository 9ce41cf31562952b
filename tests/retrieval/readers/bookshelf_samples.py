"""Chapters made up for the tests: the shapes are those of NCBI's Bookshelf, the words are not."""

from __future__ import annotations

CHAPTER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE book-part-wrapper PUBLIC "-//NLM//DTD BITS Book Interchange DTD v2.0 20151225//EN" "BITS-book2.dtd">
<book-part-wrapper xmlns:xlink="http://www.w3.org/1999/xlink" id="article-1" xml:lang="en" dtd-version="2.0">
<book-meta><book-id book-id-type="pmcid">glubpearls</book-id>
<book-title-group><book-title>GlubPearls [Internet]</book-title></book-title-group>
<pub-date date-type="pub" publication-format="electronic"><month>01</month><year>2020</year></pub-date>
<publisher><publisher-name>GlubPearls Publishing</publisher-name><publisher-loc>Glubton</publisher-loc></publisher>
<permissions><copyright-statement>Copyright text.</copyright-statement>
<license license-type="open-access" xlink:href="https://creativecommons.org/licenses/by-nc-nd/4.0/">
<license-p>Terms.</license-p></license></permissions>
<abstract><p>What the book is about.</p></abstract></book-meta>
<book-part book-part-type="chapter" id="article-22102">
<book-part-meta><book-part-id book-part-id-type="pmcid">article-22102</book-part-id>
<book-part-id book-part-id-type="pmid">28722928</book-part-id>
<title-group><title>Glub <italic>Fever</italic><xref ref-type="fn">*</xref></title></title-group>
<contrib-group><contrib><name><surname>Doe</surname></name></contrib></contrib-group>
<pub-history><date date-type="created"><month>1</month><year>2019</year></date>
<date date-type="updated"><day>7</day><month>8</month><year>2023</year></date></pub-history></book-part-meta>
<body>
<sec id="s0"><title>Continuing Education Activity</title><p>Activity text.</p></sec>
<sec id="s1" sec-type="pubmed-excerpt"><title>Introduction</title><p>Glub fever is mild [<xref ref-type="bibr">1</xref>].
It ends.</p><p>Signs:<list list-type="bullet"><list-item><p>rash</p></list-item><list-item><p>10<sup>5</sup> spots</p>
</list-item></list></p><table-wrap><table><tr><td>cell text</td></tr></table></table-wrap></sec>
<sec id="s2"><title>Treatment / Management</title><p>Rest.</p><sec><title>Children</title><p>More rest.</p></sec></sec>
<sec id="s3"><title>Review Questions</title><p>Question text.</p></sec></body>
<back><ref-list><ref><mixed-citation>Reference text.</mixed-citation></ref></ref-list></back></book-part>
</book-part-wrapper>"""

BOOK = """<book xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en">
<book-meta><book-id book-id-type="pmcid">glubrep1</book-id><book-id book-id-type="doi">10.5555/BOOK</book-id>
<book-title-group><book-title>A Report on Glub</book-title><subtitle>Report 1</subtitle></book-title-group>
<publisher><publisher-name>Glub Agency</publisher-name></publisher>
<pub-date pub-type="epub"><month>04</month><year>2015</year></pub-date>
<abstract><title>Structured Abstract</title><sec><title>Objectives</title><p>To look at glub.</p></sec></abstract></book-meta>
<book-front><front-matter-part><named-book-part-body><p>Front text.</p></named-book-part-body></front-matter-part>
</book-front>
<book-body>
<book-part book-part-type="part" id="p1"><book-part-meta><title-group><title>Findings</title></title-group></book-part-meta>
<body><p>This part has two chapters.</p>
<book-part book-part-type="chapter" id="ch1"><book-part-meta><title-group><label>1</label><title>Introduction</title>
</title-group><uri xlink:href="art-access-id://NBK123"/></book-part-meta><body><p>Glub is common.</p></body></book-part>
<book-part book-part-type="chapter" id="ch2"><book-part-meta><book-part-id book-part-id-type="doi">10.5555/CH2</book-part-id>
<title-group><title>Harms of Glub</title></title-group></book-part-meta><body><sec><title>Rare</title><p>There are few.</p>
</sec></body></book-part></body></book-part>
<book-part book-part-type="toc" id="toc"><book-part-meta><title-group><title>Contents</title></title-group></book-part-meta>
<body><p>Contents text.</p></body></book-part>
<book-part book-part-type="chapter" id="ch3"><book-part-meta><title-group><title>Figures</title></title-group>
</book-part-meta><body><fig><caption><p>A figure.</p></caption></fig></body></book-part>
</book-body></book>"""
