"""What a trained sense of language adds to rules and lists: sentences weighed by their words."""
