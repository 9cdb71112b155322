"""The proof tells a person's overruling beside what was calculated: level, steps, reason, who and when."""

import pytest
from django.utils.translation import override

from ryddig.records.dialogue.proof_rows import proof_rows
from ryddig.records.followup import services
from ryddig.records.followup.queries import contract_page
from ryddig.reports.document import Document, Entries, Section
from ryddig.reports.labels import label
from ryddig.reports.law import law_for
from ryddig.reports.pdf import pdf
from ryddig.reports.proof import proof_of
from tests.cast import TODAY
from tests.office_world import World, make_world

REASON = "Naboen kontrollerte firmaet i mai."
AFTER = "Steps that count after the overruling"


@pytest.fixture
def world(db: None) -> World:
    """Two contracts of Fjordvik, one of a neighbour."""
    return make_world()


def overrule(world: World, *, level: str = "", step: str = "") -> None:
    services.overrule_risk(
        actor=world.cast.kari,
        contract_id=world.cleaning.pk,
        level=level,
        step=step,
        reason=REASON,
        screener=law_for([]).screener,
        on=TODAY,
    )


def document(world: World) -> Document:
    page = contract_page(world.cast.ada, world.cleaning.pk)
    rows = proof_rows(world.cast.ada, page.contract)
    return proof_of(page, rows, law_for([]).teller, organisation="Fjordvik kommune", on=TODAY)


def section(made: Document, name: str) -> Section:
    return next(one for one in made.sections if one.name == name)


def entries(one: Section) -> list[tuple[str, str]]:
    """Name and mark of each entry."""
    blocks = (block for block in one.blocks if isinstance(block, Entries))
    return [(entry.name, entry.mark) for block in blocks for entry in block.entries]


def test_a_lower_step_stands_beside_the_calculated_ones(world: World) -> None:
    with override("en"):
        before = document(world)
        calculated = entries(section(before, "Recommended steps"))
        assert AFTER not in {one.name for one in before.sections}
        overrule(world, step="self_report")
        made = document(world)
        after = section(made, AFTER)
        assert len(calculated) > 1
        assert entries(section(made, "Recommended steps")) == calculated, "what was calculated stays as it was"
        assert [name for name, _ in entries(after)] == [label("plan", "self_report")]
        for told in (REASON, world.cast.kari.name, label("plan", "self_report")):
            assert told in after.text
    assert all(world.cast.kari.name in mark for _, mark in entries(after))
    assert "20\N{NO-BREAK SPACE}November\N{NO-BREAK SPACE}2026" in after.text


def test_level_and_step_are_both_told(world: World) -> None:
    with override("en"):
        overrule(world, level="high", step="document_review")
        risk, after = (section(document(world), name) for name in ("Risk", AFTER))
        chosen = f"{label('level', 'high')}, {label('plan', 'document_review')}"
    assert chosen in {name for name, _ in entries(risk)}
    assert chosen in after.text
    assert len(entries(after)) == 3


def test_withdrawn_it_is_gone(world: World) -> None:
    overrule(world, level="high")
    services.withdraw_overruling(
        actor=world.cast.kari,
        contract_id=world.cleaning.pk,
        reason="Se på nytt.",
        screener=law_for([]).screener,
        on=TODAY,
    )
    with override("en"):
        assert AFTER not in {one.name for one in document(world).sections}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_it_is_told_in_the_reader_s_language_and_drawn_as_pdf(world: World, language: str) -> None:
    overrule(world, step="self_report")
    with override(language):
        made = document(world)
    assert AFTER not in {one.name for one in made.sections}
    assert any(REASON in one.text and "overstyrte" in one.text for one in made.sections)
    assert pdf(made).startswith(b"%PDF")
