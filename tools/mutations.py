"""Take each guard of docs/security/mutations.md out, and see its test fail.

`.venv/bin/python tools/mutations.py [NAME …]` works in a copy of the committed tree, never in the one you stand in. A
mutation whose text is no longer there, or whose test does not fail, is an error: the list tells of the code as it is.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ryddig.lawbook.strict_yaml import read

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs/security/mutations.md"
BLOCK: Final = re.compile(r"^### (?P<name>.+?)\n.*?^```yaml\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
MADE: Final = ("ryddig/site/static/vendor", "ryddig/reports/fonts", "ryddig/site/locale")
"""What install makes and git does not hold."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A guard: where it stands, what is put in its place, and the test that must fail then."""

    name: str
    file: str
    guard: str
    instead: str
    test: str


def mutations() -> list[Mutation]:
    """Those of the page, in its order."""
    found = []
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        tree = read(block["body"])
        told = {name: str(value).strip("\n") for name, value in tree.items()} if isinstance(tree, dict) else {}
        found.append(Mutation(block["name"], told["file"], told["guard"], told["instead"], told["test"]))
    return found


def copied(to: Path) -> None:
    """The committed tree, and what install made."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(to)], input=archive, check=True)
    for part in MADE:
        shutil.copytree(ROOT / part, to / part, dirs_exist_ok=True)


def fails(mutation: Mutation, tree: Path) -> str:
    """What is wrong with the mutation; empty when the test fails without the guard."""
    path = tree / mutation.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutation.guard) != 1:
        return f"the guard stands {text.count(mutation.guard)} times in {mutation.file}, expected once"
    path.write_text(text.replace(mutation.guard, mutation.instead), encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", "0", "-q", "-x", "-p", "no:cacheprovider", mutation.test],
            cwd=tree,
            env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin", "RYDDIG_SHARED": str(ROOT.parent / "shared")},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        path.write_text(text, encoding="utf-8")
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr.strip()[-200:]
    return "" if done.returncode == 1 and " failed" in last else f"its test did not fail: {last}"


def main(names: list[str]) -> int:
    """Each in turn; how many are wrong."""
    wrong = 0
    with TemporaryDirectory() as folder:
        tree = Path(folder)
        copied(tree)
        for mutation in mutations():
            if names and mutation.name not in names:
                continue
            why = fails(mutation, tree)
            wrong += bool(why)
            print(f"{'WRONG ' if why else 'caught'} {mutation.name}{': ' if why else ''}{why}", flush=True)
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
