"""The proof takes the same number of queries however much there is to tell, and never reads the trust pulse."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from ryddig.records.dialogue.proof_rows import ProofRows, proof_rows
from ryddig.records.followup.queries import contract_page
from ryddig.reports.law import law_for
from ryddig.reports.proof import proof_of
from tests import letter_world, visit_world
from tests.cast import TODAY, contract
from tests.office_world import World, make_world

MOST = 34


@pytest.fixture
def world(db: None) -> World:
    """A contract with a little of everything."""
    made = make_world()
    letter_world.of_world(made)
    visit_world.done(made.cast, made.cleaning)
    return made


def asked(world: World, contract_id: int) -> tuple[ProofRows, list[str]]:
    row = contract_page(world.cast.ada, contract_id).contract
    with CaptureQueriesContext(
        connection,
    ) as caught:
        rows = proof_rows(world.cast.ada, row)
    return rows, [one["sql"] for one in caught.captured_queries]


def test_queries_do_not_grow_and_every_chapter_is_told(world: World) -> None:
    bare = contract(world.cast, "K-9")
    nothing, few = asked(world, bare.pk)
    rows, many = asked(world, world.cleaning.pk)
    assert rows.reacted.deviations
    assert rows.controlled.visits
    assert not nothing.reacted.deviations
    assert len(many) == len(few) <= MOST
    assert not any("trustpulse" in sql for sql in many)
    with override("en"):
        page = contract_page(world.cast.ada, bare.pk)
        made = proof_of(page, nothing, law_for([]).teller, organisation="Fjordvik kommune", on=TODAY)
    said = {section.name: section.text for section in made.sections}
    not_done = [name for name, text in said.items() if text.startswith("Not done")]
    assert {"Self-reports", "Document reviews", "On-site controls", "Meetings", "In the archive"} <= set(not_done)
