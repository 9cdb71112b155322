"""The demo's pay control: payslips and a timesheet of ten invented workers, two payslips wrong, given to a control that
waits for the worker. The files are made when the demo is loaded, so that they are always of last month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from ryddig.domain.errors import OurFault
from ryddig.domain.law import Book
from ryddig.domain.pay_control import Firm
from ryddig.domain.pay_facts import Trade
from ryddig.domain.public_holidays import is_rest_day
from ryddig.domain.words import N_
from ryddig.lawbook.strict_yaml import read
from ryddig.records.accounts.access import Actor
from ryddig.records.evidence.services import receive_file
from ryddig.records.followup.pay_controls import add_evidence, open_pay_control, start_pay_control

FILE: Final = "pay_control.yaml"
RATE: Final = "rates.cleaning.adult"
DAY_MINUTES, BREAK_MINUTES, EXTRA_MINUTES = 450, 30, 120
EARLIEST: Final = 6 * 60 + 30
STARTS: Final = (0, 7, 12, 3, 18, 5, 22, 9, 14, 2)  # minutes after half past six, one day after the other
WEEKEND: Final = 5
OVERTIME_PERCENT, HOLIDAY_PERMILLE, PENSION_PERCENT, TAX_PERCENT = 40, 102, 2, 24
OLD_RATE, OVERTIME_UNPAID = "old_rate", "overtime_unpaid"
SLIP_HEADINGS: Final = (
    "Ansattnr;Navn;Født;Arbeidsgivers orgnr;Bransje;Periode fra;Periode til;Timelønn;Timer;Overtidstimer;"
    "Overtidstillegg %;Bruttolønn;Skatt;Nettolønn;Feriepengegrunnlag;Feriepenger;Pensjon;Utbetalingsdato;Kontonummer"
)
TIME_HEADINGS: Final = "Ansattnr;Navn;Dato;Fra;Til;Pause;Overtid;Sted"


@dataclass(frozen=True, slots=True)
class DemoWorker:
    """One worker and one month. `above`: øre an hour above the minimum rate."""

    number: int
    name: str
    born: date
    above: int
    overtime_days: int = 0
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class DemoPay:
    """The files of one month."""

    workers: tuple[DemoWorker, ...]
    employer: str
    first: date
    last: date
    rate: int
    old_rate: int

    def slips(self) -> str:
        """The list of payslips, one line for each worker."""
        return "\n".join([SLIP_HEADINGS, *(self._slip(one) for one in self.workers), ""])

    def times(self) -> str:
        """The timesheet, one line for each shift."""
        lines = [line for one in self.workers for line in self._shifts(one)]
        return "\n".join([TIME_HEADINGS, *lines, ""])

    def _days(self) -> list[date]:
        every = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        return [day for day in every if day.weekday() < WEEKEND and not is_rest_day(day)]

    def _extra(self, one: DemoWorker) -> list[date]:
        """The days with overtime, a week apart."""
        return self._days()[1::WEEKEND][: one.overtime_days]

    def _shifts(self, one: DemoWorker) -> Iterator[str]:
        extra = self._extra(one)
        for place, day in enumerate(self._days()):
            starts = EARLIEST + STARTS[(place + one.number) % len(STARTS)]
            overtime = EXTRA_MINUTES if day in extra else 0
            ends = starts + DAY_MINUTES + BREAK_MINUTES + overtime
            site = ("Furulia skole", "Elvestad barnehage")[one.number % 2]
            cells = (
                one.number,
                one.name,
                _day(day),
                _clock(starts),
                _clock(ends),
                BREAK_MINUTES,
                _hours(overtime),
                site,
            )
            yield ";".join(map(str, cells))

    def _slip(self, one: DemoWorker) -> str:
        rate = self.old_rate if one.wrong == OLD_RATE else self.rate + one.above
        ordinary = len(self._days()) * DAY_MINUTES
        overtime = len(self._extra(one)) * EXTRA_MINUTES
        percent = 0 if one.wrong == OVERTIME_UNPAID else OVERTIME_PERCENT if overtime else 0
        gross = _rounded(ordinary * rate, 60) + _rounded(overtime * rate * (100 + percent), 6000)
        tax = _rounded(gross * TAX_PERCENT, 100)
        cells = (
            one.number,
            one.name,
            _day(one.born),
            self.employer,
            "Renhold",
            _day(self.first),
            _day(self.last),
            _kroner(rate),
            _hours(ordinary),
            _hours(overtime),
            percent if overtime else "",
            _kroner(gross),
            _kroner(tax),
            _kroner(gross - tax),
            _kroner(gross),
            _kroner(_rounded(gross * HOLIDAY_PERMILLE, 1000)),
            _kroner(_rounded(gross * PENSION_PERCENT, 100)),
            _day(self.last),
            f"9710.{one.number % 100:02d}.{12345 + one.number}",
        )
        return ";".join(map(str, cells))


def _rounded(amount: int, parts: int) -> int:
    return (2 * amount + parts) // (2 * parts)


def _kroner(ore: int) -> str:
    return f"{ore // 100},{ore % 100:02d}"


def _hours(minutes: int) -> str:
    return f"{minutes // 60},{minutes % 60 * 100 // 60:02d}" if minutes else ""


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def read_pay(folder: Path, book: Book, *, on: date) -> tuple[DemoPay, str, str]:
    """The files of last month, the contract's reference and who controls it."""
    text = (folder / FILE).read_text(encoding="utf-8")
    tree: Any = read(text)
    last = on.replace(day=1) - timedelta(days=1)
    entries = [one for one in book.need(RATE).entries if one.since <= last.replace(day=1)]
    rate, old = (_figure(one.value) for one in entries[:2])
    workers = tuple(DemoWorker(**line) for line in tree["workers"])
    pay = DemoPay(workers, tree["employer"], last.replace(day=1), last, rate, old)
    return pay, tree["contract"], tree["who"]


def _figure(value: object) -> int:
    if not isinstance(value, int):
        raise OurFault("demo.no_rate", N_("There is no minimum rate for the demo's month."))
    return value


def give_pay_control(pay: DemoPay, *, actor: Actor, contract_id: int, on: date) -> int:
    """A control with both files, waiting for the worker. Returns its id."""
    firm = Firm(trade=Trade.CLEANING, number=pay.employer, averaging=False, tariff_bound=False, pension_due=True)
    control = open_pay_control(actor=actor, contract_id=contract_id, first=pay.first, last=pay.last, firm=firm, on=on)
    for name, text in _files(pay):
        chunks: Sequence[bytes] = [text.encode("utf-8-sig")]
        evidence = receive_file(actor=actor, contract_id=contract_id, name=name, chunks=chunks, on=on)
        add_evidence(actor=actor, control_id=control.pk, evidence_id=evidence.pk, on=on)
    start_pay_control(actor=actor, control_id=control.pk, on=on)
    return control.pk


def _files(pay: DemoPay) -> Iterator[tuple[str, str]]:
    month = f"{pay.first:%Y-%m}"
    yield f"lønnsslipper-{month}.csv", pay.slips()
    yield f"timeliste-{month}.csv", pay.times()
