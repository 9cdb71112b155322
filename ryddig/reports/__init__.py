"""READ ONLY: what is known, as words, figures and files for people. Pages and documents say it with the same words."""
