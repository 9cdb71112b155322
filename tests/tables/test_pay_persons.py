"""Who is who across files, and that no name, identity number or account enters a canonical table."""

from datetime import date
from pathlib import Path

import pytest

from ryddig.tables.payroll.canonical import TABLES
from ryddig.tables.read.pay_aliases import alias, birth_date, passes
from tests.tables.pay_world import KEY, codes, read, rows

SECRETS = ("Eksempel", "Kari", "12345678903", "86011117947", "15890112345")
WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


def invented(nine: str) -> str:
    """Eleven digits with right check digits; of nobody, since the month is a synthetic one."""
    digits = nine
    for weights in WEIGHTS:
        rest = 11 - sum(w * int(d) for w, d in zip(weights, digits, strict=False)) % 11
        digits += str(0 if rest == 11 else rest)
    return digits


def id_of(born: str, start: int = 100) -> str:
    return next(n for at in range(start, start + 400) if len(n := invented(f"{born}{at:03}")) == 11)


def test_birth_dates_of_identity_numbers() -> None:
    assert birth_date(id_of("018190")) == date(1990, 1, 1)
    assert birth_date(id_of("418190")) == date(1990, 1, 1)
    assert birth_date(id_of("018110", 600)) == date(2010, 1, 1)
    assert not passes("00000000000")
    assert birth_date("12345678901") is None


def test_pseudonyms_hold_sixty_bits_and_are_kept_apart_by_kind() -> None:
    made = {alias(KEY, "person", f"no:{at}") for at in range(20_000)}
    assert len(made) == 20_000
    assert all(len(one) == 14 and not set(one) & set("ILOU") for one in made)
    assert alias(KEY, "account", "1") != "B-" + alias(KEY, "person", "1")
    assert alias(KEY, "person", "no:1") != alias(b"another key", "person", "no:1")


def test_number_identity_and_name_are_joined_when_a_file_shows_them_together(tmp_path: Path) -> None:
    national = id_of("018190")
    files = {
        "timer.csv": "Ansattnr;Dato;Timer\n00101;01.10.2026;7,5\n",
        "ansatte.csv": f"Ansattnr;Fødselsnummer;Navn;Lærling\n101;{national[:6]} {national[6:]};Kari Eksempel;nei\n",
        "kort.csv": "Navn;Kortnummer;Gyldig til\nEksempel, Kari;12345678903;01.10.2027\n",
        "pensjon.csv": f"Fødselsnummer;Pensjonsleverandør;Innskudd;Periode\n{national};Livselskap;100;2026-10\n",
    }
    db, readings = read(tmp_path, files)
    assert [one.kind for one in readings] == ["timesheet", "people", "cards", "members"]
    assert not codes(readings)
    assert rows(db, "SELECT count(*), max(born_on), bool_or(apprentice) FROM workers") == [(1, date(1990, 1, 1), False)]
    for table in ("shifts", "cards", "members"):
        assert rows(
            db, f"SELECT w.pseudonym = (SELECT pseudonym FROM workers) FROM {table} JOIN workers AS w USING (worker)"
        ) == [(True,)]
    dump = " ".join(str(row) for table in TABLES for row in rows(db, f"FROM {table}"))
    assert not [secret for secret in (*SECRETS, national) if secret in dump]


def test_a_name_of_two_workers_is_not_joined(tmp_path: Path) -> None:
    files = {
        "slipper.csv": "Ansattnr;Navn;Lønnsperiode;Bruttolønn\n1;Kari Eksempel;2026-10;1\n2;Kari Eksempel;2026-10;2\n",
        "timer.csv": "Navn;Dato;Timer\nKari Eksempel;01.10.2026;7,5\n",
    }
    db, readings = read(tmp_path, files)
    assert codes(readings) == {"worker.name_ambiguous"}
    assert rows(db, "SELECT count(DISTINCT pseudonym) FROM workers") == [(3,)]


def test_a_number_of_two_persons_is_not_joined(tmp_path: Path) -> None:
    files = {
        "slipper.csv": "Ansattnr;Navn;Lønnsperiode;Bruttolønn\n1;Kari Eksempel;2026-10;1\n1;Ola Prøve;2026-10;2\n",
        "timer.csv": "Ansattnr;Dato;Timer\n1;01.10.2026;7,5\n",
    }
    db, readings = read(tmp_path, files)
    assert codes(readings) == {"worker.number_of_two"}
    assert rows(db, "SELECT count(DISTINCT pseudonym) FROM workers") == [(3,)]


@pytest.mark.parametrize(("holder", "same"), [("Eksempel Kari", True), ("Ola Prøve", False)])
def test_whose_account_it_is(tmp_path: Path, holder: str, same: bool) -> None:  # noqa: FBT001 - a parameter of the test
    files = {
        "slipper.csv": "Ansattnr;Navn;Lønnsperiode;Bruttolønn\n1;Kari Eksempel;2026-10;1\n2;Ola Prøve;2026-10;1\n",
        "bank.csv": f"Ansattnr;Utbetalingsdato;Beløp;Kontonummer;Kontoeier\n1;12.11.2026;100;1234.56.78903;{holder}\n",
    }
    db, _ = read(tmp_path, files)
    found = rows(
        db,
        """SELECT p.holder = w.pseudonym, p.account, p.holder IN (SELECT pseudonym FROM workers)
        FROM payments AS p JOIN workers AS w USING (worker)""",
    )
    assert found[0][0] is same
    assert found[0][2] is True
    assert found[0][1].startswith("B-")


def test_a_holder_is_unknown_where_the_worker_has_no_name(tmp_path: Path) -> None:
    text = "Ansattnr;Utbetalingsdato;Beløp;Kontoeier\n1;12.11.2026;100;Kari Eksempel\n"
    db, readings = read(tmp_path, {"bank.csv": text})
    assert rows(db, "SELECT holder FROM payments") == [(None,)]
    assert codes(readings) == {"holder.cannot_be_compared"}


def test_every_kind_of_list_finds_its_table(tmp_path: Path) -> None:
    files = {
        "crew.csv": "Kortnummer;Navn;Dato;Byggeplass;Inn;Ut\nK1;Kari Eksempel;01.10.2026;Skolen;07:00;15:00\n",
        "aa.csv": "Fødselsnummer;Arbeidsgiver;Startdato;Stillingsprosent\n12345678901;999999999;01.01.2026;80\n",
        "avtaler.csv": "Ansattnr;Signert;Tiltrer;Timesats;Lønnsdager i måneden\n1;01.01.2026;05.01.2026;230;2\n",
        "planer.csv": "Gjort kjent;Gjelder fra;Til\n01.01.2026;20.01.2026;31.01.2026\n",
        "linjer.csv": "Ansattnr;Periode;Lønnsart navn;Antall;Sats;Beløp\n"
        "1;2026-10;Timelønn;10;230;2300\n1;2026-10;Forskuddstrekk;;;-500\n",
    }
    db, readings = read(tmp_path, files)
    assert [one.kind for one in readings] == ["crew", "employed", "contracts", "plans", "wage_lines"]
    assert all(one.rows for one in readings)
    assert rows(db, "SELECT minutes, site FROM crew") == [(480, "Skolen")]
    assert rows(db, "SELECT employer, share_percent FROM employed") == [("999999999", 80)]
    assert rows(db, "SELECT rate, pay_times FROM contracts") == [(2300000, 2)]
    assert rows(db, "SELECT worker, told_on FROM plans") == [(None, date(2026, 1, 1))]
    assert rows(db, "SELECT kind, ore FROM lines ORDER BY row") == [("ordinary", 230000), ("tax", 50000)]
    assert rows(db, "SELECT gross_ore, rate, ordinary_mmin, tax_ore FROM slips") == [(230000, 2300000, 600000, 50000)]
