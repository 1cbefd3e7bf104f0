"""How reviews are shown: for a terminal, for programs, for the annotations of code hosts. Pure: values in, text out."""
