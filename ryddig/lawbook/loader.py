"""All law data of the chosen layers -> one book. The national folder always, local folders by choice."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ryddig.domain.law import Book, Library, Series
from ryddig.domain.law_library import SourceRecord
from ryddig.domain.words import Words
from ryddig.lawbook import build
from ryddig.lawbook.build import Known
from ryddig.lawbook.build_library import MAKERS
from ryddig.lawbook.documents import Document, Item, items_of, read_document
from ryddig.lawbook.faults import Fault, Refused, raise_first
from ryddig.lawbook.references import check_references

HERE = Path(__file__).parent
NATIONAL, LOCAL, TEMPLATE, CASES = "national", HERE / "local", "template", HERE / "cases"
LAYER_FILE = "layer.yaml"
FREE_NAMES = ("layer", "glossary", "choice_list", "form_text")  # a local layer need not begin these with its own id


@dataclass
class Read:
    """Everything read so far: documents, items with the layer they belong to, built values by shape, and faults."""

    documents: list[Document] = field(default_factory=list)
    items: list[tuple[str, Item]] = field(default_factory=list)
    built: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, Item] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def item_of(self, rule: str) -> Item | None:
        """Where the rule with this id stands; groups, levels and layers begin with the name of their space."""
        space, _, rest = rule.partition(".")
        return self.places.get(rule) or self.places.get(f"{space} {rest}")


def available_layers() -> tuple[str, ...]:
    """Ids of the local layers that come with Ryddig. The template is not one: it is copied."""
    found = (folder.parent.name for folder in LOCAL.glob(f"*/{LAYER_FILE}"))
    return tuple(sorted(name for name in found if name != TEMPLATE))


def load(layers: Sequence[str] = (), folders: Sequence[Path] = ()) -> Book:
    """The national book with the chosen local layers and a buyer's own folders. Cached per arguments.

    Raises UserCanFix for an unknown layer or a fault in an own folder, OurFault for a fault in what comes with Ryddig.
    """
    return _load(tuple(layers), tuple(Path(folder).resolve() for folder in folders))


@lru_cache(maxsize=16)
def _load(layers: tuple[str, ...], folders: tuple[Path, ...]) -> Book:
    book, found = read_book(layers, folders)
    raise_first(found.faults)
    return book


def read_book(layers: Sequence[str] = (), folders: Sequence[Path] = ()) -> tuple[Book, Read]:
    """The book and everything read, faults kept: what lint wants. Not cached."""
    found = Read()
    for name, folder, own in _folders(layers, folders, found):
        _read_folder(name, folder, found, own=own)
    sources = _sources(found)
    known = Known(sources, _notes(found))
    for layer, item in found.items:
        _build(layer, item, known=known, found=found)
    book = _book(found, tuple(dict.fromkeys(name for name, _ in found.items if name != NATIONAL)), sources)
    found.faults.extend(check_references(book, found.places))
    return book, found


def _folders(layers: Sequence[str], folders: Sequence[Path], found: Read) -> Iterator[tuple[str, Path, bool]]:
    """(layer, folder, own) in reading order: sources and national rules, then local layers, then own folders."""
    yield NATIONAL, HERE / "sources", False
    yield NATIONAL, HERE / "glossary", False
    yield NATIONAL, HERE / "notes", False
    yield NATIONAL, HERE / NATIONAL, False
    known = available_layers()
    for name in layers:
        if name in known:
            yield name, LOCAL / name, False
        else:
            params = {"given": name, "known": ", ".join(known) or "–"}
            found.faults.append(Fault("layers", 1, "unknown_layer", params, own=True))
    for folder in folders:
        if (folder / LAYER_FILE).is_file():
            yield "", folder, True
        else:
            found.faults.append(Fault(str(folder), 1, "no_layer_file", {"given": folder}, own=True))


def _read_folder(name: str, folder: Path, found: Read, *, own: bool) -> None:
    read = _read_own(folder) if own else _read_package(folder)
    items = [one for one in read if isinstance(one, Item)]
    layer = name or next((str(getattr(item.model, "id", "")) for item in items if item.shape == "layer"), folder.name)
    found.documents.extend(one for one in read if isinstance(one, Document))
    found.faults.extend(one for one in read if isinstance(one, Fault))
    found.items.extend((layer, item) for item in items)


@lru_cache(maxsize=16)
def _read_package(folder: Path) -> tuple[Document | Item | Fault, ...]:
    """A folder that comes with Ryddig: it does not change while the program runs, so it is read once."""
    return tuple(_read(folder, HERE, own=False))


def _read_own(folder: Path) -> tuple[Document | Item | Fault, ...]:
    return tuple(_read(folder, folder.parent, own=True))


def _read(folder: Path, base: Path, *, own: bool) -> Iterator[Document | Item | Fault]:
    """Documents and their items, or what is wrong with them. File names are shown from `base`."""
    for path in sorted(folder.rglob("*.yaml")):
        read = read_document(path, name=path.relative_to(base).as_posix(), own=own)
        yield read
        if isinstance(read, Document):
            yield from items_of(read)


def _sources(found: Read) -> dict[str, SourceRecord]:
    sources: dict[str, SourceRecord] = {}
    for _, item in found.items:
        if item.shape != "sources":
            continue
        model: Any = item.model
        record = SourceRecord(model.key, model.act, model.title, model.kind, model.link, model.dated)
        if _is_new(f"source {model.key}", item, found, key="key"):
            sources[record.key] = record
    return sources


def _notes(found: Read) -> dict[str, Words]:
    notes: dict[str, Words] = {}
    for _, item in found.items:
        model: Any = item.model
        if item.shape == "notes" and _is_new(f"note {model.nb}", item, found, key="nb"):
            notes[model.nb] = build.words(model)
    return notes


def _is_new(identity: str, item: Item, found: Read, *, key: str = "id") -> bool:
    before = found.places.get(identity)
    if before is not None:
        name = identity.partition(" ")[2] or identity
        found.faults.append(item.fault("duplicate_id", (key,), given=name, other=before.document.name))
        return False
    found.places[identity] = item
    return True


def _build(layer: str, item: Item, *, known: Known, found: Read) -> None:
    """Make one value; what is wrong with it becomes a fault at its place."""
    if item.shape in ("sources", "notes", "case"):
        return
    model: Any = item.model
    key = "code" if item.shape in ("glossary", "form_text") else "id"
    name = str(getattr(model, key))
    if not _is_new(_identity(item.shape, name), item, found, key=key):
        return
    if layer != NATIONAL and item.shape not in FREE_NAMES and not name.startswith(f"{layer}."):
        found.faults.append(item.fault("wrong_prefix", (key,), given=name, prefix=f"{layer}."))
    try:
        made: Any = _make(layer, item, known)
    except Refused as error:
        found.faults.append(item.fault(error.code, error.path, **error.params))
        return
    found.built.setdefault(item.shape, {})[name] = made


def _make(layer: str, item: Item, known: Known) -> object:
    model: Any = item.model
    if item.shape == "duty":
        return build.duty(model, known, layer)
    if item.shape == "series":
        return build.series(model, known)
    made: object = MAKERS[item.shape](model, known)
    return made


def _identity(shape: str, name: str) -> str:
    """Rules share one space of ids; words, groups, levels and layers have their own."""
    own_space = {
        "glossary": "word",
        "cpv_group": "cpv_groups",
        "risk_level": "risk_levels",
        "layer": "layers",
        "choice_list": "choices",
        "form_text": "text",
    }
    return f"{own_space[shape]} {name}" if shape in own_space else name


def _book(found: Read, layers: tuple[str, ...], sources: dict[str, SourceRecord]) -> Book:
    built = found.built
    groups = built.get("cpv_group", {})
    library = Library(
        methods=built.get("method", {}),
        sanctions=built.get("sanction", {}),
        requirements=built.get("requirement", {}),
        checklists=built.get("checklist", {}),
        warning_signs=built.get("warning_signs", {}),
        pay_checks={check.code: check for check in built.get("pay_check", {}).values()},
        site_checks={point.code: point for point in built.get("site_check", {}).values()},
        signals=built.get("supplier_signal", {}),
        cpv_groups=groups,
        glossary=built.get("glossary", {}),
        sources=sources,
        layers=built.get("layer", {}),
        documents=built.get("document", {}),
        questionnaires=built.get("questionnaire", {}),
        questions=built.get("question", {}),
        choice_lists=built.get("choice_list", {}),
        form_texts=built.get("form_text", {}),
    )
    levels = built.get("risk_level", {})
    return Book(
        version=_version(found.documents),
        series=built.get("series", {}),
        duties=tuple(built.get("duty", {}).values()),
        layers=layers,
        risk_factors=tuple(built.get("risk_factor", {}).values()),
        risk_levels=tuple(levels[name] for name in ("low", "medium", "high") if name in levels),
        red_flags=tuple(built.get("red_flag", {}).values()),
        risk_products=tuple(built.get("risk_product", {}).values()),
        cpv_groups={name: group.prefixes for name, group in groups.items()},
        library=library,
        tightened_by=_tightened_by(built.get("series", {})),
    )


def _tightened_by(series: Mapping[str, Series]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for local in series.values():
        if local.stricter_than:
            found[local.stricter_than] = (*found.get(local.stricter_than, ()), local.id)
    return found


def _version(documents: Iterable[Document]) -> str:
    """First 16 hex digits of SHA-256 over the content of every file: comments and line breaks do not count."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(document.name.encode())
        digest.update(json.dumps(document.tree, sort_keys=True, default=str, ensure_ascii=False).encode())
    return digest.hexdigest()[:16]
