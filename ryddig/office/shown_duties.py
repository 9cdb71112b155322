"""Requirements on one contract as the page shows them: by theme, with reasons and whether the contract says it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext

from ryddig.domain.decision import Outcome
from ryddig.domain.duties import has_sanction
from ryddig.domain.law import OwedBy
from ryddig.records.followup.models import ContractDuty
from ryddig.reports.formats import day
from ryddig.reports.labels import label
from ryddig.reports.telling import Reason, Teller


@dataclass(frozen=True, slots=True)
class DutyWords:
    """What a requirement says, as long as neither the law nor the contract's facts change."""

    rule: str
    name: str
    text: str
    facts: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ShownDuty:
    """One requirement on a contract."""

    words: DutyWords
    slug: str
    theme: str
    in_text: bool
    in_contract: str
    answered: str

    @property
    def rule(self) -> str:
        """Its id in the lawbook."""
        return self.words.rule

    @property
    def name(self) -> str:
        """What it is called."""
        return self.words.name


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """Requirements of one theme."""

    name: str
    duties: tuple[ShownDuty, ...]


@dataclass(frozen=True, slots=True)
class OutcomeGroup:
    """Requirements that apply, or that may apply."""

    code: str
    name: str
    hint: str
    duties: tuple[ShownDuty, ...]

    @property
    def themes(self) -> Iterator[ThemeGroup]:
        """The requirements by theme, in the order they came."""
        for theme in dict.fromkeys(duty.theme for duty in self.duties):
            yield ThemeGroup(label("theme", theme), tuple(duty for duty in self.duties if duty.theme == theme))


@dataclass(frozen=True, slots=True)
class NotApplying:
    """A requirement that does not apply, with the reasons against."""

    rule: str
    name: str
    reasons: tuple[Reason, ...]


def answering(contract_id: int) -> dict[str, object]:
    """What the form beside each requirement needs: the answers, and where they are sent (the rule comes after)."""
    answers = ContractDuty.InContract
    choices = [
        (answers.YES.value, gettext("Yes")),
        (answers.NO.value, gettext("No")),
        (answers.UNKNOWN.value, gettext("Don't know")),
    ]
    return {"yes_no_unknown": choices, "duty_url": reverse("office:duties", args=[contract_id])}


def groups(rows: Sequence[ContractDuty], facts: Mapping[str, Any], teller: Teller, *, on: date) -> list[OutcomeGroup]:
    """What applies first, then what is open."""
    said = (
        (Outcome.APPLIES, gettext("Applies"), ""),
        (
            Outcome.UNKNOWN,
            gettext("May apply: facts are missing"),
            gettext(
                "These become clear when the questions on the overview are answered. They cannot be sanctioned yet."
            ),
        ),
    )
    found = []
    for outcome, name, hint in said:
        duties = tuple(shown(row, facts, teller, on=on) for row in rows if row.outcome == outcome.value)
        if duties:
            found.append(OutcomeGroup(outcome.value, name, hint, duties))
    return found


def shown(row: ContractDuty, facts: Mapping[str, Any], teller: Teller, *, on: date) -> ShownDuty:
    """One requirement as it stands on the contract."""
    duty = teller.duties.get(row.rule)
    words = DutyWords(
        rule=row.rule,
        name=teller.name(row.rule),
        text=teller.words(duty.text) if duty else "",
        facts=tuple(_facts(row, teller, on)),
        reasons=teller.reasons(row.because, facts),
    )
    return ShownDuty(
        words=words,
        slug=slugify(row.rule.replace(".", "-")),
        theme=row.theme,
        in_text=belongs_in_text(row),
        in_contract=row.in_contract,
        answered=_answered(row),
    )


def belongs_in_text(row: ContractDuty) -> bool:
    """True when a contract's text can carry it: what only the buyer owes is no clause."""
    return bool(row.owed_by != [OwedBy.BUYER.value])


def _facts(row: ContractDuty, teller: Teller, on: date) -> Iterator[tuple[str, str]]:
    yield gettext("Owed by"), ", ".join(label("owed_by", who) for who in row.owed_by)
    duty = teller.duties.get(row.rule)
    if duty is not None and teller.words(duty.evidence):
        yield gettext("Evidence"), teller.words(duty.evidence)
    if duty is not None and duty.deadline:
        yield gettext("Deadline"), teller.current(duty.deadline, on)
    if duty is not None and duty.cadence:
        yield gettext("How often"), label("cadence", duty.cadence)
    if row.outcome == Outcome.APPLIES.value and duty is not None and has_sanction(duty):
        said = gettext("yes") if row.may_sanction else gettext("no, a rule it rests on is not settled")
        yield gettext("May be sanctioned"), said
    if row.also_if:
        yield gettext("Belongs to"), label("regime", row.also_if)


def _answered(row: ContractDuty) -> str:
    if row.answered_on is None or row.in_contract == ContractDuty.InContract.UNKNOWN.value:
        return ""
    return gettext("Answered %(day)s by %(name)s") % {"day": day(row.answered_on, "short"), "name": row.answered_by}


def not_applying(decisions: Iterable[Mapping[str, Any]], facts: Mapping[str, Any], teller: Teller) -> list[NotApplying]:
    """What was decided not to apply, and why."""
    return [
        NotApplying(one["rule"], teller.name(one["rule"]), teller.reasons(one["because"], facts))
        for one in decisions
        if one["outcome"] == Outcome.DOES_NOT_APPLY.value
    ]
