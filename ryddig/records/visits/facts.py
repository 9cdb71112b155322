"""Rows of a visit -> the frozen facts the core sees."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ryddig.domain.law import Book
from ryddig.domain.site_fields import SLOTS, is_signature, is_write_only
from ryddig.domain.site_visit import CrewCount, PointAnswer, SeenCard, SeenPoint, SiteVisit
from ryddig.records.visits.models import Visit, VisitField

YES_NO = {"yes": True, "no": False}


def visit_facts(visit: Visit, fields: Iterable[VisitField], *, book: Book, photos: int) -> SiteVisit:
    """The visit as its fields stand now."""
    rows = {row.key: row for row in fields}
    values = {key: row.value for key, row in rows.items()}
    signed = [row.serial for key, row in rows.items() if not is_signature(key)]
    return SiteVisit(
        on=visit.opened_on or visit.planned_on,
        points=tuple(_point(code, values, book) for code in visit.points),
        crew=tuple(_crew(row) for row in listed("crew", values)),
        cards=tuple(_card(row) for row in listed("card", values)),
        talks=len(listed("talk", values)),
        photos=photos,
        signed={slot: _signed_at(slot, rows) for slot in SLOTS if is_signed(slot, values)},
        changed=max(signed, default=0),
        note=values.get("visit.note", ""),
        arrived=values.get("visit.arrived", ""),
        left=values.get("visit.left", ""),
    )


def listed(group: str, values: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows of a list (crew, card, talk) in the order they were begun; those taken out and the empty ones are not
    there."""
    rows: dict[str, dict[str, str]] = {}
    for key, value in values.items():
        head, _, rest = key.partition(".")
        if head == group:
            row, _, name = rest.partition(".")
            rows.setdefault(row, {"id": row})[name] = value
    kept = [row for row in rows.values() if row.get("gone") != "yes"]
    return [row for row in kept if any(value for name, value in row.items() if name not in ("id", "gone"))]


def is_signed(slot: str, values: Mapping[str, str]) -> bool:
    """A drawn signature or a typed name."""
    return bool(values.get(f"sign.{slot}.drawn") or values.get(f"sign.{slot}.name", "").strip())


def _signed_at(slot: str, rows: Mapping[str, VisitField]) -> int:
    written = (rows.get(f"sign.{slot}.{name}") for name in ("name", "drawn"))
    return max(row.serial for row in written if row is not None and row.value)


def _point(code: str, values: Mapping[str, str], book: Book) -> SeenPoint:
    check = book.library.site_checks.get(code)
    answer = values.get(f"point.{code}.answer", "")
    return SeenPoint(
        code=code,
        answer=PointAnswer(answer) if answer else None,
        note=values.get(f"point.{code}.note", ""),
        counts=check.counts if check is not None else "",
        danger=check is not None and check.danger,
        tipped=values.get(f"tip.{code}.to", ""),
    )


def _crew(row: Mapping[str, str]) -> CrewCount:
    return CrewCount(row.get("firm", ""), row.get("hour", ""), _count(row, "listed"), _count(row, "seen"))


def _count(row: Mapping[str, str], name: str) -> int | None:
    return int(row[name]) if row.get(name) else None


def _card(row: Mapping[str, str]) -> SeenCard:
    answers: dict[str, Any] = {name: YES_NO.get(row.get(name, "")) for name in ("shown", "photo", "employer", "valid")}
    issued = date.fromisoformat(row["issued"]) if row.get("issued") else None
    return SeenCard(firm=row.get("firm", ""), issued=issued, note=row.get("note", ""), **answers)


def for_phone(row: VisitField, names: Mapping[int, str]) -> dict[str, Any]:
    """A field as a telephone gets it. What is told in confidence goes to the telephone as a version only."""
    told = {"version": row.version, "by": names.get(row.by_id, ""), "device": row.device}
    return told if is_write_only(row.key) else {**told, "value": row.value}
