"""One buyer with a little of everything, under the real lawbook: what the office's tests look at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.test import Client

from ryddig.domain.facts import SupplierFact
from ryddig.domain.pay_control import Place
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract, ImportBatch, SupplierMatch
from ryddig.records.contracts.services import preview_import
from ryddig.records.correspondence.models import Mail
from ryddig.records.evidence.models import Paper
from ryddig.records.followup import services
from ryddig.records.followup.models import PayControl, PayFinding, PayRun, PlanItem, QualityFinding
from ryddig.records.lookups.models import RegisterCase, Signal
from ryddig.records.reviews.audit_models import AuditCallOff
from ryddig.records.reviews.chain_models import ChainFirm, ChainList
from ryddig.records.selfreports.models import SelfReportRequest
from ryddig.records.visits.models import Visit
from ryddig.reports.law import law_for
from tests import (
    audit_world,
    chain_world,
    deviation_world,
    dialogue_world,
    mail_world,
    pay_world,
    report_world,
    supplier_world,
    visit_world,
)
from tests.cast import MILLION, TODAY, Cast, facts, make_cast, orgnr
from tests.deviation_world import Deviations
from tests.dialogue_world import Talk

WHY = "the tests look at everything"


@dataclass(frozen=True, slots=True)
class World:
    """`cleaning` is complete and screened; `unclear` lacks its announcement and value; `other` is Omar's. `pay`: a pay
    control of `cleaning` with one file and one `run`, with a breach and a question. `signal`: its firm is bankrupt;
    `paper`: a tax certificate; `case`: a request for arrears."""

    cast: Cast
    cleaning: Contract
    unclear: Contract
    other: Contract
    match: SupplierMatch
    batch: ImportBatch
    pay: PayControl
    run: PayRun
    signal: Signal
    paper: Paper
    case: RegisterCase
    chain_firm: ChainFirm
    chain_list: ChainList
    audit: AuditCallOff
    deviations: Deviations
    mail: Mail
    visit: Visit
    self_report: SelfReportRequest
    talk: Talk

    @property
    def plan_item(self) -> PlanItem:
        """The first thing planned on the cleaning contract."""
        rows = PlanItem.objects.unscoped(WHY).filter(contract=self.cleaning, state="planned")
        return rows.order_by("due_on", "id")[0]

    @property
    def finding(self) -> QualityFinding:
        """A quality finding on the unclear contract."""
        return QualityFinding.objects.unscoped(WHY).filter(contract=self.unclear).order_by("id")[0]

    @property
    def breach(self) -> PayFinding:
        """The gravest finding of the pay control."""
        return pay_world.finding_of(self.run)


def make_world() -> World:
    """Contracts registered and screened through the services, as a person would."""
    cast = make_cast()
    cleaning = _contract(cast.lise, cast.property.pk, "K-1", title="Renhold av skoler")
    unclear = _contract(
        cast.lise,
        cast.property.pk,
        "K-2",
        title="Arbeidstøy",
        announced_on=None,
        value_ore=None,
        suppliers=(SupplierFact("Ren Luft A/S"),),
    )
    other = _contract(cast.omar, cast.elsewhere.pk, "N-1", title="Naboens kontrakt")
    services.plan_quarter(
        actor=cast.lise,
        year=TODAY.year,
        quarter=4,
        hours=Decimal(1),
        hours_per_kind={"self_report": Decimal(1), "document_review": Decimal(6), "on_site_control": Decimal(10)},
        on=TODAY,
    )
    match = SupplierMatch.objects.unscoped(WHY).order_by("id")[0]
    batch = read_file(cast.kari, cast.property.pk)
    pay = pay_world.opened(cast.kari, cleaning)
    places = (Place(f"{pay.files.get().evidence_id}.csv", 2, 2, ("Timelonn",)),)
    told = (pay_world.finding(places=places), pay_world.question(places=places))
    run = pay_world.run(cast.kari, pay, *told, readings=pay_world.readings(pay))
    paper = supplier_world.tax_paper(cast.kari, cleaning)
    case = supplier_world.requested(cast.kari, cleaning)
    signal = supplier_world.hears_of_bankruptcy(cleaning)
    rest = _steps(cast, cleaning, pay)
    cleaning.refresh_from_db()
    return World(cast, cleaning, unclear, other, match, batch, pay_world.now(pay), run, signal, paper, case, *rest)


def _steps(
    cast: Cast, cleaning: Contract, pay: PayControl
) -> tuple[ChainFirm, ChainList, AuditCallOff, Deviations, Mail, Visit, SelfReportRequest, Talk]:
    """One row of each step with the supplier, in the order of the fields of World."""
    audit = audit_world.seated(cast.kari, audit_world.ordered(cast.kari, pay))
    return (
        chain_world.asked_for(cast.kari, cleaning),
        chain_world.list_read(cast.kari, cleaning),
        audit,
        deviation_world.deviations(cast.kari, cleaning),
        mail_world.given_up(cast.kari, cleaning),
        visit_world.planned(cast, cleaning),
        report_world.asked(cast.kari, report_world.contact(cast.kari, cleaning, email="rapport@prove.example")),
        dialogue_world.talk(cast.kari, cleaning),
    )


def _contract(actor: Actor, unit_id: int, reference: str, **more: object) -> Contract:
    told = facts(reference, **{"suppliers": (SupplierFact("Ren Luft AS", orgnr(1)),), **more})
    return services.register_and_screen(
        actor=actor, facts=told, unit_id=unit_id, screener=law_for([]).screener, on=TODAY
    )


def more_contracts(cast: Cast, number: int, *, first: int = 0) -> None:
    """So many contracts more in the same unit, screened."""
    for place in range(first, first + number):
        _contract(cast.lise, cast.property.pk, f"M-{place}", title=f"Avtale {place}", value_ore=(place + 1) * MILLION)


CSV = "Referanse;Tittel;Verdi;Kunngjort;Type\nNY-1;Vikarer;2 000 000;01.08.2026;tjenester\n"


def read_file(actor: Actor, unit_id: int, text: str = CSV, *, on: date = TODAY) -> ImportBatch:
    """A file read and waiting for a person."""
    from ryddig.intake.read import read_files
    from ryddig.intake.reading import NamedBytes

    reading = read_files([NamedBytes("kontrakter.csv", text.encode())], book=law_for([]).book, on=on)
    return preview_import(actor=actor, reading=reading, file_name="kontrakter.csv", unit_id=unit_id, on=on)


def logged_in(world: World, actor: Actor) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(world.cast.user(actor))
    return client
