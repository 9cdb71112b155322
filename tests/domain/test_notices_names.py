"""Organisation numbers and names as people write them."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.facts import BuyerKind
from ryddig.domain.names import collapse_spellings, fold, is_remark, kind_by_name, says_cancelled, take_apart
from ryddig.domain.notice_keys import likeness
from ryddig.domain.notice_notes import NOTE_SENTENCES
from ryddig.domain.notices import Note
from ryddig.domain.orgnr import check_digit, passes, read_orgnr
from ryddig.registers.doffin import read_notice
from tests.shared import shared

GROUPED, AFFIXES, TEXT = Note.ORGNR_GROUPED, Note.ORGNR_AFFIXES, Note.ORGNR_TEXT


@pytest.mark.parametrize(
    ("raw", "digits", "notes"),
    [
        ("889640782", "889640782", ()),
        ("889 640 782", "889640782", (GROUPED,)),
        (" 889640782\n", "889640782", ()),
        ("889\u00a0640\u00a0782", "889640782", (GROUPED,)),
        ("889.640.782", "889640782", (GROUPED,)),
        ("NO889640782MVA", "889640782", (AFFIXES,)),
        ("NO 889 640 782 MVA", "889640782", (GROUPED, AFFIXES)),
        ("Org.nr. 889640782", "889640782", (GROUPED, AFFIXES)),
        ("0192:889640782", "889640782", (AFFIXES,)),
        ("974640782", None, (Note.ORGNR_CHECKSUM,)),
        ("64983472", None, (Note.ORGNR_LENGTH,)),
        ("9876543210", None, (Note.ORGNR_LENGTH,)),
        ("Se vedlegg", None, (TEXT,)),
        ("n/a", None, (TEXT,)),
        ("٨٨٩٦٤٠٧٨٢", None, (TEXT,)),
        ("8" * 1000, None, (TEXT,)),
        ("", None, ()),
        ("   ", None, ()),
    ],
)
def test_reading(raw: str, digits: str | None, notes: tuple[Note, ...]) -> None:
    reading = read_orgnr(raw)
    assert (reading.digits, reading.notes, reading.raw) == (digits, notes, raw)


@pytest.mark.parametrize("number", ["974760673", "914375916", "915330193", "931744682", "971526920"])
def test_numbers_of_real_public_bodies_and_firms_pass(number: str) -> None:
    assert passes(number)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_one_check_digit_passes_and_no_other(first: str) -> None:
    right = check_digit(first)
    assert [digit for digit in range(10) if passes(f"{first}{digit}")] == ([] if right is None else [right])


@given(st.from_regex(r"[1-9][0-9]{7}", fullmatch=True), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_never_passes(first: str, place: int, shift: int) -> None:
    right = check_digit(first)
    wrong = str((int(first[place]) + shift) % 10)
    assert right is None or not passes(f"{first[:place]}{wrong}{first[place + 1 :]}{right}")


@given(st.text())
def test_reading_anything_never_fails_and_never_invents(text: str) -> None:
    digits = read_orgnr(text).digits
    assert digits is None or (passes(digits) and set(digits) <= set(text))


@pytest.mark.parametrize(
    ("name", "core", "form", "bracket"),
    [
        ("Sopra Steria AS", "sopra steria", "as", ""),
        ("Sopra Steria AS (hovedenhet)", "sopra steria", "as", "hovedenhet"),
        ("KNOWIT AS", "knowit", "as", ""),
        ("Ernst & Young AS", "ernst og young", "as", ""),
        ("A/S Norske Shell", "norske shell", "a/s", ""),
        ("AS", "as", "", ""),
        ("Sykehusinnkjøp HF", "sykehusinnkjop", "hf", ""),
        ("Société Générale", "societe generale", "", ""),
        ("Renhold Ås", "renhold as", "", ""),
        ("ÅS LIKSOMBYGG AS", "as liksombygg", "as", ""),
    ],
)
def test_parts_of_a_name(name: str, core: str, form: str, bracket: str) -> None:
    parts = take_apart(name)
    assert (parts.core, parts.legal_form, parts.bracket) == (core, form, bracket)


def test_a_very_long_name_costs_no_more() -> None:
    assert len(take_apart("(" * 2_000_000).core) <= 300
    assert not says_cancelled("a " * 1_000_000)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Konkurransen ble avlyst på dette kompetanseområdet", True),
        ("AVLYST", True),
        ("Konkurransen avlyses", True),
        ("The procedure was cancelled", True),
        ("Avlyst AS", False),
        ("Bekk Consulting AS", False),
        ("Lystavlesning Norge AS", False),
    ],
)
def test_cancellation_in_a_name_field(text: str, *, said: bool) -> None:
    assert says_cancelled(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Se vedlegg", True),
        ("Flere leverandører, se tilleggsdokument", True),
        ("-", True),
        ("n/a", True),
        ("Ukjent", True),
        ("Se Norge AS", False),
        ("Seagate", False),
        ("Diverse Renhold AS", False),
        ("Ingeniørfirma Berg", False),
        ("Flere Hender", False),
    ],
)
def test_remark_in_a_name_field(text: str, *, said: bool) -> None:
    assert is_remark(text) is said


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Bærum kommune", BuyerKind.MUNICIPAL),
        ("Oslo kommune v/Vann- og avløpsetaten", BuyerKind.MUNICIPAL),
        ("Viken fylkeskommune", BuyerKind.COUNTY),
        ("Statens vegvesen", None),
        ("Kommunenes Sentralforbund", None),
    ],
)
def test_kind_by_name(name: str, kind: BuyerKind | None) -> None:
    assert kind_by_name(name) is kind


def test_spellings_stand_side_by_side_and_are_not_merged() -> None:
    shown = collapse_spellings(
        ["Knowit AS", "Sopra Steria AS", "KNOWIT AS", "Sopra Steria AS (hovedenhet)", "Knowit AS"]
    )
    assert [(group.core, group.names) for group in shown] == [
        ("knowit", (("Knowit AS", 2), ("KNOWIT AS", 1))),
        ("sopra steria", (("Sopra Steria AS", 1), ("Sopra Steria AS (hovedenhet)", 1))),
    ]


def test_spellings_in_the_sample_awards() -> None:
    paths = sorted(shared("reference", "samples", "doffin-chains").glob("*.xml"))
    names = [
        firm.name.value or ""
        for path in paths
        for row in read_notice(path.read_bytes(), name=path.name).rows
        for firm in row.winners
    ]
    several = {
        group.core: [name for name, _ in group.names] for group in collapse_spellings(names) if len(group.names) > 1
    }
    assert several["sopra steria"] == ["Sopra Steria AS", "Sopra Steria AS (hovedenhet)"]


def test_competition_list_buyers_fold_without_falling_together() -> None:
    path = shared("reference", "samples", "doffin-list", "doffin-competitions-2022-A.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    column = next(name for name in rows[0] if "oppdragsgiver" in name.casefold() or "publisert" in name.casefold())
    names = {row[column] for row in rows}
    groups = collapse_spellings(names)
    assert sum(len(group.names) for group in groups) == len(names)
    assert all(len({fold(name).split()[0] for name, _ in group.names}) == 1 for group in groups if group.core)


def test_every_note_has_a_sentence() -> None:
    assert NOTE_SENTENCES.keys() == set(Note)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Elektronisk samhandling, integrasjon", "Elektronsik samhandling, integrasjon", 0.8, 1),
        ("Renhold", "Renhold", 1, 1),
        ("Renhold av skoler", "Tildeling - renhold av skoler", 1, 1),
        ("Drosje 2022", "Drosje 2023", 0, 0.7),
        ("Brøyting", "Kantine", 0, 0.3),
        ("", "", 0, 0),
    ],
)
def test_likeness(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == likeness(other, one)
