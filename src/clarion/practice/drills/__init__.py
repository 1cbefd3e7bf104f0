"""Drills: a scripted incident on an accelerated clock, in the real incident room. Nothing of it leaves."""
