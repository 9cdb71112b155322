"""Ryddig: follow-up of public contracts, from requirement to proof."""

from typing import Final

__version__: Final = "0.1.0"
