"""Writing what was planned: new and changed contracts with their options, firms and answers, in bulk, and one event
each.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from ryddig.domain.facts import ContractFacts, Option
from ryddig.domain.names import fold
from ryddig.domain.quality import last_day
from ryddig.domain.serial import plain
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.audit.services import Entry, record_events
from ryddig.records.contracts import events
from ryddig.records.contracts.comparing import Planned, given
from ryddig.records.contracts.facts import OR_EMPTY, SAME_NAME
from ryddig.records.contracts.models import Contract, ContractAnswer, ContractOption, ContractSupplier, Supplier
from ryddig.records.contracts.suppliers import SupplierBook

BATCH: Final = 500
EMPTY_OF: Final[Mapping[str, Any]] = {"reference": "", "title": "", "kind": "", "county": "", "category": "", "cpv": []}
NAMES_MAX: Final = 600
KEY_LENGTH: Final = 80
AFTER_Z: Final = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
WRITTEN: Final = (
    *SAME_NAME,
    *OR_EMPTY,
    "reference",
    "sector",
    "cpv",
    "unit",
    "responsible",
    "responsible_name",
    "value_is_shared",
    "aliases",
    "fact_sources",
    "notices",
    "import_notes",
    "search_text",
    "title_key",
    "supplier_names",
    "last_day",
    "state",
)


def store_planned(planned: Sequence[Planned], *, book: SupplierBook, actor: Actor, on: date) -> list[Contract]:
    """Store every plan that changes something; the caller holds the transaction.

    Returns the contracts that were written.
    """
    touched = [plan for plan in planned if plan.kind != "unchanged"]
    firms = [[book.need(fact) for fact in plan.proposal.facts.suppliers] for plan in touched]
    book.save_new()
    rows = [_row(plan, names, actor=actor, on=on) for plan, names in zip(touched, firms, strict=True)]
    news = [row for row, plan in zip(rows, touched, strict=True) if plan.contract is None]
    olds = [row for row, plan in zip(rows, touched, strict=True) if plan.contract is not None]
    Contract.objects.bulk_create(news, batch_size=BATCH)
    Contract.objects.unscoped("rows the actor may change").save_many(olds, WRITTEN)
    entries = [_event(plan, row, names) for plan, row, names in zip(touched, rows, firms, strict=True)]
    _store_options(touched, rows)
    _store_firms(touched, rows, firms)
    _store_answers(touched, rows, actor)
    record_events(entries, actor=actor, on=on)
    return rows


def _row(plan: Planned, firms: Sequence[Supplier], *, actor: Actor, on: date) -> Contract:
    proposal = plan.proposal
    row = plan.contract or Contract(organisation_id=actor.organisation_id, title=proposal.facts.title)
    values = given(proposal)
    for name, value in values.items():
        setattr(row, name, value)
    for name in proposal.cleared:
        setattr(row, name, EMPTY_OF.get(name))
    row.unit_id = plan.unit_id
    if "value_ore" in values:
        row.value_is_shared = proposal.value_is_shared
    if plan.responsible_id is not None:
        row.responsible_id, row.responsible_name = plan.responsible_id, ""
    elif proposal.responsible:
        row.responsible_name = proposal.responsible
    row.aliases = sorted({*row.aliases, *proposal.aliases})
    row.notices = sorted({*row.notices, *proposal.notices})
    row.import_notes = list(proposal.notes) or row.import_notes
    row.fact_sources = {**row.fact_sources, **_sources(plan, values, on)}
    stored = () if plan.contract is None else tuple(row.options.all())
    row.last_day = last_day_of(row, proposal.facts.options or stored)
    set_names(row, [firm.name for firm in firms] or None)
    return row


def last_day_of(row: Contract, options: Iterable[Option | ContractOption]) -> date | None:
    """The row's end with used options counted, as the core sees it."""
    same = tuple(Option(ends_on=option.ends_on, used=option.used) for option in options)
    return last_day(ContractFacts(row.reference, ends_on=row.ends_on, options=same))


def set_names(row: Contract, names: Sequence[str] | None) -> None:
    """Fill what the portfolio shows and searches. `names` None keeps the firms' names that stand."""
    if names is not None:
        row.supplier_names = ", ".join(names)[:NAMES_MAX]
    row.search_text = fold(f"{row.title} {row.reference} {row.supplier_names}")
    row.title_key = sorting_key(row.title)


def sorting_key(title: str) -> str:
    """The title as Norwegians sort it: case does not count, and æ ø å come after z."""
    return title.casefold().translate(AFTER_Z)[:KEY_LENGTH]


def _sources(plan: Planned, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Where each fact comes from: the cell of a file, or a person, who vouches only for what they changed."""
    if plan.proposal.sources:
        return {name: {**source, "on": on.isoformat()} for name, source in plan.proposal.sources.items()}
    names = values if plan.contract is None else [change.field for change in plan.changes]
    return {name: {"source": "person", "at": "", "raw": "", "on": on.isoformat()} for name in names}


def _changes_part(plan: Planned, part: str) -> bool:
    return plan.contract is None or any(change.field.startswith(part) for change in plan.changes)


def _store_options(touched: Sequence[Planned], rows: Sequence[Contract]) -> None:
    replaced, new = list[int](), list[ContractOption]()
    for plan, row in zip(touched, rows, strict=True):
        if not plan.proposal.facts.options or not _changes_part(plan, "options"):
            continue
        replaced.append(row.pk)
        new.extend(
            ContractOption(
                organisation_id=row.organisation_id,
                contract=row,
                position=position,
                months=option.months,
                exercise_by=option.exercise_by,
                ends_on=option.ends_on,
                used=option.used,
            )
            for position, option in enumerate(plan.proposal.facts.options, start=1)
        )
    _delete(ContractOption.objects.unscoped("options of contracts being written"), replaced)
    ContractOption.objects.bulk_create(new, batch_size=BATCH)


def _store_firms(touched: Sequence[Planned], rows: Sequence[Contract], firms: Sequence[Sequence[Supplier]]) -> None:
    replaced, new = list[int](), list[ContractSupplier]()
    for plan, row, on_it in zip(touched, rows, firms, strict=True):
        if not on_it or not _changes_part(plan, "suppliers"):
            continue
        replaced.append(row.pk)
        named = {firm.pk: fact.name for firm, fact in zip(on_it, plan.proposal.facts.suppliers, strict=True)}
        new.extend(
            ContractSupplier(organisation_id=row.organisation_id, contract=row, supplier_id=firm, named=name)
            for firm, name in named.items()
        )
    links = ContractSupplier.objects.unscoped("firms of contracts being written").filter(role="supplier")
    _delete(links, replaced)
    ContractSupplier.objects.bulk_create(new, batch_size=BATCH)


def _delete(
    rows: ScopedQuerySet[ContractOption] | ScopedQuerySet[ContractSupplier], contract_ids: Sequence[int]
) -> None:
    for start in range(0, len(contract_ids), BATCH):
        rows.filter(contract_id__in=contract_ids[start : start + BATCH]).delete()


def _store_answers(touched: Sequence[Planned], rows: Sequence[Contract], actor: Actor) -> None:
    new = [
        ContractAnswer(
            organisation_id=row.organisation_id,
            contract=row,
            code=code,
            value=known.value,
            on=known.on,
            source=known.source or "import",
            actor_id=actor.user_id,
        )
        for plan, row in zip(touched, rows, strict=True)
        for code, known in plan.proposal.facts.answers.items()
        if _changes_part(plan, f"answers.{code}")
    ]
    ContractAnswer.objects.bulk_create(new, batch_size=BATCH)


def _event(plan: Planned, row: Contract, firms: Sequence[Supplier]) -> Entry:
    """Firms stand as row ids: the chain keeps no name that may have to go one day."""
    now = [firm.pk for firm in firms]
    if plan.contract is None:
        facts = {**plain(plan.proposal.facts), "suppliers": now}
        details: dict[str, Any] = {"title": row.title, "reference": row.reference, "facts": facts}
        return Entry(events.CONTRACT_REGISTERED, "contract", row.pk, details=details)
    changes = {change.field: [change.before, change.after] for change in plan.changes}
    if "suppliers" in changes:
        changes["suppliers"] = [[link.supplier_id for link in plan.contract.supplier_links.all()], now]
    return Entry(events.CONTRACT_CHANGED, "contract", row.pk, details={"fields": list(changes), "changes": changes})
