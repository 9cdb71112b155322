"""What letters about a deviation say, in the language in use, before a person edits them.

Each part is a function; a kind of letter is a list of parts. Reasons come from the deviation, sums from the contract's
own terms, days from the deviation's own days: nothing is written here that the page does not show.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext, ngettext

from ryddig.domain.words import N_
from ryddig.records.deviations.letter_models import LetterKind
from ryddig.records.deviations.models import Deviation
from ryddig.reports.formats import day, kroner, number
from ryddig.reports.letter import LetterPart
from ryddig.reports.telling import Reason, Teller


@dataclass(frozen=True, slots=True)
class MoneySaid:
    """A sum in words: the contract's own text and place, how it is worked out, and from which day."""

    text: str
    place: str
    arithmetic: tuple[str, ...]
    total_ore: int
    from_on: date | None


@dataclass(frozen=True, slots=True)
class LetterCase:
    """What the texts draw on. `history`: earlier letters and steps, each a line. `money`: what is claimed now.
    `terms`: where the contract gives room for a sanction with an amount, in words. `notice`: days before a termination
    takes effect, and where the contract says so."""

    deviation: Deviation
    teller: Teller
    on: date
    history: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    money: tuple[MoneySaid, ...] = ()
    notice: tuple[int, str] | None = None


Part = Callable[[LetterCase], LetterPart | None]


def subject(kind: str, deviation: Deviation) -> str:
    """The letter's title."""
    titles = {
        LetterKind.NOTICE: gettext("Notice of a possible deviation: %(title)s"),
        LetterKind.CORRECTION: gettext("Demand for correction: %(title)s"),
        LetterKind.ACTION_PLAN: gettext("Demand for an action plan: %(title)s"),
        LetterKind.WITHHOLDING: gettext("Notice of withholding: %(title)s"),
        LetterKind.DAILY_PENALTY: gettext("Notice of daily penalty: %(title)s"),
        LetterKind.TERMINATION: gettext("Notice of termination: %(title)s"),
        LetterKind.CLOSING: gettext("The matter is closed: %(title)s"),
    }
    return titles[LetterKind(kind)] % {"title": deviation.title}


def facts(case: LetterCase, *, due_on: date | None) -> tuple[tuple[str, str], ...]:
    """The lines above the text."""
    deviation = case.deviation
    contract = deviation.contract
    named = " ".join(part for part in (contract.reference, contract.title) if part)
    ours = gettext("deviation %(number)s") % {"number": deviation.number}
    rows = [
        (gettext("Contract"), named),
        (gettext("Our reference"), ", ".join(part for part in (contract.reference, ours) if part)),
    ]
    if deviation.firm_id != deviation.supplier_id:
        rows.append((gettext("Concerns the firm"), deviation.firm.name))
    if due_on is not None:
        rows.append((gettext("Last day to answer"), day(due_on)))
    return tuple(rows)


def parts(kind: str, case: LetterCase) -> tuple[LetterPart, ...]:
    """The text of the letter, part by part."""
    made = (part(case) for part in PARTS[LetterKind(kind)])
    return tuple(part for part in made if part is not None)


def points(lines: Iterable[str]) -> str:
    """Lines as points of a list."""
    return "\n".join(f"- {line}" for line in lines)


def _opening_correction(case: LetterCase) -> LetterPart:
    text = gettext("We have come to that this is a deviation from the contract. It must be corrected by %(day)s.")
    return LetterPart(
        "", "\n\n".join((text % {"day": day(case.deviation.correction_due_on)}, _view_said(case))).strip()
    )


def _view_said(case: LetterCase) -> str:
    deviation = case.deviation
    if deviation.view_given_on is not None:
        text = gettext("You gave your view on %(day)s. We have read it and taken it into account.")
        return text % {"day": day(deviation.view_given_on)}
    if deviation.view_due_on is not None and deviation.view_due_on < case.on:
        text = gettext("We asked for your view by %(day)s and have not received any.")
        return text % {"day": day(deviation.view_due_on)}
    return ""


def _opening_plan(case: LetterCase) -> LetterPart:
    text = gettext(
        "The deviation shows that something in the way you work must change. We therefore ask for a binding action "
        "plan by %(day)s."
    )
    return LetterPart("", "\n\n".join((text % {"day": day(case.deviation.plan_due_on)}, _view_said(case))).strip())


def _opening_withholding(case: LetterCase) -> LetterPart:
    text = gettext(
        "The deviation is not documented as corrected. We therefore withhold a part of the payment, as the contract "
        "gives us the right to. Two persons with us have decided this."
    )
    return LetterPart("", "\n\n".join((text, _view_said(case))).strip())


def _opening_penalty(case: LetterCase) -> LetterPart:
    text = gettext(
        "The deadline for correction was %(day)s, and the correction is not documented. We therefore claim a daily "
        "penalty, as the contract gives us the right to. Two persons with us have decided this."
    )
    text %= {"day": day(case.deviation.correction_due_on)}
    return LetterPart("", "\n\n".join((text, _view_said(case))).strip())


def _opening_termination(case: LetterCase) -> LetterPart:
    text = gettext(
        "We terminate the contract because of a material breach, with effect from %(day)s. Two persons with us have "
        "decided this, after you have had the opportunity to give your view."
    )
    days, place = case.notice or (0, "")
    said = text % {"day": day(case.on + timedelta(days=days))}
    if days:
        counted = ngettext(
            "The contract gives %(n)s day of notice (%(place)s), counted from today.",
            "The contract gives %(n)s days of notice (%(place)s), counted from today.",
            days,
        )
        said = f"{said} {counted % {'n': days, 'place': place}}"
    return LetterPart("", "\n\n".join((said, _view_said(case))).strip())


def _opening_closing(case: LetterCase) -> LetterPart:
    deviation = case.deviation
    if deviation.corrected_on is None:
        text = gettext("We have closed the deviation. There is nothing more for you to do.")
        return LetterPart("", text)
    text = gettext(
        "You have documented that the deviation was corrected on %(day)s. We have closed the matter. There is nothing "
        "more for you to do."
    )
    return LetterPart("", text % {"day": day(deviation.corrected_on)})


def _found(case: LetterCase) -> LetterPart:
    deviation = case.deviation
    lines = [deviation.what.strip()]
    if deviation.firm_id != deviation.supplier_id:
        text = gettext("It concerns the firm %(firm)s. You answer for those you use to fulfil the contract.")
        lines.append(text % {"firm": deviation.firm.name})
    if deviation.owed_ore:
        text = ngettext(
            "By our calculation %(workers)s worker lacks %(sum)s.",
            "By our calculation %(workers)s workers lack %(sum)s together.",
            deviation.workers,
        )
        lines.append(text % {"workers": number(deviation.workers), "sum": kroner(deviation.owed_ore)})
    return LetterPart(gettext("What we have found"), "\n\n".join(lines))


def _why(case: LetterCase) -> LetterPart:
    deviation = case.deviation
    lines = []
    if deviation.clause:
        lines.append(gettext("The contract has the requirement in %(place)s.") % {"place": deviation.clause})
    rule = _rule_said(case)
    if rule:
        lines.append(rule)
    reasons = points(_reason_said(reason) for reason in case.teller.reasons(deviation.because, {}))
    return LetterPart(gettext("Why this is a requirement"), "\n\n".join(part for part in (*lines, reasons) if part))


def _rule_said(case: LetterCase) -> str:
    """The rule that is broken: what it says, from which day, and where it stands; as it was for this procurement."""
    deviation = case.deviation
    found = case.teller.rules.get(deviation.rule)
    contract = deviation.contract
    entry = found.series.at(contract.announced_on or contract.invited_on or deviation.opened_on) if found else None
    if entry is None:
        return ""
    duty = case.teller.duties.get(deviation.rule)
    text = case.teller.words(duty.text) if duty else case.teller.name(deviation.rule)
    source = f"{entry.source.act} {entry.source.at}".strip()
    return gettext("%(text)s (%(source)s, from %(day)s)") % {"text": text, "source": source, "day": day(entry.since)}


def _reason_said(reason: Reason) -> str:
    """The reason, the rule with its value and first day, and where the law stands."""
    ground = ", ".join(part for part in (reason.rule_name, reason.value, reason.since_said, reason.status_said) if part)
    whole = ": ".join(part for part in (ground, reason.source_said) if part)
    return f"{reason.text} ({whole})" if whole else reason.text


def _do_notice(case: LetterCase) -> LetterPart:
    name = gettext("What you can do by %(day)s") % {"day": day(case.deviation.view_due_on)}
    lines = (
        gettext("Tell us whether you see the matter as we do."),
        gettext("Correct what we have got wrong."),
        gettext("Send what supports your view. Leave out what it does not take to show it: no more about persons."),
    )
    return LetterPart(name, points(lines))


def _do_correction(case: LetterCase) -> LetterPart:
    lines = [gettext("Correct the matter for everybody it concerns.")]
    if case.deviation.owed_ore:
        lines.append(gettext("Pay the workers what they lack, and send proof that it is paid."))
    lines += [
        gettext("Find out whether the same happens elsewhere on the contract, also with those you use."),
        gettext("Send documents that show the correction, and write what you have changed."),
    ]
    name = gettext("What you must do by %(day)s") % {"day": day(case.deviation.correction_due_on)}
    return LetterPart(name, points(lines))


def _money(case: LetterCase) -> LetterPart | None:
    if not case.money:
        return None
    lines = []
    for sum_said in case.money:
        text = gettext("The contract says in %(place)s: “%(text)s”")
        lines.append(text % {"place": sum_said.place, "text": sum_said.text})
        lines.append(points(sum_said.arithmetic))
    return LetterPart(gettext("The amount and how it is worked out"), "\n\n".join(lines))


def _history(case: LetterCase) -> LetterPart | None:
    return LetterPart(gettext("What has happened"), points(case.history)) if case.history else None


def _paid_back(case: LetterCase) -> LetterPart | None:
    ore = case.deviation.paid_back_ore
    if not ore:
        return None
    text = gettext("%(sum)s paid back to workers is documented.")
    return LetterPart("", text % {"sum": kroner(ore)})


def _next_correction(case: LetterCase) -> LetterPart:
    lines = [gettext("If it is not corrected in time, we consider the next step. You will be told before we take it.")]
    if case.terms:
        lines.append(gettext("The contract gives us the right to:") + "\n" + points(case.terms))
    return LetterPart(gettext("If it is not corrected"), "\n\n".join(lines))


def _always(name: str, text: str = "", *, lines: tuple[str, ...] = ()) -> Part:
    """A part that is the same in every letter of the kind: points, then a text."""

    def part(_case: LetterCase) -> LetterPart:
        said = (points(gettext(line) for line in lines), gettext(text) if text else "")
        return LetterPart(gettext(name) if name else "", "\n\n".join(part for part in said if part))

    return part


_opening_notice: Final = _always(
    "",
    N_(
        "We follow up the requirements of the contract. We have found something that may be a breach of them. "
        "Before we decide anything, you may give your view."
    ),
)
_do_plan: Final = _always(
    N_("What the plan must hold"),
    N_("The plan binds from the day we have agreed on it. You report on your page how each measure goes."),
    lines=(
        N_("What you will do, one measure at a time."),
        N_("Who with you is responsible for each measure, by position."),
        N_("By which day each measure is done."),
        N_("How you and we can see that it has worked."),
    ),
)
_do_withholding: Final = _always(
    N_("How you get the money"),
    N_(
        "We pay out what is withheld when you have documented that the deviation is corrected. You do it in the same "
        "way as before: write what is corrected and send proof."
    ),
)
_do_penalty: Final = _always(
    N_("How you stop the penalty"),
    N_("The penalty runs until you have documented the correction, or until the cap of the contract."),
)
_after_termination: Final = _always(
    N_("What happens now"),
    lines=(
        N_("Work that is ordered and not begun is cancelled."),
        N_("We settle what is delivered, and keep our claims for what the breach has cost us."),
        N_("What we hold of yours, and you of ours, is handed back."),
    ),
)
_answer: Final = _always(
    N_("How you answer"),
    N_(
        "Open your page through the link in the e-mail that came with this letter. There you write, send files and see "
        "what we decide and why. The link is yours; do not pass it on. A colleague can get a link of their own there."
    ),
)
_next_notice: Final = _always(
    N_("What happens next"),
    N_(
        "When the day has passed we decide on what we know then. If it is a deviation, we tell you what to correct and "
        "by when. If we hear nothing, we decide without your view."
    ),
)
_kept: Final = _always(
    N_("What we keep"),
    N_(
        "We keep the letters and what was decided. The next assessment of risk takes the deviation as corrected. Thank "
        "you for the cooperation."
    ),
)
PARTS: Final[Mapping[LetterKind, tuple[Part, ...]]] = {
    LetterKind.NOTICE: (_opening_notice, _found, _why, _do_notice, _answer, _next_notice),
    LetterKind.CORRECTION: (_opening_correction, _found, _why, _do_correction, _answer, _next_correction),
    LetterKind.ACTION_PLAN: (_opening_plan, _found, _why, _do_plan, _answer, _next_correction),
    LetterKind.WITHHOLDING: (_opening_withholding, _found, _why, _money, _do_withholding, _answer),
    LetterKind.DAILY_PENALTY: (_opening_penalty, _found, _why, _money, _do_penalty, _answer),
    LetterKind.TERMINATION: (_opening_termination, _found, _why, _history, _after_termination, _answer),
    LetterKind.CLOSING: (_opening_closing, _found, _paid_back, _kept),
}
