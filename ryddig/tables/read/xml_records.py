"""XML from strangers, streamed: one record at a time as a small tree, and nothing of the rest is kept.

`registers/xml.py` does the same for whole trees of notices; the floors let no room import the other. A document type
is refused the moment it begins, before any entity can be declared, so nothing is ever expanded or fetched.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.tables.read.limits import MIB

STEP: Final = 256 * 1024
MAX_DEPTH: Final = 60
MAX_NODES: Final = 200_000
MAX_TEXT: Final = 4_000
MAX_ATTRIBUTES: Final = 100
MAX_RECORD_TEXT: Final = 16 * MIB
MAX_TOKEN: Final = 4 * MIB
_ENCODINGS: Final = frozenset(
    {"", "utf-8", "utf8", "utf-16", "iso-8859-1", "latin-1", "latin1", "iso-8859-15", "windows-1252", "us-ascii"}
)


@dataclass(slots=True)
class Node:
    """An element by its local name, with the line in the file where it begins."""

    name: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def all(self, *path: str) -> list["Node"]:
        """Every node at the end of the path."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, *path: str) -> "Node | None":
        """The node that is first at each step of the path."""
        node = self
        for name in path:
            for child in node.children:
                if child.name == name:
                    node = child
                    break
            else:
                return None
        return node

    def value(self, *path: str) -> str:
        """The text of the first node at the end of the path; empty when there is none."""
        found = self.first(*path)
        return found.text.strip() if found is not None else ""


def root_of(head: bytes) -> str:
    """The local name of the root element in the beginning of a file; empty when that is no readable XML."""
    parser = _Parser("", tops=(), dropped=())
    with suppress(UserCanFix):
        parser.feed(head, final=False)
    return parser.root


def xml_records(path: Path, tops: Collection[str], *, max_bytes: int, dropped: Collection[str] = ()) -> Iterator[Node]:
    """Each element called one of `tops` by its local name, whatever its namespace, in the order of the file.

    Content of elements in `dropped` (attachments) is passed by and never kept. Raises UserCanFix, also halfway: too
    large, not XML, cut off, a document type, too deep, too many elements in one record.
    """
    name, size = path.name, path.stat().st_size
    if size > max_bytes:
        raise UserCanFix(
            "file.too_large",
            N_("%(file)s is %(size)s MB; at most %(limit)s MB is read."),
            hint=N_("Export a shorter period, or one file for each document."),
            params={"file": name, "size": -(-size // MIB), "limit": max_bytes // MIB},
        )
    parser = _Parser(name, tops=tops, dropped=dropped)
    with path.open("rb") as stream:
        while chunk := stream.read(STEP):
            parser.feed(chunk, final=False)
            yield from parser.taken()
    parser.feed(b"", final=True)
    yield from parser.taken()


class _Parser:
    """Expat's events made into records."""

    def __init__(self, name: str, *, tops: Collection[str], dropped: Collection[str]) -> None:
        self._name, self._tops, self._dropped = name, frozenset(tops), frozenset(dropped)
        self._open: list[Node] = []
        self._done: list[Node] = []
        self._nodes = self._depth = self._under_dropped = self._signs = self._fed = 0
        self.root = ""
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._text
        self._expat.StartDoctypeDeclHandler = self._document_type
        self._expat.XmlDeclHandler = self._declaration

    def feed(self, chunk: bytes, *, final: bool) -> None:
        """The next bytes. Raises UserCanFix."""
        try:
            self._expat.Parse(chunk, final)
        except expat.ExpatError as error:
            raise self._refused(
                "xml.not_well_formed",
                N_("%(file)s breaks off or is damaged at line %(line)s."),
                line=error.lineno,
            ) from None
        self._fed += len(chunk)
        if self._fed - max(0, self._expat.CurrentByteIndex) > MAX_TOKEN:
            raise self._refused("xml.too_long", N_("A tag or comment in %(file)s has no end (line %(line)s)."))

    def taken(self) -> list[Node]:
        """The records that are whole since the last call."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if self._depth == 0:
            self.root = local
        self._depth += 1
        if self._depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise self._refused("xml.too_deep", N_("Elements in %(file)s are nested too deeply (line %(line)s)."))
        if self._under_dropped or (self._open and local in self._dropped):
            self._under_dropped += 1
        elif self._open or local in self._tops:
            self._begin(local, attributes)

    def _begin(self, local: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refused(
                "xml.too_many_elements", N_("One record in %(file)s has too many elements (line %(line)s).")
            )
        kept = {key.rpartition(" ")[2]: value[:MAX_TEXT] for key, value in attributes.items()} if attributes else {}
        node = Node(local, self._expat.CurrentLineNumber, kept)
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._under_dropped:
            self._under_dropped -= 1
        elif self._open:
            node = self._open.pop()
            if not self._open:
                self._done.append(node)
                self._nodes = self._signs = 0

    def _text(self, text: str) -> None:
        if self._open and not self._under_dropped:
            node = self._open[-1]
            kept = text[: max(0, MAX_TEXT - len(node.text))]
            self._signs += len(kept)
            if self._signs > MAX_RECORD_TEXT:
                raise self._refused("xml.too_long", N_("One record in %(file)s has too much text (line %(line)s)."))
            node.text += kept

    def _document_type(self, *_said: object) -> None:
        raise self._refused(
            "xml.document_type",
            N_("%(file)s holds a document type or entities, which are refused because they can hide an attack."),
        )

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "").lower() not in _ENCODINGS:
            raise self._refused("xml.encoding", N_("%(file)s is written in an encoding that is not accepted."))

    def _refused(self, code: str, message: str, *, line: int | None = None) -> UserCanFix:
        at = self._expat.CurrentLineNumber if line is None else line
        return UserCanFix(
            code,
            message,
            hint=N_("Export the file again from the program it came from; it may have been cut off or altered."),
            params={"file": self._name, "line": at},
        )
