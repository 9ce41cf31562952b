"""Osler's tasks: every module holds `TASKS`, and a task is about ten lines. A YAML file makes others."""
