"""What leaves a post-mortem as a picture or a file. Everything here reads a `Document` and nothing else."""
