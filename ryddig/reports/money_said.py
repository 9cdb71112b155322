"""Terms with amounts and what they come to, in words: the figure, how the sum is worked out, and where it ends."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext, ngettext

from ryddig.domain.contract_terms import (
    DAYS,
    Accrual,
    AccrualState,
    Basis,
    Circumstances,
    Per,
    Starts,
    TermFacts,
    TermKind,
)
from ryddig.domain.words import N_
from ryddig.reports.formats import day, exact, kroner, number

KINDS: Final[Mapping[str, str]] = {
    TermKind.WITHHOLDING: N_("Withholding"),
    TermKind.DAILY_PENALTY: N_("Daily penalty"),
    TermKind.FIXED_SUM: N_("Agreed sum for a breach"),
    TermKind.BONUS: N_("Bonus"),
}
EACH: Final[Mapping[str, str]] = {
    Per.ONCE: N_("%(amount)s"),
    Per.DAY: N_("%(amount)s for each day"),
    Per.WORKING_DAY: N_("%(amount)s for each working day"),
    Per.BREACH: N_("%(amount)s for each breach"),
    Per.WORKER: N_("%(amount)s for each worker"),
}
FROM: Final[Mapping[str, str]] = {
    Starts.DEADLINE: N_("from the day after the deadline"),
    Starts.NOTICE: N_("from the day of the letter"),
    Starts.BREACH: N_("from the day of the breach"),
    Starts.DECISION: N_("from the day of the decision"),
}
STATES: Final[Mapping[str, str]] = {
    AccrualState.UNKNOWN: N_("cannot be worked out"),
    AccrualState.WAITING: N_("not begun"),
    AccrualState.NONE: N_("nothing: corrected in time"),
    AccrualState.RUNNING: N_("running"),
    AccrualState.CAPPED: N_("the cap is reached"),
    AccrualState.STOPPED: N_("stopped"),
}
MISSING: Final[Mapping[str, str]] = {
    "sum_ore": N_("the contract sum"),
    "saving_ore": N_("what the workers lack, as a sum on the deviation"),
    "deadline_on": N_("the deadline for correction"),
    "notice_on": N_("the letter that gives notice"),
    "breach_on": N_("the day of the breach"),
    "decided_on": N_("the day of the decision"),
    "breaches": N_("the number of breaches"),
    "workers": N_("the number of workers"),
}
PER_MILLE_UNDER: Final = Decimal("0.01")


def rate(part: Decimal) -> str:
    """0.001 → `1 ‰`, 0.1 → `10 %`."""
    times, sign = (1000, "‰") if part < PER_MILLE_UNDER else (100, "%")
    return f"{exact((part * times).normalize() + 0)}\u00a0{sign}"


def figure_said(term: TermFacts) -> str:
    """What the term gives: `1 ‰ of the contract sum for each working day`."""
    if term.basis is Basis.ORE:
        amount = kroner(int(term.figure))
    elif term.basis is Basis.OF_SUM:
        amount = gettext("%(rate)s of the contract sum") % {"rate": rate(term.figure)}
    else:
        amount = gettext("%(times)s times what the employer has saved") % {"times": exact(term.figure.normalize() + 0)}
    return gettext(EACH[term.per]) % {"amount": amount}


def bounds_said(term: TermFacts) -> Iterator[str]:
    """Floor, cap, and whether Saturdays count."""
    if term.floor_ore is not None:
        yield gettext("at least %(sum)s") % {"sum": kroner(term.floor_ore)}
    if term.cap_ore is not None:
        yield gettext("at most %(sum)s altogether") % {"sum": kroner(term.cap_ore)}
    if term.cap_of_sum is not None:
        yield gettext("at most %(rate)s of the contract sum altogether") % {"rate": rate(term.cap_of_sum)}
    if term.per is Per.WORKING_DAY:
        yield gettext("Saturday counts") if term.saturdays else gettext("Saturday does not count")


def term_said(term: TermFacts) -> str:
    """The whole term in one line."""
    starts = gettext(FROM[term.starts])
    if term.days_after:
        text = ngettext("%(starts)s and %(days)s day more", "%(starts)s and %(days)s days more", term.days_after)
        starts = text % {"starts": starts, "days": term.days_after}
    return ", ".join((figure_said(term), starts, *bounds_said(term)))


def arithmetic_said(term: TermFacts, known: Circumstances, accrual: Accrual, *, until: date) -> Iterator[str]:
    """How the sum is worked out, step by step, so that the supplier can do it again."""
    if accrual.missing:
        names = ", ".join(gettext(MISSING[name]) for name in accrual.missing)
        yield gettext("Missing: %(missing)s.") % {"missing": names}
        return
    yield _each_said(term, known, accrual)
    if term.floor_ore is not None and accrual.each_ore == term.floor_ore:
        yield gettext("The contract's floor holds.")
    if term.per in DAYS:
        yield _days_said(accrual, until)
    elif accrual.starts_on is not None:
        yield gettext("It counts from %(day)s.") % {"day": day(accrual.starts_on)}
    if accrual.cap_ore is not None:
        yield gettext("The contract's cap is %(sum)s.") % {"sum": kroner(accrual.cap_ore)}
    if accrual.capped_on is not None:
        yield gettext("The cap was reached on %(day)s.") % {"day": day(accrual.capped_on)}


def _each_said(term: TermFacts, known: Circumstances, accrual: Accrual) -> str:
    each = kroner(accrual.each_ore)
    if term.basis is Basis.TIMES_SAVING:
        text = gettext("%(times)s times what the workers lack, %(saving)s, is %(sum)s.")
        times = exact(term.figure.normalize() + 0)
        return text % {"times": times, "saving": kroner(known.saving_ore or 0), "sum": each}
    if term.basis is Basis.OF_SUM:
        text = gettext("%(rate)s of the contract sum, %(whole)s, is %(sum)s.")
        return text % {"rate": rate(term.figure), "whole": kroner(known.sum_ore or 0), "sum": each}
    count = {Per.BREACH: known.breaches, Per.WORKER: known.workers}.get(term.per)
    said = gettext(EACH[term.per]) % {"amount": each}
    if count is None:
        return f"{said}."
    return gettext("%(said)s: %(count)s, together %(sum)s.") % {
        "said": said,
        "count": number(count),
        "sum": kroner(accrual.each_ore * count),
    }


def _days_said(accrual: Accrual, until: date) -> str:
    if not accrual.days or accrual.starts_on is None:
        return gettext("It counts from %(day)s.") % {"day": day(accrual.starts_on)}
    text = ngettext(
        "From %(first)s to %(last)s that is %(days)s day that counts, and %(sum)s.",
        "From %(first)s to %(last)s that is %(days)s days that count, and %(sum)s.",
        len(accrual.days),
    )
    return text % {
        "first": day(accrual.starts_on),
        "last": day(min(until, accrual.days[-1].on) if accrual.state is not AccrualState.RUNNING else until),
        "days": number(len(accrual.days)),
        "sum": kroner(accrual.total_ore),
    }
