"""Large tables: files in, rows and findings out. Imports `domain` only; words and rules are handed in."""
