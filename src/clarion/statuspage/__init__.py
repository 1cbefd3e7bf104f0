"""The public side: what is publicly visible, its page, feeds and Statuspage v2 JSON, rendered to bytes.

`listener.py` serves those bytes in a process of its own and imports neither Django nor a database;
nothing in this file may import them either.
"""
