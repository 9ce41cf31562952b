"""Recipes: from a corpus to weights. Each stage is a function of files and a seed, and says what it did."""
