"""The quiz: rounds of five questions in four kinds; what was missed comes back.

`question.py` reads the shipped texts, `marking.py` judges a marked span, `spacing.py` says what comes back when, `rounds.py`
chooses five: all four know neither database nor clock. `quiz_rounds.py` holds the tables, `playing.py` the verbs.
"""
