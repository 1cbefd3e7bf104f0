"""Problems: the underlying cause of one or more incidents; what happened before that is like it."""
