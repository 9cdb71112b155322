"""When all files are read: who is who, lines to their payslips, what stands twice, whose accounts they are."""

from collections.abc import Mapping
from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.tables.read.pay_aliases import alias, digits_of
from ryddig.tables.read.pay_fill import Filling
from ryddig.tables.read.pay_persons import finish as finish_persons
from ryddig.tables.read.pay_persons import words_of_name
from ryddig.tables.read.pay_slips import attach_lines
from ryddig.tables.read.pay_telling import problem

_SAME_SHIFT: Final = "worker, on_day, start_min, end_min, minutes, site, code, travel, trip, trade, category"
_SAME_SLIP: Final = "worker, first, last, rate, gross_ore, ordinary_mmin, net_ore, month_ore"


def finish(db: DuckDBPyConnection, key: bytes, fillings: Mapping[int, Filling]) -> None:
    """Bring the tables into their last shape."""

    def tell(code: str, place: tuple[int, int]) -> None:
        file, row = place
        filling = fillings[file]
        filling.told.tell(problem(code, filling.place.row(row)))

    finish_persons(db, key, tell)
    attach_lines(db)
    _once(db, "shifts", "shift", same=_SAME_SHIFT, fillings=fillings)
    _once(db, "slips", "slip", same=_SAME_SLIP, fillings=fillings)
    _overlaps(db, fillings)
    _holders(db, key, fillings)
    for table in ("pay_people", "pay_person_facts", "pay_holders", "pay_moved"):
        db.execute(f"DROP TABLE {table}")


def _once(db: DuckDBPyConnection, table: str, number: str, *, same: str, fillings: Mapping[int, Filling]) -> None:
    """Rows that stand twice are kept once."""
    hashed, quick = f"hash({same})", f"hash({', '.join(same.split(', ')[:3])})"
    counts = db.execute(f"SELECT count(*), count(DISTINCT {quick}) FROM {table}").fetchone()
    if not counts or counts[0] == counts[1]:
        return
    rows = db.execute(f"""SELECT {number}, file, row, first_row FROM (
          SELECT {number}, file, row, first_value(row) OVER w AS first_row, row_number() OVER w AS copy FROM {table}
          WHERE {hashed} IN (SELECT {hashed} FROM {table} GROUP BY 1 HAVING count(*) > 1)
          WINDOW w AS (PARTITION BY {same} ORDER BY file, row)) WHERE copy > 1 ORDER BY file, row""").fetchall()
    for _, file, row, first in rows:
        filling = fillings[file]
        filling.told.tell(problem("row.twice", filling.place.row(row), first=first))
        filling.rows -= 1
        filling.rejected += 1
    gone = [row[0] for row in rows]
    if table == "slips":
        db.execute("DELETE FROM lines WHERE slip IN (SELECT unnest(?::INTEGER[]))", [gone])
    db.execute(f"DELETE FROM {table} WHERE {number} IN (SELECT unnest(?::INTEGER[]))", [gone])


def _overlaps(db: DuckDBPyConnection, fillings: Mapping[int, Filling]) -> None:
    """Payslips whose days overlap are all kept, and told."""
    rows = db.execute("""SELECT file, row, before FROM (
          SELECT file, row, first, lag(row) OVER w AS before, max(last) OVER (PARTITION BY worker
            ORDER BY first, file, row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
          FROM slips WINDOW w AS (PARTITION BY worker ORDER BY first, file, row))
        WHERE first <= reached ORDER BY file, row""").fetchall()
    for file, row, before in rows:
        filling = fillings[file]
        filling.told.tell(problem("period.overlap", filling.place.row(row), first=before))


def _holders(db: DuckDBPyConnection, key: bytes, fillings: Mapping[int, Filling]) -> None:
    """The holder of an account: the worker, another known worker, or somebody else; unknown where names are missing."""
    rows = db.execute("SELECT payment, person, holder FROM pay_holders").fetchall()
    if not rows:
        return
    people = db.execute("""SELECT coalesce(m.worker, p.person), w.pseudonym, p.name, p.national_id FROM pay_people AS p
        LEFT JOIN pay_moved AS m ON m.person = p.person JOIN workers AS w ON w.worker = coalesce(m.worker, p.person)
        """).fetchall()
    names: dict[int, set[str]] = {}
    by_name: dict[str, set[str]] = {}
    pseudonyms: dict[int, str] = {}
    for worker, pseudonym, name, national in people:
        pseudonyms[worker] = pseudonym
        for text in (words_of_name(name), digits_of(national or "")):
            if text:
                names.setdefault(worker, set()).add(text)
                by_name.setdefault(text, set()).add(pseudonym)
    for payment, person, holder in rows:
        text = digits_of(holder) or words_of_name(holder)
        _put_holder(db, key, (payment, text), known=names.get(person, set()), own=pseudonyms[person], others=by_name,
            fillings=fillings)  # fmt: skip


def _put_holder(
    db: DuckDBPyConnection,
    key: bytes,
    of: tuple[int, str],
    *,
    known: set[str],
    own: str,
    others: Mapping[str, set[str]],
    fillings: Mapping[int, Filling],
) -> None:
    payment, text = of
    numeric = text.isdigit()
    comparable = any(one.isdigit() == numeric for one in known)
    if text in known:
        holder = own
    elif not comparable:
        where = db.execute("SELECT file, row FROM payments WHERE rowid = ?", [payment]).fetchone()
        if where:
            filling = fillings[where[0]]
            filling.told.tell(problem("holder.cannot_be_compared", filling.place.row(where[1])))
        return
    else:
        same = others.get(text, set())
        holder = next(iter(same)) if len(same) == 1 else alias(key, "person", f"{'id' if numeric else 'name'}:{text}")
    db.execute("UPDATE payments SET holder = ? WHERE rowid = ?", [holder, payment])
