"""Lists that buyers have as files, and what each may tell. No layout of HMSREG's or StartBANK's exports is published:
the fields are what their own pages say they hold, and the headings are ours until a real export has been seen."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.words import N_
from ryddig.intake.fields import Field
from ryddig.intake.sheet_lists import ListKind
from ryddig.tables.read.cells import ColumnKind


def _fields(*fields: Field) -> Mapping[str, Field]:
    return {field.name: field for field in fields}


SPEND_FIELDS: Final = _fields(
    Field("day", ColumnKind.DATE, N_("Day of the voucher or invoice")),
    Field("amount", ColumnKind.AMOUNT, N_("Amount without VAT")),
    Field("vat", ColumnKind.AMOUNT, N_("VAT")),
    Field("supplier_no", ColumnKind.REFERENCE, N_("Supplier number")),
    Field("supplier_name", ColumnKind.TEXT, N_("Supplier")),
    Field("supplier_orgnr", ColumnKind.ORGNRS, N_("Organisation number of the supplier")),
    Field("invoice_no", ColumnKind.REFERENCE, N_("Invoice number")),
    Field("voucher", ColumnKind.REFERENCE, N_("Voucher number")),
    Field("contract_ref", ColumnKind.REFERENCE, N_("Contract reference")),
    Field("order_ref", ColumnKind.REFERENCE, N_("Order reference")),
    Field("account", ColumnKind.REFERENCE, N_("Account")),
    Field("account_name", ColumnKind.TEXT, N_("Name of the account")),
    Field("function", ColumnKind.REFERENCE, N_("Function")),
    Field("responsible", ColumnKind.REFERENCE, N_("Responsibility")),
    Field("project", ColumnKind.REFERENCE, N_("Project")),
    Field("category", ColumnKind.REFERENCE, N_("Category")),
    Field("category_name", ColumnKind.TEXT, N_("Name of the category")),
    Field("text", ColumnKind.TEXT, N_("Text")),
    Field("bank_account", ColumnKind.REFERENCE, N_("Bank account")),
)
WHO: Final = ("supplier_orgnr", "supplier_no", "supplier_name")
LEDGER: Final = ListKind(
    "ledger",
    "spend",
    SPEND_FIELDS,
    signs=(("amount",), ("day",), WHO),
    needs=(("amount",), ("day",), WHO),
    total="amount",
)
SUPPLIERS: Final = ListKind(
    "suppliers",
    "spend",
    _fields(*(SPEND_FIELDS[name] for name in ("supplier_no", "supplier_orgnr", "supplier_name"))),
    signs=(("supplier_no",), ("supplier_orgnr",)),
    needs=(("supplier_no",), ("supplier_orgnr",)),
)
SPEND_LISTS: Final = (LEDGER, SUPPLIERS)

_FIRM: Final = (
    Field("firm_orgnr", ColumnKind.ORGNRS, N_("Organisation number")),
    Field("firm_name", ColumnKind.TEXT, N_("Firm")),
)
_WHICH: Final = ("firm_orgnr", "firm_name")
_HMSREG: Final = _fields(
    *_FIRM,
    Field("project", ColumnKind.TEXT, N_("Project")),
    Field("tier", ColumnKind.WHOLE, N_("Tier in the chain")),
    Field("client_orgnr", ColumnKind.ORGNRS, N_("Organisation number of the firm above")),
    Field("client_name", ColumnKind.TEXT, N_("Firm above")),
    Field("first", ColumnKind.DATE, N_("From")),
    Field("last", ColumnKind.DATE, N_("To")),
    Field("day", ColumnKind.DATE, N_("Day on site")),
    Field("card", ColumnKind.REFERENCE, N_("HMS card number")),
    Field("card_state", ColumnKind.CHOICE, N_("State of the HMS card")),
    Field("card_expires", ColumnKind.DATE, N_("HMS card expires")),
    Field("warning", ColumnKind.TEXT, N_("Warning")),
    Field("warning_state", ColumnKind.TEXT, N_("State of the warning")),
    Field("warned_on", ColumnKind.DATE, N_("Day of the warning")),
)


def _hmsreg(name: str, *signs: tuple[str, ...], needs: tuple[tuple[str, ...], ...]) -> ListKind:
    return ListKind(name, "hmsreg", _HMSREG, signs=signs, needs=needs)


CREW_LISTS: Final = (
    _hmsreg("hmsreg_crew", ("day",), ("card", "firm_orgnr", "firm_name"), needs=(("day",), ("card", *_WHICH))),
    ListKind(
        "crew",
        "hmsreg",
        {**_HMSREG, "worker": Field("worker", ColumnKind.TEXT, N_("Employee number or name"))},
        signs=(("worker", "card"),),
        needs=(("worker", "card"),),
    ),
)
"""Who is to be at work: HMSREG's list of the days on site, or a supplier's own list with a row for each person."""

REGISTER_LISTS: Final = (
    _hmsreg("hmsreg_warnings", ("warning",), needs=(("warning",),)),
    _hmsreg("hmsreg_crew", ("day",), ("card", "firm_orgnr", "firm_name"), needs=(("day",), ("card", *_WHICH))),
    _hmsreg("hmsreg_cards", ("card",), ("card_state", "card_expires"), needs=(("card",),)),
    _hmsreg("hmsreg_chain", _WHICH, ("tier", "client_orgnr", "client_name"), needs=(_WHICH,)),
    ListKind(
        "startbank",
        "startbank",
        _fields(
            *_FIRM,
            Field("status", ColumnKind.TEXT, N_("Status")),
            Field("status_on", ColumnKind.DATE, N_("Day of the status")),
            Field("valid_to", ColumnKind.DATE, N_("Valid to")),
            Field("joined_on", ColumnKind.DATE, N_("Member since")),
            Field("remark", ColumnKind.TEXT, N_("Remark")),
        ),
        signs=(_WHICH, ("status",)),
        needs=(_WHICH, ("status",)),
    ),
)
