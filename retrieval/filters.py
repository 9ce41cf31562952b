"""Which documents a search may find: by source, publisher, language, publication type and date, and whether retracted.

Pure; knows nothing of how an index keeps these.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """All that is given must hold; of several values in one field, any. Empty fields ask for nothing.

    Text is compared without regard to case. `since` and `until` are ISO 8601 dates as far as they are given ("2019",
    "2019-05"), both inclusive, compared as far as both go: "2019" lies within `since="2019-05"`; a document without a
    date fits neither. A retracted document is found only where `retracted` is set.
    """

    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    retracted: bool = False
