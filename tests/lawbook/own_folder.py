"""A buyer's own folder for tests: a layer named `kommune` with one source, and whatever files the test adds."""

from pathlib import Path

LAYER = """
what: layer
id: kommune
name: {nb: Kommunen, nn: Kommunen, en: The municipality}
text: {nb: Egne vilkår., nn: Eigne vilkår., en: Own terms.}
series: [{from: 2026-01-01, value: true, source: council, status: unverified, checked_on: 2026-11-20}]
"""
SOURCES = """
what: sources
items: [{key: council, act: Sak 12/2025, title: Vedtak, kind: party, link: "https://www.example.no/vilkar"}]
"""
SERIES = """
what: series
id: kommune.{name}
name: {{nb: Grense, nn: Grense, en: Limit}}
unit: {unit}
counts_from: announced
stricter_than: {than}
series: [{{from: 2026-01-01, value: {value}, source: council, status: unverified, checked_on: {checked_on}}}]
"""


def own_folder(folder: Path, **files: str) -> Path:
    """A folder with layer, source and the given files (name without ending -> text)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"layer": LAYER, "sources": SOURCES, **files}.items():
        (folder / f"{name}.yaml").write_text(text.lstrip("\n"), encoding="utf-8")
    return folder


def tightening(than: str, value: str, *, unit: str, checked_on: str = "2026-11-20", name: str = "limit") -> str:
    """A local series that tightens a national one."""
    return SERIES.format(name=name, than=than, value=value, unit=unit, checked_on=checked_on)
