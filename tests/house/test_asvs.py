"""docs/security/asvs.md answers every requirement of levels 1 and 2 once, and what it names as evidence is there."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

import pytest

from tests.house.tree import ROOT, files, tree_of

PAGE: Final = "docs/security/asvs.md"
ANSWERS: Final = ("yes", "partly", "no", "keeper", "none")
FIRST_LEVEL: Final = """
1.2:1-5 1.3:1-2 1.5:1 2.1:1 2.2:1-2 2.3:1 3.2:1-2 3.3:1 3.4:1-2 3.5:1-3 4.1:1 4.4:1 5.2:1-2 5.3:1-2 6.1:1
6.2:1-8 6.3:1-2 6.4:1-2 7.2:1-4 7.4:1-2 8.1:1 8.2:1-2 8.3:1 9.1:1-3 9.2:1 10.4:1-5 11.3:1-2 11.4:1 12.1:1
12.2:1-2 13.4:1 14.2:1 14.3:1 15.1:1 15.2:1 15.3:1
"""
SECOND_LEVEL: Final = """
1.1:1-2 1.2:6-9 1.3:3-11 1.4:1-3 1.5:2 2.1:2-3 2.2:3 2.3:2-4 2.4:1 3.3:2-4 3.4:3-6 3.5:4-5 3.7:1-2 4.1:2-3 4.2:1
4.3:1-2 4.4:2-4 5.1:1 5.2:3 5.4:1-3 6.1:2-3 6.2:9-12 6.3:3-4 6.4:3-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3 7.3:1-2
7.4:3-5 7.5:1-2 7.6:1-2 8.1:2 8.2:3 8.4:1 9.2:2-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:6-11 10.5:1-5 10.6:1-2
10.7:1-3 11.1:1-2 11.2:1-3 11.3:3 11.4:2-4 11.5:1 11.6:1 12.1:2-3 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:2-5
14.1:1-2 14.2:2-4 14.3:2-3 15.1:2-3 15.2:2-3 15.3:2-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4
17.3:1-2
"""
"""The standard's numbers: section:first-last."""
CODE: Final = re.compile(
    r"^(import|from) (hmac|secrets|jwt|pyrage|cryptography)\b|^from django.core import signing", re.MULTILINE
)


class Line(NamedTuple):
    """One requirement as the page answers it."""

    number: str
    level: str
    what: str
    answer: str
    evidence: str


def numbers(written: str) -> Iterator[str]:
    """`1.2:3-5` is 1.2.3, 1.2.4 and 1.2.5."""
    for part in written.split():
        section, _, span = part.partition(":")
        first, _, last = span.partition("-")
        yield from (f"{section}.{each}" for each in range(int(first), int(last or first) + 1))


def lines() -> list[Line]:
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in text.splitlines() if row[:3] > "| 0"]
    return [Line(*row) for row in cells if re.fullmatch(r"\d+\.\d+\.\d+", row[0])]


def missing(evidence: str) -> list[str]:
    """Named in backticks or linked to, and not there. `file::test`: a test function of that file."""
    named = [*re.findall(r"`(\w[\w./-]*(?:/|\.)[\w./:-]+)`", evidence), *linked(evidence)]
    return [one for one in named if not _is_there(*one.partition("::")[::2])]


def linked(evidence: str) -> list[str]:
    """Pages that are linked to, from the root."""
    found = re.findall(r"\]\(([^)#]+)", evidence)
    return [str((ROOT / "docs/security" / page).resolve().relative_to(ROOT)) for page in found]


def _is_there(name: str, test: str) -> bool:
    path = ROOT / name
    if not test:
        return path.is_file()
    tests = (
        (node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)) if path.is_file() else ()
    )
    return test in tests


def test_every_requirement_is_answered_once() -> None:
    levels = dict.fromkeys(numbers(FIRST_LEVEL), "1") | dict.fromkeys(numbers(SECOND_LEVEL), "2")
    assert len(levels) == 70 + 183, "as many as the standard has"
    assert [(line.number, line.level) for line in lines()] == sorted(
        levels.items(), key=lambda item: [int(part) for part in item[0].split(".")]
    )


def test_each_line_says_all_and_names_what_is_there() -> None:
    for line in lines():
        assert line.answer in ANSWERS, line.number
        assert line.what, line.number
        assert line.evidence, line.number
        assert not missing(line.evidence), f"{line.number}: {missing(line.evidence)}"


def test_a_yes_names_a_file_a_test_or_a_page() -> None:
    bare = [
        line.number
        for line in lines()
        if line.answer == "yes" and not re.search(r"`[\w.-]+/|\.md|\.json`|\.lock`", line.evidence)
    ]
    assert bare == []


@pytest.mark.parametrize(
    "evidence",
    ["`tests/house/test_gone.py`", "`tests/house/test_asvs.py::test_gone`", "[x](gone.md)", "`ryddig/gone.py`"],
)
def test_what_is_not_there_is_found(evidence: str) -> None:
    assert missing(evidence)


def test_the_counts_are_right() -> None:
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    counted = Counter(line.answer for line in lines())
    assert "| " + " | ".join(str(counted[answer]) for answer in ANSWERS) + " |" in text


@pytest.mark.parametrize("page", ["threat-model.md", "cryptography.md"])
def test_what_the_other_pages_name_is_there(page: str) -> None:
    assert missing((ROOT / "docs/security" / page).read_text(encoding="utf-8")) == []


def test_every_use_of_cryptography_is_in_the_inventory() -> None:
    told = (ROOT / "docs/security/cryptography.md").read_text(encoding="utf-8")
    uses = [
        str(path.relative_to(ROOT))
        for path in files(".py", under="ryddig")
        if CODE.search(path.read_text(encoding="utf-8")) and "standin" not in path.parts
    ]
    assert uses
    assert [name for name in uses if f"`{name}`" not in told] == []
