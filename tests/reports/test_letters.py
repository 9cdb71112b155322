"""Every kind of letter in every language: whole sentences, the contract's own sums, one content in two files."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
import time_machine
from docx import Document

from ryddig.records.deviations import services
from ryddig.records.deviations.letters import Written
from ryddig.records.deviations.models import Deviation, LetterDraft
from ryddig.records.deviations.terms import register_term
from ryddig.records.followup.services import register_and_screen
from ryddig.reports.formats import NBSP
from ryddig.reports.law import law_for
from ryddig.reports.letter import blocks
from ryddig.reports.letter_case import day_said, drawn, written_letter
from ryddig.reports.letter_docx import letter_docx
from ryddig.reports.letter_pdf import letter_pdf
from tests.cast import TODAY, Cast, facts, make_cast
from tests.letter_world import DOUBLE, PENALTY, opened

LAW = law_for([])
KINDS = ("notice", "correction", "action_plan", "withholding", "daily_penalty", "termination", "closing")
LATE = date(2026, 12, 9)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield make_cast()


@pytest.fixture
def deviation(cast: Cast) -> Deviation:
    row = register_and_screen(actor=cast.lise, facts=facts(), unit_id=cast.property.pk, screener=LAW.screener, on=TODAY)
    for term in (DOUBLE, PENALTY):
        register_term(actor=cast.kari, contract_id=row.pk, facts=term, on=TODAY)
    found = opened(cast.kari, row)
    given = {"actor": cast.kari, "deviation_id": found.pk, "book": LAW.book, "on": TODAY}
    services.ask_for_view(**given)  # type: ignore[arg-type]  # as one mapping
    services.demand_correction(demand="Betal.", due_on=date(2026, 12, 4), **given)  # type: ignore[arg-type]  # the same
    Deviation.objects.visible_to(cast.kari).update(plan_due_on=date(2026, 12, 4), corrected_on=TODAY)
    rows = Deviation.objects.visible_to(cast.kari).select_related("contract__unit", "supplier", "firm")
    return rows.get(id=found.pk)


def written(cast: Cast, deviation: Deviation, kind: str, *, spoken: str = "nb") -> Written:
    return written_letter(cast.kari, deviation, kind, language=spoken, teller=LAW.teller, on=LATE)


def text_of(letter: Written) -> str:
    return " ".join(f"{part['name']} {part['text']}" for part in letter.parts).replace(NBSP, " ")


@pytest.mark.parametrize("spoken", ["nb", "nn", "en"])
def test_every_kind_is_whole_and_makes_both_files(cast: Cast, deviation: Deviation, spoken: str) -> None:
    for kind in KINDS:
        letter = written(cast, deviation, kind, spoken=spoken)
        row = LetterDraft(contract=deviation.contract, supplier=deviation.supplier, kind=kind, language=spoken)
        row.subject, row.facts, row.parts = letter.subject, [list(pair) for pair in letter.facts], list(letter.parts)
        whole = drawn(row, buyer="Fjordvik kommune", signer="Kari", role="Kontraktsansvarlig", on=LATE)
        assert "%(" not in text_of(letter) + letter.subject
        made = letter_pdf(whole, day=day_said(whole))
        assert made.startswith(b"%PDF-1.7")
        word = Document(BytesIO(letter_docx(whole, day=day_said(whole))))
        lines = [one.text for one in word.paragraphs]
        for part in whole.parts:
            assert all(line in lines for block in blocks(part.text) for line in block.lines), (kind, part.name)


def test_sums_are_the_contracts_own_and_worked_out(cast: Cast, deviation: Deviation) -> None:
    Deviation.objects.visible_to(cast.kari).update(corrected_on=None)
    deviation.corrected_on = None
    held = text_of(written(cast, deviation, "withholding"))
    assert "«Oppdragsgiver kan holde tilbake to ganger det arbeidsgiveren har spart.»" in held
    assert "2 ganger det arbeidstakerne har til gode, 7 001,28 kr, er 14 002,56 kr." in held
    penalty = text_of(written(cast, deviation, "daily_penalty"))
    assert "1 ‰ av kontraktssummen, 3 000 000 kr, er 3 000 kr." in penalty
    assert "Fra 7. desember 2026 til 9. desember 2026 er det 3 dager som regnes med, og 9 000 kr." in penalty
    assert "punkt 12.3" not in penalty


def test_the_law_stands_with_its_source_and_day(cast: Cast, deviation: Deviation) -> None:
    entry = LAW.teller.duties["r2026.5e_1.pay"].series.entries[0]
    said = text_of(written(cast, deviation, "correction"))
    assert f"({entry.source.act} {entry.source.at}, fra 1. juli 2026)" in said
    assert "Kravet står i kontrakten, punkt 7.1." in said


def test_paragraphs_and_points() -> None:
    found = list(blocks("En linje\nsom fortsetter.\n\nFør:\n- første\n- andre\n\n- tredje"))
    assert [(one.kind, one.lines) for one in found] == [
        ("paragraph", ("En linje som fortsetter.",)),
        ("paragraph", ("Før:",)),
        ("points", ("første", "andre")),
        ("points", ("tredje",)),
    ]


def test_a_termination_takes_effect_after_the_notice_the_contract_gives(cast: Cast, deviation: Deviation) -> None:
    assert "med virkning fra 9. desember 2026" in text_of(written(cast, deviation, "termination"))
    services.agree_term(
        actor=cast.kari,
        contract_id=deviation.contract_id,
        rule="sanctions.termination",
        place="punkt 15.2",
        notice_days=30,
        book=LAW.book,
        on=TODAY,
    )
    said = text_of(written(cast, deviation, "termination"))
    assert "med virkning fra 8. januar 2027" in said
    assert "30 dagers varsel" in said
    assert "punkt 15.2" in said
