"""The agent's commands, one file each. A file imports what is heavy only when its command is called."""
