"""What the words mean: frozen values and pure functions. Standard library only; no clock, no input or output."""
