"""Open scenarios: a larger situation, answered in free text and held against a rubric."""
