"""Papers that stand in for a register nobody can ask: what they say, from which day, and for how long that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite
from ryddig.domain.law import Book
from ryddig.domain.registers_status import judge_register_status
from ryddig.domain.tax_certificate import AGE, judge_tax_certificate

STATUSES: Final = ("approved", "application_pending", "hms_card_order_pending", "not_approved", "not_listed")
AWARD_DAYS: Final = ("winner_announced", "tender_deadline")


class PaperKind(StrEnum):
    """What kind of paper it is."""

    TAX_CERTIFICATE = "tax_certificate"
    EXTENDED_TAX_CERTIFICATE = "extended_tax_certificate"
    COMPANY_CERTIFICATE = "company_certificate"
    CLEANING = "cleaning"
    STAFFING = "staffing"
    CAR_CARE = "car_care"
    CENTRAL_APPROVAL = "central_approval"


@dataclass(frozen=True, slots=True)
class PaperUse:
    """What a paper stands in for. `source`: the register; `question`: the red flag that it answers, empty for none.

    `secret`: the paper holds what the tax authorities keep secret. `states_status`: it says a status in a register.
    """

    source: str
    question: str = ""
    secret: bool = False
    states_status: bool = False


USES: Final[Mapping[PaperKind, PaperUse]] = {
    PaperKind.TAX_CERTIFICATE: PaperUse("ebevis", "RF-33", secret=True),
    PaperKind.EXTENDED_TAX_CERTIFICATE: PaperUse("ebevis", "RF-33", secret=True),
    PaperKind.COMPANY_CERTIFICATE: PaperUse("enhetsregisteret"),
    PaperKind.CLEANING: PaperUse("renhold", "RF-30", states_status=True),
    PaperKind.STAFFING: PaperUse("bemanning", "RF-29", states_status=True),
    PaperKind.CAR_CARE: PaperUse("bilpleie", "RF-30", states_status=True),
    PaperKind.CENTRAL_APPROVAL: PaperUse("sentral_godkjenning", states_status=True),
}


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a person read on the paper. `dated`: the paper's own day. Øre; None is not told.

    `award_day`: the day the law counts its age back from, where it is known. `started_on`: announcement or invitation
    of the procurement, which picks the law.
    """

    kind: PaperKind
    dated: date
    status: str = ""
    arrears_ore: int | None = None
    returns_missing: bool | None = None
    award_day: date | None = None
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaperJudgement:
    """`valid_until`: the last day it counts, None where no rule sets one. `because`: the rules that were read.

    `answer`: to the red flag the paper answers: yes, there is reason to ask; no; or unknown.
    """

    valid_until: date | None
    answer: Answer
    because: tuple[Because, ...]


def judge_paper(facts: PaperFacts, *, book: Book, on: date) -> PaperJudgement:
    """How long the paper counts, and what it answers."""
    use = USES[facts.kind]
    if use.secret:
        return _judge_tax(facts, book=book, on=on)
    if facts.kind.value in ("cleaning", "staffing", "car_care"):
        because = judge_register_status(facts.kind.value, facts.status or None, book=book, on=on)
        return PaperJudgement(None, _opposite(because.answer), (because,))
    return PaperJudgement(None, Answer.UNKNOWN, ())


def _judge_tax(facts: PaperFacts, *, book: Book, on: date) -> PaperJudgement:
    """At award the law counts the age back from a day of the procurement. While the contract runs it is counted back
    from today: the same age, so that a new paper is asked for in time."""
    law_day = facts.started_on or on
    series = book.strictest(AGE, law_day)
    entry = series.at(law_day)
    if entry is None or type(entry.value) is not int:
        return PaperJudgement(None, Answer.UNKNOWN, ())
    until = add_months(facts.dated, entry.value)
    fresh = Answer.YES if until >= on else Answer.NO
    because = [cite(Because("tax_paper_age", fresh, ("tax_certificate_dated",)), series.id, entry)]
    if facts.award_day is not None:
        milestones = dict.fromkeys(AWARD_DAYS, facts.award_day)
        at_award = judge_tax_certificate(
            facts.dated, started_on=facts.started_on, milestones=milestones, book=book, on=on
        )
        because.append(at_award)
    return PaperJudgement(until, _tax_answer(facts, fresh), tuple(because))


def _tax_answer(facts: PaperFacts, fresh: Answer) -> Answer:
    if facts.arrears_ore or facts.returns_missing or fresh is Answer.NO:
        return Answer.YES
    return Answer.NO if facts.arrears_ore == 0 else Answer.UNKNOWN


def _opposite(answer: Answer) -> Answer:
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(answer, Answer.UNKNOWN)
