"""Readers of published benchmark files: one file a benchmark, each giving a tuple of `Example`."""
