"""Demonstration data of a pay control: two months of an invented firm, with faults that are listed to the last one.

One fault a worker. What a fault makes other checks find is in the list too: a card of another firm is HMS-02 and RF-31.
"""

from collections.abc import Callable, Sequence
from typing import Final

from ryddig.domain import pay_demo_faults_cards as cards
from ryddig.domain import pay_demo_faults_papers as papers
from ryddig.domain import pay_demo_faults_pay as pay
from ryddig.domain import pay_demo_faults_time as hours
from ryddig.domain.law import Book
from ryddig.domain.pay_demo_people import Person
from ryddig.domain.pay_demo_work import Draft, clean_draft
from ryddig.domain.pay_facts import Trade

Planter = Callable[[Draft, Person], pay.Faults]
Kind = Callable[[Person], bool]


def anybody(person: Person) -> bool:
    """Every worker of the firm."""
    return person.number.isdigit()


def builder(person: Person) -> bool:
    """Works on the building site."""
    return person.trade is Trade.CONSTRUCTION


def unskilled(person: Person) -> bool:
    """Works on the building site without a trade certificate."""
    return builder(person) and not person.certificate


def cleaner(person: Person) -> bool:
    """Cleans."""
    return person.trade is Trade.CLEANING


def waiter(person: Person) -> bool:
    """Works in the canteen."""
    return person.trade is Trade.HOSPITALITY


PLANTERS: Final[Sequence[tuple[Planter, Kind]]] = (
    (pay.under_rate, builder),
    (pay.unpaid_hours, anybody),
    (cards.card_of_another_firm, builder),
    (hours.short_rest, builder),
    (pay.small_overtime, anybody),
    (pay.unpaid_evening, cleaner),
    (papers.account_of_another, anybody),
    (cards.no_card, builder),
    (papers.small_contribution, anybody),
    (pay.work_without_slip, builder),
    (hours.long_day, builder),
    (papers.agreed_late, anybody),
    (pay.seen_longer, builder),
    (cards.old_card, builder),
    (papers.small_holiday_pay, anybody),
    (papers.dear_room, waiter),
    (hours.much_overtime_in_a_week, builder),
    (hours.no_weekly_rest, builder),
    (cards.two_places, builder),
    (papers.travel_between_jobs, cleaner),
    (papers.certificate_not_used, unskilled),
    (hours.no_break, anybody),
    (hours.sunday, anybody),
    (cards.card_long_ago, cleaner),
    (papers.not_a_member, anybody),
    (hours.fourteen_hours, builder),
    (cards.photo_of_another, builder),
    (papers.paid_too_little, anybody),
    (cards.wrong_number_on_list, builder),
    (hours.much_overtime_in_four_weeks, builder),
    (papers.no_holiday_basis, anybody),
    (papers.lodging_deducted, builder),
    (papers.pension_not_paid, anybody),
    (papers.two_employers, builder),
    (papers.away_without_refund, builder),
    (papers.no_pay_days_agreed, anybody),
    (pay.round_sum, anybody),
    (hours.identical_days, builder),
    (hours.no_timesheet, waiter),
)
OF_THE_FIRM: Final[Sequence[Callable[[Draft], pay.Faults]]] = (
    hours.plan_told_late,
    cards.stranger,
    cards.few_registered,
    cards.never_seen,
)
LEAST_WORKERS: Final = 4
CLEAN_SHARE: Final = 8  # one of so many workers has no fault


def make_demo(book: Book, *, workers: int, seed: str) -> Draft:
    """The draft with faults in it, listed in the order of the checks. The seed draws who has which fault."""
    draft = clean_draft(book, workers=workers, seed=seed)
    own = [one for one in draft.people.values() if one.number.isdigit()]
    free = sorted(own, key=lambda one: draft.draw.below(2**60, "fault", one.number))[: workers - workers // CLEAN_SHARE]
    for planter, fits in PLANTERS:
        chosen = next((one for one in free if fits(one)), None)
        if chosen is not None:
            free.remove(chosen)
            draft.faults.extend(planter(draft, chosen))
    for firm_planter in OF_THE_FIRM:
        draft.faults.extend(firm_planter(draft))
    draft.faults.sort(key=lambda one: (one.check, one.number, one.first))
    return draft
