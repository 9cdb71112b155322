"""System checks: each with an id and what to do."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from ryddig.records.accounts.models import Organisation

KEY = "k" * 50
SAFE = {"SECRET_KEY": KEY, "PSEUDONYM_KEY": KEY, "DEBUG": False, "ALLOWED_HOSTS": ["127.0.0.1"], "HTTPS": False}


def found() -> dict[str, str]:
    messages = run_checks(tags=["ryddig"], include_deployment_checks=True)
    return {str(message.id): str(message.hint) for message in messages}


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    (tmp_path / "staticfiles.json").write_text("{}")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "number", "hint"),
    [
        ({"SECRET_KEY": ""}, "ryddig.E001", "ryddig migrate"),
        ({"SECRET_KEY": "short"}, "ryddig.E002", "at least 40"),
        ({"DEBUG": True, "ALLOWED_HOSTS": ["example.org"], "HTTPS": True}, "ryddig.E003", "RYDDIG_DEBUG"),
        ({"ALLOWED_HOSTS": ["example.org"]}, "ryddig.E005", "RYDDIG_HTTPS"),
        ({"KEYS": []}, "ryddig.E009", "ryddig keys new"),
        ({"KEYS": ["k"]}, "ryddig.E009", "ryddig keys new"),
        (
            {"ALLOWED_HOSTS": ["a.example"], "HTTPS": True, "VAR": Path("/v"), "KEYS_FILE": Path("/v/keys")},
            "ryddig.E010",
            "RYDDIG_KEYS_FILE",
        ),
        ({"PSEUDONYM_KEY": ""}, "ryddig.E006", "ryddig migrate"),
        ({"PSEUDONYM_KEY": "short"}, "ryddig.E006", "RYDDIG_PSEUDONYM_KEY"),
        ({"EVIDENCE_FOLDER": "/nowhere/static/evidence", "STATIC_ROOT": "/nowhere/static"}, "ryddig.E007", "outside"),
    ],
)
def test_each_error_says_what_to_do(collected: Path, changed: dict[str, object], number: str, hint: str) -> None:
    with override_settings(**{**SAFE, "STATIC_ROOT": collected, **changed}):
        errors = found()
    assert hint in errors[number]


def test_static_files_must_be_collected(tmp_path: Path, collected: Path) -> None:
    with override_settings(**{**SAFE, "STATIC_ROOT": tmp_path / "nowhere"}):
        assert "ryddig migrate" in found()["ryddig.E004"]
    with override_settings(**{**SAFE, "STATIC_ROOT": collected}):
        assert "ryddig.E004" not in found()


def test_a_local_installation_has_no_errors(collected: Path) -> None:
    with override_settings(**{**SAFE, "STATIC_ROOT": collected}):
        assert not [number for number in found() if number.startswith("ryddig.E")]


@pytest.mark.parametrize(
    ("mode", "buyer", "errors"),
    [
        ("standin", {"is_demo": False}, {"ryddig.E008"}),
        ("standin", {"is_demo": True}, set()),
        ("on", {"is_demo": False}, set()),
    ],
)
def test_stand_ins_answer_for_the_demo_only(
    db: None, monkeypatch: pytest.MonkeyPatch, mode: str, buyer: dict[str, bool], errors: set[str]
) -> None:
    monkeypatch.setenv("RYDDIG_REGISTERS", mode)
    Organisation.objects.create(name="Fjordvik kommune", kind="municipal", **buyer)
    assert set(found()) & {"ryddig.E008"} == errors
