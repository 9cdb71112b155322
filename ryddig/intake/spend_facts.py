"""What bills are held against: contracts from a list as `ryddig contracts` reads it, answers of Enhetsregisteret."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import ContractFacts
from ryddig.domain.law import Book
from ryddig.domain.problems import Problem
from ryddig.domain.spend import ContractTerms, VatAnswer
from ryddig.domain.words import N_
from ryddig.intake.read import read_files
from ryddig.intake.reading import ProposedContract, ValueScope
from ryddig.registers.brreg.parse import unit_of
from ryddig.tables.read.limits import MIB, read_bounded

DAYS_IN_MONTH: Final = 30.4375
_ANSWER_BYTES: Final = 64 * MIB


def contract_terms(
    paths: Sequence[Path], *, book: Book, on: date
) -> tuple[tuple[ContractTerms, ...], tuple[Problem, ...]]:
    """The contracts of lists and notices, and what is wrong in them. A broken row is left out, not the whole list."""
    if not paths:
        return (), ()
    reading = read_files(list(paths), book=book, on=on)
    return tuple(map(terms_of, reading.rows)), reading.errors


def terms_of(contract: ProposedContract) -> ContractTerms:
    """A contract as bills are held against it. A value that several contracts share is nobody's limit."""
    terms = terms_of_facts(contract.facts, contract.aliases)
    return replace(terms, limit_ore=None) if contract.value_scope is ValueScope.SHARED else terms


def terms_of_facts(facts: ContractFacts, aliases: Sequence[str] = ()) -> ContractTerms:
    """The same from facts alone."""
    used = [option.ends_on for option in facts.options if option.used and option.ends_on]
    last = max([*used, facts.ends_on]) if facts.ends_on else None
    return ContractTerms(
        reference=facts.reference,
        title=facts.title,
        keys=tuple(aliases),
        suppliers=tuple((supplier.orgnr or "", supplier.name) for supplier in facts.suppliers),
        first=facts.runs_from,
        last=last,
        may_last=_may_last(facts, last),
        limit_ore=facts.ceiling_ore or facts.value_ore,
    )


def _may_last(facts: ContractFacts, last: date | None) -> date | None:
    """The end when every option that is not refused is used."""
    if last is None:
        return None
    stated = [option.ends_on for option in facts.options if option.ends_on and option.used is not False]
    months = sum(option.months or 0 for option in facts.options if not option.ends_on and option.used is not False)
    return max([*stated, last + timedelta(days=round(months * DAYS_IN_MONTH))])


def vat_answers(paths: Sequence[Path], *, asked_on: date | None) -> Iterator[VatAnswer]:
    """VAT registration from answers of Enhetsregisteret: a unit (JSON), a list of units, or a search answer.

    A deleted unit is not registered. A unit whose answer does not tell is left out. Raises UserCanFix.
    """
    for path in paths:
        try:
            tree = json.loads(read_bounded(path, _ANSWER_BYTES))
        except (ValueError, RecursionError) as error:
            raise UserCanFix(
                "spend.not_an_answer",
                N_("%(file)s is no answer from Enhetsregisteret."),
                hint=N_("Give the JSON that `ryddig register ask` or the open register gives for a unit."),
                params={"file": path.name},
            ) from error
        for value in _units(tree):
            unit = unit_of(value, asked_on=asked_on)
            registered = False if unit.deleted else unit.vat_registered
            if registered is not None:
                yield VatAnswer(unit.number, registered, unit.vat_registered_on, asked_on)


def _units(tree: object) -> list[object]:
    if isinstance(tree, dict) and isinstance(tree.get("_embedded"), dict):
        return list(tree["_embedded"].get("enheter", []))
    return tree if isinstance(tree, list) else [tree]
