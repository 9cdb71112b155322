"""Findings of a pay control as the page shows them: by worker, in words, with rule, arithmetic and source cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext, ngettext

from ryddig.domain.judgement import round_ore
from ryddig.domain.law import Status
from ryddig.domain.words import N_
from ryddig.office.desk import Desk
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.pay_facts import fraction
from ryddig.records.followup.pay_models import PayDecision, PayFinding, PayWorkerSum
from ryddig.records.followup.pay_queries import UNDECIDED, FindingsPage, WorkerFindings
from ryddig.reports.formats import day, decimal, kroner, number
from ryddig.reports.labels import label
from ryddig.reports.pay_labels import LESS, MORE, pay_label, why_said
from ryddig.reports.telling import Teller

OUTCOMES: Final = {
    "breach": N_("Breaches"),
    "question": N_("Questions"),
    "cannot_be_tested": N_("Cannot be tested"),
}
COUNT: Final = "count"
COLOURS: Final = {"breach": "danger", "question": "warning", "cannot_be_tested": "neutral"}
NUMBERED: Final = re.compile(r"\b(\d+)\.(?:csv|xlsx|xml|json|pdf)\b")


@dataclass(frozen=True, slots=True)
class UsedRule:
    """One entry of law that a finding rests on."""

    rule: str
    name: str
    value: str
    since: str
    source: str
    link: str
    status: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided. `earlier`: about other figures under the same check and days; it no longer counts."""

    said: str
    reason: str
    choice: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding."""

    id: int
    name: str
    code: str
    period: str
    outcome: str
    outcome_said: str
    colour: str
    said: str
    figures: str
    owed: str
    asked: str
    arithmetic: str
    places: tuple[str, ...]
    rules: tuple[UsedRule, ...]
    decided: Decided | None

    @property
    def is_decided(self) -> bool:
        """A decision counts for the finding as it stands."""
        return self.decided is not None and not self.decided.earlier


@dataclass(frozen=True, slots=True)
class ShownWorker:
    """One worker: sums first, then breaches, then questions, apart from each other."""

    name: str
    pseudonym: str
    slug: str
    sums: tuple[tuple[str, str], ...]
    counted: str
    groups: tuple[tuple[str, tuple[ShownFinding, ...]], ...]
    more: int


class Shower:
    """Shows findings of one run. `files`: evidence by id, for the names that the run itself does not know."""

    def __init__(self, desk: Desk, decisions: Mapping[str, PayDecision], files: Mapping[int, Evidence]) -> None:
        self._teller = desk.teller
        self._decisions = decisions
        self._by_key = {row.key: row for row in decisions.values()}
        self._files = files
        self._checks = {check.code: check for check in desk.book.library.pay_checks.values()}

    def workers(self, page: FindingsPage) -> list[ShownWorker]:
        """Each worker of the page."""
        return [self._worker(one) for one in page.workers]

    def check_name(self, code: str) -> str:
        """What the lawbook calls a check."""
        check = self._checks.get(code)
        return code if check is None else self._teller.words(check.name)

    def document(self, code: str) -> str:
        """What to ask for when the check cannot be tested."""
        check = self._checks.get(code)
        return "" if check is None else self._teller.words(check.document)

    def _worker(self, one: WorkerFindings) -> ShownWorker:
        shown = [self.finding(row) for row in one.findings]
        groups = tuple(
            (gettext(OUTCOMES[outcome]), tuple(row for row in shown if row.outcome == outcome))
            for outcome in dict.fromkeys(row.outcome for row in shown)
        )
        worker = one.sums.worker
        name = gettext("Worker %(pseudonym)s") % {"pseudonym": worker} if worker else gettext("The firm")
        slug = worker or "firm"
        counted = counted_said(one.sums.breaches, one.sums.questions)
        return ShownWorker(name, worker, slug, tuple(_sums(one.sums)), counted, groups, one.more)

    def finding(self, row: PayFinding) -> ShownFinding:
        """One finding in words."""
        found, due = fraction(row.exact.get("found")), fraction(row.exact.get("due"))
        return ShownFinding(
            id=row.pk,
            name=self.check_name(row.check_id),
            code=row.check_id,
            period=_days(row.first, row.last),
            outcome=row.outcome,
            outcome_said=pay_label("outcome", row.outcome),
            colour=COLOURS.get(row.outcome, "neutral"),
            said=_said(row, found, due),
            figures=_figures(found, due, row.unit),
            owed=kroner(row.shortfall_ore) if row.shortfall_ore else "",
            asked=kroner(row.in_question_ore) if row.in_question_ore else "",
            arithmetic=row.arithmetic,
            places=tuple(self._place(one) for one in row.places),
            rules=tuple(used_rules(row.rules, self._teller)),
            decided=self._decided(row),
        )

    def _place(self, stored: Mapping[str, Any]) -> str:
        first, last = stored["first"], stored["last"]
        rows = number(first) if first == last else f"{number(first)}–{number(last)}"
        said = {"file": named(stored.get("file", ""), self._files), "rows": rows}
        if not stored.get("columns"):
            return gettext("%(file)s, row %(rows)s") % said
        return gettext("%(file)s, row %(rows)s, column %(columns)s") % {**said, "columns": ", ".join(stored["columns"])}

    def _decided(self, row: PayFinding) -> Decided | None:
        decision = self._decisions.get(row.mark) or self._by_key.get(row.key)
        if decision is None or decision.choice == UNDECIDED:
            return None
        said = gettext("%(choice)s %(day)s by %(name)s") % {
            "choice": label("pay_choice", decision.choice),
            "day": day(decision.on, "short"),
            "name": decision.actor,
        }
        return Decided(said, decision.reason, decision.choice, earlier=decision.mark != row.mark)


def named(text: str, files: Mapping[int, Evidence]) -> str:
    """The text with the names that files came with instead of the numbers they have in the run."""

    def name(match: re.Match[str]) -> str:
        evidence = files.get(int(match[1]))
        if evidence is None:
            return match[0]
        return evidence.name or gettext("file %(number)s (shredded)") % {"number": evidence.pk}

    return NUMBERED.sub(name, text)


def used_rules(keys: Sequence[str], teller: Teller) -> Iterator[UsedRule]:
    """The entries of law, as the lawbook now tells them; a key that is no longer there is shown as it is."""
    for key in dict.fromkeys(keys):
        rule, _sign, since = key.partition("@")
        found = teller.rules.get(rule)
        entry = next((one for one in found.series.entries if one.since.isoformat() == since), None) if found else None
        if entry is None:
            yield UsedRule(rule, teller.name(rule), "", "", "", "", "")
            continue
        source = entry.source
        yield UsedRule(
            rule=rule,
            name=teller.name(rule),
            value=teller.value(rule, entry.value),
            since=gettext("from %(day)s") % {"day": day(entry.since, "short")},
            source=f"{source.act} {source.at}".strip(),
            link=source.link,
            status=label("status", entry.status.value) if entry.status is not Status.OFFICIAL else "",
        )


def _said(row: PayFinding, found: Fraction | None, due: Fraction | None) -> str:
    if row.why:
        return why_said(row.why)
    if found is None or due is None or found == due:
        return ""
    return gettext(LESS if found < due else MORE)


def _figures(found: Fraction | None, due: Fraction | None, unit: str) -> str:
    if found is None or due is None or (unit == COUNT and not due):
        return ""
    said = {"found": amount_said(found, unit), "due": amount_said(due, unit)}
    return gettext("%(found)s, against %(due)s") % said


def amount_said(value: Fraction, unit: str) -> str:
    """A figure of a finding with its unit: kroner, kroner an hour, hours, days, a number, per cent."""
    if unit == "ore":
        return kroner(round_ore(value))
    if unit == "ore_per_hour":
        return gettext("%(kroner)s an hour") % {"kroner": kroner(round_ore(value))}
    if unit == "minutes":
        hours = float(round(Decimal(value.numerator) / Decimal(value.denominator) / 60, 2))
        return gettext("%(hours)s hours") % {"hours": decimal(hours, 2)}
    shown = decimal(float(round(value, 2)), 2)
    return shown if unit == "count" else f"{shown} {pay_label('unit', unit)}"


def _days(first: date, last: date) -> str:
    return day(first, "short") if first == last else f"{day(first, 'short')} – {day(last, 'short')}"


def _sums(one: PayWorkerSum) -> Iterator[tuple[str, str]]:
    named_sums = (
        (gettext("Saved by the employer"), one.saving_ore),
        (gettext("Wage"), one.wage_ore),
        (gettext("Holiday pay"), one.holiday_pay_ore),
        (gettext("Pension"), one.pension_ore),
        (gettext("In question"), one.in_question_ore),
    )
    return ((name, kroner(ore)) for name, ore in named_sums if ore)


def counted_said(breaches: int, questions: int) -> str:
    """`2 breaches, 1 question`; what there is none of is left out."""
    parts = (
        ngettext("%(count)s breach", "%(count)s breaches", breaches) % {"count": number(breaches)} if breaches else "",
        ngettext("%(count)s question", "%(count)s questions", questions) % {"count": number(questions)}
        if questions
        else "",
    )
    return ", ".join(part for part in parts if part) or gettext("nothing found")
