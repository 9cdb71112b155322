"""The least that must be paid, as sure as the law data behind it: what is certain, and the most that may be asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ryddig.domain.decision import Answer, Because
from ryddig.domain.duties import cite, entries_between
from ryddig.domain.judgement import NOTHING, CheckOutcome
from ryddig.domain.law import Book, Entry, Series, Status

ANSWER_OF = {CheckOutcome.KEPT: Answer.YES, CheckOutcome.BREACH: Answer.NO}
NOT_TO_GO_BY = {Status.PROPOSED: "rate_proposed", Status.LAPSED: "rate_lapsed"}


@dataclass(frozen=True, slots=True)
class Least:
    """A lower bound on pay, in øre (or øre per hour, or a plain figure).

    `sure`: what every reading of official law demands. `asked`: the most that any reading or unconfirmed figure
    demands; None when there is no figure to go by. `proven`: whoever pays `asked` has certainly paid enough.
    `why`: code of what keeps it from being certain.
    """

    sure: Fraction = NOTHING
    asked: Fraction | None = None
    proven: bool = False
    because: tuple[Because, ...] = ()
    why: str = ""

    def times(self, factor: Fraction | int) -> "Least":
        """The bound for so many hours, or so large a part."""
        asked = None if self.asked is None else self.asked * factor
        return replace(self, sure=self.sure * factor, asked=asked)

    def never_sure(self, why: str) -> "Least":
        """The same bound when it is open whether it holds at all."""
        return replace(self, sure=NOTHING, proven=False, why=self.why or why)


def exactly(amount: Fraction) -> Least:
    """A bound that rests on no law: the amount itself."""
    return Least(amount, amount, proven=True)


def figure(book: Book, rule: str, on: date, *, test: str) -> Least:
    """The value of series `rule` on the day `on`, as a bound. `test` names the reason."""
    series = book.need(rule)
    return _of_entry(series, series.at(on), test)


def figure_between(book: Book, rule: str, first: date, *, last: date, test: str) -> Least:
    """The value when the day is only known to lie from `first` to `last`: every entry of these days counts."""
    series = book.need(rule)
    entries: list[Entry | None] = list(entries_between(series, first, last))
    if series.at(first) is None:
        entries.append(None)
    return either(_of_entry(series, entry, test) for entry in entries)


def _of_entry(series: Series, entry: Entry | None, test: str) -> Least:
    if entry is None:
        return Least(because=(Because(test, Answer.UNKNOWN, rule=series.id),), why="rate_missing")
    reason = (cite(Because(test, Answer.UNKNOWN), series.id, entry),)
    values = [_number(value) for value in (entry.value, *(reading.value for reading in entry.readings))]
    known = [value for value in values if value is not None]
    if entry.status in NOT_TO_GO_BY or not known:
        return Least(because=reason, why=NOT_TO_GO_BY.get(entry.status, "rate_ended"))
    if entry.status is Status.OFFICIAL:
        return Least(known[0], known[0], proven=True, because=reason)
    if entry.status is Status.DISPUTED and entry.readings:
        return Least(
            min(value or NOTHING for value in values), max(known), proven=True, because=reason, why="rate_disputed"
        )
    return Least(NOTHING, max(known), proven=False, because=reason, why=f"rate_{entry.status}")


def _number(value: object) -> Fraction | None:
    return Fraction(value) if type(value) is int else None


def either(bounds: Iterable[Least]) -> Least:
    """One of these holds and we do not know which: sure is the lowest, asked the highest."""
    return _joined(list(bounds), min, max)


def highest(*bounds: Least) -> Least:
    """All of these hold: the highest counts."""
    return _joined([bound for bound in bounds if bound.asked is not None] or list(bounds), max, max)


def total(bounds: Iterable[Least]) -> Least:
    """The sum of bounds. One without a figure leaves the sum without a figure to ask for, but what is sure stands."""
    found = list(bounds)
    asked = [bound.asked for bound in found if bound.asked is not None]
    whole = sum(asked, NOTHING) if len(asked) == len(found) else None
    proven = all(bound.proven for bound in found)
    return Least(sum((bound.sure for bound in found), NOTHING), whole, proven, _reasons(found), _why(found))


def _joined(
    found: list[Least],
    of_sure: Callable[[Iterable[Fraction]], Fraction],
    of_asked: Callable[[Iterable[Fraction]], Fraction],
) -> Least:
    asked = [bound.asked for bound in found if bound.asked is not None]
    whole = of_asked(asked) if asked and len(asked) == len(found) else None
    sure = of_sure(bound.sure for bound in found) if found else NOTHING
    return Least(sure, whole, bool(found) and all(bound.proven for bound in found), _reasons(found), _why(found))


def _reasons(found: Iterable[Least]) -> tuple[Because, ...]:
    return tuple(dict.fromkeys(reason for bound in found for reason in bound.because))


def _why(found: Iterable[Least]) -> str:
    return next((bound.why for bound in found if bound.why), "")


def answered(because: Iterable[Because], outcome: CheckOutcome) -> tuple[Because, ...]:
    """The reasons with the answer that the outcome gives: yes when kept, no when breached, else unknown."""
    answer = ANSWER_OF.get(outcome, Answer.UNKNOWN)
    return tuple(replace(reason, answer=answer) for reason in because)
