"""Search in texts, offline, with the full-text search of the database.

texts.py       the one table of texts: what each row says, in the reader's words and in words to compare
sources.py     which rows have texts, and what they say
keeping.py     keeps the table up to date: signals, the worker, `clarion search rebuild`
engine.py      the small interface that both databases answer: `sqlite.py` (FTS5), `postgresql.py` (tsvector, GIN)
words.py       from text to words to compare: stop words, endings, words of one meaning
finding.py     the search box; `similar.py`, one floor up, finds what is like an incident
"""
