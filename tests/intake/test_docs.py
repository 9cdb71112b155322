"""The page on import names every field, every message and every rule that a reader of it needs."""

from pathlib import Path

import pytest

from ryddig.intake.fields import ALIASES, FIELDS, field_of
from ryddig.intake.mapping import WHY_SENTENCES, Why
from ryddig.intake.words import words_of
from ryddig.lawbook import load
from ryddig.tables.read.faults import KINDS


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "how-to" / "import-contracts.md").read_text("utf-8")


def test_every_field_and_every_message_is_documented(page: str) -> None:
    missing = [name for name in (*FIELDS, *KINDS) if f"`{name}`" not in page]
    assert missing == []


def test_every_reason_for_a_mapping_has_its_sentence() -> None:
    assert set(WHY_SENTENCES) == set(Why)


def test_the_glossary_names_every_field_and_every_value() -> None:
    words = words_of(load())
    named = {name for heading, name in words.columns.items() if heading != name.replace("_", " ")}
    assert FIELDS.keys() - named == set()
    for name, known in FIELDS.items():
        values = {value for word, value in words.choices.get(name, {}).items() if word != value}
        assert values == {value.value for value in known.choices}
    assert {field_of(name) for name in words.columns.values()} >= {FIELDS[ALIASES]}
