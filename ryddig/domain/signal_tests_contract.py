"""Signals that depend on the contract, or on a paper or an approval it asks for."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer
from ryddig.domain.duties import texts
from ryddig.domain.facts import ContractKind
from ryddig.domain.registers_status import RULES, judge_register_status
from ryddig.domain.signal_words import NO, UNKNOWN, Look, SignalTest, Told, in_group, industries, told, trades_of
from ryddig.domain.tax_certificate import judge_tax_certificate

LARGE_WORK: Final = "thresholds.new_firm_large_work"


def young_firm(look: Look) -> Told:
    """The firm was registered so many months before the contract began at most; without a start, before `on`."""
    registered, begins = _registered(look), look.contract.begins_on or look.on
    if registered is None:
        return UNKNOWN
    young = registered > add_months(begins, -look.limits["months"])
    return told(holds=young, fact=registered, limit=look.limits["months"], since=registered, mark=str(registered))


def new_firm_large_work(look: Look) -> Told:
    """A young firm has a contract for services or works of a value from the threshold up."""
    young, contract = young_firm(look), look.contract
    if young.answer is Answer.NO or contract.kind is ContractKind.GOODS:
        return NO
    entry = look.book.entry(LARGE_WORK, look.on)
    if contract.value_ore is None or contract.kind is None or entry is None or type(entry.value) is not int:
        return UNKNOWN
    return young if contract.value_ore >= entry.value else NO


def industry_mismatch(look: Look) -> Told:
    """None of the firm's industry codes fits what the contract buys (`wanted`: trades that are CPV groups too)."""
    unit = look.firm.unit
    if unit is None or not unit.industries or not look.contract.cpv:
        return UNKNOWN
    known = industries(look.book, look.on)
    asked = {trade for trade in texts(look.wanted) if trade in known and in_group(look.contract.cpv, trade, look.book)}
    if not asked or asked & trades_of(look.firm, look.book, look.on):
        return NO
    code = unit.industries[0]
    return Told(Answer.YES, f"{code.code} {code.name}".strip(), min(asked), mark=f"{code.code} {sorted(asked)}")


def not_approved(look: Look) -> Told:
    """A register of approvals (`wanted`: staffing, cleaning, car_care) does not let us buy: the contract is of that
    trade, or the firm is."""
    register = str(look.wanted)
    contract_is = in_group(look.contract.cpv, register, look.book)
    firm_is = register in trades_of(look.firm, look.book, look.on) if look.firm.unit else None
    if contract_is is not True and firm_is is not True:
        return NO if contract_is is False and firm_is is False else UNKNOWN
    status = next((one for one in look.firm.statuses if one.register == register), None)
    if status is None:
        return UNKNOWN
    reason = judge_register_status(register, status.code, book=look.book, on=look.on)
    if reason.answer is Answer.NO:
        shown = status.raw or status.code or ""
        return Told(Answer.YES, shown, since=status.changed_on, mark=f"{status.code} {status.changed_on or ''}")
    return NO if reason.answer is Answer.YES else UNKNOWN


def tax_arrears(look: Look) -> Told:
    """The tax certificate or eBevis shows something overdue and unpaid. The sum stays with the paper."""
    tax = look.firm.tax
    if tax is None or tax.arrears_ore is None:
        return UNKNOWN
    return told(holds=tax.arrears_ore > 0, fact=tax.dated, since=tax.dated, mark="arrears")


def tax_returns_missing(look: Look) -> Told:
    """A return that was due has not come."""
    tax = look.firm.tax
    if tax is None or tax.returns_missing is None:
        return UNKNOWN
    return told(holds=tax.returns_missing, fact=tax.dated, since=tax.dated, mark="returns")


def tax_certificate_old(look: Look) -> Told:
    """The certificate is older than the procurement's law allows."""
    dated = look.firm.tax.dated if look.firm.tax else None
    started = look.contract.procurement_started_on
    reason = judge_tax_certificate(
        dated, started_on=started, milestones=look.contract.milestones, book=look.book, on=look.on
    )
    if reason.answer is Answer.NO:
        return Told(Answer.YES, dated, reason.wanted, since=dated, mark=str(dated))
    return NO if reason.answer is Answer.YES else UNKNOWN


def vat_without_registration(look: Look) -> Told:
    """The firm invoices with VAT and is not registered for it."""
    unit, invoiced = look.firm.unit, look.contract.vat_invoiced_on
    if unit is None or invoiced is None:
        return UNKNOWN
    if unit.deleted and unit.deleted_on is not None:
        return told(holds=invoiced > unit.deleted_on, fact=invoiced, since=unit.deleted_on, mark=str(unit.deleted_on))
    if unit.vat_registered is None:
        return UNKNOWN
    return told(holds=not unit.vat_registered, fact=invoiced, since=invoiced, mark="vat")


def _registered(look: Look) -> date | None:
    return look.firm.unit.registered_on if look.firm.unit else None


TESTS_OF_CONTRACT: Final[Mapping[str, SignalTest]] = {
    "young_firm": SignalTest(young_firm, ("months",), of_contract=True),
    "new_firm_large_work": SignalTest(new_firm_large_work, ("months",), of_contract=True),
    "industry_mismatch": SignalTest(industry_mismatch, of_contract=True),
    "not_approved": SignalTest(not_approved, of_contract=True, wanted=frozenset(RULES)),
    "tax_certificate_old": SignalTest(tax_certificate_old, of_contract=True),
    "vat_without_registration": SignalTest(vat_without_registration, of_contract=True),
    "tax_arrears": SignalTest(tax_arrears, of_contract=True),
    "tax_returns_missing": SignalTest(tax_returns_missing, of_contract=True),
}
