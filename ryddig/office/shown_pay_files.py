"""Files of a pay control as the page shows them: what each was understood as, what was left out and why, what cannot be
tested yet and which document to ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from ryddig.domain.problems import Where
from ryddig.intake.pay_readings import reading_read_back, untestable
from ryddig.office.desk import Desk
from ryddig.office.shown_import import ShownProblem
from ryddig.records.followup.pay_models import PayControlFile, PayRun
from ryddig.reports.formats import day, language, number
from ryddig.reports.pay_labels import pay_label
from ryddig.reports.telling import Teller
from ryddig.tables.read.pay_fields import KINDS

PROBLEMS = 40
KILOBYTE, MEGABYTE = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A file, or a sheet of it: what it holds, what was left out."""

    said: str
    problems: tuple[ShownProblem, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownFile:
    """One file."""

    id: int
    evidence: int
    name: str
    size: str
    received: str
    keep_until: date
    shredded: str
    parts: tuple[ShownPart, ...]
    not_read: str


@dataclass(frozen=True, slots=True)
class ShownLack:
    """A document that no file holds, and the checks that wait for it."""

    document: str
    checks: tuple[str, ...]


def shown_files(
    rows: Sequence[PayControlFile], read: Mapping[int, Mapping[str, Any]], teller: Teller
) -> list[ShownFile]:
    """Each file as it came. `read`: from `readings_of`."""
    return [_file(row, read[row.evidence_id], teller) for row in rows]


def _file(row: PayControlFile, reading: Mapping[str, Any], teller: Teller) -> ShownFile:
    evidence = row.evidence
    parts = tuple(part_shown(part, teller) for part in reading.get("parts", ()))
    received = gettext("%(day)s by %(name)s") % {
        "day": day(evidence.received_on, "short"),
        "name": evidence.received_by or evidence.supplier or "Ryddig",
    }
    shredded = ""
    if evidence.shredded_on is not None:
        shredded = gettext("Shredded %(day)s. What was found in it stays.") % {
            "day": day(evidence.shredded_on, "short")
        }
    return ShownFile(
        id=row.pk,
        evidence=evidence.pk,
        name=evidence.name or gettext("file %(number)s (shredded)") % {"number": evidence.pk},
        size=size_said(evidence.size),
        received=received,
        keep_until=evidence.keep_until,
        shredded=shredded,
        parts=parts,
        not_read="" if parts or shredded else gettext("It is read when the control runs."),
    )


def size_said(size: int) -> str:
    """`12 kB`, `3 MB`."""
    if size < MEGABYTE:
        return gettext("%(size)s kB") % {"size": number(max(1, round(size / KILOBYTE)))}
    return gettext("%(size)s MB") % {"size": number(round(size / MEGABYTE))}


def part_shown(stored: Mapping[str, Any], teller: Teller) -> ShownPart:
    """One reading in words."""
    problems = [_problem(one, teller) for one in stored.get("problems", ())]
    total = sum(stored.get("counts", {}).values())
    return ShownPart(_understood(stored), tuple(problems[:PROBLEMS]), max(total - len(problems[:PROBLEMS]), 0))


def _understood(stored: Mapping[str, Any]) -> str:
    if not stored.get("rows"):
        return gettext("Nothing could be read.")
    kind = kind_said(stored["kind"])
    rows = ngettext("%(rows)s row", "%(rows)s rows", stored["rows"]) % {"rows": number(stored["rows"])}
    said = gettext("Understood as %(kind)s: %(rows)s.") % {"kind": kind, "rows": rows}
    left = stored.get("rejected_rows", 0)
    if not left:
        return said
    text = ngettext("%(left)s row was left out.", "%(left)s rows were left out.", left)
    return f"{said} {text % {'left': number(left)}}"


def kind_said(kind: str) -> str:
    """What a file holds, in words."""
    return pay_label("table", KINDS[kind].table if kind in KINDS else kind)


def _problem(stored: Mapping[str, Any], teller: Teller) -> ShownProblem:
    params = {"found": stored.get("found", ""), **stored.get("params", {})}

    def say(text: str) -> str:
        return teller.tell({"text": text, "params": params}) if text else ""

    said = say(stored["message"])
    if stored.get("found") and stored["found"] not in said:
        found = gettext("Found: “%(found)s”.") % {"found": stored["found"]}
        said = f"{said} {found}"
    return ShownProblem(
        where=teller.tell(Where(**{**stored["where"], "file": ""}).message()),
        said=said,
        expected=say(stored.get("expected", "")),
        cure=say(stored.get("hint", "")),
        stops=stored.get("severity", "error") == "error",
    )


def readings_of(rows: Sequence[PayControlFile], run: PayRun | None) -> dict[int, Mapping[str, Any]]:
    """What each file was understood as, by evidence id: when it came, else in the newest run; empty when not yet."""
    of_run = {file["evidence"]: file["reading"] for file in run.files} if run is not None else {}
    return {row.evidence_id: row.reading or of_run.get(row.evidence_id, {}) for row in rows}


def lacking(rows: Sequence[PayControlFile], read: Mapping[int, Mapping[str, Any]], desk: Desk) -> list[ShownLack]:
    """Documents that no file holds, and the checks that cannot be made without them. Not told before every file has
    been read."""
    kept = [row for row in rows if row.evidence.shredded_on is None]
    if not kept or not all(read[row.evidence_id] for row in kept):
        return []
    readings = [reading_read_back(part, str(row.pk)) for row in kept for part in read[row.evidence_id].get("parts", ())]
    names = {check.code: check.name for check in desk.book.library.pay_checks.values()}
    found: dict[str, list[str]] = {}
    for one in untestable(readings):
        document = ", ".join(pay_label("table", table) for table in one.tables)
        name = names[one.check].in_language(language()) if one.check in names else one.check
        found.setdefault(document, []).append(name)
    return [ShownLack(document, tuple(checks)) for document, checks in found.items()]
