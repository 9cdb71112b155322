"""`make scan`: no secret in what is committed, and no locked package with a fault that we know of. Needs no network.

Secrets: detect-secrets over the files that git knows; what it may find is in tools/secrets.baseline, each looked at by
a person. Packages: tools/advisories.toml, which `make audit` helps to keep up. What changes on its own overnight is no
part of the tests: it would turn them red without a change of ours.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import default_settings

ROOT: Final = Path(__file__).resolve().parent.parent
BASELINE: Final = "tools/secrets.baseline"
LOCKS: Final = ("requirements.lock", "requirements-s3.lock", "requirements-dev.lock")
PINNED: Final = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([0-9][^ ;\\]*)", re.MULTILINE)
NOT_READ: Final = re.compile(
    r"(\.lock|\.csv|\.css|package-lock\.json|\.po|\.svg|\.png|\.xlsx|\.pdf|secrets\.baseline)$"
)
CANDIDATE: Final = re.compile(
    r"(?i:passw|passord|secret|token|api_?key|credential)\w*[\"']?\s*[:=]\s*[\"']?[^\s\"'(]{6}"
    r"|(?=[A-Za-z+/_=-]*[0-9])[A-Za-z0-9+/_=-]{20}"
    r"|-----BEGIN|://[^/\s:@]+:[^/\s@]+@"
)
LONGEST: Final = 5000

Finding = dict[str, Any]
Findings = dict[str, list[Finding]]


def main() -> None:
    """Ends with 1 when something is found; `--accept` takes what is found now into the baseline."""
    if "--accept" in sys.argv:
        found = scanned()
        (ROOT / BASELINE).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        print(f"{sum(map(len, found.values()))} findings accepted in {BASELINE}")
        return
    accepted = json.loads((ROOT / BASELINE).read_text(encoding="utf-8"))
    faults = [*new_secrets(scanned(), accepted), *known_faults(locked())]
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


def scanned() -> Findings:
    """What may be a secret in the files that git knows. detect-secrets takes minutes over all lines, so it is given
    those that could hold one: a long run of signs, a word such as password before a value, a user in an address."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = [name for name in listed.split("\0") if name and not NOT_READ.search(name) and (ROOT / name).is_file()]
    with TemporaryDirectory() as folder, default_settings():
        places = {name: lines for name in names if (lines := _laid_out(name, Path(folder)))}
        found = SecretsCollection(root=folder)
        found.scan_files(*(f"{name}.txt" for name in places))
        told = found.json()
    return {name: _placed(told[f"{name}.txt"], name, places[name]) for name in sorted(places) if f"{name}.txt" in told}


def _laid_out(name: str, folder: Path) -> list[int]:
    """Write the lines that could hold a secret, under the same name. Returns which lines they are."""
    lines = (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines()
    chosen = [number for number, line in enumerate(lines) if len(line) < LONGEST and CANDIDATE.search(line)]
    if chosen:
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{lines[number]}\n" for number in chosen), encoding="utf-8")
    return chosen


def _placed(found: list[Finding], name: str, lines: list[int]) -> list[Finding]:
    rows = [{**one, "filename": name, "line_number": lines[one["line_number"] - 1] + 1} for one in found]
    return sorted(rows, key=_place)


def _place(one: Finding) -> tuple[int, str]:
    return one["line_number"], one["hashed_secret"]


def new_secrets(now: Findings, accepted: Findings) -> Iterator[str]:
    """What nobody has looked at. Known by file, kind and hash, so that a moved line is the same finding."""
    known = {(file, one["type"], one["hashed_secret"]) for file, found in accepted.items() for one in found}
    for file, found in now.items():
        for one in found:
            if (file, one["type"], one["hashed_secret"]) not in known:
                yield (
                    f"{file}:{one['line_number']}: {one['type']}. Take it out and change it where it is used; "
                    f"if it is none, `.venv/bin/python tools/scan.py --accept` and commit {BASELINE}"
                )


def locked() -> dict[str, dict[str, str]]:
    """{lock file: {package: version}}."""
    return {name: dict(PINNED.findall((ROOT / name).read_text(encoding="utf-8"))) for name in LOCKS}


def known_faults(locks: dict[str, dict[str, str]], advisories: list[dict[str, str]] | None = None) -> Iterator[str]:
    """Locked packages older than the version that mended a fault."""
    kept = tomllib.loads((ROOT / "tools/advisories.toml").read_text(encoding="utf-8"))["advisory"]
    for one in kept if advisories is None else advisories:
        for name, pins in locks.items():
            version = pins.get(one["package"])
            if version is not None and parts(version) < parts(one["mended_in"]):
                yield f"{name}: {one['package']} {version} has {one['id']}, mended in {one['mended_in']}: {one['what']}"


def parts(version: str) -> tuple[int, ...]:
    """The numbers of a version, to be compared; what follows them (rc, post) counts as the number itself."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])


if __name__ == "__main__":
    main()
