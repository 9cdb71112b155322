"""The yearly review of a buyer's notices: JSON, a workbook and a summary with the same lines in all three."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext

from ryddig.domain.decision import Answer
from ryddig.domain.law import Duty
from ryddig.domain.notice_review import LeftOut, NoticeReview, ReviewLine, Told, YearReview
from ryddig.domain.serial import plain
from ryddig.domain.words import N_
from ryddig.reports.formats import language
from ryddig.reports.labels import label
from ryddig.reports.pay_sheet import Cell, Sheet, Sheets

ORE: Final = 100
TOLD: Final[Mapping[str, str]] = {
    Told.SAID: N_("stands in the notice"),
    Told.PARTLY: N_("stands in part"),
    Told.LESS: N_("stands with less weight than the rule asks for"),
    Told.NOT_SEEN: N_("not seen in the notice"),
}
LEFT_OUT: Final[Mapping[str, str]] = {
    LeftOut.OTHER_BUYER: N_("another buyer's, or a buyer without a usable number"),
    LeftOut.OTHER_YEAR: N_("of another year"),
    LeftOut.NO_DAY: N_("tells no day"),
    LeftOut.NOT_ANNOUNCEMENT: N_("no announcement (planning, award, change …)"),
    LeftOut.REPLACED: N_("replaced by a newer version"),
    LeftOut.UNREADABLE: N_("could not be read"),
}
PARTS: Final[Mapping[str, str]] = {
    "pay": N_("pay and working conditions"),
    "pension": N_("occupational pension"),
    "hms_card": N_("HMS cards"),
    "information": N_("information to the workers"),
    "documentation": N_("documentation"),
    "sanctions": N_("sanctions"),
    "bank": N_("pay through a bank"),
    "chain": N_("tiers of subcontractors"),
    "apprentices": N_("apprentices"),
    "tax": N_("tax certificate"),
    "climate": N_("climate and environment"),
    "human_rights": N_("human rights"),
    "qualification": N_("qualification requirement on due diligence"),
    "approval": N_("approved firm"),
}
LOOKS: Final = {Told.SAID: "", Told.PARTLY: "question", Told.LESS: "breach", Told.NOT_SEEN: "untested"}
NEXT: Final = N_(
    "The law lets most requirements stand in the tender documents. Look there before anything is held missing."
)
READ: Final = N_("That words stand in a notice does not say that the requirement is well set. Read the quote.")


def review_plain(review: YearReview) -> dict[str, Any]:
    """The whole review as JSON holds it, codes and not words; quotes with their place in the file."""
    return {
        "buyer": review.buyer,
        "year": review.year,
        "lawbook_version": review.lawbook_version,
        "notices": [_notice_plain(each) for each in review.reviews],
        "left_out": plain(review.left_out),
        "findings": [{"notice": reference, **plain(finding)} for reference, finding in review.findings],
    }


def write_review(review: YearReview, path: Path) -> None:
    """The workbook: a summary, a row per notice, a row per requirement, and what was left out."""
    with Sheets(path) as sheets:
        _summary(sheets, review)
        _notices(sheets, review)
        _terms(sheets, review)
        _left_out(sheets, review)


def summary_lines(review: YearReview) -> Iterator[tuple[str, int]]:
    """Count per statement, in the order they are read."""
    certain = [line for each in review.reviews for line in each.lines if line.certain]
    open_ = sum(1 for each in review.reviews for line in each.lines if not line.certain)
    yield gettext(N_("Announcements reviewed")), len(review.reviews)
    yield gettext(N_("with all that applies seen in the notice")), sum(not each.missing for each in review.reviews)
    yield gettext(N_("Requirements that apply")), len(certain)
    for told in Told:
        yield gettext(TOLD[told]), sum(line.told is told for line in certain)
    yield gettext(N_("Requirements that may apply; a fact is missing")), open_
    yield gettext(N_("Notices not reviewed")), len(review.left_out)


def most_missed(review: YearReview) -> list[tuple[str, int, int]]:
    """Name of the duty, in how many notices it applies and is not wholly said, and in how many it applies."""
    applies = Counter(line.duty.id for each in review.reviews for line in each.lines if line.certain)
    missed = Counter(line.duty.id for each in review.reviews for line in each.missing)
    names = {line.duty.id: duty_name(line.duty) for each in review.reviews for line in each.lines}
    return [(names[rule], count, applies[rule]) for rule, count in missed.most_common()]


def duty_name(duty: Duty) -> str:
    """The duty's name in the reader's language."""
    return duty.name.in_language(language())


def missing_facts(line: ReviewLine) -> str:
    """What must be known to tell whether the duty applies."""
    facts = [fact for reason in line.decision.because if reason.answer is Answer.UNKNOWN for fact in reason.facts]
    return ", ".join(label("fact", fact) for fact in dict.fromkeys(facts))


def quotes_said(line: ReviewLine) -> str:
    """The quotes of a line, each with what it is about."""
    told = [f"{gettext(PARTS[part.name])}: «{quote.text}»" for part in line.parts for quote in part.quotes]
    return "\n".join(told)


def parts_missing(line: ReviewLine) -> str:
    """What the notice has no words on."""
    return ", ".join(gettext(PARTS[part.name]) for part in line.parts if not part.said)


def source_said(line: ReviewLine) -> str:
    """Act and place that the duty rests on that day."""
    reason = line.decision.because[0] if line.decision.because else None
    source = reason.source if reason is not None else None
    return f"{source.act} {source.at}".strip() if source is not None else ""


def _notice_plain(review: NoticeReview) -> dict[str, Any]:
    notice = review.notice
    return {
        "reference": notice.reference,
        "file": notice.name,
        "sha256": notice.digest,
        "day": review.day.isoformat(),
        "regime": review.regime,
        "facts": plain(review.facts),
        "documents": list(review.documents),
        "requirements": [
            {
                "rule": line.duty.id,
                "theme": line.duty.theme,
                "outcome": line.decision.outcome.value,
                "told": line.told.value,
                "parts": plain(line.parts),
                "because": plain(line.decision.because),
            }
            for line in review.lines
        ],
    }


def _summary(sheets: Sheets, review: YearReview) -> None:
    sheet = sheets.sheet(gettext(N_("Summary")), (62, 16, 16))
    title = gettext(N_("Notices of %(buyer)s in %(year)s: what they should have said"))
    sheet.merged(title % {"buyer": review.buyer, "year": review.year}, "title", height=26)
    for text in (NEXT, READ):
        sheet.merged(gettext(text), "lead", height=30)
    sheet.skip()
    for words, count in summary_lines(review):
        sheet.write((words, count), ("name", "count"))
    sheet.skip()
    sheet.head((gettext(N_("Requirement")), gettext(N_("Not wholly seen in")), gettext(N_("Applies to"))))
    for name, missed, applies in most_missed(review):
        sheet.write((name, missed, applies), ("wrap", "count", "count"))
    version = gettext(N_("Version of the lawbook"))
    sheet.skip()
    sheet.write((version, review.lawbook_version), ("name", ""))


def _notices(sheets: Sheets, review: YearReview) -> None:
    sheet = sheets.sheet(gettext(N_("Notices")), (14, 12, 50, 16, 16, 12, 12, 12, 50))
    names = (
        N_("Notice"),
        N_("Notice published"),
        N_("Title"),
        N_("Value ex VAT, NOK"),
        N_("CPV"),
        N_("Applies"),
        N_("Not wholly seen"),
    )
    more = (N_("May apply"), N_("Tender documents"))
    sheet.head([gettext(name) for name in (*names, *more)], filtered=len(review.reviews))
    for each in review.reviews:
        value = each.facts.value_ore
        certain = sum(line.certain for line in each.lines)
        row: list[Cell] = [each.notice.reference, each.day, each.facts.title]
        row += [None if value is None else value / ORE, ", ".join(each.facts.cpv[:3]), certain, len(each.missing)]
        row += [len(each.lines) - certain, each.documents[0] if each.documents else ""]
        sheet.write(row, ("", "day", "wrap", "money", "wrap", "count", "count", "count", "wrap"))


def _terms(sheets: Sheets, review: YearReview) -> None:
    sheet = sheets.sheet(gettext(N_("Requirements")), (14, 12, 44, 26, 20, 30, 34, 70, 40))
    names = (N_("Notice"), N_("Notice published"), N_("Requirement"), N_("Source"), N_("Applies"))
    more = (N_("What the notice says"), N_("Not seen"), N_("Quotes"), N_("Needed to tell whether it applies"))
    count = sum(len(each.lines) for each in review.reviews)
    sheet.head([gettext(name) for name in (*names, *more)], filtered=count)
    for each in review.reviews:
        for line in each.lines:
            _term(sheet, each, line)


def _term(sheet: Sheet, review: NoticeReview, line: ReviewLine) -> None:
    outcome = label("outcome", line.decision.outcome)
    row: list[Cell] = [review.notice.reference, review.day, duty_name(line.duty), source_said(line), outcome]
    row += [gettext(TOLD[line.told]), parts_missing(line), quotes_said(line), missing_facts(line)]
    look = LOOKS[line.told] if line.certain else "lead"
    sheet.write(row, ("", "day", "wrap", "wrap", "wrap", look, "wrap", "wrap", "wrap"))


def _left_out(sheets: Sheets, review: YearReview) -> None:
    sheet = sheets.sheet(gettext(N_("Not reviewed")), (34, 46, 50, 70))
    names = (N_("Notice"), N_("Why"), N_("Title"), N_("What was wrong"))
    sheet.head([gettext(name) for name in names], filtered=len(review.left_out))
    for each in review.left_out:
        sheet.write(
            (each.reference, gettext(LEFT_OUT[each.why]), each.title, each.problem), ("", "wrap", "wrap", "wrap")
        )
