"""A file that was read, as the page shows it: columns, problems, and what storing it would change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from ryddig.domain.problems import Where
from ryddig.intake.fields import FIELDS, field_of
from ryddig.intake.mapping import WHY_SENTENCES, Why
from ryddig.office.desk import Desk
from ryddig.records.contracts.models import ImportBatch
from ryddig.records.contracts.queries import units_of
from ryddig.records.followup.queries import contracts_by_id
from ryddig.reports.formats import number
from ryddig.reports.labels import label
from ryddig.reports.telling import Teller

ROWS, PROBLEMS = 50, 100


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column of the file: its heading, what it is read as, and why."""

    letter: str
    header: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """Something wrong: where, what was found, what was expected, the cure."""

    where: str
    said: str
    expected: str
    cure: str
    stops: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One contract of the file, and what would change."""

    kind: str
    reference: str
    title: str
    unit: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownImport:
    """The whole reading."""

    counts: tuple[tuple[str, str], ...]
    columns: tuple[ShownColumn, ...]
    fields: tuple[tuple[str, str], ...]
    errors: tuple[ShownProblem, ...]
    notes: tuple[ShownProblem, ...]
    error_total: int
    rows: tuple[ShownRow, ...]
    row_total: int
    changes_nothing: bool


def shown(batch: ImportBatch, desk: Desk) -> ShownImport:
    """What was read from the file."""
    report = batch.report
    problems = [_problem(one, desk.teller) for one in report["problems"]]
    errors = tuple(one for one in problems if one.stops)
    units = {unit.pk: unit.name for unit in units_of(desk.actor)}
    rows = [row for row in report["rows"] if row["kind"] != "unchanged"]
    return ShownImport(
        counts=tuple(_counts(report)),
        columns=tuple(_column(one) for one in report.get("columns", ())),
        fields=(("", gettext("Do not read")), *((name, gettext(field.label)) for name, field in FIELDS.items())),
        errors=errors[:PROBLEMS],
        notes=tuple(one for one in problems if not one.stops)[:PROBLEMS],
        error_total=len(errors),
        rows=tuple(_row(row, units, desk.teller) for row in rows[:ROWS]),
        row_total=len(rows),
        changes_nothing=not rows,
    )


def _counts(report: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield gettext("New contracts"), number(report["new"])
    yield gettext("Changed"), number(report["changed"])
    yield gettext("Unchanged"), number(report["unchanged"])
    yield gettext("Must be mended"), number(report["stops"])


def _column(stored: Mapping[str, Any]) -> ShownColumn:
    why = gettext(WHY_SENTENCES[Why(stored["why"])]) % {"word": stored.get("word", "")}
    return ShownColumn(stored["letter"], stored.get("header", ""), stored.get("field", ""), why)


def _problem(stored: Mapping[str, Any], teller: Teller) -> ShownProblem:
    params = stored.get("params", {})
    where = Where(**stored["where"])

    def say(text: str) -> str:
        return teller.tell({"text": text, "params": params}) if text else ""

    return ShownProblem(
        where=teller.tell(where.message()),
        said=say(stored["message"]),
        expected=say(stored.get("expected", "")),
        cure=say(stored.get("hint", "")),
        stops=stored.get("severity", "error") == "error",
    )


def _row(row: Mapping[str, Any], units: Mapping[int, str], teller: Teller) -> ShownRow:
    unit = units.get(row["unit"], "")
    if row.get("unit_unknown"):
        unit = gettext("%(unit)s (the file says “%(told)s”, which is no unit here)") % {
            "unit": unit,
            "told": row["unit_unknown"],
        }
    kind = gettext("New") if row["kind"] == "new" else gettext("Changed")
    changes = tuple(_change(one, units, teller) for one in row.get("changes", ()))
    return ShownRow(kind, row.get("reference", ""), row.get("title", ""), unit, changes)


def _change(one: Mapping[str, Any], units: Mapping[int, str], teller: Teller) -> str:
    name = one["field"]
    values = [one.get("before"), one.get("after")]
    if name == "unit":
        before, after = (units.get(value, "") for value in values if isinstance(value, int))
    else:
        before, after = (teller.fact(name, value) for value in values)
    text = gettext("%(name)s changed from %(before)s to %(after)s.")
    return text % {"name": label("fact", name), "before": before, "after": after}


def chosen_columns(batch: ImportBatch, given: QueryDict) -> dict[str, str]:
    """{column letter: field} from the form; a field that does not exist is not read."""
    chosen = {}
    for stored in batch.report.get("columns", ()):
        name = given.get(f"column-{stored['letter']}", "")
        chosen[stored["letter"]] = name if field_of(name) else ""
    return chosen


def stored(batch: ImportBatch, desk: Desk) -> dict[str, Any]:
    """The first contracts that storing wrote, and how many there are."""
    ids: list[int] = batch.report.get("stored", [])
    first = contracts_by_id(desk.actor, ids[:ROWS])
    return {"stored": [first[key] for key in ids[:ROWS] if key in first], "stored_total": len(ids)}


def stored_said(batch: ImportBatch) -> str:
    """What storing did, in words."""
    report = batch.report
    if not report["new"] and not report["changed"]:
        return gettext("The file changed nothing: every contract in it was already stored like this.")
    params = {"new": number(report["new"]), "changed": number(report["changed"])}
    return gettext("Stored and screened: %(new)s new and %(changed)s changed contracts.") % params
