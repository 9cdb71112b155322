"""Names against a register: a generated one with its key, and the names of the sample notices."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from json import dumps
from pathlib import Path

import pytest
from lxml import etree

from bench.register.make import read_key, write
from bench.register.score import Score, score_names
from ryddig.domain.firm_names import NameReason, ProposalOutcome
from ryddig.domain.names import fold
from ryddig.domain.orgnr import check_digit, read_orgnr
from ryddig.registers.brreg.local import LocalRegister
from ryddig.registers.brreg.local_build import build
from ryddig.registers.brreg.search import candidates
from ryddig.registers.doffin import read_notice
from tests.shared import shared

AT = datetime(2026, 11, 28, tzinfo=UTC)
UBL = "urn:oasis:names:specification:ubl:schema:xsd"
NS = {"cac": f"{UBL}:CommonAggregateComponents-2", "cbc": f"{UBL}:CommonBasicComponents-2"}
Named = tuple[str, str, str]


def register_of(folder: Path, units: list[Named]) -> LocalRegister:
    """A local register of units: number, name, place."""
    rows = [
        {"organisasjonsnummer": number, "navn": name, "forretningsadresse": {"poststed": place}}
        for number, name, place in units
    ]
    (folder / "enheter.json").write_text(dumps(rows), encoding="utf-8")
    build([folder / "enheter.json"], folder / "local.db", at=AT)
    return LocalRegister.open(folder / "local.db")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Score, LocalRegister]]:
    folder = tmp_path_factory.mktemp("generated")
    write(folder, units=20_000, asked=700, seed=20_261_128, formats=("json",))
    build([folder / "enheter.json.gz"], folder / "local.db", at=AT)
    with LocalRegister.open(folder / "local.db") as register:
        yield score_names(register, read_key(folder)), register


def test_what_is_proposed_is_right(generated: tuple[Score, LocalRegister]) -> None:
    score, _ = generated
    assert score.precision >= 0.98, score.wrong
    assert score.recall >= 0.90
    assert score.among_five >= 0.97


@pytest.mark.parametrize(
    "kind",
    [
        "same",
        "as_written",
        "form_first",
        "main_unit",
        "department",
        "former",
        "double_encoded",
        "with_number",
        "with_place",
    ],
)
def test_each_way_of_writing_is_found(generated: tuple[Score, LocalRegister], kind: str) -> None:
    counts = generated[0].kinds[kind]
    assert counts.asked >= 5
    assert counts.asked - counts.among_five <= counts.ambiguous  # more firms of that name than are shown
    assert counts.wrong == 0


def test_firms_that_are_not_there_are_not_made_up(generated: tuple[Score, LocalRegister]) -> None:
    kinds = generated[0].kinds
    assert kinds["absent_word"].asked > 5
    assert kinds["absent_word"].proposed == kinds["absent_trade"].proposed == kinds["absent_family"].proposed == 0


@pytest.mark.parametrize(
    "text", ["", " ", "AS", '"', "a OR b", 'x" OR words:y', "NEAR(a b)", "%", "ø" * 5000, "\x00", "'; --"]
)
def test_any_text_may_be_asked(generated: tuple[Score, LocalRegister], text: str) -> None:
    assert candidates(generated[1], text).proposed is None


def sample_organisations() -> list[Named]:
    """Number (empty when none that passes), name and town of every organisation in the sample notices."""
    found: list[Named] = []
    for path in sorted(shared("reference", "samples", "eforms-notices-no").glob("*.xml")):
        for company in etree.parse(path).iter("{*}Company"):
            number = company.findtext("cac:PartyLegalEntity/cbc:CompanyID", namespaces=NS) or ""
            name = company.findtext("cac:PartyName/cbc:Name", namespaces=NS) or ""
            town = company.findtext("cac:PostalAddress/cbc:CityName", namespaces=NS) or ""
            found.append((read_orgnr(number).digits or "", name, town))
    return found


def test_the_names_that_share_a_number_in_the_sample_notices(tmp_path: Path) -> None:
    """The first name of each number is the register's; every name of that number is asked for."""
    named = [one for one in sample_organisations() if one[0]]
    first = {number: (number, name, town) for number, name, town in reversed(named)}
    right: Counter[str] = Counter()
    lost: list[str] = []
    with register_of(tmp_path, list(first.values())) as register:
        for number, name, town in named:
            found = candidates(register, name, place=town)
            assert found.proposed is None or found.proposed.orgnr == number, (name, found)
            right["asked"] += 1
            if found.proposed is None:
                lost.append(name)
        # one number, two names that have nothing in common: only a person can say so, and is believed the next time
        assert len(lost) == 1
        (number,) = {number for number, name, _ in named if name == lost[0]}
        again = candidates(register, lost[0], confirmed_before={fold(lost[0]): number})
        assert again.proposed is not None
        assert again.proposed.reasons == (NameReason.CONFIRMED_BEFORE,)
        for name, number in (("Politiets fellestjenester (PFT)", "974761157"), ("OSLO tingrett", "926725939")):
            found = candidates(register, name, place="Oslo")
            assert found.proposed is not None
            assert found.proposed.orgnr == number
        assert candidates(register, "Jæren tingrett", place="Sandnes").outcome is ProposalOutcome.NONE
    assert right["asked"] > 40


def test_every_spelling_in_the_award_chains_leads_to_one_firm(tmp_path: Path) -> None:
    paths = sorted(shared("reference", "samples", "doffin-chains").glob("*.xml"))
    notices = (read_notice(path.read_bytes(), name=path.name) for path in paths)
    names = {firm.name.value or "" for notice in notices for row in notice.rows for firm in row.winners}
    registered = {name.upper() for name in names if name and "(" not in name}
    numbers = (
        f"{first}{digit}" for first in range(31_000_000, 31_001_000) if (digit := check_digit(str(first))) is not None
    )
    units = [(number, name, "OSLO") for number, name in zip(numbers, sorted(registered), strict=False)]
    by_name = {name: number for number, name, _ in units}
    with register_of(tmp_path, units) as register:
        for name in names - {""}:
            found = candidates(register, name)
            assert found.proposed is not None, name
            assert found.proposed.orgnr == by_name[name.upper().replace(" (HOVEDENHET)", "")]
    assert len(names) > 30
