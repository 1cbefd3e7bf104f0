"""What is said about what is not known: causes, what might have been, what will be."""
