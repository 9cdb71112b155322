"""Which reactions are open in a deviation, and why: one function per need that a sanction names in the lawbook.

A need takes (sanction, standing, look) and returns one `Because`. A sanction is open only when every need answers yes.
What is not known is not yes. A rule that is not official never carries a sanction, and while it is not known which
regime a contract belongs to, only what both regimes hold does: the duty's decision says both (`may_sanction`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ryddig.domain.decision import Answer, Because, Decision, Outcome
from ryddig.domain.deviations import GRAVEST_FIRST, Grade, repeated_since
from ryddig.domain.duties import cite, yes_no
from ryddig.domain.law import Book, CountsFrom, Entry, Status
from ryddig.domain.law_library import Sanction

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
TAX_THEMES: Final = frozenset({"tax", "tax_subs"})
TERMINATION: Final = "sanctions.termination"


@dataclass(frozen=True, slots=True)
class Standing:
    """A deviation as it stands: what the needs look at.

    `duty`: what was decided of the rule on this contract; None where the rule is a requirement, or names no duty of
    this contract. `in_contract`: whether the contract's text carries the rule; `clause`: where a person has read it.
    `by_subcontractor`: another firm than the supplier did it. `earlier`: days of earlier deviations from the same rule
    by the same firm. `started_on`: the procurement's day, which picks the regime.
    """

    is_open: bool
    certain: bool
    grade: Grade
    rule: str = ""
    theme: str = ""
    duty: Decision | None = None
    in_contract: Answer = Answer.UNKNOWN
    clause: str = ""
    started_on: date | None = None
    by_subcontractor: bool = False
    view_due_on: date | None = None
    view_given_on: date | None = None
    correction_due_on: date | None = None
    corrected_on: date | None = None
    owed_ore: int = 0
    paid_back_ore: int = 0
    documents: bool = False
    earlier: tuple[date, ...] = ()
    learning_until: date | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a need looks things up in. `terms`: sanctions that the contract's own terms give, with their place in it."""

    book: Book
    on: date
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepOption:
    """One step of the ladder, open or closed, with every reason."""

    sanction: Sanction
    is_open: bool
    because: tuple[Because, ...]

    @property
    def lacks(self) -> tuple[Because, ...]:
        """The reasons it is closed."""
        return tuple(reason for reason in self.because if reason.answer is not YES)


def standing_facts(standing: Standing) -> dict[str, object]:
    """What the reasons speak of, by name, for the page that tells them."""
    return {
        "grade": standing.grade.value,
        "clause": standing.clause,
        "documents": standing.documents,
        "earlier": max(standing.earlier, default=None),
        "view_due_on": standing.view_due_on,
        "view_given_on": standing.view_given_on,
        "correction_due_on": standing.correction_due_on,
        "corrected_on": standing.corrected_on,
        "learning_until": standing.learning_until,
        "still_owed_ore": max(0, standing.owed_ore - standing.paid_back_ore),
    }


def options(standing: Standing, terms: Mapping[str, str], book: Book, *, on: date) -> tuple[StepOption, ...]:
    """Every step of the ladder, mildest first."""
    look = Look(book, on, terms)
    ladder = sorted(book.library.sanctions.values(), key=lambda sanction: sanction.rung)
    return tuple(option(sanction, standing, look) for sanction in ladder)


def option(sanction: Sanction, standing: Standing, look: Look) -> StepOption:
    """One step. Nothing is open in a deviation that is closed."""
    still = Because("deviation_open", yes_no(standing.is_open))
    because = (still, *(NEEDS[need](sanction, standing, look) for need in sanction.needs))
    return StepOption(sanction, all(reason.answer is YES for reason in because), because)


def _entry(sanction: Sanction, standing: Standing, look: Look) -> Entry | None:
    """The sanction's entry on the day that counts for it; None when that day is not known or lies before the first."""
    from_procurement = sanction.series.counts_from is CountsFrom.ANNOUNCED
    day = standing.started_on if from_procurement else look.on
    return None if day is None else sanction.series.at(day)


def settled(sanction: Sanction, standing: Standing, look: Look) -> Because:
    """The rule on the step itself is in force and official."""
    entry = _entry(sanction, standing, look)
    if entry is None:
        return Because("step_settled", UNKNOWN, (), None, sanction.id)
    holds = bool(entry.value) and entry.status is Status.OFFICIAL
    return cite(Because("step_settled", yes_no(holds)), sanction.id, entry)


def confirmed(_sanction: Sanction, standing: Standing, _look: Look) -> Because:
    """It is a breach for certain; doubt may only be clarified."""
    return Because("breach_confirmed", yes_no(standing.certain))


def larger(_sanction: Sanction, standing: Standing, _look: Look) -> Because:
    """Graded major or graver."""
    return Because("grade_at_least", yes_no(_at_least(standing, Grade.MAJOR)), ("grade",), Grade.MAJOR.value)


def material(_sanction: Sanction, standing: Standing, look: Look) -> Because:
    """Material, repeated, or a breach of the duty to document."""
    repeated = repeated_since(standing.earlier, look.book, look.on)
    if repeated is not None:
        return repeated
    if standing.documents:
        return Because("documents_withheld", YES, ("documents",))
    return Because("material_breach", yes_no(_at_least(standing, Grade.CRITICAL)), ("grade",), Grade.CRITICAL.value)


def _at_least(standing: Standing, grade: Grade) -> bool:
    return GRAVEST_FIRST.index(standing.grade) <= GRAVEST_FIRST.index(grade)


def rule_carries(_sanction: Sanction, standing: Standing, look: Look) -> Because:
    """The rule that is broken applies for certain and is official, under every regime the contract may belong to."""
    requirement = look.book.library.requirements.get(standing.rule)
    if requirement is not None:
        entry = requirement.series.at(look.on)
        official = entry is not None and bool(entry.value) and entry.status is Status.OFFICIAL
        reason = Because("rule_carries", yes_no(official), ("rule",), None, standing.rule)
        return reason if entry is None else cite(reason, standing.rule, entry)
    duty = standing.duty
    if duty is None or duty.outcome is Outcome.DOES_NOT_APPLY:
        return Because("rule_applies", NO, ("rule",), None, standing.rule)
    if duty.outcome is Outcome.UNKNOWN:
        return Because("rule_applies", UNKNOWN, ("rule",), None, standing.rule)
    if duty.also_if and not duty.may_sanction:
        return Because("both_regimes", NO, ("rule",), duty.also_if, standing.rule)
    return Because("rule_carries", yes_no(duty.may_sanction), ("rule",), None, standing.rule)


def named_by_rule(sanction: Sanction, standing: Standing, look: Look) -> Because:
    """The rule that is broken is one this step may follow."""
    requirement = look.book.library.requirements.get(standing.rule)
    duty = next((duty for duty in look.book.duties if duty.id == standing.rule), None)
    named = requirement.sanctions if requirement else duty.sanctions if duty else ()
    return Because("named_by_rule", yes_no(sanction.id in named), ("rule",), None, standing.rule)


def term_in_contract(_sanction: Sanction, standing: Standing, _look: Look) -> Because:
    """The contract's text carries the rule that is broken."""
    if standing.clause:
        return Because("clause_read", YES, ("clause",))
    if standing.in_contract is NO:
        return Because("clause_read", NO)
    return Because("clause_read", standing.in_contract)


def agreed_terms(sanction: Sanction, _standing: Standing, look: Look) -> Because:
    """The contract's own terms give the step, with its amount where it has one."""
    place = look.terms.get(sanction.id)
    return Because("agreed_term", yes_no(place is not None), (), place)


def may_replace(sanction: Sanction, standing: Standing, look: Look) -> Because:
    """The contract's own terms let the buyer demand it; or the law does, for taxes, under its own regime."""
    if sanction.id in look.terms:
        return agreed_terms(sanction, standing, look)
    entry = _entry(sanction, standing, look)
    if standing.theme in TAX_THEMES and entry is not None:
        lawful = bool(entry.value) and entry.status is Status.OFFICIAL
        return cite(Because("replace_for_taxes", yes_no(lawful)), sanction.id, entry)
    return agreed_terms(sanction, standing, look)


def by_subcontractor(_sanction: Sanction, standing: Standing, _look: Look) -> Because:
    """A subcontractor did it."""
    return Because("by_subcontractor", yes_no(standing.by_subcontractor))


def heard(_sanction: Sanction, standing: Standing, look: Look) -> Because:
    """The supplier has given its view, or has let the day for it go by."""
    if standing.view_given_on is not None:
        return Because("heard", YES, ("view_given_on",))
    if standing.view_due_on is None:
        return Because("heard", NO)
    if standing.view_due_on < look.on:
        return Because("view_day_passed", YES, ("view_due_on",))
    return Because("view_day_passed", NO, ("view_due_on",))


def late(_sanction: Sanction, standing: Standing, look: Look) -> Because:
    """The last day for correction has passed without correction, or it was corrected after it."""
    due = standing.correction_due_on
    if due is None:
        return Because("correction_late", UNKNOWN)
    return Because("correction_late", yes_no((standing.corrected_on or look.on) > due), ("correction_due_on",))


def late_or_owed(sanction: Sanction, standing: Standing, look: Look) -> Because:
    """Not corrected in time, or workers are owed money."""
    if standing.corrected_on is not None:
        return Because("corrected", NO, ("corrected_on",))
    if standing.owed_ore > standing.paid_back_ore:
        return Because("workers_owed", YES, ("still_owed_ore",))
    return late(sanction, standing, look)


def learning_over(_sanction: Sanction, standing: Standing, look: Look) -> Because:
    """No learning period runs: measures come first, sanctions after the day agreed."""
    if standing.learning_until is None:
        return Because("no_learning_period", YES)
    return Because("learning_over", yes_no(standing.learning_until < look.on), ("learning_until",))


Need = Callable[[Sanction, Standing, Look], Because]
NEEDS: Final[Mapping[str, Need]] = {
    "settled": settled,
    "confirmed": confirmed,
    "larger": larger,
    "material": material,
    "rule_carries": rule_carries,
    "named_by_rule": named_by_rule,
    "term_in_contract": term_in_contract,
    "agreed_terms": agreed_terms,
    "may_replace": may_replace,
    "by_subcontractor": by_subcontractor,
    "heard": heard,
    "late": late,
    "late_or_owed": late_or_owed,
    "learning_over": learning_over,
}
"""Every need a sanction may name in the lawbook."""
