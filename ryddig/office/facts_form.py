"""The form for the facts of one contract: registering a new one, or changing what is known of an old one."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ryddig.domain.facts import ContractFacts, ContractKind, Option, Sector, SupplierFact
from ryddig.domain.orgnr import read_orgnr
from ryddig.office.cell_field import CellField, YesNoField
from ryddig.office.forms import OfficeForm, day_input, dressed
from ryddig.reports.labels import label
from ryddig.tables.read.cells import ColumnKind

AMOUNTS = ("value_ore", "estimate_ore", "ceiling_ore", "awarded_ore", "called_off_ore")
DAYS = ("announced_on", "invited_on", "signed_on", "starts_on", "ends_on", "last_call_off_on")
WHOLE = ("tiers", "max_tiers")
YES_NO = ("framework", "trade_certificate_relevant", "apprentice_need")
TEXTS = ("category", "county")
OPTION_ROWS = (1, 2, 3, 4)
OPTION_PARTS = ("months", "exercise_by", "ends_on", "used")
GROUPS = (
    (_("What it is"), ("title", "reference", "unit", "responsible", "kind", "sector", "cpv", "category", "suppliers")),
    (_("Money, in kroner without VAT"), AMOUNTS),
    (_("Dates"), (*DAYS, "duration_months")),
    (_("What else decides which rules apply"), (*YES_NO, *WHOLE, "county")),
)
FACT_COLUMNS = (*AMOUNTS, *DAYS, *WHOLE, *YES_NO, *TEXTS, "duration_months", "kind", "cpv")


class FactsForm(OfficeForm):
    """Everything a person may know of a contract. Empty means not known."""

    title = forms.CharField(max_length=500)
    reference = forms.CharField(max_length=100, help_text=_("The contract's number or case number."))
    unit = forms.TypedChoiceField(coerce=int)
    responsible = forms.CharField(max_length=150, required=False)
    kind = forms.ChoiceField(required=False)
    sector = forms.ChoiceField()
    cpv = CellField(ColumnKind.CPV, help_text=_("Eight digits; several with a comma between."))
    duration_months = CellField(ColumnKind.MONTHS, help_text=_("If the end date is not known."))
    suppliers = forms.CharField(
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on each line: name; organisation number."),
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update({**dict(_plain_fields()), **dict(_option_fields())})
        dressed(self)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]  # a choice field, declared above
        kinds = [(kind.value, label("kind", kind.value)) for kind in ContractKind]
        self.fields["kind"].choices = [("", gettext("not known")), *kinds]  # type: ignore[attr-defined]  # as above
        self.fields["sector"].choices = [(s.value, label("sector", s.value)) for s in Sector]  # type: ignore[attr-defined]  # a choice field, typed as a bare field
        for name in self.fields.keys() - {"unit"}:
            self.fields[name].label = self.fields[name].label or label("fact", name)
        self.fields["unit"].label = label("fact", "unit")

    def clean_suppliers(self) -> tuple[SupplierFact, ...]:
        """Firms, one on each line."""
        lines = (line.strip() for line in self.cleaned_data["suppliers"].splitlines())
        return tuple(_supplier(line) for line in lines if line)

    marks_required = True

    @property
    def has_options(self) -> bool:
        """Some option is filled in."""
        return any(self[f"option{OPTION_ROWS[0]}_{part}"].value() for part in OPTION_PARTS)

    @property
    def option_groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields of each option."""
        for row in OPTION_ROWS:
            name = gettext("Option %(row)s") % {"row": row}
            yield name, [self[f"option{row}_{part}"] for part in OPTION_PARTS]

    @property
    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        for name, names in GROUPS:
            yield str(name), [self[field] for field in names]

    def facts(self) -> ContractFacts:
        """The facts as frozen values. Only after `is_valid`."""
        given = self.cleaned_data
        said: dict[str, Any] = {name: given[name] or None for name in (*TEXTS, "duration_months")}
        said |= {name: given[name] for name in (*AMOUNTS, *DAYS, *WHOLE, *YES_NO)}
        facts = ContractFacts(
            reference=given["reference"],
            title=given["title"],
            kind=ContractKind(given["kind"]) if given["kind"] else None,
            sector=Sector(given["sector"]),
            cpv=tuple(given["cpv"] or ()),
            suppliers=given["suppliers"],
            options=tuple(self._options()),
        )
        return replace(facts, **said)

    def cleared(self) -> tuple[str, ...]:
        """Columns that held something and are empty now."""
        empty: tuple[object, ...] = (None, "", (), [])
        return tuple(
            name
            for name in FACT_COLUMNS
            if name in self.changed_data and self.cleaned_data[name] in empty and self.initial.get(name) not in empty
        )

    def _options(self) -> Iterator[Option]:
        for row in OPTION_ROWS:
            parts = {part: self.cleaned_data[f"option{row}_{part}"] for part in OPTION_PARTS}
            if any(value is not None for value in parts.values()):
                yield Option(**parts)


def _plain_fields() -> Iterator[tuple[str, forms.Field]]:
    for name in AMOUNTS:
        yield name, CellField(ColumnKind.AMOUNT)
    for name in DAYS:
        yield name, forms.DateField(required=False, widget=day_input())
    for name in WHOLE:
        yield name, CellField(ColumnKind.WHOLE)
    for name in YES_NO:
        yield name, YesNoField()
    for name in TEXTS:
        yield name, forms.CharField(required=False, max_length=60 if name == "county" else 120)


def _option_fields() -> Iterator[tuple[str, forms.Field]]:
    for row in OPTION_ROWS:
        yield f"option{row}_months", CellField(ColumnKind.MONTHS, label=_("Months"))
        yield f"option{row}_exercise_by", forms.DateField(required=False, widget=day_input(), label=_("Decide by"))
        yield f"option{row}_ends_on", forms.DateField(required=False, widget=day_input(), label=_("New end"))
        yield f"option{row}_used", YesNoField(label=_("Used"))


def _supplier(line: str) -> SupplierFact:
    name, _sign, number = line.partition(";")
    reading = read_orgnr(number)
    if reading.digits is None and not reading.empty:
        text = gettext(
            "“%(found)s” is not a valid organisation number: nine digits, of which the last is a check digit."
        )
        raise ValidationError(text % {"found": number.strip()})
    return SupplierFact(name.strip(), reading.digits)


def initial_of(facts: ContractFacts, *, unit_id: int, responsible: str) -> dict[str, Any]:
    """What the form shows for a contract that is known."""
    shown: dict[str, Any] = {name: getattr(facts, name) for name in (*FACT_COLUMNS, "title", "reference")}
    shown["kind"] = facts.kind.value if facts.kind else ""
    shown["sector"] = facts.sector.value if facts.sector else Sector.CLASSIC.value
    shown["suppliers"] = "\n".join(_supplier_line(facts.suppliers))
    shown.update({"unit": unit_id, "responsible": responsible})
    for row, option in zip(OPTION_ROWS, facts.options, strict=False):
        for part in OPTION_PARTS:
            shown[f"option{row}_{part}"] = getattr(option, part)
    return shown


def version_of(known: Mapping[str, Any]) -> str:
    """Tells facts as they stood when the form was opened from facts that somebody has changed since."""
    return hashlib.sha256(repr(sorted(known.items())).encode()).hexdigest()


def _supplier_line(suppliers: Iterable[SupplierFact]) -> Iterator[str]:
    for supplier in suppliers:
        yield f"{supplier.name}; {supplier.orgnr}" if supplier.orgnr else supplier.name
