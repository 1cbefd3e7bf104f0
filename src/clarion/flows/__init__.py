"""Verbs that cross apps, each a table of contents: one transaction, one line per app."""
