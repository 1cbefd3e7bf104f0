"""Background work: tasks of the queue, and the sweep that finds what is due."""
