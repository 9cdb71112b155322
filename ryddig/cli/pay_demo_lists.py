"""The lists of the demonstration data as a supplier would hand them over: Norwegian headings, decimal comma."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypeVar

from ryddig.domain.pay_demo_people import Person
from ryddig.domain.pay_demo_rows import Seen
from ryddig.domain.pay_demo_work import Draft
from ryddig.domain.pay_facts import Trade

Cell = str | int | date | datetime | None
Row = TypeVar("Row")
Rows = Iterator[Sequence[Cell]]
TRADES: Final[Mapping[Trade, str]] = {
    Trade.CONSTRUCTION: "Bygg",
    Trade.CLEANING: "Renhold",
    Trade.HOSPITALITY: "Servering",
}
CATEGORIES: Final[Mapping[str, str]] = {
    "skilled": "Fagarbeider",
    "experienced": "Ufaglært med bransjeerfaring",
    "unskilled": "Ufaglært uten bransjeerfaring",
    "adult": "Voksen",
}


def kroner(ore: int | None) -> str:
    """`4443530` øre as `44435,30`."""
    return "" if ore is None else f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02}"


def hours(minutes: int | None) -> str:
    """Minutes as hours with two decimals; the data hold only whole hundredths."""
    return "" if minutes is None else f"{minutes // 60},{minutes % 60 * 100 // 60:02}"


def yes(value: bool | None) -> str:  # noqa: FBT001 - a cell's value
    """Ja or Nei; empty when unknown."""
    return "" if value is None else "Ja" if value else "Nei"


def clock(moment: datetime) -> str:
    """07:05."""
    return f"{moment:%H:%M}"


def people(draft: Draft) -> Rows:
    """The list of employees."""
    yield ("Ansattnr", "Navn", "Fødselsnummer", "Fag", "Kategori", "Fagbrev", "Erfaring fra")
    for one in _own(draft):
        work = (TRADES[one.trade], CATEGORIES[one.category], yes(one.certificate), one.experience_from)
        yield (one.number, one.name, one.national_id, *work)


def timesheet(draft: Draft) -> Rows:
    """The timesheet: one row a shift."""
    yield ("Ansattnr", "Navn", "Dato", "Start", "Slutt", "Pause (min)", "Overtid (timer)", "Sted", "Overnatting borte")
    for one in _each(draft.shifts):
        times = (one.day, clock(one.starts), clock(one.ends), one.break_minutes, hours(one.overtime))
        yield (one.number, draft.people[one.number].name, *times, one.site, yes(one.away))


def slips(draft: Draft) -> Rows:
    """Payslips: one row a worker and month."""
    yield (
        *(
            "Ansattnr",
            "Navn",
            "Periode fra",
            "Periode til",
            "Fag",
            "Kategori",
            "Timelønn",
            "Ordinære timer",
            "Overtidstimer",
        ),
        *("Overtidstillegg %", "Bruttolønn", "Skattetrekk", "Nettolønn", "Feriepengegrunnlag", "Feriepenger"),
        *("Pensjon", "Utbetalingsdato", "Utstedt dato", "Kontonummer", "Orgnr"),
    )
    for one in _each(draft.slips):
        trade = TRADES[draft.people[one.number].trade]
        work = (
            CATEGORIES[one.category],
            kroner(one.rate),
            hours(one.ordinary),
            hours(one.overtime),
            one.overtime_percent,
        )
        sums = (one.gross, one.tax, one.net, one.holiday_basis, one.holiday_pay, one.pension)
        head = (one.number, draft.people[one.number].name, one.first, one.last, trade)
        yield (*head, *work, *map(kroner, sums), one.paid_on, one.issued_on, one.account, one.employer)


def lines(draft: Draft) -> Rows:
    """The lines of the payslips."""
    yield ("Ansattnr", "Periode fra", "Periode til", "Lønnsarttekst", "Timer", "Beløp", "Trekkgrunn", "Avtalt dato")
    for one in _each(draft.lines):
        yield (
            one.number,
            one.first,
            one.last,
            one.kind,
            hours(one.minutes),
            kroner(one.ore),
            one.ground,
            one.agreed_on,
        )


def payments(draft: Draft) -> Rows:
    """What the bank shows."""
    yield ("Ansattnr", "Betalt dato", "Beløp", "Kontonummer", "Kontoeier", "Kontant")
    for one in _each(draft.payments):
        yield (one.number, one.paid_on, kroner(one.ore), one.account, one.holder, yes(one.cash))


def cards(draft: Draft) -> Rows:
    """HMS cards, and what was seen of them on site."""
    yield ("Ansattnr", "Kortnummer", "Orgnr", "Utstedt", "Gyldig til", "Sett dato", "Bilde stemmer")
    for one in _each(draft.cards):
        yield (one.number, one.card, one.employer, one.issued_on, one.expires_on, one.seen_on, yes(one.photo))


def crew(draft: Draft) -> Rows:
    """The site list with the times of the gate."""
    yield ("Ansattnr", "Navn", "Dato", "Inn", "Ut", "Byggeplass", "Orgnr", "HMS-kortnummer")
    for one in sorted(_each(draft.seen), key=_entered):
        yield (
            one.number,
            one.name,
            one.enters.date(),
            clock(one.enters),
            clock(one.leaves),
            one.site,
            one.employer,
            one.card,
        )


def members(draft: Draft) -> Rows:
    """The confirmation of the pension provider."""
    yield (
        "Ansattnr",
        "Pensjonsleverandør",
        "Periode fra",
        "Periode til",
        "Pensjonsgrunnlag",
        "Innskudd",
        "Betalt dato",
    )
    for one in _each(draft.members):
        yield (one.number, one.provider, one.first, one.last, kroner(one.pay), kroner(one.contribution), one.paid_on)


def employed(draft: Draft) -> Rows:
    """An extract of the register of employers and employees."""
    yield ("Ansattnr", "Navn", "Orgnr", "Ansatt fra", "Ansatt til", "Stillingsprosent")
    for one in _each(draft.employed):
        yield (one.number, one.name, one.employer, one.first, one.last, one.share)


def contracts(draft: Draft) -> Rows:
    """The written employment contracts."""
    yield (
        "Ansattnr",
        "Orgnr",
        "Signert dato",
        "Tiltredelse",
        "Kategori",
        "Timelønn",
        "Utbetalinger per måned",
    )
    for one in _each(draft.contracts):
        terms = (CATEGORIES[one.category], kroner(one.rate), one.pay_times)
        yield (one.number, one.employer, one.signed_on, one.starts_on, *terms)


def plans(draft: Draft) -> Rows:
    """The work plan of everybody."""
    yield ("Gjort kjent", "Gjelder fra", "Til")
    for one in draft.plans:
        yield (one.told_on, one.starts_on, one.last)


def faults(draft: Draft) -> Rows:
    """What a control must find, to the last finding."""
    yield ("check", "worker", "first", "last", "outcome", "ore")
    for one in draft.faults:
        yield (one.check, one.number, one.first.isoformat(), one.last.isoformat(), one.outcome, one.ore)


LISTS: Final[Mapping[str, Callable[[Draft], Rows]]] = {
    "ansatte.csv": people,
    "timeliste.xlsx": timesheet,
    "lonnsslipper.csv": slips,
    "lonnslinjer.csv": lines,
    "utbetalinger.csv": payments,
    "hms-kort.csv": cards,
    "mannskapsliste.csv": crew,
    "pensjon.csv": members,
    "aa-utskrift.csv": employed,
    "arbeidsavtaler.csv": contracts,
    "arbeidsplan.csv": plans,
}


def _own(draft: Draft) -> Iterator[Person]:
    """The firm's own people; the subcontractor hands over no payroll."""
    return (one for one in draft.people.values() if one.number in draft.slips)


def _each(rows: Mapping[str, Sequence[Row]]) -> Iterable[Row]:
    """Rows in the order of the employee numbers."""
    return (row for number in sorted(rows) for row in rows[number])


def _entered(row: Seen) -> tuple[datetime, str]:
    return row.enters, row.number
