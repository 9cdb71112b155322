"""The files of the project as a clone would hold them, and Python files as syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
NOT_COMMITTED: Final = {
    ".git",
    ".venv",
    "node_modules",
    "var",
    "build",
    "dist",
    "vendor",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".import_linter_cache",
    ".hypothesis",
}
NO_TEXT: Final = {".heic", ".png", ".xlsx", ".pdf", ".mo", ".ttf", ".woff2", ".pyc"}
CODE_ROOMS: Final = ("ryddig", "tests", "tools", "bench")
CLOCKLESS: Final = ("domain", "lawbook", "tables", "registers", "intake")


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_COMMITTED or path.name.startswith(".venv") or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


@cache
def files(*suffixes: str, under: str = "") -> tuple[Path, ...]:
    """Files that are committed, with one of `suffixes` (all when none), below the folder `under`."""
    start = ROOT / under
    found = _walk(start) if start.is_dir() else iter(())
    return tuple(path for path in found if not suffixes or path.suffix in suffixes)


@cache
def python_files() -> tuple[Path, ...]:
    """Our own Python; migrations are written by Django."""
    found = (path for room in CODE_ROOMS for path in files(".py", under=room))
    return tuple(path for path in found if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """The path as it stands in a message: from the project's root."""
    return path.relative_to(ROOT).as_posix()


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Every function and method of a file with its dotted name: `Class.method`, `outer.inner`."""

    def visit(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function):
                yield f"{prefix}{child.name}", child
                yield from visit(child, f"{prefix}{child.name}.")
            elif isinstance(child, ast.ClassDef):
                yield from visit(child, f"{prefix}{child.name}.")
            else:
                yield from visit(child, prefix)

    return visit(tree_of(path), "")
