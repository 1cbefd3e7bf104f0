"""Situations: several possible answers, each with why it works or falls short."""
