"""What is said about people."""
