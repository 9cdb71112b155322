"""What is kept of persons: each kind once, with why, on what ground, how long, and what takes it away.

An app declares its kinds in `personal.py` beside its models, and names there the text fields that hold nothing of
persons. A test walks every model: a field that neither says is an error. The shredder, the page in the office, the
data-subject's copy, the record of processing and the DPIA are all made from these declarations.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.utils.module_loading import autodiscover_modules

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_

Shred = Callable[[date], int]
DueRows = Callable[[date], QuerySet[Any]]
Again = Callable[[Mapping[str, Any], date], bool]
"""Shreds a row anew that came back with a back-up; says whether there was one."""

TASK: Final = N_("GDPR article 6(1)(e), a task in the public interest: following up the organisation’s contracts")
DUTY: Final = N_(
    "GDPR article 6(1)(c), a legal obligation: requirements on wages and working conditions are controlled"
)
SECURITY: Final = N_("GDPR article 6(1)(e) and article 32: only the right persons get in")
ARCHIVE: Final = N_("GDPR article 6(1)(c), a legal obligation: decisions are documented and archived")


@dataclass(frozen=True, slots=True, eq=False)
class PersonalKind:
    """One kind of personal data. Texts are English msgids.

    `whose`: the persons. `basis`: proposed by Ryddig; the controller decides. `retention`: how long, in words;
    `remains`: what stays when it is shredded. `fields`: model label -> names of fields. `due`: rows whose last day has
    passed; `shred`: takes them away. Neither: `retention` says what ends it. `special`: sensitive beyond the ordinary
    (article 9, or national identity numbers).
    """

    code: str
    name: str
    whose: str
    purpose: str
    basis: str
    retention: str
    remains: str
    fields: Mapping[str, tuple[str, ...]]
    due: DueRows | None = None
    shred: Shred | None = None
    again: Mapping[str, Again] = field(default_factory=dict)
    special: str = ""


NOTES: Final = "notes"
_KINDS: Final[dict[str, PersonalKind]] = {}
_PLAIN: Final[dict[str, frozenset[str]]] = {}


def declare_personal(kind: PersonalKind) -> PersonalKind:
    """A new kind. Raises OurFault: declared twice, or due without a shredder."""
    if kind.code in _KINDS or (kind.due is None) != (kind.shred is None):
        raise OurFault(
            "personal.declared", N_("Personal data %(code)s is declared wrongly."), params={"code": kind.code}
        )
    _KINDS[kind.code] = kind
    return kind


def hold_nothing_of_persons(fields: Mapping[str, str]) -> None:
    """Text fields that hold codes, digests, names of things and other values that tell nothing of a person."""
    _PLAIN.update({model: _PLAIN.get(model, frozenset()) | frozenset(names.split()) for model, names in fields.items()})


def declare_notes(fields: Mapping[str, str]) -> None:
    """Fields in which the organisation's own people write as they like. They are one kind, whatever the app."""
    known = _KINDS[NOTES].fields if NOTES in _KINDS else {}
    more = {model: (*known.get(model, ()), *names.split()) for model, names in fields.items()}
    _KINDS[NOTES] = PersonalKind(
        code=NOTES,
        name=N_("Reasons and notes"),
        whose=N_("Anybody whom the organisation’s own people mention"),
        purpose=N_("Show why something was decided"),
        basis=ARCHIVE,
        retention=N_("As long as the contract is kept; pages ask people to leave names out"),
        remains=N_("The chain of events keeps a fingerprint of the words, not the words"),
        fields={**known, **more},
    )


def personal_kinds() -> tuple[PersonalKind, ...]:
    """Every kind, in the order of the apps."""
    autodiscover_modules("personal")
    return tuple(_KINDS.values())


def plain_fields() -> Mapping[str, frozenset[str]]:
    """Model label -> text fields that hold nothing of persons."""
    autodiscover_modules("personal")
    return _PLAIN


def kind_of_code(code: str) -> PersonalKind:
    """The kind. Raises KeyError."""
    return {kind.code: kind for kind in personal_kinds()}[code]


def due_by_organisation(kind: PersonalKind, on: date) -> dict[int, int]:
    """Organisation id -> how many rows are due."""
    if kind.due is None:
        return {}
    counted = kind.due(on).order_by().values("organisation_id").annotate(number=Count("pk"))
    return {row["organisation_id"]: row["number"] for row in counted}


def fields_of(kinds: Iterable[PersonalKind]) -> dict[str, set[str]]:
    """Model label -> every field that some kind names."""
    named: dict[str, set[str]] = {}
    for kind in kinds:
        for model, names in kind.fields.items():
            named.setdefault(model, set()).update(names)
    return named
