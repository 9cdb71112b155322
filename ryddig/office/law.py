"""The lawbook a buyer has chosen, loaded once per choice of layers."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ryddig.lawbook import available_layers, load
from ryddig.reports.telling import Teller

LAYER_FILE = "layer.yaml"


def own_layers() -> dict[str, Path]:
    """Folders of the buyer's own rules under RYDDIG_LAYERS_FOLDER, by name."""
    if not settings.LAYERS_FOLDER:
        return {}
    return {place.parent.name: place.parent for place in sorted(Path(settings.LAYERS_FOLDER).glob(f"*/{LAYER_FILE}"))}


def teller_for(layers: list[str]) -> Teller:
    """The book with these layers, ready to be told of. A layer that is no longer there is left out."""
    own = own_layers()
    shipped = tuple(name for name in layers if name in available_layers())
    return _teller(shipped, tuple(own[name] for name in layers if name in own))


@lru_cache(maxsize=16)
def _teller(layers: tuple[str, ...], folders: tuple[Path, ...]) -> Teller:
    return Teller(load(layers, folders))
