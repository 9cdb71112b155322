"""What no committed file may hold: a registry's address, this machine's paths, a broad except, unexplained silence."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.house.exceptions import exempt
from tests.house.tree import NO_TEXT, ROOT, files, functions, name_of, python_files

# written in two parts, or this file would be the first to hold them
REGISTRIES: Final = tuple(
    f"{host}.{end}"
    for host, end in (
        ("pypi", "org"),
        ("files.pythonhosted", "org"),
        ("registry.npmjs", "org"),
        ("registry.yarnpkg", "com"),
        ("npm.pkg.github", "com"),
        ("index.crates", "io"),
        ("deb.debian", "org"),
    )
)
STANDARD_ROOTS: Final = {"home", "usr", "opt", "srv", "tmp", "var", "mnt", "etc", "Users"}
SILENCE: Final = re.compile(r"#\s*(noqa|type:\s*ignore|pragma: no cover)")
EXPLAINED: Final = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])\s*(#|-|–)\s*\S+(\s+\S+)+")


def _registry_in(line: str) -> bool:
    return any(registry in line for registry in REGISTRIES)


HERE: Final = tuple(f"{place}/" for place in (ROOT, Path.home()) if place != Path("/"))
FIRST: Final = f"/{ROOT.parts[1]}/"


def _path_of_this_machine_in(line: str) -> bool:
    """This folder, the home folder, or whatever else stands under the same first folder.

    A machine may name that first folder as an address of ours is named ("/check/"); so what follows it must be there.
    """
    if any(place in line for place in HERE):
        return True
    if FIRST not in line or ROOT.parts[1] in STANDARD_ROOTS:
        return False
    return any(Path(found).exists() for found in re.findall(rf"{re.escape(FIRST)}[\w.-]+", line))


def _lines(wrong: Callable[[str], bool]) -> list[str]:
    found = []
    for path in files():
        if path.suffix in NO_TEXT or path.is_relative_to(ROOT / "ryddig/reports/fonts"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if wrong(line):
                found.append(f"{name_of(path)}:{number}")
    return found


def test_no_registry_address() -> None:
    assert not _lines(_registry_in)


def test_no_path_of_this_machine() -> None:
    assert not _lines(_path_of_this_machine_in)


def test_the_search_finds_what_is_there() -> None:
    assert "pyproject.toml:2" in _lines(lambda line: "uv_build>=" in line)


def test_a_path_of_this_machine_is_known() -> None:
    assert _path_of_this_machine_in(f"see {ROOT / 'pyproject.toml'}")
    assert not _path_of_this_machine_in(f'"/{ROOT.parts[1]}/" is an address')


def _broad(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(one is None or ast.unparse(one) in {"Exception", "BaseException"} for one in caught)


def _broad_excepts() -> Iterator[str]:
    for path in python_files():
        for name, function in functions(path):
            if any(_broad(node) for node in ast.walk(function)):
                yield f"{name_of(path)}:{name}"


def test_no_broad_except_outside_the_named_places() -> None:
    named = {name for kind, name in exempt() if kind == "broad-except"}
    assert set(_broad_excepts()) == named


@pytest.mark.parametrize("clause", ["except:", "except Exception:", "except (KeyError, BaseException) as e:"])
def test_a_broad_except_is_recognised(clause: str) -> None:
    tree = ast.parse(f"try:\n    f()\n{clause}\n    g()")
    assert any(_broad(node) for node in ast.walk(tree))


def test_what_is_silenced_says_why() -> None:
    unexplained = [
        f"{name_of(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if SILENCE.search(line) and not EXPLAINED.search(line) and path != Path(__file__)
    ]
    assert not unexplained, f"write the code and the reason, as in `# noqa: N802 - the customary mark`: {unexplained}"


def _links() -> Iterator[tuple[Path, str]]:
    for page in files(".md"):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target):
                yield page, target


def test_links_between_our_pages_lead_somewhere() -> None:
    dead = [f"{name_of(page)} -> {target}" for page, target in _links() if not (page.parent / target).exists()]
    assert not dead
