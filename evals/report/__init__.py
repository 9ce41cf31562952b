"""How a run is shown: a page, Markdown, CSV, JSON and the terminal, all from the values of evals/results.py."""
