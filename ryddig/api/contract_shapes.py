"""A contract as it comes in, and as the core takes it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from ryddig.api.shapes import Given, GivenId, IsoDate, Line, Name, Ore
from ryddig.domain.facts import ContractFacts, ContractKind, Option, Sector, SupplierFact
from ryddig.domain.findings import Finding
from ryddig.domain.notices import Cell
from ryddig.domain.orgnr import passes
from ryddig.domain.problems import Where

Months = Annotated[int, Field(ge=1, le=1200)]
Tiers = Annotated[int, Field(ge=0, le=20)]
Cpv = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]


def _number(given: str) -> str:
    if not passes(given):
        raise ValueError("expected an organisation number whose check digit is right")
    return given


Orgnr = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$"), AfterValidator(_number)]


class SupplierIn(Given):
    """A firm. Without a number it is a name that a person matches later."""

    name: Name
    orgnr: Orgnr | None = None


class OptionIn(Given):
    """A right to extend."""

    months: Months | None = None
    exercise_by: IsoDate | None = None
    ends_on: IsoDate | None = None
    used: bool | None = None


class FactsIn(Given):
    """Facts of a contract. What is left out is unknown, never no. Amounts are øre without VAT."""

    reference: Name
    title: Name
    kind: Annotated[ContractKind, Field(strict=False)] | None = None
    sector: Annotated[Sector, Field(strict=False)] = Sector.CLASSIC
    cpv: Annotated[list[Cpv], Field(max_length=50, default_factory=list)]
    category: Line = ""
    value_ore: Ore | None = None
    estimate_ore: Ore | None = None
    ceiling_ore: Ore | None = None
    awarded_ore: Ore | None = None
    called_off_ore: Ore | None = None
    last_call_off_on: IsoDate | None = None
    announced_on: IsoDate | None = None
    invited_on: IsoDate | None = None
    signed_on: IsoDate | None = None
    starts_on: IsoDate | None = None
    ends_on: IsoDate | None = None
    duration_months: Months | None = None
    framework: bool | None = None
    tiers: Tiers | None = None
    max_tiers: Tiers | None = None
    options: Annotated[list[OptionIn], Field(max_length=20, default_factory=list)]
    suppliers: Annotated[list[SupplierIn], Field(max_length=50, default_factory=list)]
    responsible: Line = ""

    def facts(self) -> ContractFacts:
        """As the core takes them."""
        given = {name: getattr(self, name) for name in _SAME}
        return ContractFacts(
            **given,
            cpv=tuple(self.cpv),
            category=self.category or None,
            options=tuple(Option(**option.model_dump()) for option in self.options),
            suppliers=tuple(
                SupplierFact(one.name, one.orgnr, confirmed=one.orgnr is not None) for one in self.suppliers
            ),
        )


_SAME = (
    *("reference", "title", "kind", "sector", "value_ore", "estimate_ore", "ceiling_ore", "awarded_ore"),
    *("called_off_ore", "last_call_off_on", "announced_on", "invited_on", "signed_on", "starts_on", "ends_on"),
    *("duration_months", "framework", "tiers", "max_tiers"),
)


class ContractIn(FactsIn):
    """A new contract in a unit."""

    unit_id: GivenId


@dataclass(frozen=True, slots=True)
class Sent:
    """A contract that came through the API, in the shape that an import takes. What the caller did not send is no fact
    and has no source."""

    given: FactsIn
    place: int
    unit: str = ""
    aliases: tuple[str, ...] = ()
    value_scope: str = ""
    findings: tuple[Finding, ...] = ()
    source: tuple[str, ...] = ()
    cells: dict[str, Cell[object]] = field(default_factory=dict)

    @property
    def facts(self) -> ContractFacts:
        """As the core takes them."""
        return self.given.facts()

    @property
    def responsible(self) -> str:
        """Who is responsible, by name."""
        return self.given.responsible

    @property
    def where(self) -> Where:
        """Which of those sent."""
        return Where(file="api", path=f"contracts[{self.place}]")


def sent(given: FactsIn, place: int) -> Sent:
    """With where each fact came from."""
    told = given.model_dump(exclude_unset=True)
    cells: dict[str, Cell[object]] = {
        name: Cell(value, value.isoformat() if isinstance(value, date) else str(value), f"contracts[{place}].{name}")
        for name, value in told.items()
        if value is not None and name in (*_SAME, "cpv", "category")
    }
    return Sent(given, place, cells=cells)
