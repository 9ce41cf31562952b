"""What literature Osler can fetch by name, and from whom: title, publisher, licence, address, and how it is checked.

Facts only: knows nothing of networks or files. A name is asked for by the user; nothing here is fetched unasked.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from types import MappingProxyType

from retrieval.errors import UnknownSource

MIB = 2**20
GIB = 2**30
ENTREZ = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"


@dataclass(frozen=True, slots=True)
class Pin:
    """What a file whose content never changes must be.

    `sha256` is over the lines "<sha256 of its content>  <path>" of the entries whose path, without the archive's top
    folder, matches `entries`, in sorted order: however the archive was packed, the content is the same. `commit` is
    what a GitHub archive of that commit carries as its comment.
    """

    commit: str
    entries: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OneFile:
    """A file at a fixed address. With a pin its content is fixed too, and a good copy is never asked for again."""

    url: str
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class NewestListed:
    """The newest of the dated files that a page links to; `pattern` matches the file's name and captures its date."""

    page: str
    pattern: str


@dataclass(frozen=True, slots=True)
class EntrezSearch:
    """What a search of an NCBI database finds; `restriction` is added to the user's query."""

    database: str
    restriction: str = ""
    records_a_page: int = 200
    most: int = 9_999  # PubMed gives no more of one search


Origin = OneFile | NewestListed | EntrezSearch


@dataclass(frozen=True, slots=True)
class Source:
    """A source by the name a user gives. `size` is for people; a download beyond `largest` bytes is given up."""

    name: str
    title: str
    publisher: str
    licence: str
    size: str
    page: str
    file: str
    origin: Origin
    largest: int = 2 * GIB

    @property
    def spelt(self) -> str:
        """The name as it is typed."""
        return f"{self.name}:QUERY" if isinstance(self.origin, EntrezSearch) else self.name


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source a user asked for, with the query where it takes one."""

    source: Source
    query: str = ""

    @property
    def name(self) -> str:
        """The name as it was typed: what a ledger keeps."""
        return f"{self.source.name}:{self.query}" if self.query else self.source.name


def _archive(repository: str, commit: str) -> str:
    return f"https://github.com/{repository}/archive/{commit}.zip"


_MEDQUAD = "577bd37b96c02d1833b2c9eed2de9f96964e96cb"
# OpenStax put later commits of its books under CC BY-NC-SA; these are CC BY 4.0.
_ANATOMY = "3f855aef2941c1da9c01db904d45b129e26106f2"
_NURSING = "a704f4105ffd6d71348a32123f4cf5dd94c1406a"

_SOURCES = (
    Source(
        name="medquad",
        title="MedQuAD: consumer health questions with the answers of twelve NIH websites",
        publisher="A. Ben Abacha and D. Demner-Fushman, from the National Institutes of Health",
        licence="CC BY 4.0",
        size="about 15 MB",
        page="https://github.com/abachaa/MedQuAD",
        file="medquad.zip",
        origin=OneFile(
            _archive("abachaa/MedQuAD", _MEDQUAD),
            Pin(_MEDQUAD, r"\.xml$", "f435689408badb8552f156e749e9c2b830b37922179d47ea7e453bce59b02de7"),
        ),
        largest=256 * MIB,
    ),
    Source(
        name="medlineplus",
        title="MedlinePlus health topics, in English and Spanish",
        publisher="National Library of Medicine",
        licence="US public domain; the terms of use ask to name MedlinePlus.gov",
        size="about 5 MB, a new file on most days",
        page="https://medlineplus.gov/xml.html",
        file="medlineplus.zip",
        origin=NewestListed("https://medlineplus.gov/xml.html", r"mplus_topics_compressed_(\d{4}-\d{2}-\d{2})\.zip"),
        largest=256 * MIB,
    ),
    Source(
        name="openstax-anatomy-physiology",
        title="Anatomy and Physiology 2e, a textbook",
        publisher="OpenStax",
        licence="CC BY 4.0",
        size="hundreds of MB, most of it pictures, which are not read",
        page="https://openstax.org/details/books/anatomy-and-physiology-2e",
        file="openstax-anatomy-physiology.zip",
        origin=OneFile(_archive("openstax/osbooks-anatomy-physiology", _ANATOMY), Pin(_ANATOMY)),
    ),
    Source(
        name="openstax-nursing",
        title="Pharmacology, Nutrition and Population Health for Nurses, three textbooks",
        publisher="OpenStax",
        licence="CC BY 4.0",
        size="hundreds of MB, most of it pictures, which are not read",
        page="https://openstax.org/details/books/pharmacology",
        file="openstax-nursing.zip",
        origin=OneFile(_archive("openstax/osbooks-nursing-external-bundle", _NURSING), Pin(_NURSING)),
    ),
    Source(
        name="statpearls",
        title="StatPearls: reviewed articles on diseases, drugs and procedures",
        publisher="StatPearls Publishing, through the NCBI Bookshelf",
        licence="CC BY-NC-ND 4.0: for your own use; not to be passed on changed, nor sold",
        size="1.6 GB or more",
        page="https://www.ncbi.nlm.nih.gov/books/NBK430685/",
        file="statpearls.tar.gz",
        origin=OneFile("https://ftp.ncbi.nlm.nih.gov/pub/litarch/3d/12/statpearls_NBK430685.tar.gz"),
        largest=16 * GIB,
    ),
    Source(
        name="pubmed",
        title="PubMed: titles and abstracts that a query finds",
        publisher="National Library of Medicine; each abstract its journal's",
        licence="per abstract; many are under copyright: for your own use",
        size="about 10 kB an abstract",
        page="https://pubmed.ncbi.nlm.nih.gov/help/",
        file="pubmed.zip",
        origin=EntrezSearch("pubmed"),
    ),
    Source(
        name="pmc-oa",
        title="PubMed Central, open access: the full text of articles that a query finds",
        publisher="National Library of Medicine; each article its journal's",
        licence="per article (CC BY, CC0 and others), kept with each document",
        size="about 150 kB an article",
        page="https://pmc.ncbi.nlm.nih.gov/tools/openftlist/",
        file="pmc-oa.zip",
        origin=EntrezSearch("pmc", "open access[filter]", records_a_page=20),
    ),
)
SOURCES: MappingProxyType[str, Source] = MappingProxyType({source.name: source for source in _SOURCES})


def find(text: str) -> Wanted | None:
    """The source that a word on the command line names; None where it names none, and is a path then.

    Raises UnknownSource where it names one and says it wrongly: without the query it needs, or with one it cannot take.
    """
    name, colon, query = text.partition(":")
    source = SOURCES.get(name)
    if source is None:
        return None
    query = " ".join(query.split())
    if isinstance(source.origin, EntrezSearch) and not query:
        raise UnknownSource(f'{name} needs a query: write "{name}:heart failure AND 2024[dp]", say.')
    if colon and not isinstance(source.origin, EntrezSearch):
        raise UnknownSource(f"{name} takes no query: write {name} alone.")
    return Wanted(source, query)


def names_nothing(text: str) -> UnknownSource | None:
    """What to say of a word that is neither a path nor a source; None where it looks like a path, not like a name."""
    name = text.partition(":")[0]
    if not re.fullmatch(r"[A-Za-z][\w-]*", name):
        return None
    near = difflib.get_close_matches(name.lower(), [*SOURCES, "handbook"], n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    return UnknownSource(
        f"There is no file and no source called {name!r}{meant}: check the path, or see `osler index sources`."
    )
