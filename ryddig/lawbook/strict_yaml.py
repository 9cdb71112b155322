"""YAML read strictly: a value is what it looks like to a Norwegian lawyer, or the file is refused.

`no` stays a word, `12:30` and `0301` stay text, keys stay text and stand once. No anchors, no tags, one document.
Sequences become tuples. Plain `2026-07-01` becomes a date; `true`, `false`, `null` and whole numbers mean themselves.
"""

import re
from collections.abc import Sequence
from datetime import date

import yaml

Plain = str | int | bool | date | None
Tree = Plain | tuple["Tree", ...] | dict[str, "Tree"]
Path = Sequence[str | int]

MAX_DEPTH = 24
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, Plain] = {"true": True, "false": False, "null": None}
_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
)


class YamlFault(Exception):
    """Why a text was refused: stable `code`, one-based `line`, and the piece of text in `given`."""

    def __init__(self, code: str, line: int, given: str = "") -> None:
        self.code, self.line, self.given = code, line, given
        super().__init__(f"{code} at line {line}: {given}")


def read(text: str) -> Tree:
    """The tree of one YAML text. Raises YamlFault."""
    node = _compose(text)
    if node is None:
        raise YamlFault("empty_file", 1)
    return _Builder().build(node, 0)


def line_of(text: str, path: Path) -> int:
    """One-based line of the thing at `path` (keys and indexes); of the nearest thing above it when it is missing."""
    node = _compose(text)
    line = 1
    for part in path:
        found = _step(node, part)
        if found is None:
            return line
        line, node = found
    return line


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.CSafeLoader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault("yaml_syntax", mark.line + 1 if mark else 1, error.problem or "") from error
    except yaml.YAMLError as error:
        raise YamlFault("yaml_syntax", 1, str(error)) from error


def _step(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item: yaml.Node = node.value[part]
        return item.start_mark.line + 1, item
    return None


class _Builder:
    """Turns nodes into values; remembers the nodes it has met, since an alias is the same node twice."""

    def __init__(self) -> None:
        self.met: set[int] = set()

    def build(self, node: yaml.Node, depth: int) -> Tree:
        if id(node) in self.met:
            raise YamlFault("alias", _line(node))
        self.met.add(id(node))
        if node.tag not in _TAGS:
            raise YamlFault("tag", _line(node), node.tag)
        if depth > MAX_DEPTH:
            raise YamlFault("too_deep", _line(node))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.build(item, depth + 1) for item in node.value)
        return self._mapping(node, depth)

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise YamlFault("key_not_text", _line(key))
            if key.value in found:
                raise YamlFault("duplicate_key", _line(key), key.value)
            found[key.value] = self.build(value, depth + 1)
        return found


def _scalar(node: yaml.ScalarNode) -> Plain:
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if not text:
        raise YamlFault("empty_value", _line(node))
    if _INTEGER.fullmatch(text):
        return int(text)
    return _date(text, node) if _DATE.fullmatch(text) else text


def _date(text: str, node: yaml.ScalarNode) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise YamlFault("no_such_day", _line(node), text) from error


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
