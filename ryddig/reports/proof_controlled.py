"""The proof's chapters on controls of pay and hours, and on site."""

from collections.abc import Iterator

from django.utils.translation import gettext

from ryddig.records.dialogue.proof_rows import Controlled
from ryddig.records.followup.pay_models import PayControl, PayDecision, PayRun
from ryddig.records.reviews.audit_models import AuditCallOff
from ryddig.records.visits.models import Visit, VisitReport
from ryddig.reports.document import Section
from ryddig.reports.formats import day, decimal, kroner
from ryddig.reports.labels import PLAN, label
from ryddig.reports.proof_parts import Row, by, chapter, dated, lawbook, lines, stretch


def controlled(rows: Controlled) -> Iterator[Section]:
    """What was controlled, on what, and what it came to."""
    yield chapter(
        gettext("Controls of pay and hours"),
        (_pay(one, rows) for one in rows.pay_controls),
        none=gettext("Not done: pay and hours have not been controlled."),
        head=(gettext("Which time"), gettext("By"), gettext("What was found"), gettext("What was decided")),
        widths=(3, 3, 5, 4),
    )
    yield chapter(
        gettext("On-site controls"),
        (_visit(one, rows.reports.get(one.pk)) for one in rows.visits),
        none=gettext("Not done: nobody has been on site."),
        head=(gettext("Where and when"), gettext("By"), gettext("What was seen"), gettext("Report")),
        widths=(4, 3, 4, 3),
    )
    yield chapter(
        gettext("External audits"),
        (_audit(one) for one in rows.audits),
        none=gettext("Not done: no external audit has been ordered."),
        head=(gettext("Firm"), gettext("By"), gettext("Hours and price"), gettext("State")),
        widths=(4, 3, 4, 3),
    )


def _audit(row: AuditCallOff) -> Row:
    used = decimal(float(row.hours_used)) if row.hours_used is not None else "–"
    return (
        lines(row.firm, label("plan", row.control_kind) if row.control_kind in PLAN else ""),
        lines(by(row.ordered_by, None), gettext("last day %(day)s") % {"day": day(row.due_on, "short")}),
        gettext("%(used)s of %(ordered)s hours, %(price)s")
        % {"used": used, "ordered": decimal(float(row.hours_ordered)), "price": kroner(row.price_ore)},
        str(row.get_state_display()).capitalize(),
    )


def _pay(control: PayControl, rows: Controlled) -> Row:
    runs = [one for one in rows.runs if one.control_id == control.pk]
    counts = {choice: rows.decided.get((control.pk, choice), 0) for choice in PayDecision.Choice.values}
    decided = (f"{PayDecision.Choice(choice).label}: {number}" for choice, number in counts.items() if number)
    return (
        stretch(control.first, control.last),
        by(control.opened_by, control.opened_on),
        _run(runs[-1], len(runs)) if runs else str(control.get_state_display()).capitalize(),
        lines(*(one[:1].upper() + one[1:] for one in decided)) or gettext("nothing"),
    )


def _run(run: PayRun, count: int) -> str:
    found = gettext("%(count)s findings in run no. %(number)s") % {"count": run.found, "number": count}
    saved = sum(int(run.sums.get(part) or 0) for part in ("wage_ore", "holiday_pay_ore", "pension_ore"))
    owed = gettext("lacking to workers: %(sum)s") % {"sum": kroner(saved)} if saved else ""
    return lines(found, owed, f"{day(run.on, 'short')}, {lawbook(run.lawbook_version)}")


def _visit(visit: Visit, report: VisitReport | None) -> Row:
    announced = gettext("announced") if visit.announced else gettext("not announced")
    people = [str(visit.first)] + ([str(visit.second)] if visit.second else [])
    seen = report.facts if report is not None else {}
    return (
        lines(visit.place, day(visit.opened_on or visit.planned_on, "short"), announced),
        lines(*people, visit.alone_why),
        _seen(seen) if report is not None else lines(str(visit.get_state_display()).capitalize(), visit.cancelled_why),
        lines(dated(gettext("Closed"), report.on), lawbook(report.lawbook_version), f"SHA-256 {report.sha256[:12]}")
        if report is not None
        else "",
    )


def _seen(facts: dict[str, object]) -> str:
    points = facts.get("points")
    answers = [one.get("answer") for one in points if isinstance(one, dict)] if isinstance(points, list) else []
    told = {
        gettext("in order"): answers.count("ok"),
        gettext("deviation"): answers.count("deviation"),
        gettext("not applicable"): answers.count("not_applicable"),
        gettext("not looked at"): answers.count(None),
    }
    counted = (f"{name}: {number}" for name, number in told.items() if number)
    cards, talks = facts.get("cards"), facts.get("talks")
    cards_seen = gettext("HSE cards looked at: %(count)s") % {"count": len(cards)} if isinstance(cards, list) else ""
    talked = gettext("talks with workers: %(count)s") % {"count": talks} if talks else ""
    return lines(*counted, cards_seen, talked)
