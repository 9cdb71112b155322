"""LAW BY DATE: what the law says, as dated data with sources. `load` gives a book; the rest is for people who keep it."""

from ryddig.lawbook.loader import available_layers, load

__all__ = ["available_layers", "load"]
