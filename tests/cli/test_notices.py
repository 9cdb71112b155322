"""`ryddig notices`: fetch from the stand-in of Doffin over HTTP, and the yearly review of what was fetched."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from ryddig.cli.notices import notices
from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.notice_review import LeftOut, NoticeReview, Told
from ryddig.intake.notice_review import phrases_of, review_year
from ryddig.lawbook import load
from ryddig.registers.doffin import read_notice
from ryddig.registers.doffin.text import read_text
from ryddig.registers.standin import doffin as standin_doffin
from ryddig.registers.standin.doffin import DoffinWorld, StoredNotice
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.notice_xml import Announcement, announcement_xml
from ryddig.registers.standin.server import StandIn
from tests.shared import shared

BUYER, OTHER = "310000019", "312222221"
GROUPED = "310 000 019"
PAY = "Oslo-liknende vilkår: lønns- og arbeidsvilkår i tråd med allmenngjort forskrift, dagbøter ved brudd."
ENV, SPEC, PRICE = "quality-nor-env-criteria", "quality-nor-env-spec", "price"
CLEANING = Announcement("2026-100001", "2026-02-10", GROUPED, "Renhold av skoler", terms=PAY)
NEW_LAW = Announcement(
    "2026-100002", "2026-08-10", BUYER, "Renhold av rådhuset", criteria=((ENV, 20, "Utslipp ved transport"),)
)
FURNITURE = Announcement(
    "2026-100003", "2026-03-01", BUYER, "Møbler", kind="supplies", cpv="39100000", criteria=((SPEC, 0, "Krav"),)
)
STRANGE = Announcement("2026-100004", "2026-02-10", OTHER, "Andres renhold", buyer="Tenkt kommune")
LAST_YEAR = Announcement("2025-100005", "2025-12-20", BUYER, "Renhold i fjor")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for told in (CLEANING, NEW_LAW, FURNITURE, STRANGE, LAST_YEAR):
        (tmp_path / f"{told.number}.xml").write_bytes(announcement_xml(told))
    return tmp_path


def reviewed(folder: Path) -> dict[str, NoticeReview]:
    found = review_year(sorted(folder.glob("*.xml")), buyer=BUYER, year=2026, book=load())
    return {each.notice.reference: each for each in found.reviews}


def told(review: NoticeReview, theme: str) -> Told:
    return next(line.told for line in review.lines if line.duty.theme == theme)


def test_each_announcement_is_judged_by_the_law_of_its_day(folder: Path) -> None:
    reviews = reviewed(folder)
    assert {number: each.regime for number, each in reviews.items()} == {
        "2026-100001": "R2008",
        "2026-100002": "R2026",
        "2026-100003": "R2008",
    }
    before = {line.duty.id for line in reviews["2026-100001"].lines if line.certain}
    after = {line.duty.id for line in reviews["2026-100002"].lines if line.certain}
    assert {"r2008.5a.pay", "r2008.6_3.notice", "r2008.foa_7_9.climate_30"} <= before
    assert {"r2026.5e_1.pay", "r2026.5k.chain"} <= after
    assert not {rule for rule in before if rule.startswith("r2026")}


def test_what_stands_in_the_notice_is_quoted_with_its_place(folder: Path) -> None:
    review = reviewed(folder)["2026-100001"]
    pay = next(line for line in review.lines if line.duty.theme == "pay")
    assert pay.told is Told.SAID
    assert "lønns- og arbeidsvilkår" in pay.parts[0].quotes[0].text
    assert "ContractExecutionRequirement" in pay.parts[0].quotes[0].path
    notice = next(line for line in review.lines if line.duty.theme == "notice")
    assert (notice.told, [part.name for part in notice.parts if not part.said]) == (Told.PARTLY, ["documentation"])
    assert told(review, "documentation") is Told.NOT_SEEN
    assert review.documents == ("https://dokumenter.prove.example/konkurranse",)


def test_climate_is_read_from_the_award_criteria(folder: Path) -> None:
    reviews = reviewed(folder)
    assert told(reviews["2026-100002"], "climate") is Told.LESS
    assert told(reviews["2026-100003"], "climate") is Told.SAID
    assert told(reviews["2026-100001"], "climate") is Told.NOT_SEEN


@pytest.mark.parametrize(("percent", "expected"), [(29, Told.LESS), (30, Told.SAID), (100, Told.SAID)])
def test_thirty_per_cent_is_enough(tmp_path: Path, percent: int, expected: Told) -> None:
    made = Announcement(
        "2026-100009", "2026-02-10", BUYER, "Renhold", criteria=((ENV, percent, "x" * 20), (PRICE, 70, "Pris"))
    )
    (tmp_path / "2026-100009.xml").write_bytes(announcement_xml(made))
    assert told(reviewed(tmp_path)["2026-100009"], "climate") is expected


def test_what_is_not_reviewed_is_told_with_the_reason(folder: Path) -> None:
    (folder / "broken.xml").write_bytes(b"<a>")
    found = review_year(sorted(folder.glob("*.xml")), buyer=BUYER, year=2026, book=load())
    why = {each.reference: each.why for each in found.left_out}
    assert why == {
        "2026-100004": LeftOut.OTHER_BUYER,
        "2025-100005": LeftOut.OTHER_YEAR,
        "broken.xml": LeftOut.UNREADABLE,
    }


def test_persons_and_addresses_are_not_read_as_text() -> None:
    text = read_text(announcement_xml(CLEANING), name="a.xml")
    assert PAY in [cell.raw for cell in text.passages]
    assert not [cell for cell in text.passages if "Oppdiktet" in cell.raw or "@" in cell.raw]


def test_grounds_for_exclusion_do_not_count_as_terms() -> None:
    """They speak of sanctions and of breach in every notice; a real one is in the samples."""
    body = shared("reference", "samples", "doffin-chains", "2024-100693.xml").read_bytes()
    assert b"lignende sanksjoner" in body
    assert not [cell for cell in read_text(body, name="x").passages if "lignende sanksjoner" in cell.raw]


def test_a_real_notice_is_reviewed() -> None:
    path = shared("reference", "samples", "doffin-chains", "2023-668270.xml")
    found = review_year([path], buyer="889640782", year=2023, book=load())
    lines = {line.duty.id: line for line in found.reviews[0].lines}
    assert lines["r2008.5a.pay"].told is Told.NOT_SEEN
    tax = lines["r2008.foa_7_2.tax_certificate"]
    assert (tax.told, tax.certain) == (Told.SAID, False)
    assert "Attest for skatt" in tax.parts[0].quotes[0].text


def test_every_part_of_a_requirement_has_words_and_a_name() -> None:
    from ryddig.domain.notice_review import PARTS
    from ryddig.reports import notice_review

    words = phrases_of(load())
    named = {part for parts in PARTS.values() for part in parts} | words.keys()
    assert named == words.keys() == notice_review.PARTS.keys()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(notices, arguments, catch_exceptions=True)


def test_the_review_as_workbook_json_and_summary(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(
        "review", "--buyer", GROUPED, "--year", "2026", "--from-doffin", str(folder), "--out", str(out), "--lang", "en"
    )
    assert done.exit_code == 0, done.output
    assert "3  Announcements reviewed" in done.output
    book = CalamineWorkbook.from_path(out / "review.xlsx")
    assert book.sheet_names == ["Summary", "Notices", "Requirements", "Not reviewed"]
    rows = book.get_sheet_by_name("Requirements").to_python()
    whole = json.loads((out / "review.json").read_text(encoding="utf-8"))
    lines = [line for each in whole["notices"] for line in each["requirements"]]
    assert len(rows) - 1 == len(lines)
    assert {line["told"] for line in lines} == {"said", "partly", "less", "not_seen"}
    assert whole["lawbook_version"] == load().version
    assert {each["why"] for each in whole["left_out"]} == {"other_buyer", "other_year"}


def test_a_file_that_cannot_be_read_gives_exit_code_1(folder: Path) -> None:
    (folder / "broken.xml").write_bytes(b"<a>")
    done = run("review", "--buyer", BUYER, "--year", "2026", "--from-doffin", str(folder))
    assert done.exit_code == 1


def test_a_number_that_is_none_and_no_files() -> None:
    assert isinstance(run("review", "--buyer", "123", "--year", "2026", "x.xml").exception, UserCanFix)
    assert isinstance(run("review", "--buyer", BUYER, "--year", "2026").exception, UserCanFix)


@pytest.fixture
def doffin(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    told = (CLEANING, NEW_LAW, FURNITURE, STRANGE)
    kind = "ANNOUNCEMENT_OF_COMPETITION"
    stored = [StoredNotice(t.number, t.day, kind, t.buyer_number, t.buyer, announcement_xml(t)) for t in told]
    with StandIn(standin_doffin.routes(DoffinWorld(stored))) as standin:
        monkeypatch.setenv("RYDDIG_REGISTERS", "standin")
        monkeypatch.setenv("RYDDIG_STANDIN", standin.address)
        yield standin


def test_fetching_goes_on_where_it_stopped(doffin: StandIn, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    first = ("fetch", "--buyer", BUYER, "--from", "2026-02-05", "--until", "2026-02-20", "--to", str(folder))
    done = run(*first)
    assert done.exit_code == 0, done.output
    assert [path.name for path in sorted(folder.glob("*.xml"))] == ["2026-100001.xml"]
    assert json.loads((folder / "cursor.json").read_text())["day"] == "2026-02-20"
    doffin.faults.plan("doffin", [Fault(FaultKind.NONE)] * 12 + [Fault(FaultKind.STATUS, status=500)] * 9)
    later = ("fetch", "--buyer", BUYER, "--until", "2026-03-05", "--to", str(folder))
    broken = run(*later)
    assert isinstance(broken.exception, AskAgainLater)
    reached = date.fromisoformat(json.loads((folder / "cursor.json").read_text())["day"])
    assert date(2026, 2, 20) <= reached < date(2026, 3, 5)
    doffin.faults.clear()
    assert run(*later).exit_code == 0
    names = [path.name for path in sorted(folder.glob("*.xml"))]
    assert names == ["2026-100001.xml", "2026-100003.xml"]
    stored = read_notice((folder / names[1]).read_bytes(), name=names[1])
    assert stored.title is not None
    assert stored.title.value == "Møbler"


def test_a_folder_belongs_to_one_buyer(doffin: StandIn, tmp_path: Path) -> None:
    given = ("--until", "2026-01-02", "--from", "2026-01-01", "--to", str(tmp_path))
    assert run("fetch", "--buyer", BUYER, *given).exit_code == 0
    assert isinstance(run("fetch", "--buyer", OTHER, *given).exception, UserCanFix)
