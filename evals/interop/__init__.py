"""What other programs read and run: exports of runs and questions, and Osler's models behind lm-evaluation-harness."""
