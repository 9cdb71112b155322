"""A reading as plain values for JSON: what the terminal prints and what a preview stores; and facts back from it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from ryddig.domain.facts import ContractFacts
from ryddig.domain.findings import Finding
from ryddig.domain.notice_chain import Link, Role
from ryddig.domain.notice_findings import NoticeFinding
from ryddig.domain.problems import Problem
from ryddig.domain.serial import facts_from_plain, plain
from ryddig.domain.words import Message
from ryddig.intake.mapping import ColumnMatch
from ryddig.intake.reading import ChainRead, ProposedContract, Reading, Table

_KRONER: Final = re.compile(r"NOK %\((\w+)\)s")


def reading_plain(reading: Reading) -> dict[str, Any]:
    """The whole reading. Findings stand with their chain; `findings` repeats those of every chain in one list."""
    chains = [chain_plain(read) for read in reading.chains]
    return {
        "format": reading.format.value,
        "sha256": reading.sha256,
        "storable": reading.storable,
        "tables": [table_plain(table) for table in reading.tables],
        "contracts": [contract_plain(contract) for contract in reading.rows],
        "chains": chains,
        "findings": [
            {"procurement": chain["reference"], **finding} for chain in chains for finding in chain["findings"]
        ],
        "problems": [problem_plain(problem) for problem in reading.problems],
    }


def contract_plain(contract: ProposedContract) -> dict[str, Any]:
    """One proposed contract, with the place of every fact."""
    return {
        "where": plain(contract.where),
        "reference": contract.facts.reference,
        "facts": plain(contract.facts),
        "cells": {name: plain(cell) for name, cell in contract.cells.items()},
        "unit": contract.unit,
        "responsible": contract.responsible,
        "aliases": list(contract.aliases),
        "notices": list(contract.source),
        "value_scope": contract.value_scope.value,
        "findings": [finding_plain(finding) for finding in contract.findings],
    }


def facts_of_plain(stored: Mapping[str, Any]) -> ContractFacts:
    """The facts of a contract that went through `contract_plain`."""
    return facts_from_plain(stored["facts"])


def problem_plain(problem: Problem) -> dict[str, Any]:
    """One problem: code and parts for programs, `text` in English for people."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "where": plain(problem.where),
        "found": problem.found,
        "message": problem.message,
        "expected": problem.expected,
        "hint": problem.hint,
        "params": plain(problem.params),
        "text": " ".join(sentence.plain() for sentence in problem.sentences()),
    }


def table_plain(table: Table) -> dict[str, Any]:
    """How one sheet was understood."""
    return {
        "file": table.file,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "layout_key": table.layout_key,
        "columns": [column_plain(match) for match in table.columns],
        "rows_read": table.rows_read,
        "rows_broken": table.rows_broken,
    }


def column_plain(match: ColumnMatch) -> dict[str, Any]:
    """How one column was understood."""
    return {
        "letter": match.letter,
        "header": match.header,
        "field": match.field,
        "why": match.why.value,
        "word": match.word,
    }


def chain_plain(read: ChainRead) -> dict[str, Any]:
    """One procurement: its notices by role, why they belong together, and findings."""
    chain = read.chain
    cancelled = chain.cancelled
    return {
        "reference": chain.reference,
        "notice": chain.announcement.reference if chain.announcement else "",
        "awards": [notice.reference for notice in chain.awards],
        "corrections": [notice.reference for notice in chain.with_role(Role.CORRECTION)],
        "ted_number": chain.ted_number.value if chain.ted_number else "",
        "cancelled": cancelled.raw if cancelled else "",
        "links": [link_plain(link) for link in chain.links],
        "findings": [finding_plain(finding) for finding in read.findings],
    }


def link_plain(link: Link) -> dict[str, Any]:
    """One notice of a chain and why it belongs."""
    return {
        "notice": link.notice.reference,
        "file": link.notice.name,
        "role": link.role.value,
        "by": [by.value for by in link.by],
        "sureness": link.sureness.value,
        "reasons": [
            {"text": told(reason.message), "file": reason.file, "path": reason.path, "raw": reason.raw}
            for reason in link.reasons
        ],
    }


def finding_plain(finding: Finding) -> dict[str, Any]:
    """A finding with its sentence in English, its parts, and the doubt that may explain it."""
    shown = {
        "code": finding.code,
        "text": told(finding.message),
        "message": plain(finding.message),
        "facts": list(finding.facts),
    }
    if isinstance(finding, NoticeFinding):
        shown["reasons"] = [{"file": r.file, "path": r.path, "raw": r.raw} for r in finding.reasons]
        if finding.doubt is not None:
            shown["doubt"] = told(finding.doubt)
    return shown


def told(message: Message) -> str:
    """The English sentence, with amounts in kroner where the sentence says NOK."""
    kroner = {name: _kroner(message.params[name]) for name in _KRONER.findall(message.text)}
    return message.text % {**message.params, **kroner}


def _kroner(ore: object) -> object:
    if not isinstance(ore, int):
        return ore
    whole, rest = divmod(ore, 100)
    return f"{whole:,}".replace(",", " ") + (f".{rest:02d}" if rest else "")
