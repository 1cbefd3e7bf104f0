"""What a reader in a hurry may not understand."""
