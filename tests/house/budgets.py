"""What is measured against a budget, and how. The budgets themselves stand in house rules, docs/decisions/0001."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.house.tree import Function, files, functions, name_of, python_files

FUNCTION_LINES: Final = 40
FILE_LINES: Final = 400
CHECK_LINES: Final = 120
VIEW_LINES: Final = 25
TEMPLATE_LINES: Final = 150
YAML_LINES: Final = 150
POSITIONAL: Final = 3
NESTING: Final = 3
CHECK_FILE: Final = re.compile(r"ryddig/tables/payroll/[a-z]\d\d_")

BLOCKS: Final = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)


@dataclass(frozen=True)
class Overrun:
    """One thing that is larger than its budget."""

    kind: str
    name: str
    size: int
    budget: int

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.size}, budget {self.budget}"


def positional(function: Function) -> int:
    """How many arguments may be given by position; `self` and `cls` do not count."""
    given = [*function.args.posonlyargs, *function.args.args]
    own = bool(given) and given[0].arg in {"self", "cls"}
    return len(given) - own


def asked_for_by_name(function: Function) -> bool:
    """Tests and fixtures: pytest fills their arguments by name."""
    decorators = " ".join(ast.unparse(decorator) for decorator in function.decorator_list)
    return function.name.startswith("test_") or "fixture" in decorators or "given(" in decorators


def nesting(statements: list[ast.stmt], depth: int = 0) -> int:
    """How deep blocks stand in each other; `elif` is no deeper than its `if`, a function inside starts anew."""
    deepest = depth
    for statement in statements:
        if isinstance(statement, ast.If):
            chained = len(statement.orelse) == 1 and isinstance(statement.orelse[0], ast.If)
            inner = nesting(statement.body, depth + 1)
            other = nesting(statement.orelse, depth if chained else depth + 1) if statement.orelse else depth
            deepest = max(deepest, inner, other)
        elif isinstance(statement, BLOCKS):
            deepest = max(deepest, *(nesting(body, depth + 1) for body in bodies(statement)))
    return deepest


def bodies(block: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The lists of statements inside a block: body, else, finally, handlers, cases."""
    for name in ("body", "orelse", "finalbody"):
        yield getattr(block, name, [])
    for part in (*getattr(block, "handlers", ()), *getattr(block, "cases", ())):
        yield part.body


def _lines(path_name: str, text: str) -> Iterator[Overrun]:
    size = len(text.splitlines())
    if path_name.endswith((".yaml", ".yml")):
        yield Overrun("yaml", path_name, size, YAML_LINES)
    elif path_name.endswith((".html", ".typ", ".txt")) and "/templates/" in path_name:
        yield Overrun("template", path_name, size, TEMPLATE_LINES)
    elif path_name.endswith(".py"):
        check = CHECK_FILE.match(path_name) is not None
        yield Overrun("file", path_name, size, CHECK_LINES if check else FILE_LINES)


def _function(path_name: str, name: str, function: Function) -> Iterator[Overrun]:
    full = f"{path_name}:{name}"
    size = (function.end_lineno or function.lineno) - function.lineno + 1
    request = [argument.arg for argument in function.args.args[:1]] == ["request"]
    is_view = path_name.startswith(("ryddig/office/views", "ryddig/portal/views")) and request
    yield Overrun("view", full, size, VIEW_LINES) if is_view else Overrun("function", full, size, FUNCTION_LINES)
    yield Overrun("nesting", full, nesting(function.body), NESTING)
    if not asked_for_by_name(function):
        yield Overrun("positional", full, positional(function), POSITIONAL)


def measured() -> Iterator[Overrun]:
    """Everything that has a budget, with its size."""
    for path in files(".py", ".yaml", ".yml", ".html", ".typ", ".txt"):
        if "migrations" not in path.parts:
            yield from _lines(name_of(path), path.read_text(encoding="utf-8"))
    for path in python_files():
        for name, function in functions(path):
            yield from _function(name_of(path), name, function)


def overruns() -> list[Overrun]:
    """What is over its budget, exceptions not looked at."""
    return [one for one in measured() if one.size > one.budget]
