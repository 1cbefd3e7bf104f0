"""Numbers that matter, as distributions: how incidents were communicated and what was learned from them. Reads, writes nothing.

Each figure is a file with its definition. Nobody's name is in them. What was imported and what was planned counts
nowhere: their clocks are not ours.
"""
