"""A conversation: question → triage → standalone query → evidence → answer → checked → turn → session."""
