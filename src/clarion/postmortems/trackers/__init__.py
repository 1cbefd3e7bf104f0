"""Action items kept in step with issues of a tracker, both ways; one file a tracker behind one small interface.

    item ──ticket_of──> Ticket ──create, change──> GitHub, Jira
    item <──close, drop, reopen, move── follow <──read── GitHub, Jira      (asked every few minutes, or when a webhook says "look")

What an item says is written here and goes there; whether it is done, and its due day where the tracker knows one, goes both ways.
"""
