"""The proof page: everything an auditor asks for, the same on the page and in the PDF, which can be archived."""

import re
import zlib

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ryddig.records.dialogue.proof_rows import proof_rows
from ryddig.records.followup import services
from ryddig.records.followup.queries import contract_page
from ryddig.reports.document import Document, Entries, FactRow, Facts
from ryddig.reports.law import law_for
from ryddig.reports.pdf import pdf
from ryddig.reports.proof import proof_of
from tests.cast import TODAY, contract
from tests.office_world import World


def document(world: World, contract_id: int) -> Document:
    page = contract_page(world.cast.ada, contract_id)
    rows = proof_rows(world.cast.ada, page.contract)
    return proof_of(page, rows, law_for([]).teller, organisation="Fjordvik kommune", on=TODAY)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_holds_facts_decision_reasons_plan_and_history(world: World, language: str) -> None:
    with override(language):
        made = document(world, world.cleaning.pk)
    assert len(made.sections) >= 9
    reasons = [reason for section in made.sections for block in section.blocks if isinstance(block, Entries)
               for entry in block.entries for reason in entry.reasons]  # fmt: skip
    assert any(reason.link.startswith("https://") for reason in reasons)
    assert law_for([]).book.version in made.foot
    assert made.language == language


def test_the_decision_not_to_control_is_there_with_its_reason(world: World) -> None:
    from ryddig.domain.facts import ContractKind

    goods = contract(world.cast, "K-9", kind=ContractKind.GOODS, cpv=("22100000",), value_ore=60_000_000)
    services.screen_contract(actor=world.cast.lise, contract_id=goods.pk, screener=law_for([]).screener, on=TODAY)
    with override("en"):
        made = document(world, goods.pk)
    assert any("decision not to control" in section.text for section in made.sections)


def test_a_person_s_own_judgement_stands_beside_what_was_calculated(world: World) -> None:
    screener = law_for([]).screener
    services.overrule_risk(
        actor=world.cast.kari,
        contract_id=world.cleaning.pk,
        level="high",
        reason="Tips.",
        screener=screener,
        on=TODAY,
    )
    shown = [str(section) for section in document(world, world.cleaning.pk).sections]
    assert any("Tips." in section for section in shown)


def test_the_pdf_is_archivable_and_accessible(world: World, ada: Client) -> None:
    answer = ada.get(reverse("office:proof_pdf", args=[world.cleaning.pk]))
    assert answer["Content-Type"] == "application/pdf"
    content = answer.content
    assert content.startswith(b"%PDF-1.7")
    plain = content + b"".join(_streams(content))
    assert re.search(rb"pdfaid:part>\s*2<", plain)
    assert re.search(rb"pdfaid:conformance>\s*A<", plain)
    assert b"pdfuaid" in plain


def _streams(content: bytes) -> list[bytes]:
    found = []
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            found.append(part)
    return found


def test_what_people_write_is_never_run_as_code(world: World) -> None:
    hostile = contract(world.cast, "K-8", title='#panic("x") $1/0$ *a* `b` <c> @d \\ "')
    with override("nb"):
        made = document(world, hostile.pk)
    assert pdf(made).startswith(b"%PDF")


def test_the_page_says_the_same_as_the_document(world: World, ada: Client) -> None:
    shown = ada.get(reverse("office:proof", args=[world.cleaning.pk])).content.decode()
    with override("nb"):
        for section in document(world, world.cleaning.pk).sections:
            assert section.name in shown


def _short(made: Document) -> tuple[FactRow, ...]:
    block = made.sections[0].blocks[0]
    assert isinstance(block, Facts)
    return block.rows


def test_the_answer_stands_in_short_first_and_the_chapters_are_folded(world: World, ada: Client) -> None:
    page = reverse("office:proof", args=[world.cleaning.pk])
    folded, whole = (ada.get(address).content.decode() for address in (page, f"{page}?all=1"))
    with override("nb"):
        made = document(world, world.cleaning.pk)
    short = {row.name: row.value for row in _short(made)}
    assert made.sections[0].name == "Kort fortalt"
    applying = sum(1 for row in contract_page(world.cast.ada, world.cleaning.pk).duties if row.outcome == "applies")
    assert short["Krav"].startswith(f"{applying} gjelder")
    assert folded.count('<details class="r-chapter">') == whole.count('<details class="r-chapter" open>') > 5
    assert folded.index("Kort fortalt") < folded.index('<details class="r-chapter')


def test_a_level_that_a_person_set_is_the_one_told_in_short(world: World) -> None:
    services.overrule_risk(
        actor=world.cast.kari,
        contract_id=world.cleaning.pk,
        level="low",
        reason="Sett på.",
        screener=law_for([]).screener,
        on=TODAY,
    )
    with override("nb"):
        risk = _short(document(world, world.cleaning.pk))[0]
    assert (risk.value, "satt av" in risk.origin) == ("Lav", True)
