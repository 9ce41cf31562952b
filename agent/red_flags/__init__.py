"""The red flags as data: words, findings, cues, rules and messages. Knows no code that reads it.

Compiled in our own words from published public lists; no clinician has reviewed it.
"""
