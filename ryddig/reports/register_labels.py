"""Codes of registers, signals, papers and evidence cases as words."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.words import N_

SOURCE: Final[Mapping[str, str]] = {
    "enhetsregisteret": N_("Enhetsregisteret"),
    "enhetsregisteret.roles": N_("Roles in Enhetsregisteret"),
    "regnskapsregisteret": N_("Regnskapsregisteret (annual accounts)"),
    "ebevis": N_("Tax and VAT (eBevis)"),
    "maskinporten": N_("Maskinporten (log-in for eBevis)"),
    "doffin": N_("Doffin"),
    "renhold": N_("Renholdsregisteret (cleaning)"),
    "bemanning": N_("Bemanningsforetaksregisteret (staffing)"),
    "bilpleie": N_("Bilpleieregisteret (car care)"),
    "sentral_godkjenning": N_("Sentral godkjenning (building)"),
}
SEVERITY: Final[Mapping[str, str]] = {
    "hard": N_("Decide now"),
    "grave": N_("Serious"),
    "watch": N_("Look into"),
    "note": N_("Worth knowing"),
}
SIGNAL_DONE: Final[Mapping[str, str]] = {
    "looked_into": N_("Looked into; the contract goes on"),
    "asked_supplier": N_("The supplier is asked"),
    "control_planned": N_("A control is planned"),
    "contract_stopped": N_("The contract is stopped"),
    "not_relevant": N_("Of no importance for our contracts"),
}
SIGNAL_STATE: Final[Mapping[str, str]] = {
    "open": N_("Open"),
    "answered": N_("Answered"),
    "cleared": N_("No longer so"),
}
PAPER: Final[Mapping[str, str]] = {
    "tax_certificate": N_("Tax certificate"),
    "extended_tax_certificate": N_("Extended tax certificate"),
    "company_certificate": N_("Company certificate"),
    "cleaning": N_("Print from Renholdsregisteret"),
    "staffing": N_("Print from Bemanningsforetaksregisteret"),
    "car_care": N_("Print from Bilpleieregisteret"),
    "central_approval": N_("Print of Sentral godkjenning"),
}
REGISTER_STATUS: Final[Mapping[str, str]] = {
    "approved": N_("Approved"),
    "application_pending": N_("Application under treatment"),
    "hms_card_order_pending": N_("HSE cards ordered"),
    "not_approved": N_("Not approved"),
    "not_listed": N_("Not in the register"),
}
CASE_STATE: Final[Mapping[str, str]] = {
    "draft": N_("Waiting to be sent"),
    "sent": N_("Sent"),
    "pending": N_("Waiting for consent"),
    "granted": N_("Consent given"),
    "harvested": N_("Answered"),
    "denied": N_("Consent refused"),
    "expired": N_("Run out"),
    "revoked": N_("Consent withdrawn"),
    "failed": N_("Stopped"),
    "paper": N_("Paper asked for instead"),
}
CODE_STATE: Final[Mapping[str, str]] = {
    "asked": N_("asked"),
    "pending": N_("waits for consent"),
    "waiting": N_("being prepared"),
    "available": N_("ready to be fetched"),
    "harvested": N_("answered"),
    "denied": N_("refused"),
    "expired": N_("run out"),
    "revoked": N_("consent withdrawn"),
    "unavailable": N_("not available"),
    "skipped": N_("not taken: the trade is not on eBevis’ list"),
}
EVIDENCE_CODE: Final[Mapping[str, str]] = {
    "RestanserV2": N_("Tax and VAT arrears"),
    "Arbeidsgiveravgift": N_("Employer’s contribution, last three terms"),
    "MvaMeldingsOpplysning": N_("VAT returns"),
    "OppdragUtenlandskeVirksomheter": N_("Assignments to foreign firms"),
}
SUPPLIER_FILTER: Final[Mapping[str, str]] = {
    "signals": N_("Something to look into"),
    "not_asked": N_("Not asked about yet"),
    "old": N_("Old answers"),
    "no_number": N_("Organisation number not known"),
}
REGISTER_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "register": SOURCE,
    "severity": SEVERITY,
    "signal_done": SIGNAL_DONE,
    "signal_state": SIGNAL_STATE,
    "paper": PAPER,
    "register_status": REGISTER_STATUS,
    "case_state": CASE_STATE,
    "code_state": CODE_STATE,
    "evidence_code": EVIDENCE_CODE,
    "supplier_filter": SUPPLIER_FILTER,
}
