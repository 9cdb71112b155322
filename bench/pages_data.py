"""The performance set: 229 organisations, 10 000 contracts in the viewer's own, 100 requirements on each of 2 000.

Written straight into the tables in bulk (the services would take minutes), with the rows and sizes that the services
write: facts, reasons, plan items, findings, suppliers, a chain of events. The same numbers give the same set on SQLite
and PostgreSQL.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from ryddig.domain.facts import ContractFacts, ContractKind, SupplierFact
from ryddig.domain.law import Book
from ryddig.domain.names import fold, take_apart
from ryddig.domain.orgnr import check_digit
from ryddig.domain.screening import Screener
from ryddig.domain.serial import plain
from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.accounts.models import Membership, Organisation, Role, Unit, User
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.audit.services import Entry, record_events
from ryddig.records.contracts.events import CONTRACT_REGISTERED
from ryddig.records.contracts.models import RISK_RANK, Contract, ContractSupplier, Supplier
from ryddig.records.contracts.storing import sorting_key
from ryddig.records.followup.models import ContractDuty, PlanItem, QualityFinding, ScreeningRecord

BATCH = 1000
UNITS = (
    "Eiendom",
    "Helse",
    "Skole",
    "Teknisk",
    "IKT",
    "Kultur",
    "Barnevern",
    "Vann",
    "Veg",
    "Innkjøp",
    "Bydrift",
    "Plan",
)
CATEGORIES = ("Bygg", "Renhold", "Transport", "Mat", "IKT", "Møbler", "Helse", "Arbeidstøy", "Rådgivning")
LEVELS = ("high", "medium", "medium", "low", "low", "low", "not_assessed", "unassessed")
KINDS = ("self_report", "document_review", "on_site_control", "status_meeting", "risk_review", "renewal", "evaluation")
FINDINGS = ("value.missing", "cpv.missing", "supplier.no_number", "call_off.after_expiry")
MILLION = 100_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make. `with_duties` contracts of the viewer's own get `duties` requirements each."""

    organisations: int = 229
    contracts: int = 10_000
    contracts_elsewhere: int = 20
    with_duties: int = 2_000
    duties: int = 100
    suppliers: int = 1_500


FULL = Size()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Whose pages to measure: the log-in, the actor, and a contract that has all its requirements."""

    username: str
    actor: Actor
    contract_id: int


@transaction.atomic
def load_pages(book: Book, *, on: date, size: Size = FULL, username: str = "bench") -> Loaded:
    """Fill an empty database. Returns whom to log in as."""
    chance = Random(2026)
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Kommune {number}", short_name=f"K{number}", kind="municipal", is_demo=True)
        for number in range(size.organisations)
    )
    own, others = organisations[0], organisations[1:]
    actor = _viewer(own, username)
    maker = Maker(own, chance, on)
    contracts = maker.contracts(size.contracts, firms=size.suppliers)
    _duties(maker, contracts[: size.with_duties], _decisions(book, on, size.duties), version=book.version)
    for other in others:
        Maker(other, chance, on).contracts(size.contracts_elsewhere, firms=1)
    at = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    entries = (Entry(CONTRACT_REGISTERED, "contract", row.pk, details={"title": row.title}) for row in contracts)
    record_events(entries, actor=actor, on=on, at=at)
    return Loaded(username, actor, contracts[0].pk)


def _viewer(organisation: Organisation, username: str) -> Actor:
    user = User.objects.create(username=username, first_name="Kari", last_name="Benk")
    Membership.objects.create(user=user, organisation=organisation, role=Role.COORDINATOR)
    actor = actor_of(user)
    if actor is None:
        raise LookupError(username)
    return actor


class Maker:
    """Makes the rows of one organisation."""

    def __init__(self, organisation: Organisation, chance: Random, on: date) -> None:
        self.organisation = organisation
        self.chance = chance
        self.on = on
        self.units = Unit.objects.bulk_create(Unit(organisation=organisation, name=name) for name in UNITS)

    def contracts(self, number: int, *, firms: int) -> list[Contract]:
        """Contracts with a firm each (a few deliver much), plan items and, on every tenth, a finding."""
        known = self.suppliers(firms)
        on_it = [known[int(firms * self.chance.random() ** 2)] for _ in range(number)]
        rows = [self._contract(place, firm) for place, firm in enumerate(on_it)]
        Contract.objects.bulk_create(rows, batch_size=BATCH)
        ContractSupplier.objects.bulk_create(
            [
                ContractSupplier(organisation=self.organisation, contract=row, supplier=firm, named=firm.name)
                for row, firm in zip(rows, on_it, strict=True)
            ],
            batch_size=BATCH,
        )
        PlanItem.objects.bulk_create([item for row in rows for item in self._plan(row)], batch_size=BATCH)
        found = [self._finding(row) for row in rows if row.quality_count]
        QualityFinding.objects.bulk_create(found, batch_size=BATCH)
        return rows

    def _contract(self, place: int, firm: Supplier) -> Contract:
        chance, level = self.chance, self.chance.choice(LEVELS)
        starts, ends = (
            self.on - timedelta(days=chance.randrange(900)),
            self.on + timedelta(days=chance.randrange(-60, 1200)),
        )
        category, screened = chance.choice(CATEGORIES), level != "unassessed"
        title = f"{category} avtale {place} {chance.choice(('drift', 'rammeavtale', 'levering', 'vedlikehold'))}"
        reference = f"2026/{place:05d}"
        return Contract(
            organisation=self.organisation,
            unit=chance.choice(self.units),
            reference=reference,
            title=title,
            kind=chance.choice(tuple(ContractKind)).value,
            cpv=["90910000"],
            category=category,
            value_ore=chance.randrange(1, 400) * MILLION // 10,
            announced_on=starts - timedelta(days=120),
            starts_on=starts,
            ends_on=ends,
            last_day=ends,
            fact_sources={name: {"source": "register.xlsx", "at": f"Ark1!B{place}"} for name in ("title", "value_ore")},
            search_text=fold(f"{title} {reference} {firm.name}"),
            supplier_names=firm.name,
            title_key=sorting_key(title),
            risk_level=level,
            risk_rank=RISK_RANK[level],
            risk_score=chance.randrange(16) if screened else 0,
            regime="R2026" if screened else "",
            next_due_on=self.on + timedelta(days=chance.randrange(-30, 300)) if screened else None,
            next_due_kind=chance.choice(KINDS) if screened else "",
            screened_on=self.on if screened else None,
            controls_planned=2 if screened else 0,
            last_control_on=self.on - timedelta(days=chance.randrange(700)) if chance.random() < 0.2 else None,
            quality_count=1 if place % 10 == 0 else 0,
            open_questions=3 if screened else 0,
        )

    def _plan(self, row: Contract) -> Iterator[PlanItem]:
        if row.next_due_on is None:
            return
        first = KINDS.index(row.next_due_kind)
        for step in range(3):
            yield PlanItem(
                organisation=self.organisation,
                contract=row,
                unit_id=row.unit_id,
                kind=KINDS[(first + step) % len(KINDS)],
                due_on=row.next_due_on + timedelta(days=60 * step),
                because=[{"test": "stated", "answer": "yes", "facts": ["ends_on"], "other_reading": False}],
            )

    def _finding(self, row: Contract) -> QualityFinding:
        return QualityFinding(
            organisation=self.organisation,
            contract=row,
            code=self.chance.choice(FINDINGS),
            text="The value of the contract is not known.",
            found_on=self.on,
        )

    def suppliers(self, number: int) -> list[Supplier]:
        """Firms with numbers."""
        words = ("Renhold", "Bygg", "Data", "Mat")
        names = (f"Oppdiktet {place} {self.chance.choice(words)} AS" for place in range(number))
        firms = (
            Supplier(
                organisation=self.organisation,
                name=name,
                orgnr=orgnr,
                match=Supplier.Match.CONFIRMED,
                name_key=take_apart(name).core,
            )
            for name, orgnr in zip(names, _numbers(), strict=False)
        )
        return Supplier.objects.bulk_create(firms, batch_size=BATCH)


def _numbers() -> Iterator[str]:
    """Organisation numbers that pass modulus 11 in a series that is not issued."""
    for first in range(31_000_000, 39_000_000):
        digit = check_digit(str(first))
        if digit is not None:
            yield f"{first}{digit}"


def _decisions(book: Book, on: date, number: int) -> tuple[Mapping[str, Any], dict[str, Any], list[dict[str, Any]]]:
    """Facts, a real decision on them, and its duties stretched to `number`: further laps carry a number behind the
    id.
    """
    facts = ContractFacts(
        "2026/00000",
        title="Renhold",
        kind=ContractKind.SERVICES,
        cpv=("90910000",),
        value_ore=3 * MILLION,
        announced_on=on - timedelta(days=60),
        starts_on=on,
        ends_on=on + timedelta(days=900),
        suppliers=(SupplierFact("Oppdiktet Renhold AS"),),
    )
    screening = Screener(book).screen(facts, on=on)
    real = [duty for duty in plain(screening.duties) if duty["outcome"] != "does_not_apply"]
    duties = [
        {**real[place % len(real)], "rule": _stretched(real[place % len(real)]["rule"], place // len(real))}
        for place in range(number)
    ]
    decision = {name: value for name, value in plain(screening).items() if name not in ("facts", "on", "duties")}
    return plain(facts), {**decision, "duties": duties}, duties


def _stretched(rule: str, lap: int) -> str:
    return rule if lap == 0 else f"{rule}.{lap}"


def _duties(
    maker: Maker,
    contracts: Sequence[Contract],
    decided: tuple[Mapping[str, Any], dict[str, Any], list[dict[str, Any]]],
    *,
    version: str,
) -> None:
    """A screening and its requirements on the first contract, copied to the others by the database itself."""
    facts, decision, duties = decided
    first, others = contracts[0], contracts[1:]
    ScreeningRecord.objects.create(
        organisation=maker.organisation,
        contract=first,
        version=1,
        on=maker.on,
        lawbook_version=version,
        facts=facts,
        decision=decision,
    )
    ContractDuty.objects.bulk_create([_duty(maker.organisation, first, duty) for duty in duties])
    for model in (ScreeningRecord, ContractDuty):
        _copy_to(model, first, others)
    newest = ScreeningRecord.objects.unscoped("the benchmark's own rows").filter(contract_id=OuterRef("pk"))
    rows = Contract.objects.unscoped("the benchmark's own rows").filter(organisation=maker.organisation)
    rows.update(screening_id=Subquery(newest.values("id")[:1]))


def _copy_to(model: type[OwnedRow], source: Contract, targets: Sequence[Contract]) -> None:
    """Rows of one contract for each of the others. Their ids follow each other, as they were made in one go."""
    meta = model._meta  # noqa: SLF001 - Django's documented API in spite of its name
    copied = [field.column for field in meta.concrete_fields if field.column not in ("id", "contract_id")]
    columns = ", ".join(f'"{column}"' for column in copied)
    values = ", ".join(f'r."{column}"' for column in copied)
    table = meta.db_table
    sql = (
        f"INSERT INTO {table} (contract_id, {columns}) SELECT c.id, {values} FROM contracts_contract c, {table} r "
        "WHERE r.contract_id = %s AND c.id BETWEEN %s AND %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [source.pk, targets[0].pk, targets[-1].pk])


def _duty(organisation: Organisation, row: Contract, duty: Mapping[str, Any]) -> ContractDuty:
    return ContractDuty(
        organisation=organisation,
        contract=row,
        rule=duty["rule"],
        theme="pay",
        owed_by=["supplier"],
        outcome=duty["outcome"],
        may_sanction=duty["may_sanction"],
        because=duty["because"],
    )
