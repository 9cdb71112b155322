"""The door on the command line: `ryddig …`. Law and table commands need no database."""
