"""Osler's own evaluation suites, as JSON lines: conversations, abstention and triage over the bundled handbook."""
