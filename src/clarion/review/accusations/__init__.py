"""Judges of the rule against blame, by the way in which somebody is accused."""
