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
BUILDER, CLEANER, ANYBODY = (Trade.CONSTRUCTION,), (Trade.CLEANING,), tuple(Trade)
PLANTERS: Final[Sequence[tuple[Planter, Sequence[Trade]]]] = (
    (pay.under_rate, BUILDER),
    (pay.unpaid_hours, ANYBODY),
    (cards.card_of_another_firm, BUILDER),
    (hours.short_rest, BUILDER),
    (pay.small_overtime, ANYBODY),
    (pay.unpaid_evening, CLEANER),
    (papers.account_of_another, ANYBODY),
    (cards.no_card, BUILDER),
    (papers.small_contribution, ANYBODY),
    (pay.work_without_slip, BUILDER),
    (hours.long_day, BUILDER),
    (papers.agreed_late, ANYBODY),
    (pay.seen_longer, BUILDER),
    (cards.old_card, BUILDER),
    (papers.small_holiday_pay, ANYBODY),
    (papers.dear_room, (Trade.HOSPITALITY,)),
    (hours.much_overtime_in_a_week, BUILDER),
    (hours.no_weekly_rest, BUILDER),
    (cards.two_places, BUILDER),
    (papers.travel_between_jobs, CLEANER),
    (papers.certificate_not_used, BUILDER),
    (hours.no_break, ANYBODY),
    (hours.sunday, ANYBODY),
    (cards.card_long_ago, CLEANER),
    (papers.not_a_member, ANYBODY),
    (hours.fourteen_hours, BUILDER),
    (cards.photo_of_another, BUILDER),
    (papers.paid_too_little, ANYBODY),
    (cards.wrong_number_on_list, BUILDER),
    (hours.much_overtime_in_four_weeks, BUILDER),
    (papers.no_holiday_basis, ANYBODY),
    (papers.lodging_deducted, BUILDER),
    (papers.pension_not_paid, ANYBODY),
    (papers.two_employers, BUILDER),
    (papers.away_without_refund, BUILDER),
    (papers.no_pay_days_agreed, ANYBODY),
    (pay.round_sum, ANYBODY),
)
OF_THE_FIRM: Final[Sequence[Callable[[Draft], pay.Faults]]] = (cards.stranger, cards.few_registered, cards.never_seen)
LEAST_WORKERS: Final = 4
CLEAN_SHARE: Final = 8  # one of so many workers has no fault


def make_demo(book: Book, *, workers: int, seed: str) -> Draft:
    """The draft with faults in it, listed in the order of the checks. The seed draws who has which fault."""
    draft = clean_draft(book, workers=workers, seed=seed)
    own = [one for one in draft.people.values() if one.number.isdigit()]
    free = sorted(own, key=lambda one: draft.draw.below(2**60, "fault", one.number))[: workers - workers // CLEAN_SHARE]
    for planter, trades in PLANTERS:
        chosen = next((one for one in free if one.trade in trades), None)
        if chosen is not None:
            free.remove(chosen)
            draft.faults.extend(planter(draft, chosen))
    for firm_planter in OF_THE_FIRM:
        draft.faults.extend(firm_planter(draft))
    draft.faults.sort(key=lambda one: (one.check, one.number, one.first))
    return draft
