"""Weights and what they compute: tokens from a prompt (with a KV cache), vectors from text.

Knows nothing of literature, indexes or conversations.
"""
