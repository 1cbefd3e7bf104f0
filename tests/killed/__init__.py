"""Processes that are killed (SIGKILL) in the middle of their work, restarted, and asked what became of it."""
