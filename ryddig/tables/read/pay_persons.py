"""Who is who across the files: numbers, identity numbers and names that a row shows together are one person.

What is ambiguous is not joined and told. When all files are read, persons become workers with a pseudonym.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from duckdb import DuckDBPyConnection

from ryddig.tables.read.header import fold_heading
from ryddig.tables.read.pay_aliases import LENGTH, alias, birth_date, digits_of, passes
from ryddig.tables.read.pay_fields import PERSON_FACTS
from ryddig.tables.read.pay_stage import CHUNK, Stage

WITH_WORKERS: Final = (
    "shifts",
    "slips",
    "pay_lines",
    "payments",
    "cards",
    "crew",
    "members",
    "employed",
    "contracts",
    "plans",
)
_KINDS: Final = {
    **dict.fromkeys(["born_on", "experience_from", "started_on", "ended_on"], "DATE"),
    **dict.fromkeys(
        ["apprentice", "certificate", "tariff_bound", "stockman", "own_goods", "exempt", "hired_in"], "BOOLEAN"
    ),
    "vehicle_kg": "INTEGER",
    "share_percent": "INTEGER",
}
FACTS: Final = ", ".join(f"{name} {_KINDS.get(name, 'VARCHAR')}" for name in PERSON_FACTS)
_COMPARED: Final = ("born_on", "started_on", "ended_on", "experience_from")


@dataclass(frozen=True, slots=True)
class Person:
    """One way in which a row names a worker. `names`: the words of the name, in any order."""

    number: int
    worker_no: str
    national_id: str
    names: str
    file: int
    row: int


Tell = Callable[..., None]


def prepare(db: DuckDBPyConnection) -> None:
    """The tables that persons are gathered in."""
    db.execute("""CREATE OR REPLACE TEMP TABLE pay_people
        (person INTEGER, worker_no VARCHAR, national_id VARCHAR, name VARCHAR, file SMALLINT, row INTEGER)""")
    db.execute(f"CREATE OR REPLACE TEMP TABLE pay_person_facts (person INTEGER, file SMALLINT, row INTEGER, {FACTS})")
    db.execute("""CREATE OR REPLACE TEMP TABLE pay_lines
        (worker INTEGER, first DATE, last DATE, kind VARCHAR, ore BIGINT,
        mmin BIGINT, counts_as_pay BOOLEAN, ground VARCHAR, agreed_on DATE, rate BIGINT, weak BOOLEAN,
        file SMALLINT, row INTEGER)""")
    db.execute("CREATE OR REPLACE TEMP TABLE pay_holders (payment INTEGER, person INTEGER, holder VARCHAR)")


def identity_of(stage: Stage) -> tuple[str, str, str]:
    """SQL of number, identity number and name in the stage's row."""
    number = "s.worker_no" if stage.has("worker_no") else "NULL"
    national = "s.national_id" if stage.has("national_id") else "NULL"
    parts = [f"s.{name}" for name in ("first_name", "last_name") if stage.has(name)]
    apart = f"nullif(concat_ws(' ', {', '.join(parts)}), '')" if parts else "NULL"
    return number, national, f"coalesce(s.name, {apart})" if stage.has("name") else apart


def intern(stage: Stage, file: int) -> str:
    """Note every person the stage names. Returns the SQL that joins `s` to their row `p` of `pay_people`."""
    names = ("worker_no", "national_id", "name")
    pairs = list(zip(names, identity_of(stage), strict=True))
    chosen = ", ".join(f"CAST({sql} AS VARCHAR) AS {name}" for name, sql in pairs)
    same = " AND ".join(f"p.{name} IS NOT DISTINCT FROM d.{name}" for name in names)
    stage.db.execute(f"""INSERT INTO pay_people
        SELECT (SELECT count(*) FROM pay_people) + row_number() OVER (ORDER BY first), worker_no, national_id, name,
          {file}, first
        FROM (SELECT {chosen}, min({stage.row()}) AS first FROM {stage.name} AS s WHERE row_fault IS NULL
          GROUP BY ALL) AS d
        WHERE coalesce(worker_no, national_id, name) IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM pay_people AS p WHERE {same})""")
    return " AND ".join(
        f"p.{name} IS NULL" if sql == "NULL" else f"p.{name} IS NOT DISTINCT FROM {sql}" for name, sql in pairs
    )


def _people(db: DuckDBPyConnection) -> list[Person]:
    rows = db.execute(
        "SELECT person, worker_no, national_id, name, file, row FROM pay_people ORDER BY person"
    ).fetchall()
    return [
        Person(number, _number(worker_no), digits_of(national or ""), words_of_name(name), file, row)
        for number, worker_no, national, name, file, row in rows
    ]


def _number(text: str | None) -> str:
    """An employee number; zeros before it and `.0` after it do not count."""
    bare = fold_heading((text or "").strip().removesuffix(".0"))
    return (bare.lstrip("0") or "0") if bare.isdigit() else bare


def words_of_name(name: str | None) -> str:
    """The words of a name in alphabetical order: `Nordmann, Ola` is `Ola Nordmann`."""
    return " ".join(sorted(fold_heading(name or "").split()))


class _Groups:
    """Union of persons that are one."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._of = {person.number: person.number for person in people}

    def root(self, number: int) -> int:
        """The first person of the group."""
        while self._of[number] != number:
            self._of[number] = self._of[self._of[number]]
            number = self._of[number]
        return number

    def join(self, one: int, other: int) -> None:
        """The two are one person."""
        low, high = sorted((self.root(one), self.root(other)))
        self._of[high] = low


def group(people: list[Person], tell: Tell) -> _Groups:
    """Who is who. Ambiguous names and numbers of two persons are told and left apart."""
    groups = _Groups(people)
    by_id, by_number, by_name = (defaultdict[str, list[Person]](list) for _ in range(3))
    for person in people:
        for key, found in ((person.national_id, by_id), (person.worker_no, by_number), (person.names, by_name)):
            if key:
                found[key].append(person)
    for same in by_id.values():
        _join(groups, same)
    for same in by_number.values():
        if _one_person(same):
            _join(groups, same)
            continue
        for person in same:
            if not (person.national_id or person.names):
                tell("worker.number_of_two", (person.file, person.row))
    for same in by_name.values():
        _join_by_name(groups, same, tell)
    return groups


def _join(groups: _Groups, same: list[Person]) -> None:
    for person in same[1:]:
        groups.join(same[0].number, person.number)


def _one_person(same: list[Person]) -> bool:
    """Whether all who share an employee number can be one: one identity number, and names that share a word."""
    if len({person.national_id for person in same if passes(person.national_id)}) > 1:
        return False
    names = [set(person.names.split()) for person in same if person.names]
    return all(one & other for one in names[:50] for other in names[:50])


def _join_by_name(groups: _Groups, same: list[Person], tell: Tell) -> None:
    bare = [person for person in same if not (person.worker_no or person.national_id)]
    known = {groups.root(person.number) for person in same if person not in bare}
    if len(known) > 1:
        for person in bare:
            tell("worker.name_ambiguous", (person.file, person.row))
    for person in bare:
        groups.join(person.number, known.copy().pop() if len(known) == 1 else bare[0].number)


def finish(db: DuckDBPyConnection, key: bytes, tell: Tell) -> None:
    """Fill `workers`, and let every row point to its worker."""
    people = _people(db)
    groups = group(people, tell)
    members = defaultdict[int, list[Person]](list)
    for person in people:
        members[groups.root(person.number)].append(person)
        if person.national_id and not passes(person.national_id):
            tell("national_id.check_digit", (person.file, person.row))
    lines, used = [], set[str]()
    for root, same in members.items():
        national = next((one.national_id for one in same if one.national_id), "")
        text = _text(same)
        text = f"{text}|{root}" if text in used else text
        used.add(text)
        born = birth_date(national) if len(national) == LENGTH else None
        lines.append([root, alias(key, "person", text), born.isoformat() if born else None, same[0].file, same[0].row])
    _put_workers(db, lines)
    _point(db, [(person.number, groups.root(person.number)) for person in people])
    _facts(db, tell)


def _text(same: list[Person]) -> str:
    """What a pseudonym is made of: the identity number, else the employee number, else the name."""
    texts = (
        *(f"id:{one.national_id}" for one in same if passes(one.national_id)),
        *(f"no:{one.worker_no}" for one in same if one.worker_no),
        *(f"id:{one.national_id}" for one in same if one.national_id),
        f"name:{same[0].names}",
    )
    return texts[0]


def _put_workers(db: DuckDBPyConnection, lines: list[list[object]]) -> None:
    for start in range(0, len(lines), CHUNK):
        db.execute(
            """INSERT INTO workers (worker, pseudonym, born_on, file, row)
            SELECT CAST(x->>0 AS INTEGER), x->>1, CAST(x->>2 AS DATE), CAST(x->>3 AS SMALLINT), CAST(x->>4 AS INTEGER)
            FROM (SELECT unnest(from_json(?, '["JSON"]')) AS x)""",
            [json.dumps(lines[start : start + CHUNK])],
        )


def _point(db: DuckDBPyConnection, pairs: list[tuple[int, int]]) -> None:
    moved = [pair for pair in pairs if pair[0] != pair[1]]
    db.execute("CREATE OR REPLACE TEMP TABLE pay_moved (person INTEGER, worker INTEGER)")
    if not moved:
        return
    db.execute(
        """INSERT INTO pay_moved SELECT CAST(x->>0 AS INTEGER), CAST(x->>1 AS INTEGER)
        FROM (SELECT unnest(from_json(?, '["JSON"]')) AS x)""",
        [json.dumps(moved)],
    )
    for table in WITH_WORKERS:
        db.execute(f"UPDATE {table} SET worker = m.worker FROM pay_moved AS m WHERE {table}.worker = m.person")
    for table in ("pay_person_facts", "pay_holders"):
        db.execute(f"UPDATE {table} SET person = m.worker FROM pay_moved AS m WHERE {table}.person = m.person")


def _facts(db: DuckDBPyConnection, tell: Tell) -> None:
    """What the files say of each person: the first file that says it goes first; differences are told."""
    if not db.execute("SELECT 1 FROM pay_person_facts LIMIT 1").fetchone():
        return
    chosen = ", ".join(f"arg_min({name}, (file, row)) FILTER ({name} IS NOT NULL) AS {name}" for name in PERSON_FACTS)
    sets = ", ".join(f"{name} = coalesce(f.{name}, workers.{name})" for name in PERSON_FACTS)
    db.execute(f"""UPDATE workers SET {sets}
        FROM (SELECT person, {chosen} FROM pay_person_facts GROUP BY person) AS f WHERE workers.worker = f.person""")
    for name in _COMPARED:
        rows = db.execute(f"""SELECT arg_max(file, (file, row)), arg_max(row, (file, row)) FROM pay_person_facts
            WHERE {name} IS NOT NULL GROUP BY person HAVING count(DISTINCT {name}) > 1 ORDER BY ALL""").fetchall()
        for file, row in rows:
            tell(f"worker.{name}_differs", (file, row))
