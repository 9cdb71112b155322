"""Faults of cards, crew and registers for demonstration data. The first take a worker, the last the whole firm."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from ryddig.domain.pay_demo_people import STRANGER, SUBCONTRACTOR, Person, named
from ryddig.domain.pay_demo_rows import Employment, Fault
from ryddig.domain.pay_demo_work import FIRST, LAST, SITES, Draft

BREACH, QUESTION = "breach", "question"
Faults = Iterator[Fault]


def _span(draft: Draft, number: str, since: date = FIRST) -> tuple[date, date]:
    days = [one.enters.date() for one in draft.seen[number] if one.enters.date() >= since]
    return days[0], days[-1]


def no_card(draft: Draft, person: Person) -> Faults:
    """HMS-01: no card, and no number on the site list (HMS-05)."""
    number = person.number
    draft.cards[number] = []
    draft.seen[number] = [replace(one, card="") for one in draft.seen[number]]
    yield Fault("HMS-01", number, *_span(draft, number), BREACH)
    yield Fault("HMS-05", number, *_span(draft, number), BREACH)
    yield Fault("RF-31", number, *_span(draft, number), QUESTION)


def card_of_another_firm(draft: Draft, person: Person) -> Faults:
    """HMS-02: the card is the subcontractor's. The papers name two employers (PAY-13)."""
    number = person.number
    draft.cards[number] = [replace(one, employer=SUBCONTRACTOR) for one in draft.cards[number]]
    yield Fault("HMS-02", number, *_span(draft, number), BREACH)
    yield Fault("PAY-13", number, FIRST, LAST, QUESTION)
    yield Fault("RF-31", number, *_span(draft, number), QUESTION)


def old_card(draft: Draft, person: Person) -> Faults:
    """HMS-03: two years old on 7 October."""
    number, issued_on = person.number, date(2023, 10, 7)
    draft.cards[number] = [
        replace(one, issued_on=issued_on, expires_on=date(2025, 10, 7)) for one in draft.cards[number]
    ]
    yield Fault("HMS-03", number, *_span(draft, number, date(2025, 10, 8)), BREACH)
    yield Fault("RF-31", number, *_span(draft, number, date(2025, 10, 8)), QUESTION)


def photo_of_another(draft: Draft, person: Person) -> Faults:
    """HMS-04: somebody else in the photo."""
    card = draft.cards[person.number][0]
    draft.cards[person.number] = [replace(card, photo=False)]
    if card.seen_on is not None:
        yield Fault("HMS-04", person.number, card.seen_on, card.seen_on, BREACH)


def wrong_number_on_list(draft: Draft, person: Person) -> Faults:
    """HMS-05: another card number on the site list for three days."""
    number, rows = person.number, draft.seen[person.number]
    draft.seen[number] = [
        replace(one, card="K999999") if place in range(10, 13) else one for place, one in enumerate(rows)
    ]
    yield Fault("HMS-05", number, rows[10].enters.date(), rows[12].enters.date(), BREACH)


def card_long_ago(draft: Draft, person: Person) -> Faults:
    """HMS-06: the cleaner's card was seen in August the year before."""
    number = person.number
    draft.cards[number] = [replace(one, seen_on=date(2024, 8, 20)) for one in draft.cards[number]]
    days = [one.day for one in draft.shifts[number]]
    yield Fault("HMS-06", number, days[0], days[-1], QUESTION)


def two_places(draft: Draft, person: Person) -> Faults:
    """RF-32: at the gates of two sites at once."""
    number, row = person.number, draft.seen[person.number][7]
    other = next(site for site in SITES if site != row.site)
    away = replace(row, site=other, enters=row.enters + timedelta(hours=2), leaves=row.enters + timedelta(hours=3))
    draft.seen[number].append(away)
    yield Fault("RF-32", number, row.enters.date(), row.enters.date(), QUESTION)


def stranger(draft: Draft) -> Faults:
    """RF-27: one of the subcontractor's people has an employer outside the chain."""
    number = "S1"
    draft.cards[number] = [replace(one, employer=STRANGER) for one in draft.cards[number]]
    draft.employed[number] = [replace(one, employer=STRANGER) for one in draft.employed[number]]
    draft.seen[number] = [replace(one, employer=STRANGER) for one in draft.seen[number]]
    yield Fault("RF-27", number, *_span(draft, number), QUESTION)


def few_registered(draft: Draft) -> Faults:
    """RF-21: the subcontractor's people are not in the register, but for one."""
    for number in ("S2", "S3"):
        draft.employed[number] = []
    yield Fault("RF-21", "", *_span(draft, "S4"), QUESTION)


def never_seen(draft: Draft) -> Faults:
    """RF-22: a registered employee of the subcontractor whom nobody has seen."""
    first_name, last_name = named(draft.draw, 319)
    draft.employed["S9"] = [Employment("S9", f"{first_name} {last_name}", SUBCONTRACTOR, date(2023, 1, 2), None)]
    yield Fault("RF-22", "", FIRST, LAST, QUESTION)
