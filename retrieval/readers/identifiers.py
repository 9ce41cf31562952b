"""The names under which others know a document: "pmid:31452104", "pmcid:PMC6943287", "doi:10.1000/182", "nbk:NBK430685".

Each function takes what a file writes and gives the name as Osler spells it, or nothing where it is no such name.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_DOI_ADDRESS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
LONGEST = 300  # characters; what is longer is a mistake, not a name


def pmid(text: str) -> str:
    """ "pmid:31452104" of "31452104" or of an address at PubMed."""
    found = re.fullmatch(
        r"(?:pmid:\s*|\S*/pubmed(?:\.ncbi\.nlm\.nih\.gov)?/)?0*([1-9][0-9]{0,9})/?", text.strip(), re.I
    )
    return f"pmid:{found[1]}" if found else ""


def pmcid(text: str) -> str:
    """ "pmcid:PMC6943287" of "PMC6943287", "6943287", "PMC6943287.1" or of an address at PubMed Central."""
    found = re.fullmatch(r"(?:pmcid:\s*|\S*/)?(?:PMC)?([1-9][0-9]{0,9})(?:\.[0-9]+)?/?", text.strip(), re.I)
    return f"pmcid:PMC{found[1]}" if found else ""


def nbk(text: str) -> str:
    """ "nbk:NBK430685" of "NBK430685" or of an address at Bookshelf."""
    found = re.fullmatch(r"(?:\S*/)?NBK([1-9][0-9]{0,9})/?", text.strip(), re.I)
    return f"nbk:NBK{found[1]}" if found else ""


def doi(text: str) -> str:
    """ "doi:10.1000/182" of a DOI or its address, in lower case, as DOIs do not tell case apart."""
    stripped = text.strip()
    address = _DOI_ADDRESS.match(stripped)
    bare = unquote(stripped[address.end() :]) if address else stripped
    bare = bare.rstrip(".,;")
    return f"doi:{bare.lower()}" if len(bare) <= LONGEST and _DOI.fullmatch(bare) else ""


def named(kind: str, text: str) -> str:
    """The name of a thing whose kind the file gives in its own words; by its shape alone where the kind says nothing."""
    match kind.lower():
        case "pubmed" | "pmid":
            return pmid(text)
        case "pmc" | "pmcid":
            return pmcid(text)
        case "doi":
            return doi(text)
        case "bookaccession" | "art-access-id" | "nbk":
            return nbk(text)
        case "uri" | "url" | "":
            return doi(text) or _by_address(text)
        case _:
            return ""


def _by_address(text: str) -> str:
    if re.search(r"PMC[0-9]+", text):
        return pmcid(text)
    return pmid(text) if "pubmed" in text.lower() else nbk(text)
