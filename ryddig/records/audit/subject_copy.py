"""What is kept of one person: found by name, address or number in every field that is declared to hold persons."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Action, Actor, Case, require
from ryddig.records.accounts.models import Leaver, User
from ryddig.records.accounts.personal_kinds import PersonalKind, personal_kinds
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.audit import events
from ryddig.records.audit.models import Event
from ryddig.records.audit.services import Entry, record_event

SHORTEST: Final = 4
MOST: Final = 500
SECRET: Final = frozenset(
    {
        *("password", "wrapped_key", "token", "token_secret", "token_hash", "key", "digest"),
        *("session_key", "session_data", "data", "calendar_hash"),
        *("evidence.Evidence.place", "reviews.Upload.place"),
    }
)
"""Fields that open something, of any model or of the one named: they go to nobody, and nobody is looked for there."""
BELONGS: Final = {
    "user": "accounts.User",
    "contact": "correspondence.SupplierContact",
    "membership__user": "accounts.User",
}
"""Fields that say whose a row is -> the model of the person: such a row goes with the person, whatever stands in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a kind in which the person stands: model, id, and what its personal fields say."""

    kind: PersonalKind
    model: str
    number: int
    said: dict[str, Any]


def copy_for(actor: Actor, asked: str, *, on: date) -> list[Found]:
    """Everything of the actor's buyer in which the words stand; that it was fetched is an event.

    Raises UserCanFix for words so short that they would find everybody.
    """
    require(actor, Action.MIND_PRIVACY, Case(actor.organisation_id))
    words = " ".join(asked.split())
    if len(words) < SHORTEST:
        text = N_("Write at least %(most)s characters: a whole name, an e-mail address or a number.")
        raise UserCanFix("personal.too_short", text, params={"most": SHORTEST})
    found = [one for kind in personal_kinds() for one in _of_kind(actor, kind, words)]
    found += [one for kind in personal_kinds() for one in _belonging(actor, kind, found)]
    found += _acts(actor, found)
    with transaction.atomic():
        entry = Entry(events.PERSONAL_FETCHED, "organisation", actor.organisation_id, details={"number": len(found)})
        record_event(entry, actor=actor, on=on)
    return found


def _of_kind(actor: Actor, kind: PersonalKind, words: str) -> Iterator[Found]:
    for label in kind.fields:
        model, open_names = apps.get_model(label), open_fields(kind, label)
        rows = _rows(actor, model)
        if rows is None or not open_names:
            continue
        for row in _holding(rows, model, open_names, words=words)[:MOST]:
            yield _found(kind, row, open_names)


def _belonging(actor: Actor, kind: PersonalKind, found: list[Found]) -> Iterator[Found]:
    """Rows of the people found: where they are logged in, mails to them, their keys. Never another buyer's."""
    there = {(one.model, one.number) for one in found}
    for label in kind.fields:
        model, open_names, path = apps.get_model(label), open_fields(kind, label), belongs_by(label)
        people = {number for found_in, number in there if path and found_in == BELONGS[path]}
        if people and open_names:
            owned = _rows(actor, model)
            rows = model._default_manager.all() if owned is None else owned  # noqa: SLF001 - documented by Django
            mine = rows.filter(**{f"{path}__in": people}).order_by("pk")[:MOST]
            yield from (_found(kind, row, open_names) for row in mine if (label, row.pk) not in there)


def open_fields(kind: PersonalKind, label: str) -> list[str]:
    """Fields of a model in which somebody may be looked for, and which may be told."""
    model = apps.get_model(label)
    return [
        name for name in kind.fields[label] if not {name, f"{label}.{name}"} & SECRET and not _is_binary(model, name)
    ]


def belongs_by(label: str) -> str:
    """The field of a model that says whose a row is; empty where none does."""
    model = apps.get_model(label)
    for path, target in BELONGS.items():
        names = {field.name: field.related_model for field in model._meta.concrete_fields if field.is_relation}  # noqa: SLF001 - documented by Django
        first, _, more = path.partition("__")
        if first in names and (more or names[first] is apps.get_model(target)):
            return path
    return ""


def _found(kind: PersonalKind, row: models.Model, names: list[str]) -> Found:
    return Found(kind, row._meta.label, row.pk, {name: getattr(row, name) for name in names})  # noqa: SLF001 - documented by Django


def _is_binary(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.BinaryField)  # noqa: SLF001 - documented by Django


def _rows(actor: Actor, model: type[models.Model]) -> QuerySet[Any] | None:
    """The buyer's rows; people by their seats, and those who left. None: rows that belong to no buyer."""
    if issubclass(model, OwnedRow):
        owned: QuerySet[Any] = model.objects.visible_to(actor)
        return owned
    if issubclass(model, User):
        here, left = Q(memberships__organisation_id=actor.organisation_id), Leaver.objects.visible_to(actor)
        return User.objects.filter(here | Q(pk__in=left.values("user"))).distinct()
    return None


def _holding(rows: QuerySet[Any], model: type[models.Model], names: list[str], *, words: str) -> QuerySet[Any]:
    any_of, as_text = Q(), {}
    for name in names:
        field = model._meta.get_field(name)  # noqa: SLF001 - documented by Django
        if isinstance(field, models.JSONField):
            as_text[f"{name}_text"] = Cast(name, models.TextField())
            as_json = json.dumps(words)[1:-1]  # as SQLite keeps it; PostgreSQL keeps the letters themselves
            any_of |= Q(**{f"{name}_text__icontains": words}) | Q(**{f"{name}_text__icontains": as_json})
        else:
            any_of |= Q(**{f"{name}__icontains": words})
    if issubclass(model, User) and len(parts := words.split()) > 1:
        any_of |= Q(first_name__icontains=" ".join(parts[:-1]), last_name__icontains=parts[-1])
    found: QuerySet[Any] = rows.annotate(**as_text).filter(any_of).order_by("pk")
    return found


def _acts(actor: Actor, found: list[Found]) -> list[Found]:
    """What the buyer's own people among those found have done, as it stands in the chain: type, day and subject."""
    people = [(one.kind, one.number) for one in found if one.model == "accounts.User"]
    acts = []
    for kind, number in people:
        rows = Event.objects.visible_to(actor).filter(actor_id=number).order_by("-number")[:MOST]
        told = ((row.number, {"type": row.type, "on": row.on, "subject": row.subject_type}) for row in rows)
        acts += [Found(kind, "audit.Event", at, said) for at, said in told]
    return acts
