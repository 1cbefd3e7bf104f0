"""Exercises: one text is written, held against criteria, and shown beside a model answer."""
