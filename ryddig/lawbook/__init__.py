"""LAW BY DATE: what the law says, as dated data with sources. `load` gives a book; the rest is for its keepers."""

from ryddig.lawbook.loader import available_layers, load

__all__ = ["available_layers", "load"]
