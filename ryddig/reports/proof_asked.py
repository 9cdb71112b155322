"""The proof's chapters on asking: letters and mails, self-reports, documents, subcontractors."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, ngettext

from ryddig.records.correspondence.models import Mail
from ryddig.records.dialogue.proof_rows import MAILS, Asked
from ryddig.records.reviews.chain_models import ChainFirm
from ryddig.records.reviews.review_models import ReviewItem
from ryddig.records.selfreports.closing import Choice
from ryddig.records.selfreports.models import SelfReportOutcome, SelfReportRequest
from ryddig.reports.document import Section
from ryddig.reports.formats import day, moment
from ryddig.reports.proof_parts import Row, by, chapter, dated, lawbook, library_name, lines, stretch
from ryddig.reports.telling import Teller


def asked(rows: Asked, teller: Teller) -> Iterator[Section]:
    """What the supplier was asked, what came, and what came of it."""
    yield _self_reports(rows, teller)
    yield _reviews(rows)
    yield from _items(rows, teller)
    yield _chain(rows.chain, teller)
    yield _mails(rows)


def _self_reports(rows: Asked, teller: Teller) -> Section:
    told = (_self_report(one, rows.outcomes.get(one.pk), teller) for one in rows.self_reports)
    return chapter(
        gettext("Self-reports"),
        told,
        none=gettext("Not done: no self-report has been asked for."),
        head=(gettext("What was asked"), gettext("By"), gettext("What came"), gettext("What came of it")),
        widths=(3, 3, 3, 5),
    )


def _self_report(row: SelfReportRequest, outcome: SelfReportOutcome | None, teller: Teller) -> Row:
    form = library_name(teller.book.library.questionnaires, row.questionnaire)
    version = gettext("version %(number)s") % {"number": row.version}
    due = gettext("last day %(day)s") % {"day": day(row.due_on, "short")}
    report = getattr(row, "report", None)
    came = (
        lines(
            dated(gettext("Delivered"), report.delivered_on),
            lawbook(report.lawbook_version),
            f"SHA-256 {report.sha256[:12]}",
        )
        if report is not None
        else lines(str(row.get_state_display()).capitalize(), gettext("Nothing came in time.") if row.late_on else "")
    )
    return (
        lines(f"{form}, {version}", str(row.supplier)),
        lines(by(row.asked_by, row.asked_on), due),
        came,
        _outcome(outcome),
    )


def _outcome(outcome: SelfReportOutcome | None) -> str:
    if outcome is None:
        return gettext("Not closed.")
    labels = dict(Choice.choices)
    counted: dict[str, int] = {}
    for point in outcome.points:
        counted[point["choice"]] = counted.get(point["choice"], 0) + 1
    points = (f"{number} × {labels.get(choice, choice)}" for choice, number in counted.items())
    return lines(gettext("Closed by %(who)s.") % {"who": by(outcome.actor, outcome.on)}, *points, outcome.note)


def _reviews(rows: Asked) -> Section:
    told = (
        (
            lines(str(row.supplier), stretch(row.first, row.last)),
            lines(by(row.opened_by, row.opened_on), lawbook(row.lawbook_version)),
            lines(
                dated(gettext("Sent"), row.sent_on),
                dated(gettext("Last day"), row.due_on),
                dated(gettext("Handed in"), row.handed_in_on),
            ),
            lines(
                str(row.get_state_display()).capitalize(),
                str(row.get_result_display()) if row.result else "",
                by(row.closed_by, row.closed_on) if row.closed_on else "",
                row.conclusion,
            ),
        )
        for row in rows.reviews
    )
    return chapter(
        gettext("Document reviews"),
        told,
        none=gettext("Not done: no documents have been asked for."),
        head=(gettext("Whom and which time"), gettext("By"), gettext("When"), gettext("What came of it")),
        widths=(3, 3, 3, 5),
    )


def _items(rows: Asked, teller: Teller) -> Iterator[Section]:
    if rows.items:
        told = (_item(item, teller) for item in rows.items)
        head = (gettext("Document"), gettext("What came"), gettext("Found"), gettext("By"), gettext("Note"))
        yield chapter(gettext("Documents, one by one"), told, none="", head=head, widths=(4, 3, 2, 3, 4))


def _item(row: ReviewItem, teller: Teller) -> Row:
    count = int(getattr(row, "file_count", 0))
    came = ngettext("%(count)s file", "%(count)s files", count) % {"count": count} if count else ""
    explained = gettext("explained by the supplier") if row.explained_on else ""
    return (
        library_name(teller.book.library.documents, row.document),
        lines(came, explained) or gettext("nothing"),
        str(row.get_outcome_display()),
        by(row.decided_by, row.decided_on) if row.decided_on else "",
        row.outcome_note,
    )


def _chain(rows: Iterable[ChainFirm], teller: Teller) -> Section:
    told = (
        (
            lines(str(row.supplier), gettext("under %(firm)s") % {"firm": row.under.supplier} if row.under else ""),
            dated(gettext("Asked"), row.asked_on),
            lines(
                str(row.get_state_display()).capitalize(),
                by(row.decided_by, row.decided_on) if row.decided_on else "",
                dated(gettext("Ended"), row.ended_on),
            ),
            lines(row.reason, teller.name(row.rule) if row.rule else "", row.clause, row.ended_why),
        )
        for row in rows
    )
    return chapter(
        gettext("Subcontractors"),
        told,
        none=gettext("No subcontractor is registered."),
        head=(gettext("Firm"), gettext("When"), gettext("Decision"), gettext("Why")),
        widths=(4, 2, 3, 5),
    )


def _mails(rows: Asked) -> Section:
    told = (_mail(row) for row in rows.mails)
    left = rows.mail_count - len(rows.mails)
    text = gettext("The newest %(most)s of %(count)s.") % {"most": MAILS, "count": rows.mail_count} if left else ""
    return chapter(
        gettext("Mails to the supplier"),
        told,
        none=gettext("No mail has been sent."),
        head=(gettext("When"), gettext("To"), gettext("What"), gettext("State")),
        widths=(3, 3, 6, 2),
        text=text,
    )


def _mail(row: Mail) -> Row:
    return moment(row.sent_at or row.queued_at), str(row.supplier), row.subject, str(row.get_state_display())
