"""One word per concept: identifiers use the glossary's words, not the synonyms it bans, and no file is called utils."""

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from ryddig.lawbook.loader import load
from tests.house.tree import name_of, python_files, tree_of

EMPTY_NAMES: Final = {"common", "data", "helper", "helpers", "info", "manager", "misc", "stuff", "util", "utils"}
HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def words(identifier: str) -> str:
    """An identifier as lower-case words with a bar on each side: `TaxNotice` and `tax_notice` are `_tax_notice_`."""
    return f"_{HUMP.sub('_', identifier).lower().strip('_')}_"


def identifiers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Names that a file gives: functions, classes, arguments, fields and variables, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def banned() -> dict[str, str]:
    """Words no identifier may hold -> the glossary's word for it."""
    return {words(synonym): word.code for word in load().library.glossary.values() for synonym in word.banned}


def test_identifiers_use_the_glossary() -> None:
    not_ours = banned()
    assert not_ours, "the glossary bans nothing, so this test would prove nothing"
    wrong = [
        f"{name_of(path)}:{line} {name}: say {ours}"
        for path in python_files()
        if name_of(path).startswith("ryddig/")
        for name, line in identifiers(tree_of(path))
        for synonym, ours in not_ours.items()
        if synonym in words(name)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_file_is_named_for_nothing() -> None:
    assert not [name_of(path) for path in python_files() if path.stem in EMPTY_NAMES]


@pytest.mark.parametrize(
    ("identifier", "expected"), [("TaxNotice", "_tax_notice_"), ("_orgnr", "_orgnr_"), ("PDFPage", "_pdf_page_")]
)
def test_words_of_an_identifier(identifier: str, expected: str) -> None:
    assert words(identifier) == expected


def test_identifiers_are_found_everywhere() -> None:
    tree = ast.parse("class A:\n    b: int\n    def c(self, d):\n        e = f")
    assert {name for name, _ in identifiers(tree)} == {"A", "b", "c", "self", "d", "e"}
