"""Whole files of the register: what is kept, what is told and left out, and that a bad file leaves the one in place."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.register.make import write
from ryddig.domain.errors import UserCanFix
from ryddig.domain.register_words import SubUnit, Unit, WarningKind
from ryddig.registers.brreg.local import LocalRegister
from ryddig.registers.brreg.local_build import LoadReport, build
from ryddig.registers.brreg.parse import unit_of
from tests.shared import shared

AT = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)
UNITS = 400


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write(folder, units=UNITS, asked=40, seed=3)
    return folder


def lines(made: Path) -> list[str]:
    return gzip.decompress((made / "enheter.csv.gz").read_bytes()).decode().splitlines(keepends=True)


def load(folder: Path, content: str | bytes, name: str = "enheter.csv") -> LoadReport:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return build([folder / name], folder / "local.db", at=AT)


def test_csv_and_json_of_the_same_units_give_the_same_words(made: Path, tmp_path: Path) -> None:
    for ending in ("csv", "json"):
        report = build([made / f"enheter.{ending}.gz"], tmp_path / f"{ending}.db", at=AT)
        assert (report.units, report.sub_units, report.files[0].rejected_count) == (UNITS, 0, 0)
        assert report.files[0].unknown == set()
    former = 0
    with LocalRegister.open(tmp_path / "csv.db") as one, LocalRegister.open(tmp_path / "json.db") as other:
        for unit in json.loads(gzip.decompress((made / "enheter.json.gz").read_bytes())):
            words = other.unit(unit["organisasjonsnummer"])
            assert words == unit_of(unit)
            assert isinstance(words, Unit)
            former += len(words.former_names)
            unit.pop("historiskeNavn", None)  # CSV does not tell it
            assert one.unit(unit["organisasjonsnummer"]) == unit_of(unit)
        assert one.untold == ("underRekonstruksjonsforhandlingDato", "underUtenlandskInsolvensbehandlingDato")
        assert other.untold == ()
    assert former > 0
    assert one.loaded_at == AT


def test_the_sample_rows_of_the_real_files(tmp_path: Path) -> None:
    folder = shared("reference", "samples", "brreg")
    paths = [folder / "bulk-enheter-2024-head.csv", folder / "bulk-underenheter-2024-head.csv"]
    report = build(paths, tmp_path / "local.db", at=AT)
    assert (report.units, report.sub_units) == (5, 4)
    assert all(not file.unknown and not file.rejected for file in report.files)
    with LocalRegister.open(tmp_path / "local.db") as register:
        bris = register.unit("810093382")
        assert isinstance(bris, Unit)
        assert bris.business_address is not None
        assert bris.business_address.lines == ("c/o BDO AS", "Fjellgata 6")
        assert (bris.form, bris.vat_registered, bris.last_accounts_year) == ("AS", False, 2022)
        assert bris.registered_on is not None
        assert bris.registered_on.isoformat() == "1995-02-19"
        below = register.unit("811545112")
        assert isinstance(below, SubUnit)
        assert (below.parent, below.employees.number) == ("933735842", 18)
        assert register.unit("999999999") is None


def test_states_come_through(made: Path, tmp_path: Path) -> None:
    head, row = lines(made)[0], lines(made)[1]
    bankrupt = row.replace('"false","","false","","false"', '"true","2026-03-02","false","","false"', 1)
    assert bankrupt != row
    load(tmp_path, head + bankrupt)
    with LocalRegister.open(tmp_path / "local.db") as register:
        unit = register.unit(row[1:10])
        assert isinstance(unit, Unit)
        warning = unit.warning(WarningKind.BANKRUPTCY)
        assert warning is not None
        assert warning.since is not None
        assert warning.since.isoformat() == "2026-03-02"


Damage = Callable[[str], str]


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda row: row.replace(row[1:10], row[1:9] + str((int(row[9]) + 1) % 10), 1), "not an organisation number"),
        (lambda row: row.replace('"', "", 1), "not an organisation number"),
        (lambda row: row.rsplit(",", 3)[0] + "\n", "fields"),
        (lambda row: row.replace('"Norge"', '"Nor"ge"', 1), "quotation mark"),
        (lambda row: row.replace('"false"', '"nei"', 1), "true or false"),
        (lambda row: row.replace("Norge", "Nor\udcffge", 1), "UTF-8"),
    ],
)
def test_a_bad_row_costs_that_row_and_is_told_with_its_line(
    made: Path, tmp_path: Path, damage: Damage, why: str
) -> None:
    rows = lines(made)
    rows[7] = damage(rows[7])
    report = load(tmp_path, "".join(rows).encode("utf-8", "surrogateescape"))
    (file,) = report.files
    assert file.rejected_count == 1
    assert file.kept == UNITS - 1
    assert file.rejected[0].at == 8
    assert why in file.rejected[0].text % {"field": file.rejected[0].field, "found": file.rejected[0].found}


def test_a_bad_record_of_json_costs_that_record(made: Path, tmp_path: Path) -> None:
    text = gzip.decompress((made / "enheter.json.gz").read_bytes()).decode()
    records = text.split(",\n")
    records[5] = records[5].replace('"navn":', '"navn"', 1)
    records[9] = records[9].replace('"navn":"', '"nytt":"', 1)
    report = load(tmp_path, ",\n".join(records), "enheter.json")
    (file,) = report.files
    assert (file.kept, file.rejected_count) == (UNITS - 2, 2)
    assert [one.at for one in file.rejected] == [6, 10]


def test_unknown_columns_and_fields_are_left_out_and_named(made: Path, tmp_path: Path) -> None:
    rows = [row.rstrip("\n") + f',"{"nyttFelt" if at == 0 else "x"}"\n' for at, row in enumerate(lines(made))]
    assert load(tmp_path, "".join(rows)).files[0].unknown == {"nyttFelt"}
    with LocalRegister.open(tmp_path / "local.db") as register:
        found = register.record(rows[1][1:10])
    assert found is not None
    assert "nyttFelt" not in found[0]
    records = gzip.decompress((made / "enheter.json.gz").read_bytes()).decode()
    records = records.replace('"respons_klasse"', '"nytt":{"a":1},"_links":{},"respons_klasse"')
    assert load(tmp_path, records, "enheter.json").files[0].unknown == {"nytt"}


def test_an_unknown_field_that_speaks_of_insolvency_is_kept_and_warns(made: Path, tmp_path: Path) -> None:
    rows = lines(made)[:3]
    rows = [
        row.rstrip("\n") + f',"{each}"\n' for row, each in zip(rows, ("underNyInsolvens", "true", "false"), strict=True)
    ]
    load(tmp_path, "".join(rows))
    with LocalRegister.open(tmp_path / "local.db") as register:
        grave, sound = (register.unit(row[1:10]) for row in rows[1:])
    assert isinstance(grave, Unit)
    assert isinstance(sound, Unit)
    assert grave.warning(WarningKind.UNNAMED) is not None
    assert sound.warning(WarningKind.UNNAMED) is None


def test_a_unit_that_stands_twice_is_kept_once_and_told(made: Path, tmp_path: Path) -> None:
    rows = lines(made)
    report = load(tmp_path, "".join([*rows, rows[3], rows[4]]))
    assert (report.units, report.files[0].rejected_count) == (UNITS, 2)
    assert "more than once" in report.files[0].rejected[0].text


def test_line_breaks_inside_a_field_do_not_end_the_row(made: Path, tmp_path: Path) -> None:
    rows = lines(made)
    rows[2] = rows[2].replace('"Norge"', '"Nor\nge"', 1)
    report = load(tmp_path, "".join(rows))
    assert (report.units, report.files[0].rejected_count) == (UNITS, 0)


def half_gzip(made: Path) -> bytes:
    content = (made / "enheter.csv.gz").read_bytes()
    return content[: len(content) // 2]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (half_gzip, "enheter.csv.gz", "register.half"),
        (lambda made: "".join(lines(made)).encode()[:-200], "enheter.csv", "register.half"),
        (lambda made: gzip.decompress((made / "enheter.json.gz").read_bytes())[:-300], "e.json", "register.half"),
        (lambda _: b"", "enheter.csv", "register.empty"),
        (lambda _: b"[]", "enheter.json", "register.empty"),
        (lambda made: lines(made)[0].encode(), "enheter.csv", "register.empty"),
        (lambda _: b'{"_embedded":{"enheter":[]}}', "enheter.json", "register.not_the_register"),
        (lambda _: b"navn;belop\nA;1\n", "enheter.csv", "register.not_the_register"),
        (lambda _: b"PK\x03\x04whatever", "enheter.csv", "register.wrong_type"),
        (lambda made: "".join(lines(made)[:200]).encode(), "enheter.csv", "register.smaller"),
        (
            lambda made: "".join(row.replace('"3', '"4', 1) for row in lines(made)).encode(),
            "e.csv",
            "register.too_many_rejected",
        ),
    ],
)
def test_a_file_that_is_not_whole_leaves_the_register_in_place(
    made: Path, tmp_path: Path, content: Callable[[Path], bytes], name: str, code: str
) -> None:
    load(tmp_path, "".join(lines(made)), "first.csv")
    before = (tmp_path / "local.db").read_bytes()
    with pytest.raises(UserCanFix) as caught:
        load(tmp_path, content(made), name)
    assert caught.value.code == code
    assert str(caught.value)
    assert caught.value.hint
    assert (tmp_path / "local.db").read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


def test_what_is_no_local_register_is_neither_overwritten_nor_opened(made: Path, tmp_path: Path) -> None:
    (tmp_path / "local.db").write_text("notes", encoding="utf-8")
    with pytest.raises(UserCanFix, match="left alone"):
        load(tmp_path, "".join(lines(made)))
    for path in (tmp_path / "local.db", tmp_path / "nowhere.db"):
        with pytest.raises(UserCanFix):
            LocalRegister.open(path)
    with pytest.raises(UserCanFix, match="no folder"):
        build([made / "enheter.csv.gz"], tmp_path / "none" / "local.db", at=AT)


def test_a_large_file_is_packed_in_processes_of_its_own(made: Path, tmp_path: Path) -> None:
    rows = lines(made)
    pad = '","' + "a" * 20_000 + '"\n'
    padded = [rows[0], *(row.rsplit('","', 1)[0] + pad for row in rows[1:])]
    counted: list[int] = []
    (tmp_path / "enheter.csv").write_text("".join(padded), encoding="utf-8")
    report = build([tmp_path / "enheter.csv"], tmp_path / "local.db", at=AT, progress=counted.append)
    assert report.units == UNITS
    assert counted == sorted(counted)
    assert len(counted) > 4
