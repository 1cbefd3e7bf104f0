"""The red flags of an interview, one in a file: what raises it, examples, and what only looks like it."""
