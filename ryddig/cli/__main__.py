"""`python -m ryddig.cli` is the command `ryddig`."""

from ryddig.cli.main import main

main()
