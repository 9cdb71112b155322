"""Each step a person can take on the page of a deviation: its form, its service, and what is said after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ryddig.domain.deviations import Grade
from ryddig.domain.words import N_
from ryddig.office import deviation_forms as forms
from ryddig.office.desk import Desk
from ryddig.records.accounts.access import Action
from ryddig.records.deviations import services
from ryddig.records.deviations.models import Deviation

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Taking:
    """One press of a button: who, about which deviation, what was given, which row of it (a measure, a sanction)."""

    desk: Desk
    deviation: Deviation
    given: Given
    row: str = ""

    @property
    def base(self) -> dict[str, Any]:
        """What every service about a deviation is told."""
        seen = self.given.get("seen")
        return {"actor": self.desk.actor, "deviation_id": self.deviation.pk, "on": self.desk.on, "seen": seen}

    @property
    def with_book(self) -> dict[str, Any]:
        """The same, for services that read the law."""
        return {**self.base, "book": self.desk.book}

    @property
    def of_supplier(self) -> dict[str, Any]:
        """The same, for what the supplier does and a person writes down."""
        told = self.base
        return {"author": told.pop("actor"), **told}

    def of(self, *names: str) -> dict[str, Any]:
        """What was given under these names."""
        return {name: self.given.get(name) for name in names}

    @property
    def row_id(self) -> int:
        """The row, as a number; 0 when it is none, which no row has."""
        return int(self.row) if self.row.isascii() and self.row.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Act:
    """`action`: who may. `button`: the words on it. `done`: said after."""

    form: type[forms.ActForm]
    take: Callable[[Taking], object]
    button: str
    action: Action = Action.HANDLE_DEVIATION
    done: str = N_("Saved.")


def _claim(taking: Taking) -> object:
    paid = taking.given["paid_back"]
    paid_ore = None if paid is None else paid * forms.ORE
    return services.claim_correction(**taking.of_supplier, text=taking.given["text"], paid_back_ore=paid_ore)


def _site(taking: Taking) -> object:
    names = ("name", "country", "workers", "share", "chosen_because", "tool", "baseline")
    site = services.Site(**taking.of(*names))
    return services.add_site(**_without_seen(taking), site=site)


def _measure(taking: Taking) -> object:
    site = taking.given["site"]
    told = taking.of("text", "owner", "due_on")
    return services.add_measure(**_without_seen(taking), **told, site_id=int(site) if site else None)


def _without_seen(taking: Taking) -> dict[str, Any]:
    return {name: value for name, value in taking.of_supplier.items() if name != "seen"}


def _progress(taking: Taking) -> object:
    desk = taking.desk
    return services.report_progress(
        author=desk.actor, measure_id=taking.row_id, on=desk.on, **taking.of("state", "note")
    )


def _result(taking: Taking) -> object:
    desk = taking.desk
    names = ("workers", "trained", "sessions", "representatives", "meetings")
    measured = services.Measured(**taking.of(*names))
    result = taking.given["result"]
    return services.report_site_result(
        author=desk.actor, site_id=taking.row_id, measured=measured, on=desk.on, result=result
    )


def _decided(service: Callable[..., object], *, reads_law: bool = False) -> Callable[[Taking], object]:
    """A decision about a sanction, by its row."""

    def decide(taking: Taking) -> object:
        desk = taking.desk
        law = {"book": desk.book} if reads_law else {}
        reason = taking.given["reason"]
        return service(actor=desk.actor, sanction_id=taking.row_id, reason=reason, on=desk.on, **law)

    return decide


NOTE: Final = Action.NOTE_DEVIATION
ACTS: Final[Mapping[str, Act]] = {
    "view": Act(
        forms.AskForm,
        lambda one: services.ask_for_view(**one.with_book, **one.of("question", "due_on")),
        N_("Ask the supplier"),
    ),
    "correct": Act(
        forms.DemandForm,
        lambda one: services.demand_correction(**one.with_book, **one.of("demand", "due_on")),
        N_("Demand correction"),
    ),
    "plan": Act(
        forms.DemandForm,
        lambda one: services.demand_plan(**one.with_book, **one.of("demand", "due_on")),
        N_("Demand an action plan"),
    ),
    "propose": Act(
        forms.ReasonForm,
        lambda one: services.propose_sanction(**one.with_book, sanction=one.row, **one.of("reason")),
        N_("Propose to a second person"),
        done=N_("Proposed. It counts when a second person has confirmed it."),
    ),
    "sanction_confirm": Act(
        forms.ReasonForm,
        _decided(services.confirm_sanction, reads_law=True),
        N_("Confirm"),
        action=Action.CONFIRM_SANCTION,
    ),
    "sanction_refuse": Act(
        forms.ReasonForm, _decided(services.refuse_sanction), N_("Say no"), action=Action.CONFIRM_SANCTION
    ),
    "sanction_lift": Act(forms.ReasonForm, _decided(services.lift_sanction), N_("Lift the sanction")),
    "tip": Act(
        forms.TipForm,
        lambda one: services.record_tip(**one.with_book, **one.of("authority", "reason")),
        N_("Note the tip"),
    ),
    "view_given": Act(
        forms.StatementForm,
        lambda one: services.give_view(**one.of_supplier, **one.of("text")),
        N_("Write down the supplier’s view"),
        action=NOTE,
    ),
    "claim": Act(forms.ClaimForm, _claim, N_("Write down that it is corrected"), action=NOTE),
    "accept": Act(
        forms.ReasonForm,
        lambda one: services.accept_correction(**one.base, **one.of("reason")),
        N_("Accept the correction"),
    ),
    "refuse": Act(
        forms.RefuseForm,
        lambda one: services.refuse_correction(**one.base, **one.of("reason", "due_on")),
        N_("Do not accept"),
    ),
    "site": Act(forms.SiteForm, _site, N_("Add the place"), action=NOTE),
    "measure": Act(forms.MeasureForm, _measure, N_("Add the measure"), action=NOTE),
    "plan_given": Act(
        forms.PlanGivenForm,
        lambda one: services.hand_in_plan(**one.of_supplier, **one.of("text")),
        N_("The plan is complete"),
        action=NOTE,
    ),
    "plan_agree": Act(
        forms.ReasonForm, lambda one: services.agree_plan(**one.with_book, **one.of("reason")), N_("Agree to the plan")
    ),
    "plan_refuse": Act(
        forms.PlanRefusedForm,
        lambda one: services.refuse_plan(**one.base, **one.of("reason", "due_on")),
        N_("Send the plan back"),
    ),
    "learning": Act(
        forms.LearningForm,
        lambda one: services.agree_learning_period(**one.base, **one.of("until", "reason")),
        N_("Agree on a learning period"),
    ),
    "progress": Act(forms.ProgressForm, _progress, N_("Save the progress"), action=NOTE),
    "result": Act(forms.ResultForm, _result, N_("Save what was measured"), action=NOTE),
    "regrade": Act(
        forms.GradeForm,
        lambda one: services.regrade(**one.base, grade=Grade(one.given["grade"]), **one.of("reason")),
        N_("Set the grade"),
    ),
    "confirm": Act(
        forms.ConfirmForm,
        lambda one: services.confirm_breach(**one.with_book, **one.of("clause", "reason")),
        N_("Confirm the breach"),
    ),
    "move": Act(
        forms.MoveForm,
        lambda one: services.move_deadline(**one.base, **one.of("which", "due_on", "reason")),
        N_("Move the deadline"),
    ),
    "note": Act(forms.WordForm, lambda one: services.note(**one.base, **one.of("text")), N_("Note"), action=NOTE),
    "close": Act(
        forms.ReasonForm,
        lambda one: services.close_deviation(**one.base, **one.of("reason")),
        N_("Close the deviation"),
    ),
    "withdraw": Act(
        forms.ReasonForm,
        lambda one: services.withdraw_deviation(**one.base, **one.of("reason")),
        N_("Withdraw: it was no deviation"),
    ),
}
"""Every step, by the name in its address."""
