"""The scan of `make check`: a secret that somebody is about to commit, a lock that goes back behind a known fault."""

import tomllib

import pytest

from tests.house.tree import ROOT
from tools import scan


def finding(**changed: object) -> dict[str, object]:
    return {"type": "Private Key", "hashed_secret": "ab12", "line_number": 3, **changed}


def test_what_was_looked_at_may_move_and_what_is_new_may_not() -> None:
    accepted = {"a.py": [finding()]}
    assert list(scan.new_secrets({"a.py": [finding(line_number=9)]}, accepted)) == []
    (said,) = scan.new_secrets({"a.py": [finding(hashed_secret="cd34")]}, accepted)
    assert said.startswith("a.py:3: Private Key.")
    assert len(list(scan.new_secrets({"b.py": [finding()]}, accepted))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "password = '" + "Vinteren2026Kaldt!'",
        "url = 'postgres://kari:" + "hemmelig99@db/ryddig'",
        "key = '" + "dGhpcyBpcyBhIHZlcnkgc2VjcmV0IGtleSBpbmRlZWQh" + "Zx9Q'",
        "aws = '" + "AKIA" + "QQ7XK4ZP2MN8RT5V'",
    ],
)
def test_a_line_that_could_hold_one_is_looked_at(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert scan.CANDIDATE.search(line)


def test_ordinary_code_is_not() -> None:
    lines = (
        "for key in sorted(found):",
        "def test_a_line_that_could_hold_one() -> None:",
        "token = next(it)",
    )
    assert not [line for line in lines if scan.CANDIDATE.search(line)]


def test_a_lock_behind_a_known_fault_is_refused() -> None:
    locks = {"requirements.lock": {"django": "5.2.7"}, "requirements-dev.lock": {"django": "5.2.10"}}
    told = [{"package": "django", "id": "CVE-1", "mended_in": "5.2.8", "what": "…"}]
    (said,) = scan.known_faults(locks, told)
    assert said.startswith("requirements.lock: django 5.2.7 has CVE-1")


def test_every_package_of_the_locks_is_read() -> None:
    locks = scan.locked()
    assert {"django", "psycopg", "pyjwt"} <= locks["requirements.lock"].keys()
    assert all(len(pins) > 40 for pins in locks.values())
    assert list(scan.known_faults(locks)) == []


def test_each_known_fault_is_told_whole() -> None:
    told = tomllib.loads((ROOT / "tools/advisories.toml").read_text(encoding="utf-8"))["advisory"]
    assert all(one.keys() == {"package", "id", "mended_in", "what"} for one in told)
