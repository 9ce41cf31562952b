"""Which documents were withdrawn, by their own word or by another document that names them. Knows no vectors or words.

The notice may stand in any segment, and may have been added before or after the article that it withdraws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from retrieval.store import LiteratureStore, Retracting


def retractions(
    stores: Sequence[LiteratureStore], is_removed: Callable[[int, int], bool]
) -> tuple[Mapping[int, str], ...]:
    """By segment and document, how a document was withdrawn; empty text where its own record says so.

    A notice that was removed withdraws nothing, and no document withdraws itself.
    """
    found: list[dict[int, str]] = [{s.document: "" for s in store.retracted()} for store in stores]
    notices = _notices(stores, is_removed)
    for place, store in enumerate(stores if notices else ()):
        for identifier, document in store.identified(list(notices)):
            told = [_told(notice) for at, notice in notices[identifier] if (at, notice.document) != (place, document)]
            if told:
                found[place].setdefault(document, told[0])
    return tuple(found)


def _notices(
    stores: Sequence[LiteratureStore], is_removed: Callable[[int, int], bool]
) -> dict[str, list[tuple[int, Retracting]]]:
    """The notices that are there, with their segment, by the identifier that each withdraws."""
    notices: dict[str, list[tuple[int, Retracting]]] = {}
    for place, store in enumerate(stores):
        for notice in store.retracting():
            if not is_removed(place, notice.document):
                notices.setdefault(notice.identifier, []).append((place, notice))
    return notices


def _told(notice: Retracting) -> str:
    return f"Retracted: {notice.title}, {notice.known_as}"
