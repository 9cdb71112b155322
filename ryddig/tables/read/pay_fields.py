"""What a payroll file may tell: one field for each kind of column, and which canonical column it fills in which kind of
file. The glossary's `field: pay=hours` points here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# How the cells of a field are read: pay_sql.py (fast) and pay_cells.py (careful) have one entry for each.
_BY_TYPE: Final = {
    "text": "site code provider unit line_code employer_name contract_ref",
    "day": """day born_on experience_from started_on ended_on paid_on issued_on agreed_on expires_on seen_on signed_on
        starts_on told_on""",
    "moment": "start end first last",
    "span": "span",
    "hours": "hours overtime_hours",
    "exact_hours": "ordinary_hours paid_overtime_hours",
    "break": "break",
    "month": "period",
    "money": "gross net tax holiday_basis holiday_pay pension month_pay amount contribution pension_pay",
    "rate": "rate",
    "percent": "overtime_percent share_percent",
    "yes_no": """away travel apprentice certificate tariff_bound stockman own_goods exempt hired_in counts_as_pay cash
        photo owner""",
    "whole": "vehicle_kg pay_times year month_number run",
    "orgnr": "employer",
    "trade": "trade",
    "category": "category",
    "occupation": "occupation",
    "line_kind": "line_kind",
    "ground": "ground",
    "card_kind": "card_kind",
    "plan": "plan",
    "week_plan": "week_plan",
    "trip": "trip",
    "pay_method": "pay_method",
    "identity": "worker_no national_id name first_name last_name account holder card",
}
# A column of a payslip list that holds one kind of line: its field is the kind or the ground.
LINE_COLUMNS: Final[Mapping[str, tuple[str, str]]] = {
    **{
        f"line_{kind}": (kind, "")
        for kind in (
            [
                "ordinary",
                "fixed_supplement",
                "overtime_supplement",
                "night",
                "shift",
                "away",
                "weekend",
                "refund",
                "posting_allowance",
            ]
        )
    },
    **{
        f"deduct_{ground}": ("deduction", ground)
        for ground in [
            "lodging",
            "tools",
            "transport",
            "agency",
            "union",
            "pension",
            "damage",
            "strike",
            "law",
            "other",
        ]
    },
}
FIELDS: Final[Mapping[str, str]] = {
    **{name: kind for kind, names in _BY_TYPE.items() for name in names.split()},
    **dict.fromkeys(LINE_COLUMNS, "money"),
}
IDENTITY: Final = ("worker_no", "national_id", "name", "first_name", "last_name")
PERSON_FACTS: Final[Mapping[str, str]] = {
    **{
        name: name
        for name in [
            "born_on",
            "experience_from",
            "started_on",
            "ended_on",
            "apprentice",
            "certificate",
            "tariff_bound",
            "plan",
            "week_plan",
            "stockman",
            "vehicle_kg",
            "own_goods",
            "exempt",
            "hired_in",
            "share_percent",
        ]
    },
    "trade": "trade",
    "category": "category",
    "employer": "employer",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the canonical table it fills, canonical column -> fields that may fill it (the first that the
    file has), the columns a row must have, and fields by which such a file is known. `signs`: every group must have a
    field in the file."""

    name: str
    table: str
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    signs: tuple[tuple[str, ...], ...]
    never: tuple[str, ...] = ()


def _columns(text: str) -> dict[str, tuple[str, ...]]:
    """`column=field|field` by words; a bare word is a column with a field of the same name."""
    pairs = (word.partition("=") for word in text.split())
    return {name: tuple(fields.split("|")) if fields else (name,) for name, _, fields in pairs}


_WORK: Final = "trade=trade|occupation category=category|occupation"
_ALL: Final = (
    Kind(
        "cards",
        "cards",
        _columns(
            "card employer kind=card_kind issued_on expires_on=expires_on|ended_on|last seen_on=seen_on|day photo"
        ),
        (),
        (("card",), ("expires_on", "issued_on", "card_kind", "photo")),
        never=("gross", "hours"),
    ),
    Kind(
        "members",
        "members",
        _columns("""provider first=first|started_on|period last=last|ended_on|period pay_ore=pension_pay|gross|amount
            contribution_ore=contribution|pension paid_on"""),
        (),
        (("provider", "contribution"),),
        never=("net", "ordinary_hours", "rate"),
    ),
    Kind(
        "wage_lines",
        "lines",
        _columns("kind=line_kind ore=amount mmin=hours|ordinary_hours counts_as_pay ground agreed_on"),
        ("first",),
        (("line_kind", "line_code"), ("amount", "hours")),
        never=("start", "end", "span", "gross"),
    ),
    Kind(
        "payments",
        "payments",
        _columns("paid_on=paid_on|day ore=amount|net account holder cash=cash|pay_method"),
        ("paid_on", "ore"),
        (("account", "holder", "cash", "pay_method"), ("amount", "net"), ("paid_on", "day")),
        never=("gross", "tax", "line_kind", "rate"),
    ),
    Kind(
        "plans",
        "plans",
        _columns("told_on starts_on=starts_on|first|start last=last|ended_on|end"),
        ("starts_on",),
        (("told_on",), ("starts_on", "first", "start")),
    ),
    Kind(
        "contracts",
        "contracts",
        _columns("employer signed_on starts_on=starts_on|started_on|first category=category|occupation rate pay_times"),
        (),
        (("signed_on", "pay_times"),),
        never=("gross", "hours"),
    ),
    Kind(
        "payslips",
        "slips",
        _columns(f"""{_WORK} rate ordinary_mmin=ordinary_hours|hours overtime_mmin=paid_overtime_hours|overtime_hours
            overtime_percent gross_ore=gross month_ore=month_pay net_ore=net|amount tax_ore=tax
            holiday_basis_ore=holiday_basis holiday_pay_ore=holiday_pay pension_ore=pension|contribution paid_on
            issued_on employer account"""),
        ("first",),
        (
            ("gross", "net", "rate", "ordinary_hours", "month_pay"),
            ("period", "first", "month_number", "paid_on"),
        ),
        never=("start", "end", "span"),
    ),
    Kind(
        "employed",
        "employed",
        _columns("employer first=first|started_on last=last|ended_on share_percent owner"),
        (),
        (("first", "started_on"), ("share_percent", "ended_on", "last", "owner", "employer")),
        never=("hours", "gross", "start", "end", "day", "card", "site", "rate", "amount"),
    ),
    Kind(
        "timesheet",
        "shifts",
        _columns(f"{_WORK} code site trip away travel"),
        ("on_day", "minutes"),
        (("hours", "span", "start", "first"), ("day", "start", "first")),
        never=("gross", "net"),
    ),
    Kind(
        "crew",
        "crew",
        _columns("on_day=day|start|first site employer card"),
        ("on_day",),
        (("site", "card", "employer"), ("day", "start", "first")),
    ),
    Kind("people", "workers", {}, (), (tuple(PERSON_FACTS),)),
)
KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in _ALL}
CREW_SIGN: Final = "card"  # a list of hours with card numbers is from a gate, and a site list holds no hours


def kind_by_fields(fields: frozenset[str]) -> str:
    """The kind of file that has these fields; empty when none fits. The more telling kinds come first."""
    for kind in _ALL:
        if fields.isdisjoint(kind.never) and all(not fields.isdisjoint(group) for group in kind.signs):
            return "crew" if kind.name == "timesheet" and CREW_SIGN in fields else kind.name
    return ""
