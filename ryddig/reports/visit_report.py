"""The report of an on-site control as a document: what was looked at, what was found, who was there.

Page and PDF draw the same one.
Numbers of cards and what workers told are no part of it. A signature is shown as long as it is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext, ngettext

from ryddig.domain.law import Book
from ryddig.domain.site_fields import SLOTS
from ryddig.domain.site_visit import CARD_FAULTS, PointAnswer, SiteVisit, card_faults
from ryddig.domain.words import N_
from ryddig.records.visits.models import Visit, VisitPhoto
from ryddig.reports.document import Document, Drawing, Entries, FactRow, Facts, Grid, Ground, Reasoned, Section
from ryddig.reports.formats import day, language, number
from ryddig.reports.telling import Teller

ANSWERS: Final[Mapping[PointAnswer | None, str]] = {
    PointAnswer.OK: N_("In order"),
    PointAnswer.DEVIATION: N_("Deviation"),
    PointAnswer.NOT_APPLICABLE: N_("Not applicable"),
    None: N_("Not looked at"),
}
ROLES: Final[Mapping[str, str]] = {
    "first": N_("First controller"),
    "second": N_("Second controller"),
    "site": N_("For the site"),
}


@dataclass(frozen=True, slots=True)
class VisitSource:
    """What a report is made of. `values`: the fields that are still kept, for the signatures."""

    visit: Visit
    seen: SiteVisit
    values: Mapping[str, str]
    photos: tuple[VisitPhoto, ...]
    organisation: str
    sha256: str = ""


def visit_report(source: VisitSource, teller: Teller, *, on: date) -> Document:
    """The document in the language in use; a draft while the visit is not closed."""
    visit, book = source.visit, teller.book
    title = gettext("On-site control: %(place)s") % {"place": visit.place}
    lead = visit.contract.title
    if not source.sha256:
        lead = gettext("Draft. The visit is not closed. %(title)s") % {"title": lead}
    foot = gettext("Ryddig, lawbook %(version)s, made %(day)s")
    return Document(
        title=title,
        lead=lead,
        organisation=source.organisation,
        language=language(),
        made_on=on,
        foot=foot % {"version": visit.lawbook_version, "day": day(on, "figures")},
        sections=tuple(_sections(source, teller, book)),
    )


def _sections(source: VisitSource, teller: Teller, book: Book) -> Iterator[Section]:
    seen = source.seen
    yield Section(gettext("The visit"), seen.note, (Facts(tuple(_visit(source))),))
    yield _points(seen, teller, book)
    if seen.crew:
        yield _crew(seen)
    if seen.cards:
        yield _cards(seen, book)
    if source.photos:
        yield _photos(source)
    yield _signatures(source)


def _visit(source: VisitSource) -> Iterator[FactRow]:
    visit, seen = source.visit, source.seen
    yield FactRow(gettext("Buyer"), source.organisation)
    yield FactRow(gettext("Contract"), f"{visit.contract.reference} {visit.contract.title}".strip())
    yield FactRow(gettext("Supplier"), visit.contract.supplier_names)
    yield FactRow(gettext("Place"), visit.place)
    yield FactRow(gettext("Day"), day(seen.on))
    yield FactRow(gettext("Time"), " – ".join(filter(None, (seen.arrived, seen.left))))
    yield FactRow(gettext("Announced"), gettext("Yes") if visit.announced else gettext("No"))
    yield FactRow(gettext("Controllers"), ", ".join(str(one) for one in (visit.first, visit.second) if one))
    if visit.alone_why:
        yield FactRow(gettext("Why one controller"), visit.alone_why)
    if seen.talks:
        told = ngettext("%(n)s talk, kept apart and shredded", "%(n)s talks, kept apart and shredded", seen.talks)
        yield FactRow(gettext("Talks with workers"), told % {"n": number(seen.talks)})
    if source.sha256:
        parts = (source.sha256[start : start + 16] for start in range(0, len(source.sha256), 16))
        yield FactRow(gettext("Fingerprint of the facts (SHA-256)"), " ".join(parts))


def _points(seen: SiteVisit, teller: Teller, book: Book) -> Section:
    wrong, rows = [], []
    for point in seen.points:
        check = book.library.site_checks.get(point.code)
        name = f"{point.code} {teller.words(check.name)}" if check is not None else point.code
        told = (Ground(gettext("Told: %(whom)s") % {"whom": point.tipped}),) if point.tipped else ()
        if point.answer is PointAnswer.DEVIATION:
            wrong.append(Reasoned(name, gettext(ANSWERS[point.answer]), point.note, told))
        else:
            rows.append((name, gettext(ANSWERS[point.answer]), point.note))
    counted = ngettext("%(n)s deviation.", "%(n)s deviations.", len(wrong)) % {"n": number(len(wrong))}
    grid = Grid((gettext("Point"), gettext("Result"), gettext("Note")), tuple(rows), (5, 2, 5))
    blocks = (*((Entries(tuple(wrong)),) if wrong else ()), *((grid,) if rows else ()))
    return Section(gettext("What was looked at"), counted, blocks)


def _crew(seen: SiteVisit) -> Section:
    head = (
        gettext("Firm"),
        gettext("Hour"),
        gettext("Seen at work"),
        gettext("On the crew list"),
        gettext("Difference"),
    )
    rows = tuple(
        (count.firm, count.hour, _count(count.seen), _count(count.listed), _signed(count.difference))
        for count in seen.crew
    )
    return Section(gettext("Who was at work"), blocks=(Grid(head, rows, (4, 2, 2, 2, 2)),))


def _count(value: int | None) -> str:
    return gettext("not counted") if value is None else number(value)


def _signed(value: int | None) -> str:
    return "" if value is None else f"+{value}" if value > 0 else number(value)


def _cards(seen: SiteVisit, book: Book) -> Section:
    head = (gettext("Card"), gettext("Employer on the card"), gettext("What was wrong"), gettext("Note"))
    rows = []
    for place, card in enumerate(seen.cards, start=1):
        faults = ", ".join(gettext(CARD_FAULTS[code]) for code in card_faults(card, book, seen.on))
        rows.append((str(place), card.firm, faults or gettext("nothing"), card.note))
    counted = ngettext("%(n)s card was looked at.", "%(n)s cards were looked at.", len(rows)) % {"n": number(len(rows))}
    return Section(gettext("HSE cards"), counted, (Grid(head, tuple(rows), (1, 3, 4, 4)),))


def _photos(source: VisitSource) -> Section:
    head = (gettext("Photo"), gettext("Shows"), gettext("Place and camera"))
    rows = tuple(
        (
            str(place),
            " ".join(filter(None, (photo.point, photo.caption))) or gettext("the place in general"),
            gettext("kept: %(why)s") % {"why": photo.kept_why} if photo.kept_why else gettext("taken out"),
        )
        for place, photo in enumerate(source.photos, start=1)
    )
    return Section(gettext("Photos"), blocks=(Grid(head, rows, (1, 5, 3)),))


def _signatures(source: VisitSource) -> Section:
    blocks: list[Facts | Grid | Entries | Drawing] = []
    people = {"first": str(source.visit.first), "second": str(source.visit.second or ""), "site": ""}
    for slot in (slot for slot in SLOTS if slot in source.seen.signed):
        typed, drawn = (source.values.get(f"sign.{slot}.{name}", "") for name in ("name", "drawn"))
        name = gettext(ROLES[slot])
        who = typed or people[slot] or gettext("signed; the name is shredded or was not typed")
        blocks.append(Facts((FactRow(name, who),)))
        if drawn:
            said = gettext("Signature of %(name)s") % {"name": who}
            blocks.append(Drawing(said, said, strokes(drawn)))
    return Section(gettext("Signatures"), "" if blocks else gettext("Nobody has signed."), tuple(blocks))


def strokes(drawn: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """A drawn signature as points."""
    return tuple(tuple(_point(point) for point in stroke.split(" ")) for stroke in drawn.split(";"))


def _point(text: str) -> tuple[int, int]:
    x, _, y = text.partition(",")
    return int(x), int(y)
