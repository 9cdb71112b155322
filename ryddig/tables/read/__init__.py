"""One reader per file format. Readers clean and report; they never repair and never guess."""
