"""The demo into the database, through the services a real municipality's contracts go through, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ryddig.cli.demo_deviation import give_deviation
from ryddig.cli.demo_dialogue import give_dialogue
from ryddig.cli.demo_files import DemoContract, DemoOrganisation, read_demo
from ryddig.cli.demo_money import give_money
from ryddig.cli.demo_pay import FILE as PAY_FILE
from ryddig.cli.demo_pay import give_pay_control, read_pay
from ryddig.cli.demo_reports import give_reports
from ryddig.cli.demo_reviews import give_review
from ryddig.cli.demo_visits import give_visits
from ryddig.domain.controls import DOCUMENT_REVIEW, ON_SITE_CONTROL, SELF_REPORT
from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.screening import Screener
from ryddig.domain.words import N_
from ryddig.lawbook import load
from ryddig.lawbook.loader import available_layers
from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.accounts.demo import Seated, make_demo_organisation, seat_demo_user
from ryddig.records.accounts.models import Role, Unit, User
from ryddig.records.contracts.proposals import Proposal
from ryddig.records.contracts.services import register_contracts
from ryddig.records.followup.models import PlanItem, QualityFinding
from ryddig.records.followup.services import (
    Done,
    choose_layers,
    close_finding,
    finish_plan_items,
    overrule_risk,
    screen_many,
)

HOURS: Mapping[str, Decimal] = {SELF_REPORT: Decimal(1), DOCUMENT_REVIEW: Decimal(6), ON_SITE_CONTROL: Decimal(10)}
BEFORE_THE_END = ("renewal", "evaluation")


@dataclass(slots=True)
class Loading:
    """One organisation being filled: people as actors by log-in, units by key, contracts' ids by reference."""

    screener: Screener
    coordinator: Actor
    actors: Mapping[str, Actor]
    names: Mapping[str, str]
    units: Mapping[str, Unit]
    ids: dict[str, int] = field(default_factory=dict)

    def fill(self, contracts: tuple[DemoContract, ...], *, today: date) -> None:
        """Do what was done, in the order of its days."""
        days = {day for one in contracts for day in (one.registered, *one.done.values())}
        for day in sorted(days):
            registered = [one for one in contracts if one.registered == day]
            self._register(registered, day)
            self._finish([(one, self._in_time(one, today)) for one in registered], day)
            for one in registered:
                self._judge(one, day)
            done = [(one, [kind for kind, when in one.done.items() if when == day]) for one in contracts]
            self._finish([(one, kinds) for one, kinds in done if kinds], day)

    def _register(self, contracts: list[DemoContract], day: date) -> None:
        for unit in dict.fromkeys(one.unit for one in contracts):
            here = [one for one in contracts if one.unit == unit]
            proposals = [Proposal(one.facts, responsible=self.names[one.who] if one.who else "") for one in here]
            unit_id = self.units[unit].pk
            rows = register_contracts(actor=self.coordinator, proposals=proposals, unit_id=unit_id, on=day)
            self.ids.update((one.facts.reference, row.pk) for one, row in zip(here, rows, strict=True))
        ids = [self.ids[one.facts.reference] for one in contracts if one.screened]
        screen_many(actor=self.coordinator, contract_ids=ids, screener=self.screener, on=day)

    def _in_time(self, one: DemoContract, today: date) -> list[str]:
        """The self-report, and what had a day before `today`, unless it was left."""
        due = PlanItem.objects.visible_to(self.coordinator).filter(contract_id=self.ids[one.facts.reference])
        late = set(due.filter(kind__in=BEFORE_THE_END, due_on__lt=today).values_list("kind", flat=True))
        return sorted((late | {SELF_REPORT}) - one.left)

    def _finish(self, work: Sequence[tuple[DemoContract, Sequence[str]]], day: date) -> None:
        """What each contract's own person did that day."""
        for who in dict.fromkeys(one.who for one, _ in work):
            actor = self.actors[who] if who else self.coordinator
            kinds = {self.ids[one.facts.reference]: of for one, of in work if one.who == who}
            planned = PlanItem.objects.visible_to(actor).filter(contract_id__in=kinds, state=PlanItem.State.PLANNED)
            rows = [row for row in planned.order_by("contract_id", "id") if row.kind in kinds[row.contract_id]]
            done = [Done(row.pk, HOURS.get(row.kind)) for row in rows]
            finish_plan_items(actor=actor, done=done, screener=self.screener, on=day)

    def _judge(self, one: DemoContract, day: date) -> None:
        contract = self.ids[one.facts.reference]
        if one.overruled:
            overrule_risk(actor=self.coordinator, contract_id=contract, screener=self.screener, on=day, **one.overruled)
        for code, reason in one.closed.items():
            finding = QualityFinding.objects.visible_to(self.coordinator).get(contract_id=contract, code=code)
            close_finding(actor=self.coordinator, finding_id=finding.pk, reason=reason, on=day)


@transaction.atomic
def load_demo(folder: Path, *, on: date, password: str) -> int:
    """Every organisation of the demo as it stands `on`, all or nothing. Returns how many contracts there are.

    Raises UserCanFix when a log-in of the demo is taken.
    """
    organisations = read_demo(folder, on=on)
    _need_free([user.login for organisation in organisations for user in organisation.users])
    stored = make_password(password)
    for organisation in organisations:
        loaded = _load_one(organisation, password=stored, today=on)
        _control_pay(loaded, folder, today=on)
        give_visits(folder, actors=loaded.actors, ids=loaded.ids, screener=loaded.screener, today=on)
        give_reports(folder, actors=loaded.actors, ids=loaded.ids, screener=loaded.screener, today=on)
        give_review(folder, actors=loaded.actors, ids=loaded.ids, book=loaded.screener.book, today=on)
        give_dialogue(folder, actors=loaded.actors, ids=loaded.ids, screener=loaded.screener, today=on)
        give_deviation(folder, actors=loaded.actors, ids=loaded.ids, book=loaded.screener.book, today=on)
        give_money(folder, actors=loaded.actors, ids=loaded.ids, book=loaded.screener.book, today=on)
    return sum(len(organisation.contracts) for organisation in organisations)


def _need_free(logins: list[str]) -> None:
    taken = sorted(User.objects.filter(username__in=logins).values_list("username", flat=True))
    if taken:
        raise UserCanFix(
            "demo.login_taken",
            N_("These log-ins are already taken: %(logins)s."),
            hint=N_("Erase the demo first, or load it into a database of its own."),
            params={"logins": ", ".join(taken)},
        )


def _load_one(demo: DemoOrganisation, *, password: str, today: date) -> Loading:
    organisation, units = make_demo_organisation(
        name=demo.name, orgnr=demo.orgnr, kind=demo.kind, language=demo.language, units=demo.units
    )
    actors, names = dict[str, Actor](), dict[str, str]()
    for person in demo.users:
        seated = Seated(person.login, person.first, person.last, Role(person.role), person.unit, person.language)
        user = seat_demo_user(seated, password=password, organisation=organisation, units=units)
        actors[person.login], names[person.login] = _actor(user), user.get_full_name()
    coordinator = next(actor for actor in actors.values() if Role.COORDINATOR in actor.roles)
    first = min(one.registered for one in demo.contracts)
    choose_layers(actor=coordinator, layers=demo.layers, available=available_layers(), on=first)
    loading = Loading(Screener(load(demo.layers)), coordinator, actors, names, units)
    loading.fill(demo.contracts, today=today)
    return loading


def _control_pay(loading: Loading, folder: Path, *, today: date) -> None:
    """Last month's payslips on the contract that the demo's file names; the worker takes it from there."""
    if not (folder / PAY_FILE).is_file():
        return
    pay, reference, who = read_pay(folder, loading.screener.book, on=today)
    if reference in loading.ids:
        give_pay_control(pay, actor=loading.actors[who], contract_id=loading.ids[reference], on=today)


def _actor(user: User) -> Actor:
    actor = actor_of(user)
    if actor is None:
        raise OurFault("demo.no_role", N_("%(name)s has no role."), params={"name": str(user)})
    return actor
