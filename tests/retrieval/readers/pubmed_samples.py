"""PubMed records made up for the tests: the shapes are the National Library of Medicine's, the words are not."""

from __future__ import annotations

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January'
    ' 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)

TRIAL = """<PubmedArticle>
<MedlineCitation Status="MEDLINE" Owner="NLM" IndexingMethod="Automated"><PMID Version="2">10000001</PMID>
<DateCompleted><Year>2021</Year><Month>02</Month><Day>03</Day></DateCompleted>
<Article PubModel="Print-Electronic">
<Journal><ISSN IssnType="Electronic">1234-5678</ISSN><JournalIssue CitedMedium="Internet"><Volume>7</Volume>
<PubDate><Year>2020</Year><Month>Nov</Month></PubDate></JournalIssue>
<Title>The journal of glub</Title><ISOAbbreviation>J Glub</ISOAbbreviation></Journal>
<ArticleTitle>Glubocin at the<i>GLB1</i>locus in men: a <sup>13</sup>C study.</ArticleTitle>
<ELocationID EIdType="pii" ValidYN="Y">S1</ELocationID>
<ELocationID EIdType="doi" ValidYN="Y">10.1234/GLUB.2020.1</ELocationID>
<Abstract>
<AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Glub is a mild fever.&#x3b2;-Glub costs 10<sup>5</sup> marks.
</AbstractText>
<AbstractText Label="METHODS AND FINDINGS" NlmCategory="METHODS">We gave 5 mg to men with TSH <u>&lt;</u>4.5 and used
<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mmultiscripts><mml:mi>He</mml:mi><mml:mprescripts/>
<mml:none/><mml:mn>3</mml:mn></mml:mmultiscripts></mml:math> at the<i>GLB1</i>locus and<i>N</i>-glub.</AbstractText>
<AbstractText Label="RESULTS" NlmCategory="RESULTS">Fever fell (<i>p</i>&lt;0.01).</AbstractText>
<AbstractText Label="RESULTS" NlmCategory="RESULTS">Harms were few.</AbstractText>
<CopyrightInformation>Copyright text.</CopyrightInformation>
</Abstract>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Doe</LastName></Author></AuthorList>
<Language>eng</Language>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
<PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList>
<ArticleDate DateType="Electronic"><Year>2020</Year><Month>10</Month><Day>05</Day></ArticleDate>
</Article>
<MedlineJournalInfo><Country>Glubland</Country><MedlineTA>J Glub</MedlineTA></MedlineJournalInfo>
<CommentsCorrectionsList>
<CommentsCorrections RefType="CommentIn"><RefSource>J Comment. 2021;1:1</RefSource><PMID Version="1">9</PMID>
</CommentsCorrections>
<CommentsCorrections RefType="ErratumIn"><RefSource>J Glub. 2021 Jan;8(1):3. doi: 10.1234/e.</RefSource>
<PMID Version="1">10000002</PMID></CommentsCorrections>
<CommentsCorrections RefType="UpdateIn"><RefSource>J Glub. 2022;9:4</RefSource></CommentsCorrections>
<CommentsCorrections RefType="ExpressionOfConcernIn"><RefSource>J Glub. 2021;8:9</RefSource>
<PMID Version="1">10000003</PMID></CommentsCorrections>
</CommentsCorrectionsList>
<MeshHeadingList><MeshHeading><DescriptorName UI="D1">Fever</DescriptorName></MeshHeading></MeshHeadingList>
<OtherAbstract Type="plain-language-summary" Language="eng"><AbstractText>In plain words.</AbstractText></OtherAbstract>
<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">glub keyword</Keyword></KeywordList>
</MedlineCitation>
<PubmedData><PublicationStatus>ppublish</PublicationStatus><ArticleIdList>
<ArticleId IdType="pubmed">10000001</ArticleId><ArticleId IdType="pmc">PMC77.1</ArticleId>
<ArticleId IdType="doi">10.1234/glub.2020.1</ArticleId><ArticleId IdType="pii">S1</ArticleId></ArticleIdList>
<ReferenceList><Reference><Citation>Other. 1999</Citation><ArticleIdList><ArticleId IdType="pubmed">5</ArticleId>
</ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"""

BOOK = """<PubmedBookArticle><BookDocument><PMID Version="1">20000001</PMID>
<ArticleIdList><ArticleId IdType="bookaccession">NBK4242</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>Glub Press</PublisherName><PublisherLocation>Glubton</PublisherLocation></Publisher>
<BookTitle book="glub">GlubReviews<sup>®</sup></BookTitle><PubDate><Year>1993</Year></PubDate>
<ELocationID EIdType="doi">10.9999/wholebook</ELocationID></Book>
<ArticleTitle book="glub" part="g1">Hereditary Glub</ArticleTitle><Language>eng</Language>
<PublicationType UI="D016454">Review</PublicationType>
<Abstract><AbstractText Label="CLINICAL CHARACTERISTICS">Glub runs in families.</AbstractText></Abstract>
<Sections><Section><SectionTitle book="glub" part="g1">Diagnosis</SectionTitle></Section></Sections>
<ContributionDate><Year>1998</Year><Month>10</Month><Day>23</Day></ContributionDate>
<DateRevised><Year>2024</Year><Month>3</Month><Day>7</Day></DateRevised>
</BookDocument><PubmedBookData><PublicationStatus>ppublish</PublicationStatus><ArticleIdList>
<ArticleId IdType="pubmed">20000001</ArticleId></ArticleIdList></PubmedBookData></PubmedBookArticle>"""

DELETED = """<DeleteCitation><PMID Version="1">30000001</PMID><PMID Version="1">30000002</PMID></DeleteCitation>"""


def record(
    number: int | str = 1,
    title: str = "A title.",
    abstract: str = "<Abstract><AbstractText>A sentence.</AbstractText></Abstract>",
    within_article: str = "",
    within_citation: str = "",
    date: str = "<Year>2001</Year>",
) -> str:
    """A small article; the further text goes into its `Article` or `MedlineCitation`."""
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{number}</PMID><Article><Journal><JournalIssue><PubDate>'
        f"{date}</PubDate></JournalIssue><Title>Glub</Title></Journal><ArticleTitle>{title}</ArticleTitle>{abstract}"
        f"{within_article}</Article>{within_citation}</MedlineCitation></PubmedArticle>"
    )


def link(kind: str, source: str = "", number: str = "") -> str:
    """A list with one link to another record."""
    told = f"<RefSource>{source}</RefSource>" if source else ""
    told += f'<PMID Version="1">{number}</PMID>' if number else ""
    one = f'<CommentsCorrections RefType="{kind}">{told}</CommentsCorrections>'
    return f"<CommentsCorrectionsList>{one}</CommentsCorrectionsList>"


def article_set(*parts: str) -> str:
    """A whole file of these records."""
    return f"{HEAD}<PubmedArticleSet>\n" + "\n".join(parts) + "\n</PubmedArticleSet>\n"


PUBMED = article_set(TRIAL, BOOK, DELETED)
