"""The console's forms: plain fields, labels in the words of the design, errors that name the remedy."""
