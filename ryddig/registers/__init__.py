"""Registers: whom we ask. One folder per outside source, with what its formats mean. No Django, no law."""
