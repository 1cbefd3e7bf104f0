"""Calls by e-mail, one message per call."""
