"""Reading contracts, suppliers and imports: the viewer first, always scoped, the same number of queries at any size."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from django.db.models import Count, F, Max, Model, Q, Sum
from django.db.models.expressions import OrderBy

from ryddig.domain.names import fold, take_apart
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import Membership, Unit, User
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import (
    Contract,
    ContractSupplier,
    ImportBatch,
    ImportLayout,
    RiskLevel,
    Supplier,
    SupplierMatch,
)

ROWS: Final = 25
LAST_PAGE: Final = 100_000
_HEAVY: Final = ("fact_sources", "import_notes", "notices", "aliases", "search_text", "title_key")
_Row = TypeVar("_Row")
_Stored = TypeVar("_Stored", bound=Model)

SORTS: Final[Mapping[str, tuple[str, bool]]] = {
    "risk": ("risk_rank", True),
    "due": ("next_due_on", False),
    "end": ("last_day", False),
    "value": ("value_ore", True),
    "title": ("title_key", False),
    "reference": ("reference", False),
    "screened": ("screened_on", True),
}
"""Sort key -> column, and whether it begins with the greatest. A leading - turns it round. Unknown values come last."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show of the portfolio. Empty means no limit.

    `state`: running (last day not passed), ended, cancelled or all. `text` is searched in title, reference and firms.
    `ends_before`: last day before this date. `due_before`: next planned item before this date. `sort`: a key of SORTS.
    """

    unit: int | None = None
    level: str = ""
    category: str = ""
    supplier: str = ""
    supplier_id: int | None = None
    responsible: int | None = None
    state: str = "running"
    ends_before: date | None = None
    due_before: date | None = None
    regime: str = ""
    text: str = ""
    sort: str = "risk"


@dataclass(frozen=True, slots=True)
class PageOf(Generic[_Row]):
    """Some rows of a list and where they stand in it.

    `last` is the number of the last page (1 when there are no rows).
    """

    rows: tuple[_Row, ...]
    number: int
    last: int
    total: int


def cut(rows: ScopedQuerySet[_Stored], page: int) -> PageOf[_Stored]:
    """One page of a list, in two queries. A page beyond the last is the last."""
    total = rows.count()
    last = max(1, -(-total // ROWS))
    number = min(max(page, 1), last)
    return PageOf(tuple(rows[(number - 1) * ROWS : number * ROWS]), number, last, total)


def portfolio(viewer: Actor, filters: Filters, *, on: date, page: int = 1) -> PageOf[Contract]:
    """One page of contracts with unit and responsible, in three queries: how many, which, and their rows.

    The middle one reads ids from an index, so that the wide rows are fetched for one page only.
    """
    found = contracts_matching(viewer, filters, on=on)
    total = found.count()
    last = max(1, -(-total // ROWS))
    number = min(max(page, 1), last, LAST_PAGE)
    ids = list(found.order_by(*_order(filters.sort)).values_list("id", flat=True)[(number - 1) * ROWS : number * ROWS])
    rows = Contract.objects.visible_to(viewer).filter(id__in=ids).select_related("unit", "responsible").defer(*_HEAVY)
    by_id = {row.pk: row for row in rows}
    return PageOf(tuple(by_id[number] for number in ids), number, last, total)


def contracts_matching(viewer: Actor, filters: Filters, *, on: date) -> ScopedQuerySet[Contract]:
    """Contracts that the filters let through, in no order."""
    found = Contract.objects.visible_to(viewer).filter(in_state(filters.state, on))
    exact = {
        "unit_id": filters.unit,
        "risk_level": filters.level,
        "category": filters.category,
        "responsible_id": filters.responsible,
        "regime": filters.regime,
        "last_day__lt": filters.ends_before,
        "next_due_on__lt": filters.due_before,
    }
    found = found.filter(**{column: value for column, value in exact.items() if value not in (None, "")})
    for word in fold(filters.text).split():
        found = found.filter(search_text__contains=word)
    if filters.supplier_id is not None or filters.supplier:
        found = found.filter(id__in=_contracts_of_suppliers(viewer, filters))
    return found


def in_state(state: str, on: date) -> Q:
    """Running, ended, cancelled or all, as of a day: a last day that has passed ends a contract by itself."""
    ended = Q(state=Contract.State.ENDED) | Q(state=Contract.State.RUNNING, last_day__lt=on)
    if state == "ended":
        return ended
    if state == "cancelled":
        return Q(state=Contract.State.CANCELLED)
    if state == "all":
        return Q()
    return Q(state=Contract.State.RUNNING) & (Q(last_day__isnull=True) | Q(last_day__gte=on))


def _contracts_of_suppliers(viewer: Actor, filters: Filters) -> ScopedQuerySet[ContractSupplier]:
    links = ContractSupplier.objects.visible_to(viewer)
    if filters.supplier_id is not None:
        links = links.filter(supplier_id=filters.supplier_id)
    if filters.supplier:
        links = links.filter(_named(filters.supplier, "supplier__"))
    return links.values("contract_id")  # type: ignore[return-value]  # a one-column subquery


def _named(text: str, prefix: str = "") -> Q:
    digits = "".join(text.split())
    if digits.isdigit():
        return Q(**{f"{prefix}orgnr__startswith": digits})
    return Q(**{f"{prefix}name_key__contains": take_apart(text).core or fold(text)})


def _order(sort: str) -> list[OrderBy]:
    """By a whitelisted column, unknown values last, then by id so that pages never overlap.

    The id goes the same way as the column: then an index reads out one page, and nothing is sorted.
    """
    column, falls = SORTS.get(sort.lstrip("-"), SORTS["risk"])
    if sort.startswith("-"):
        falls = not falls
    last = True if Contract._meta.get_field(column).null else None  # noqa: SLF001 - documented by Django
    if falls:
        return [F(column).desc(nulls_last=last), F("id").desc()]
    return [F(column).asc(nulls_last=last), F("id").asc()]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the portfolio's filters offer."""

    units: tuple[Unit, ...]
    levels: tuple[str, ...]
    categories: tuple[str, ...]
    people: tuple[User, ...]


def portfolio_choices(viewer: Actor) -> Choices:
    """Units, levels, categories in use and people with a role, in three queries."""
    used = Contract.objects.visible_to(viewer).exclude(category="").order_by("category")
    members = Membership.objects.visible_to(viewer).values("user_id")
    return Choices(
        units=units_of(viewer),
        levels=tuple(RiskLevel.values),
        categories=tuple(used.values_list("category", flat=True).distinct()),
        people=tuple(User.objects.filter(id__in=members).order_by("last_name", "first_name", "id")),
    )


def units_of(viewer: Actor) -> tuple[Unit, ...]:
    """The organisation's units by name."""
    return tuple(Unit.objects.visible_to(viewer).order_by("name"))


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """One firm in the list: how many contracts, in how many units, their value in øre, and the highest risk rank."""

    supplier: Supplier
    contracts: int
    units: int
    value_ore: int
    risk_rank: int


def suppliers(
    viewer: Actor, *, text: str = "", page: int = 1, among: ScopedQuerySet[Supplier] | None = None
) -> PageOf[SupplierRow]:
    """Firms with contracts, those with most first, in three queries. `among`: only these; None means all."""
    links = ContractSupplier.objects.visible_to(viewer).filter(role="supplier")
    if among is not None:
        links = links.filter(supplier_id__in=among.values("id"))
    if text.strip():
        links = links.filter(_named(text, "supplier__"))
    groups = links.values("supplier_id").annotate(
        contracts=Count("contract"),
        units=Count("contract__unit", distinct=True),
        value=Sum("contract__value_ore", filter=Q(contract__value_is_shared=False)),
        rank=Max("contract__risk_rank"),
    )
    total = links.values("supplier_id").distinct().count()
    last = max(1, -(-total // ROWS))
    number = min(max(page, 1), last)
    found = list(groups.order_by("-contracts", "supplier_id")[(number - 1) * ROWS : number * ROWS])
    firms = Supplier.objects.visible_to(viewer).in_bulk([group["supplier_id"] for group in found])
    rows = (
        SupplierRow(firms[group["supplier_id"]], group["contracts"], group["units"], group["value"] or 0, group["rank"])
        for group in found
    )
    return PageOf(tuple(rows), number, last, total)


@dataclass(frozen=True, slots=True)
class SupplierPage:
    """One firm: its contracts across units, other names that are it, and open proposals about it."""

    supplier: Supplier
    contracts: tuple[Contract, ...]
    other_names: tuple[Supplier, ...]
    matches: tuple[SupplierMatch, ...]


def supplier_page(viewer: Actor, supplier_id: int) -> SupplierPage:
    """One firm with all its contracts. Raises Supplier.DoesNotExist for another buyer's."""
    firm = Supplier.objects.visible_to(viewer).get(id=supplier_id)
    links = ContractSupplier.objects.visible_to(viewer).filter(supplier=firm)
    rows = Contract.objects.visible_to(viewer).filter(id__in=links.values("contract_id")).select_related("unit")
    about = Q(supplier=firm) | Q(candidate=firm)
    return SupplierPage(
        supplier=firm,
        contracts=tuple(rows.defer(*_HEAVY).order_by("-risk_rank", "last_day", "id")),
        other_names=tuple(Supplier.objects.visible_to(viewer).filter(same_as=firm).order_by("name")),
        matches=tuple(open_matches(viewer).filter(about)),
    )


def open_matches(viewer: Actor) -> ScopedQuerySet[SupplierMatch]:
    """Proposals that a person has not decided, likeliest first, with both firms."""
    found = SupplierMatch.objects.visible_to(viewer).filter(state=SupplierMatch.State.PROPOSED)
    return found.select_related("supplier", "candidate").order_by("-likeness", "supplier__name", "id")


def imports(viewer: Actor) -> ScopedQuerySet[ImportBatch]:
    """Files read, newest first, without their rows."""
    return ImportBatch.objects.visible_to(viewer).select_related("actor", "unit").defer("rows").order_by("-id")


def import_page(viewer: Actor, batch_id: int) -> ImportBatch:
    """One file and what storing it would change. Raises ImportBatch.DoesNotExist for another buyer's."""
    return ImportBatch.objects.visible_to(viewer).select_related("actor", "unit").defer("rows").get(id=batch_id)


def remembered_layouts(viewer: Actor) -> dict[str, dict[str, str]]:
    """How people mapped the headers of earlier files: {layout key: {field: header}}."""
    return dict(ImportLayout.objects.visible_to(viewer).values_list("header_key", "mapping"))
