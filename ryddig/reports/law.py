"""The lawbook a buyer has chosen, loaded once per choice of layers."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ryddig.domain.law import Book
from ryddig.domain.screening import Screener
from ryddig.lawbook import available_layers, load
from ryddig.reports.telling import Teller

LAYER_FILE = "layer.yaml"


def own_layers() -> dict[str, Path]:
    """Folders of the buyer's own rules under RYDDIG_LAYERS_FOLDER, by name."""
    if not settings.LAYERS_FOLDER:
        return {}
    return {place.parent.name: place.parent for place in sorted(Path(settings.LAYERS_FOLDER).glob(f"*/{LAYER_FILE}"))}


@dataclass(frozen=True, slots=True)
class Law:
    """A book, ready to be told of and to screen with. Both keep what they have worked out, so make it once."""

    teller: Teller
    screener: Screener

    @property
    def book(self) -> Book:
        """The book itself."""
        return self.screener.book


def law_for(layers: list[str]) -> Law:
    """The book with these layers. A layer that is no longer there is left out."""
    own = own_layers()
    shipped = tuple(name for name in layers if name in available_layers())
    return _law(shipped, tuple(own[name] for name in layers if name in own))


@lru_cache(maxsize=16)
def _law(layers: tuple[str, ...], folders: tuple[Path, ...]) -> Law:
    book = load(layers, folders)
    return Law(Teller(book), Screener(book))
