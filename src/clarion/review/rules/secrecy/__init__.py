"""What must stay inside."""
