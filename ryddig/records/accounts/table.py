"""Who may do what: one table, role × action, and how far each right goes.

`docs/how-to/access.md` shows this table; a test keeps the two equal. `access.py` asks it.
"""

from collections.abc import Mapping
from enum import StrEnum

from ryddig.records.accounts.models import Role


class Action(StrEnum):
    """Everything a person can ask to do."""

    READ = "read"
    READ_AUDIT = "read_audit"
    REGISTER = "register_contract"
    CHANGE = "change_contract"
    IMPORT = "import_contracts"
    ANSWER = "answer"
    SCREEN = "screen"
    OVERRULE = "overrule_risk"
    RECORD_CONTROL = "record_control"
    CLOSE_FINDING = "close_finding"
    MATCH_SUPPLIER = "match_supplier"
    PLAN = "plan_quarter"
    CHOOSE_LAYERS = "choose_layers"
    SEAT_PEOPLE = "seat_people"
    CONTROL_PAY = "control_pay"
    READ_EVIDENCE = "read_evidence"
    SHRED_EVIDENCE = "shred_evidence"
    ASK_REGISTERS = "ask_registers"
    ANSWER_SIGNAL = "answer_signal"
    ASK_TAX = "ask_tax"
    READ_TAX = "read_tax"
    APPROVE_SUBCONTRACTOR = "approve_subcontractor"
    ORDER_AUDIT = "order_audit"
    REPORT_AUDIT = "report_audit"
    HOLD_DIALOGUE = "hold_dialogue"
    WRITE_SUPPLIER = "write_supplier"
    NOTE_DEVIATION = "note_deviation"
    HANDLE_DEVIATION = "handle_deviation"
    CONFIRM_SANCTION = "confirm_sanction"
    TERMINATE = "terminate_contract"
    CONTROL_ON_SITE = "control_on_site"
    READ_TALKS = "read_talks"
    ARCHIVE = "archive"
    SET_CONFLICT = "set_conflict"
    KEEP_TOKENS = "keep_tokens"
    MIND_PRIVACY = "mind_privacy"


class Reach(StrEnum):
    """How far a role's right goes: nowhere, the one control it was given, its own unit (and those under it), or the
    whole organisation."""

    NO = "no"
    CONTROL = "control"
    UNIT = "unit"
    ALL = "all"


_NO, _UNIT, _ALL = Reach.NO, Reach.UNIT, Reach.ALL
_STAFF = (Role.CONTRACT_MANAGER, Role.CONTROLLER, Role.COORDINATOR, Role.LEADER, Role.AUDITOR)
ROLES = (*_STAFF, Role.EXTERNAL_AUDITOR)
_OF_ONE_CONTROL = frozenset({Action.READ, Action.READ_EVIDENCE, Action.REPORT_AUDIT})
"""What an external auditor may do with the one control of their seat. Everything else they may not."""

TABLE: Mapping[Action, Mapping[Role, Reach]] = {
    action: dict(zip(_STAFF, reaches, strict=True))
    | {Role.EXTERNAL_AUDITOR: Reach.CONTROL if action in _OF_ONE_CONTROL else Reach.NO}
    for action, reaches in {
        #                      manager, controller, coordinator, leader, auditor
        Action.READ: (_ALL, _ALL, _ALL, _ALL, _ALL),
        Action.READ_AUDIT: (_NO, _NO, _ALL, _ALL, _ALL),
        Action.REGISTER: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.CHANGE: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.IMPORT: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.ANSWER: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.SCREEN: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.OVERRULE: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.RECORD_CONTROL: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.CLOSE_FINDING: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.MATCH_SUPPLIER: (_ALL, _NO, _ALL, _NO, _NO),
        Action.PLAN: (_UNIT, _NO, _ALL, _ALL, _NO),
        Action.CHOOSE_LAYERS: (_NO, _NO, _ALL, _NO, _NO),
        Action.SEAT_PEOPLE: (_NO, _NO, _ALL, _NO, _NO),
        Action.CONTROL_PAY: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.READ_EVIDENCE: (_UNIT, _UNIT, _ALL, _NO, _ALL),
        Action.SHRED_EVIDENCE: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.ASK_REGISTERS: (_ALL, _ALL, _ALL, _NO, _NO),
        Action.ANSWER_SIGNAL: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.ASK_TAX: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.READ_TAX: (_UNIT, _NO, _ALL, _NO, _ALL),
        Action.APPROVE_SUBCONTRACTOR: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.ORDER_AUDIT: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.REPORT_AUDIT: (_NO, _NO, _NO, _NO, _NO),
        Action.HOLD_DIALOGUE: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.WRITE_SUPPLIER: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.NOTE_DEVIATION: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.HANDLE_DEVIATION: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.CONFIRM_SANCTION: (_UNIT, _NO, _ALL, _ALL, _NO),
        Action.TERMINATE: (_NO, _NO, _NO, _ALL, _NO),
        Action.CONTROL_ON_SITE: (_UNIT, _UNIT, _ALL, _NO, _NO),
        Action.READ_TALKS: (_NO, _NO, _ALL, _NO, _NO),
        Action.ARCHIVE: (_UNIT, _NO, _ALL, _NO, _NO),
        Action.SET_CONFLICT: (_NO, _NO, _ALL, _ALL, _NO),
        Action.KEEP_TOKENS: (_NO, _NO, _ALL, _NO, _NO),
        Action.MIND_PRIVACY: (_NO, _NO, _ALL, _NO, _NO),
    }.items()
}


NEVER_LENT = frozenset({Action.SEAT_PEOPLE, Action.SET_CONFLICT, Action.KEEP_TOKENS})
"""What a deputy may not do with a lent seat: it would outlive the loan."""
OPEN_TO_BLOCKED = frozenset({Action.READ, Action.READ_AUDIT})
"""What a conflict of interest leaves a person: the register they share. Not preparing, not deciding (forvaltningsloven
§ 6), and none of the papers that a decision rests on (§ 13 b: for those who need them in their work)."""


def access_table() -> str:
    """The table as Markdown, for the page that documents it."""
    words = {Reach.NO: "–", Reach.CONTROL: "own control", Reach.UNIT: "own unit", Reach.ALL: "yes"}
    head = "| Action | " + " | ".join(role.value.replace("_", " ") for role in ROLES) + " |"
    rows = [
        f"| `{action.value}` | " + " | ".join(words[TABLE[action][role]] for role in ROLES) + " |" for action in Action
    ]
    return "\n".join([head, "|---" * (len(ROLES) + 1) + "|", *rows])
