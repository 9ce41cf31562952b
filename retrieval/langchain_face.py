"""Osler's retriever as LangChain's `BaseRetriever`, for use in anybody's chain. Knows nothing of how it searches."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.documents import Hit
from retrieval.retriever import HybridRetriever


class LangChainRetriever(BaseRetriever):
    """Gives the best `k` passages; metadata says where each came from and what each retriever said."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: HybridRetriever
    k: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [_to_langchain(hit) for hit in self.retriever.search(query, self.k)]


def _to_langchain(hit: Hit) -> LangChainDocument:
    passage = hit.passage
    metadata = {
        "doc_id": passage.doc_id,
        "title": passage.title,
        "heading_path": list(passage.heading_path),
        "source": passage.source,
        "url": passage.url,
        "publisher": passage.publisher,
        "date": passage.date,
        "notice": passage.notice,
        "rank": hit.rank,
        "score": hit.score,
        "cosine": hit.dense_score,
    }
    return LangChainDocument(id=passage.passage_id, page_content=passage.text, metadata=metadata)
