"""A deviation the supplier has been written to about, with everything about money: terms, a claim, a repayment."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from ryddig.domain.contract_terms import Basis, Per, Starts, TermFacts, TermKind
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.services import add_contact
from ryddig.records.deviations import letters, services
from ryddig.records.deviations.incentives import Measured, propose_bonus
from ryddig.records.deviations.ledger import Counted, start_claim
from ryddig.records.deviations.letters import LetterFiles, Written
from ryddig.records.deviations.models import (
    ContractTerm,
    Deviation,
    Incentive,
    Letter,
    LetterDraft,
    MoneyClaim,
    SanctionDecision,
)
from ryddig.records.deviations.terms import register_term
from ryddig.reports.law import law_for
from tests.cast import TODAY
from tests.office_world import World

DOUBLE: Final = TermFacts(
    TermKind.WITHHOLDING,
    Basis.TIMES_SAVING,
    Decimal(2),
    Per.ONCE,
    Starts.NOTICE,
    text="Oppdragsgiver kan holde tilbake to ganger det arbeidsgiveren har spart.",
    place="punkt 12.3",
)
PENALTY: Final = TermFacts(
    TermKind.DAILY_PENALTY,
    Basis.OF_SUM,
    Decimal("0.001"),
    Per.WORKING_DAY,
    floor_ore=150_000,
    cap_of_sum=Decimal("0.1"),
    text="Dagmulkten er 1 promille av kontraktssummen per virkedag, minst 1 500 kroner og høyst 10 prosent.",
    place="punkt 12.4",
)
TEXT: Final = Written(
    "Varsel om mulig avvik: For lav timelønn",
    [("Kontrakt", "K-1 Renhold av skoler")],
    [
        {"name": "", "text": "Vi har funnet noe som kan være et brudd."},
        {
            "name": "Dette kan dere gjøre",
            "text": "- Fortelle om dere ser det på samme måte.\n- Rette det vi har misforstått.",
        },
    ],
)


@dataclass(frozen=True, slots=True)
class LetterWorld:
    """`letter`: a notice that was sent about `deviation`; `draft`: the demand for correction, not sent; `term`: of the
    contract; `contact`: whom it went to."""

    deviation: Deviation
    letter: Letter
    draft: LetterDraft
    term: ContractTerm
    contact: SupplierContact


def written_to(actor: Actor, contract: Contract) -> LetterWorld:
    """The supplier is asked for its view and told to correct; it has the first letter."""
    term = register_term(actor=actor, contract_id=contract.pk, facts=DOUBLE, on=TODAY)
    deviation = opened(actor, contract)
    to = somebody(actor, deviation)
    services.ask_for_view(actor=actor, deviation_id=deviation.pk, book=law_for([]).book, on=TODAY)
    letter = sent(actor, deviation, "notice", to=to)
    book = law_for([]).book
    services.demand_correction(
        actor=actor, deviation_id=deviation.pk, demand="Betal det som mangler.", book=book, on=TODAY
    )
    draft = demand(actor, deviation)
    deviation.refresh_from_db()
    return LetterWorld(deviation, letter, draft, term, to)


def demand(actor: Actor, deviation: Deviation) -> LetterDraft:
    """The demand for correction, not sent."""
    given: dict[str, Any] = {"actor": actor, "deviation_id": deviation.pk, "kind": "correction", "language": "nb"}
    return letters.draft_letter(written=TEXT, on=TODAY, **given)


def opened(actor: Actor, contract: Contract, *, owed_ore: int = 700_128, workers: int = 1) -> Deviation:
    """A certain deviation: the guide's worker who lacks 7 001.28 kroner."""
    opening = services.Opening(
        "For lav timelønn",
        "En renholder har fått 210 kroner timen i september 2025. Minstesatsen er 249 kroner.",
        rule="r2026.5e_1.pay",
        clause="punkt 7.1",
        certain=True,
        owed_ore=owed_ore,
        workers=workers,
    )
    return services.open_deviation(
        actor=actor, contract_id=contract.pk, opening=opening, book=law_for([]).book, on=TODAY
    )


def somebody(actor: Actor, deviation: Deviation, email: str = "brev@eksempel.no") -> SupplierContact:
    """Somebody to write to at the supplier."""
    return add_contact(
        actor=actor,
        contract_id=deviation.contract_id,
        supplier_id=deviation.supplier_id,
        name="Liv Prøve",
        email=email,
        language="nb",
        on=TODAY,
    )


def sent(
    actor: Actor, deviation: Deviation, kind: str, *, to: SupplierContact, on: date = TODAY, written: Written = TEXT
) -> Letter:
    """A letter that was sent, with small files in place of real ones."""
    draft = letters.draft_letter(
        actor=actor, deviation_id=deviation.pk, kind=kind, language="nb", written=written, on=on
    )
    with TemporaryDirectory() as folder:
        pdf, word = Path(folder) / "letter.pdf", Path(folder) / "letter.docx"
        pdf.write_bytes(b"%PDF-1.7 a letter")
        word.write_bytes(b"PK a letter")
        files = LetterFiles(draft.version, pdf, word)
        return letters.send_letter(actor=actor, draft_id=draft.pk, files=files, contact_id=to.pk, on=on)


def of_world(world: World) -> LetterWorld:
    """The same about the world's cleaning contract, made the first time somebody asks."""
    letter = Letter.objects.visible_to(world.cast.kari).filter(contract=world.cleaning).select_related("mail").first()
    if letter is None or letter.deviation is None or letter.mail is None or letter.mail.contact is None:
        return written_to(world.cast.kari, world.cleaning)
    draft = LetterDraft.objects.visible_to(world.cast.kari).filter(deviation=letter.deviation).first()
    if draft is None:
        draft = demand(world.cast.kari, letter.deviation)
    term = ContractTerm.objects.visible_to(world.cast.kari).filter(contract=world.cleaning).order_by("id")[0]
    return LetterWorld(letter.deviation, letter, draft, term, letter.mail.contact)


def confirmed(people: tuple[Actor, Actor], deviation: Deviation, sanction: str, *, on: date) -> SanctionDecision:
    """A sanction that one person proposed and another confirmed."""
    proposer, second = people
    given: dict[str, Any] = {"reason": "Ikke rettet.", "book": law_for([]).book, "on": on}
    row = services.propose_sanction(actor=proposer, deviation_id=deviation.pk, sanction=sanction, **given)
    return services.confirm_sanction(actor=second, sanction_id=row.pk, **given)


def withheld(people: tuple[Actor, Actor], deviation: Deviation, term: ContractTerm, *, on: date) -> MoneyClaim:
    """A withholding in use. The supplier has had its say, and workers lack money."""
    proposer, _second = people
    services.give_view(author=proposer, deviation_id=deviation.pk, text="Vi ser på det.", on=on)
    confirmed(people, deviation, "sanctions.withholding", on=on)
    to = somebody(proposer, deviation, "mer@eksempel.no")
    sent(proposer, deviation, "withholding", to=to, on=on)
    return start_claim(
        actor=proposer, deviation_id=deviation.pk, term_id=term.pk, counted=Counted(), reason="Ikke rettet.", on=on
    )


def claim_of(world: World) -> MoneyClaim:
    """A withholding of the world's deviation, made the first time somebody asks."""
    there = MoneyClaim.objects.visible_to(world.cast.kari).filter(deviation__contract=world.cleaning).first()
    case = of_world(world)
    term = register_term(actor=world.cast.kari, contract_id=world.cleaning.pk, facts=DOUBLE, on=TODAY)
    return there or withheld((world.cast.kari, world.cast.lise), case.deviation, term, on=TODAY)


BONUS: Final = TermFacts(
    TermKind.BONUS,
    Basis.ORE,
    Decimal(1_000_000),
    Per.ONCE,
    text="Leverandøren får 10 000 kroner for hvert kvartal uten feil.",
    place="punkt 15",
)


def bonus_of(world: World) -> Incentive:
    """A bonus Petter's coordinator proposed on the world's cleaning contract, made the first time somebody asks."""
    there = Incentive.objects.visible_to(world.cast.kari).filter(contract=world.cleaning).first()
    if there is not None:
        return there
    term = register_term(actor=world.cast.kari, contract_id=world.cleaning.pk, facts=BONUS, on=TODAY)
    measured = Measured(term.pk, 2, "Kvartal uten feil", "Kvalitetsmålinger i mars og juni")
    return propose_bonus(
        actor=world.cast.kari, contract_id=world.cleaning.pk, measured=measured, reason="To kvartal.", on=TODAY
    )
