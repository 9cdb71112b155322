"""What a letter about a deviation is written from, and the letter as it is drawn: page, PDF and Word file alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils import translation
from django.utils.translation import gettext

from ryddig.domain.contract_terms import accrue
from ryddig.records.accounts.scope import Viewer
from ryddig.records.deviations.agreed import TERMINATION
from ryddig.records.deviations.ledger import Counted, circumstances
from ryddig.records.deviations.letter_models import Letter as SentLetter
from ryddig.records.deviations.letter_models import LetterDraft, LetterKind
from ryddig.records.deviations.letter_queries import letters_of
from ryddig.records.deviations.letters import DUE_IN, Written
from ryddig.records.deviations.models import Deviation
from ryddig.records.deviations.queries import agreed_terms_of
from ryddig.records.deviations.term_facts import term_facts
from ryddig.records.deviations.term_queries import SANCTION_OF, contract_terms
from ryddig.reports.formats import day, orgnr
from ryddig.reports.letter import Letter, parts_from_plain, parts_plain
from ryddig.reports.letter_texts import LetterCase, MoneySaid, facts, parts, subject
from ryddig.reports.money_said import KINDS, arithmetic_said
from ryddig.reports.telling import Teller

MONEY: Final = {LetterKind.WITHHOLDING: "sanctions.withholding", LetterKind.DAILY_PENALTY: "sanctions.daily_penalty"}


def written_letter(
    viewer: Viewer, deviation: Deviation, kind: str, *, language: str, teller: Teller, on: date
) -> Written:
    """The text Ryddig proposes, in the language of the letter."""
    with translation.override(language):
        case = LetterCase(
            deviation,
            teller,
            on,
            history=tuple(_history(viewer, deviation)),
            terms=tuple(_terms(viewer, deviation)),
            money=tuple(_money(viewer, deviation, kind, on=on)),
            notice=_notice(viewer, deviation),
        )
        due_on = getattr(deviation, DUE_IN[kind]) if kind in DUE_IN else None
        return Written(subject(kind, deviation), facts(case, due_on=due_on), parts_plain(parts(kind, case)))


def _history(viewer: Viewer, deviation: Deviation) -> Iterator[str]:
    for letter in letters_of(viewer, deviation.pk):
        text = gettext("%(day)s: we sent the letter “%(subject)s”.")
        yield text % {"day": day(letter.on), "subject": letter.subject}
    if deviation.view_given_on is not None:
        yield gettext("%(day)s: you gave your view.") % {"day": day(deviation.view_given_on)}
    if deviation.correction_claimed_on is not None:
        yield gettext("%(day)s: you told us that it was corrected.") % {"day": day(deviation.correction_claimed_on)}


def _notice(viewer: Viewer, deviation: Deviation) -> tuple[int, str] | None:
    term = agreed_terms_of(viewer, deviation.contract_id).filter(rule=TERMINATION, notice_days__isnull=False).first()
    return None if term is None or term.notice_days is None else (term.notice_days, term.place)


def _terms(viewer: Viewer, deviation: Deviation) -> Iterator[str]:
    for term in contract_terms(viewer, deviation.contract_id):
        if term.kind in SANCTION_OF:
            yield f"{gettext(KINDS[term.kind]).lower()} ({term.place})"


def _money(viewer: Viewer, deviation: Deviation, kind: str, *, on: date) -> Iterator[MoneySaid]:
    """The terms of the contract that the letter uses, and what they come to today. The letter itself is the notice."""
    for term in contract_terms(viewer, deviation.contract_id):
        if SANCTION_OF.get(term.kind) != MONEY.get(LetterKind(kind), "none"):
            continue
        told, known = term_facts(term), circumstances(deviation, term, Counted())
        known = replace(known, notice_on=known.notice_on or on)
        found = accrue(told, known, until=on)
        lines = tuple(arithmetic_said(told, known, found, until=on))
        yield MoneySaid(term.text, term.place, lines, found.total_ore, found.starts_on)


def drawn(row: LetterDraft | SentLetter, *, buyer: str, signer: str, role: str, on: date) -> Letter:
    """The letter with sender, receiver and signature, in its own language."""
    contract, supplier = row.contract, row.supplier
    with translation.override(row.language):
        number = gettext("Organisation number %(number)s") % {"number": orgnr(supplier.orgnr or "")}
        return Letter(
            language=row.language,
            subject=row.subject,
            made_on=on,
            sender=(buyer, contract.unit.name),
            receiver=(supplier.name, number) if supplier.orgnr else (supplier.name,),
            facts=tuple((pair[0], pair[1]) for pair in row.facts),
            parts=parts_from_plain(row.parts),
            greeting=gettext("Kind regards"),
            signed=tuple(part for part in (signer, role, buyer) if part),
            foot=" · ".join(part for part in (buyer, contract.reference) if part),
        )


def day_said(letter: Letter) -> str:
    """The letter's day in its language."""
    with translation.override(letter.language):
        return day(letter.made_on)
