"""Osler's encoders as LangChain's `Embeddings`, for use in anybody's chain. Knows nothing of how they encode."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from models.encoder import TextEncoder


class LangChainEmbeddings(Embeddings):
    """Unit vectors from any encoder of `models.encoder`."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._encoder.encode(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]
