"""Ids of rules that Python code names: each must exist in the book."""

import ast
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from ryddig.lawbook.faults import Fault

_TAIL = r"\.[A-Za-z0-9_.]*"
SPACES = frozenset({"layers", "risk_levels"})  # their series are named by us, never by rule files


def unknown_ids(root: Path, known: Collection[str]) -> Iterator[Fault]:
    """Texts in Python files under `root` that look like ids of rules but name none.

    A text looks like an id when it begins with a word that some rule id begins with, then a dot. A text with places in
    it (f"deadlines.risk_review.{level}") must be the beginning of some id.
    """
    heads = sorted({name.partition(".")[0] for name in known if "." in name} - SPACES)
    looks_like = re.compile(rf"({'|'.join(map(re.escape, heads))}){_TAIL}") if heads else None
    for path in sorted(root.rglob("*.py")) if looks_like else ():
        for line, text, whole in _texts(ast.parse(path.read_text(encoding="utf-8"))):
            if looks_like and looks_like.fullmatch(text) and not _exists(text, known, whole=whole):
                close = ", ".join(get_close_matches(text, known, n=3, cutoff=0.5)) or "–"
                params = {"given": text, "close": close}
                yield Fault(path.relative_to(root.parent).as_posix(), line, "id_in_code", params)


def _exists(text: str, known: Collection[str], *, whole: bool) -> bool:
    return text in known if whole else any(name.startswith(text) for name in known)


def _texts(tree: ast.AST) -> Iterator[tuple[int, str, bool]]:
    """(line, text, whole) of every text; of an f-string the part before its first place."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            yield node.lineno, str(node.values[0].value), len(node.values) == 1
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.lineno, node.value, True
