"""A crew list is counted for each firm: the supplier's own list, HMSREG's of the day; what is none is refused."""

from datetime import date
from typing import Final

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.intake.crew_list import CrewFirm, read_crew
from ryddig.intake.reading import NamedBytes
from ryddig.reports.law import law_for
from tests.tables.workbooks import workbook

DAY: Final = date(2026, 11, 20)
OWN: Final = (
    "Arbeidsgiver;Ansattnr;Stilling\nRen Luft AS;101;Renholder\nRen Luft AS;102;Renholder\n"
    "Ren Luft AS;102;Leder\nPrøvevask AS;7;Renholder\n"
)
HMSREG: Final = (
    "Dato;Firma;Orgnr;HMS-kort\n20.11.2026;Tenkt Bygg AS;310401277;A1\n20.11.2026;Tenkt Bygg AS;310401277;A1\n"
    "20.11.2026;Tenkt Bygg AS;310401277;A2\n19.11.2026;Tenkt Bygg AS;310401277;A3\n"
)


def counted(text: str | bytes, name: str = "mannskap.csv", on: date = DAY) -> tuple[CrewFirm, ...]:
    content = text if isinstance(text, bytes) else text.encode()
    return read_crew(NamedBytes(name, content), book=law_for([]).book, on=on).firms


def test_each_person_once_for_each_firm() -> None:
    assert counted(OWN) == (CrewFirm("Ren Luft AS", 2), CrewFirm("Prøvevask AS", 1))


def test_of_a_list_with_days_only_the_day_of_the_visit() -> None:
    assert counted(HMSREG) == (CrewFirm("Tenkt Bygg AS", 2),)
    with pytest.raises(UserCanFix, match="nobody") as caught:
        counted(HMSREG, on=date(2026, 11, 22))
    assert caught.value.params["last"] == DAY


def test_a_workbook_and_a_list_without_a_firm() -> None:
    rows = [["Navn", "HMS-kortnummer"], ["Ola Prøve", "B1"], ["Kari Prøve", "B2"]]
    assert counted(workbook(rows), "mannskap.xlsx") == (CrewFirm("", 2),)


@pytest.mark.parametrize("text", ["", "Dag;Vær\n1;sol\n", "%PDF-1.7\n", "Firma;Ansattnr\n"])
def test_what_is_no_crew_list_is_refused(text: str) -> None:
    with pytest.raises(UserCanFix):
        counted(text)
