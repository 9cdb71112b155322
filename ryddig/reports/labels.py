"""Codes as words for people: one table per kind of code, English msgids, translated where they are shown."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from ryddig.domain.words import N_
from ryddig.reports.access_labels import ACCESS_TABLES
from ryddig.reports.chain_labels import CHAIN_TABLES
from ryddig.reports.deviation_labels import DEVIATION_TABLES
from ryddig.reports.dialogue_labels import DIALOGUE_TABLES
from ryddig.reports.formats import exact, number
from ryddig.reports.letter_labels import LETTER_TABLES
from ryddig.reports.register_labels import REGISTER_TABLES

LEVEL = {
    "unassessed": N_("Not screened"),
    "not_assessed": N_("Not assessed"),
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
}
REGIME = {
    "R2008": N_("The rules before 1 July 2026"),
    "R2026": N_("The rules from 1 July 2026"),
    "unknown": N_("Unknown: the announcement date is missing"),
    "none": N_("Before the first rules"),
    "any": N_("Whatever the announcement date"),
}
KIND = {"goods": N_("goods"), "services": N_("services"), "works": N_("works")}
BUYER_KIND = {
    "state": N_("state"),
    "county": N_("county"),
    "municipal": N_("municipal"),
    "public_law_body": N_("public-law"),
    "utility": N_("utility"),
    "defence": N_("defence"),
}
SECTOR = {
    "classic": N_("ordinary procurement"),
    "utilities": N_("utilities"),
    "concession": N_("concession"),
    "defence": N_("defence and security"),
}
ANSWER = {"yes": N_("Yes"), "no": N_("No"), "unknown": N_("Not known")}
OUTCOME = {"applies": N_("Applies"), "does_not_apply": N_("Does not apply"), "unknown": N_("Open: facts are missing")}
STATUS = {
    "official": N_("Official"),
    "proposed": N_("Proposed"),
    "lapsed": N_("Lapsed"),
    "disputed": N_("Disputed"),
    "unverified": N_("Not verified"),
}
OWED_BY = {"supplier": N_("The supplier"), "subcontractor": N_("Subcontractors"), "buyer": N_("We, the buyer")}
CADENCE = {
    "once": N_("once"),
    "running": N_("all the time"),
    "each_pay": N_("at each payment of wages"),
    "each_report_period": N_("each reporting period"),
    "yearly": N_("yearly"),
    "on_request": N_("on request"),
    "before_each_new_sub": N_("before each new subcontractor"),
    "before_start": N_("before the work starts"),
}
PLAN = {
    "self_report": N_("Self-report from the supplier"),
    "register_check": N_("Register check"),
    "document_review": N_("Document review"),
    "on_site_control": N_("On-site control"),
    "risk_review": N_("New risk assessment"),
    "status_meeting": N_("Status meeting"),
    "option": N_("Decide on the option"),
    "evaluation": N_("Evaluation before expiry"),
    "renewal": N_("Plan what comes after the contract"),
}
PLAN_STATE = {"planned": N_("Planned"), "done": N_("Done"), "cancelled": N_("Cancelled")}
CONTRACT_STATE = {"running": N_("Running"), "ended": N_("Ended"), "cancelled": N_("Cancelled")}
ROLE = {
    "contract_manager": N_("Contract manager"),
    "controller": N_("Controller"),
    "coordinator": N_("Coordinator"),
    "leader": N_("Leader"),
    "auditor": N_("Auditor"),
    "external_auditor": N_("External auditor"),
}
MATCH = {"confirmed": N_("Confirmed"), "proposed": N_("Proposed"), "none": N_("Name only")}
COUNTS_FROM = {
    "announced": N_("the day of announcement"),
    "signed": N_("the day of signing"),
    "delivered": N_("the day of delivery"),
    "worked": N_("the day the work was done"),
    "paid": N_("the day of payment"),
    "decided": N_("the day of the decision"),
}
THEME = {
    "pay": N_("Pay and working conditions"),
    "pension": N_("Pension"),
    "hms_card": N_("HSE card"),
    "information": N_("Information and language"),
    "language": N_("Information and language"),
    "bank": N_("Payment through bank"),
    "chain": N_("Tiers of subcontractors"),
    "apprentices": N_("Apprentices"),
    "tax": N_("Tax papers"),
    "control": N_("Control"),
    "documentation": N_("Documentation"),
    "routines": N_("Routines"),
    "strategy": N_("Strategy"),
    "sanctions": N_("Sanctions"),
    "human_rights": N_("Human rights"),
    "inspection": N_("Inspection"),
    "paseplikt": N_("Duty to see to pay"),
    "insight": N_("Right to see papers"),
    "liability": N_("Liability for pay"),
    "foreign_report": N_("Report of foreign contractors"),
    "climate": N_("Climate and environment"),
    "animal_welfare": N_("Animal welfare"),
    "approval": N_("Approved firms"),
    "card_law": N_("HSE card by law"),
    "labour_law": N_("Labour law"),
    "privacy": N_("Privacy and secrecy"),
    "corruption": N_("Corruption"),
    "safety": N_("Safety"),
    "hiring": N_("Hired-in workers"),
    "hiring_in": N_("Hired-in workers"),
    "circular": N_("Reuse and waste"),
    "tax_subs": N_("Tax papers of subcontractors"),
    "incentives": N_("Incentives"),
    "notice": N_("What the notice must say"),
    "scope": N_("What the rules cover"),
    "local_terms": N_("Local terms"),
    "risk_record": N_("Documented risk assessment"),
    "hand_over": N_("Handing over papers"),
    "skilled_workers": N_("Skilled workers"),
}
FACT = {
    "reference": N_("Reference"),
    "title": N_("Title"),
    "unit": N_("Unit"),
    "responsible": N_("Responsible"),
    "buyer_kind": N_("Kind of buyer"),
    "sector": N_("Act that governs the procurement"),
    "kind": N_("Kind of contract"),
    "cpv": N_("CPV codes"),
    "category": N_("Category"),
    "value_ore": N_("Value ex VAT"),
    "estimate_ore": N_("Announced estimate"),
    "ceiling_ore": N_("Announced ceiling"),
    "awarded_ore": N_("Awarded"),
    "called_off_ore": N_("Called off so far"),
    "last_call_off_on": N_("Last call-off"),
    "announced_on": N_("Notice published"),
    "invited_on": N_("Invitation sent"),
    "signed_on": N_("Signed"),
    "starts_on": N_("Starts"),
    "ends_on": N_("Ends"),
    "duration_months": N_("Length in months"),
    "options": N_("Options"),
    "framework": N_("Framework agreement"),
    "county": N_("County where the work is done"),
    "trade_certificate_relevant": N_("Trade certificate is relevant"),
    "apprentice_need": N_("Special need for apprentice places"),
    "max_tiers": N_("Tiers of subcontractors allowed"),
    "tiers": N_("Tiers of subcontractors known"),
    "suppliers": N_("Suppliers"),
    "norwegian_supplier": N_("The supplier's organisation number or country"),
    "has_subcontractors": N_("Tiers of subcontractors known"),
    "aliases": N_("Other references"),
    "currency": N_("Currency"),
    "answers": N_("Answers"),
    "regime": N_("Rules"),
    "risk_level": N_("Risk level"),
    "risk_score": N_("Risk score"),
    "state": N_("State"),
}
RULE_SHAPE = {
    "duty": N_("Duty"),
    "threshold": N_("Threshold"),
    "deadline": N_("Deadline"),
    "series": N_("Value by date"),
    "risk_factor": N_("Risk factor"),
    "risk_level": N_("Risk level"),
    "red_flag": N_("Red flag"),
    "risk_product": N_("Product on the high-risk list"),
    "requirement": N_("Requirement to choose"),
    "sanction": N_("Sanction"),
    "method": N_("Method"),
    "checklist": N_("Checklist"),
    "warning_signs": N_("Warning signs"),
    "pay_check": N_("Checks of pay and hours"),
    "site_check": N_("Points of an on-site control"),
    "supplier_signal": N_("Signals from registers"),
    "document": N_("Document that a review asks for"),
    "questionnaire": N_("Self-report form"),
    "question": N_("Question of a self-report"),
    "cpv_group": N_("Group of CPV codes"),
    "layer": N_("Local layer"),
}
PORTFOLIO_STATE = {"running": N_("Running"), "ended": N_("Ended"), "cancelled": N_("Cancelled"), "all": N_("All")}
SORT = {
    "risk": N_("Highest risk first"),
    "-risk": N_("Lowest risk first"),
    "due": N_("Next thing due first"),
    "-due": N_("Next thing due last"),
    "end": N_("Ends first"),
    "-end": N_("Ends last"),
    "value": N_("Greatest value first"),
    "-value": N_("Smallest value first"),
    "title": N_("Title A–Å"),
    "-title": N_("Title Å–A"),
    "reference": N_("Reference A–Å"),
    "-reference": N_("Reference Å–A"),
    "screened": N_("Screened last"),
    "-screened": N_("Screened first"),
}
FINDING = {
    "award.above_ceiling": N_("Awarded above the announced ceiling"),
    "award.above_estimate": N_("Awarded above the announced estimate"),
    "spend.above_ceiling": N_("Called off more than the contract allows"),
    "call_off.after_expiry": N_("Called off after the contract ended"),
    "options.used_up": N_("All options are used"),
    "chain.too_long": N_("Too many tiers of subcontractors"),
    "dates.end_before_start": N_("Ends before it starts"),
    "dates.signed_before_announced": N_("Signed before it was announced"),
    "announcement.missing": N_("Announcement date missing"),
    "value.missing": N_("Value missing"),
    "term.missing": N_("End date missing"),
    "kind.missing": N_("Goods, services or works not known"),
    "cpv.missing": N_("CPV code missing"),
    "supplier.missing": N_("Supplier missing"),
    "supplier.no_number": N_("Supplier without a confirmed organisation number"),
    "risk.overruling_outdated": N_("Own judgement of the risk may be out of date"),
}
LAW_CODE = {
    "THREE_STEP": N_("Three steps"),
    "DFO_10": N_("Ten steps"),
    "tender_deadline": N_("the deadline for tenders"),
    "winner_announced": N_("the day the winner was announced"),
    "approved": N_("approved"),
    "application_pending": N_("application under treatment"),
    "hms_card_order_pending": N_("HSE cards ordered"),
    "hard": N_("alone gives high risk"),
}
PAY_CHOICE = {
    "confirm": N_("Confirmed"),
    "ask": N_("To be asked about"),
    "dismiss": N_("Dismissed"),
    "open": N_("Not decided"),
}
TABLES: Mapping[str, Mapping[str, str]] = {
    "level": LEVEL,
    "regime": REGIME,
    "kind": KIND,
    "buyer_kind": BUYER_KIND,
    "sector": SECTOR,
    "answer": ANSWER,
    "outcome": OUTCOME,
    "status": STATUS,
    "owed_by": OWED_BY,
    "cadence": CADENCE,
    "plan": PLAN,
    "plan_state": PLAN_STATE,
    "contract_state": CONTRACT_STATE,
    "role": ROLE,
    "match": MATCH,
    "counts_from": COUNTS_FROM,
    "theme": THEME,
    "fact": FACT,
    "rule_shape": RULE_SHAPE,
    "portfolio_state": PORTFOLIO_STATE,
    "sort": SORT,
    "finding": FINDING,
    "law_code": LAW_CODE,
    "pay_choice": PAY_CHOICE,
    **ACCESS_TABLES,
    **CHAIN_TABLES,
    **DIALOGUE_TABLES,
    **DEVIATION_TABLES,
    **REGISTER_TABLES,
    **LETTER_TABLES,
}


UNITS: Mapping[str, Callable[[int], str]] = {
    "months": lambda n: ngettext("%(value)s month", "%(value)s months", n),
    "weeks": lambda n: ngettext("%(value)s week", "%(value)s weeks", n),
    "days": lambda n: ngettext("%(value)s day", "%(value)s days", n),
    "working_days": lambda n: ngettext("%(value)s working day", "%(value)s working days", n),
    "hours": lambda n: ngettext("%(value)s hour", "%(value)s hours", n),
    "years": lambda n: ngettext("%(value)s year", "%(value)s years", n),
    "persons": lambda n: ngettext("%(value)s person", "%(value)s persons", n),
    "workers": lambda n: ngettext("%(value)s worker", "%(value)s workers", n),
    "tiers": lambda n: ngettext("%(value)s tier", "%(value)s tiers", n),
    "percent": lambda _n: gettext("%(value)s %%"),
    "full_time_equivalents": lambda n: ngettext("%(value)s full-time equivalent", "%(value)s full-time equivalents", n),
    "base_amounts": lambda _n: gettext("%(value)s times the national insurance base amount"),
    "day_of_month": lambda _n: gettext("day %(value)s of the month"),
    "weight": lambda _n: gettext("weight %(value)s"),
    "minutes": lambda n: ngettext("%(value)s minute", "%(value)s minutes", n),
    "weekdays": lambda n: ngettext("%(value)s weekday", "%(value)s weekdays", n),
    "times": lambda n: ngettext("%(value)s time", "%(value)s times", n),
    "kilograms": lambda _n: gettext("%(value)s kg"),
    "clock_hour": lambda _n: gettext("%(value)s o’clock"),
}
PARTS: Mapping[str, tuple[int, str]] = {
    "permille": (10, "percent"),
    "hundredths_of_percent": (100, "percent"),
    "hundredths_of_hour": (100, "hours"),
}


def with_unit(value: int, unit: str) -> str:
    """A figure with its unit in words; the bare figure for a unit without a word."""
    whole, unit = PARTS.get(unit, (1, unit))
    shown = number(value) if whole == 1 else exact(Decimal(value) / whole)
    said = UNITS.get(unit)
    return shown if said is None else said(value) % {"value": shown}


def label(table: str, code: object) -> str:
    """The word for `code` in the language in use. A code without a word is shown as it is: a test finds those."""
    text = TABLES[table].get(str(code))
    return str(code) if text is None else gettext(text)
