"""Literature: files → documents → passages → lexical and dense index → fused hits.

Knows nothing of language models or of conversations: what it needs of a model it is *given* (an `Encoder`).
"""
