"""Everything kept of persons is declared, shredded on its day with a receipt, and found when the person asks."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import models

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.accounts.models import ApiToken, Membership, User
from ryddig.records.accounts.personal_kinds import (
    PersonalKind,
    declare_personal,
    fields_of,
    kind_of_code,
    personal_kinds,
    plain_fields,
)
from ryddig.records.accounts.scope import OwnedRow
from ryddig.records.audit.forgetting import forget, receipts, standing
from ryddig.records.audit.models import Event, ShredReceipt
from ryddig.records.audit.queries import check_chain
from ryddig.records.audit.subject_copy import belongs_by, copy_for, open_fields
from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier
from ryddig.records.correspondence.models import SupplierContact
from ryddig.records.correspondence.services import add_contact
from ryddig.records.evidence.models import Evidence
from tests.cast import TODAY, Cast, contract
from tests.pay_world import received

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField)
LATER = TODAY + timedelta(days=400)


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


def undeclared(model: type[models.Model]) -> set[str]:
    """Fields of a model in which a person could stand, and that no declaration names either way."""
    label = model._meta.label
    text = {field.name for field in model._meta.concrete_fields if isinstance(field, TEXT) and not field.choices}
    return text - fields_of(personal_kinds()).get(label, set()) - plain_fields().get(label, frozenset())


def test_every_field_that_could_hold_a_person_is_declared() -> None:
    found = {model._meta.label: undeclared(model) for model in apps.get_models(include_auto_created=True)}
    assert {label: names for label, names in found.items() if names} == {}


def test_a_new_field_without_a_declaration_is_found() -> None:
    class Interview(models.Model):  # noqa: DJ008 - never shown
        told = models.TextField()

        class Meta:
            app_label = "evidence"

    try:
        assert undeclared(Interview) == {"told"}
    finally:
        del apps.all_models["evidence"]["interview"]
        apps.clear_cache()


def test_what_is_declared_is_there_and_is_declared_once() -> None:
    named = [(label, names) for label, names in [*fields_of(personal_kinds()).items(), *plain_fields().items()]]
    for label, names in named:
        known = {field.name for field in apps.get_model(label)._meta.concrete_fields}
        assert names <= known, label
    for label, plain in plain_fields().items():
        assert not plain & fields_of(personal_kinds()).get(label, set()), label


@pytest.mark.parametrize("kind", personal_kinds(), ids=lambda kind: kind.code)
def test_each_kind_says_all_and_its_shredder_runs(db: None, kind: PersonalKind) -> None:
    assert all((kind.name, kind.whose, kind.purpose, kind.basis, kind.retention, kind.remains, kind.fields))
    assert forget(kind, TODAY) == 0
    with pytest.raises(OurFault):
        declare_personal(kind)


def test_what_is_due_is_shown_and_shredded_with_a_receipt(cast: Cast, row: Contract) -> None:
    kept = received(cast.kari, row)
    files = kind_of_code("files")
    assert {one.kind.code: one.due for one in standing(cast.lise, LATER)}["files"] == 1
    assert {one.kind.code: one.due for one in standing(cast.lise, TODAY)}["files"] == 0
    assert forget(files, LATER) == 1
    (receipt,) = receipts(cast.lise)
    assert (receipt.kind, receipt.number, receipt.on) == ("files", 1, LATER)
    kept.refresh_from_db()
    assert (kept.name, kept.wrapped_key, kept.sha256 != "") == ("", "", True), "what was found survives without it"
    assert Event.objects.visible_to(cast.lise).order_by("-number")[0].type == "personal.shredded"
    assert forget(files, LATER) == 0
    assert ShredReceipt.objects.visible_to(cast.lise).count() == 1
    assert check_chain(cast.fjordvik.pk).why is None


def contact(cast: Cast, row: Contract) -> SupplierContact:
    made = Supplier.objects.create(organisation_id=row.organisation_id, name="Prøve AS")
    supplier = ContractSupplier.objects.create(organisation_id=row.organisation_id, contract=row, supplier=made)
    name, email = "Øyvind Liksom", "oyvind@prove.example"
    given: dict[str, Any] = {"contract_id": row.pk, "supplier_id": supplier.supplier_id, "name": name, "email": email}
    return add_contact(actor=cast.kari, **given, language="nb", on=TODAY)


def test_a_person_gets_a_copy_of_what_is_kept_of_them(cast: Cast, row: Contract) -> None:
    made = contact(cast, row)
    Evidence.objects.visible_to(cast.kari).filter(id=received(cast.kari, row).pk).update(name="Øyvind Liksom.csv")
    found = copy_for(cast.lise, "Øyvind Liksom", on=TODAY)
    assert {(one.model, one.number) for one in found} >= {("correspondence.SupplierContact", made.pk)}
    assert {one.kind.code for one in found} == {"supplier_contacts", "files"}
    assert all("wrapped_key" not in one.said for one in found)
    assert [one.number for one in copy_for(cast.lise, "OYVIND@prove.example", on=TODAY)] == [made.pk]
    last = Event.objects.visible_to(cast.lise).order_by("-number")[0]
    assert (last.type, last.details) == ("personal.fetched", {"number": 1})


UNSEEN = {"accounts.LoginTry", "sessions.Session", "mfa.Authenticator", "account.EmailConfirmation"}
UNSEEN |= {
    "socialaccount.SocialToken",
    "correspondence.Subscription",
    "correspondence.SupplierLink",
    "evidence.Thumbnail",
}
"""Secrets, fingerprints and small pictures alone: no words stand there to be looked for."""


def test_every_kind_is_looked_through(cast: Cast) -> None:
    """Each declared model is searched by words, or goes with the person whose it is, or holds secrets alone."""
    for kind in personal_kinds():
        for label in kind.fields:
            searched = issubclass(apps.get_model(label), OwnedRow | User) or belongs_by(label)
            told = bool(open_fields(kind, label))
            assert label in UNSEEN if not told else searched, f"{kind.code}: {label}"


def test_what_belongs_to_a_person_goes_along_and_nothing_of_another_buyers(cast: Cast) -> None:
    user = cast.user(cast.kari)
    UserSession.objects.create(user=user, session_key="k" * 32, ip="192.0.2.7", user_agent="Firefox", data={})
    seat = Membership.objects.create(organisation=cast.nesodden, user=user, role="auditor")
    for organisation, membership in ((cast.nesodden, seat), (cast.fjordvik, user.memberships.order_by("id")[0])):
        ApiToken.objects.create(
            organisation=organisation,
            membership=membership,
            name="Rapport",
            digest=organisation.name,
            made_on=TODAY,
            expires_on=TODAY,
        )
    found = copy_for(cast.lise, user.username, on=TODAY)
    told = [(one.model, one.said) for one in found if one.model in {"usersessions.UserSession", "accounts.ApiToken"}]
    assert sorted(told, key=str) == [
        ("accounts.ApiToken", {"name": "Rapport", "shown": ""}),
        ("usersessions.UserSession", {"ip": "192.0.2.7", "user_agent": "Firefox"}),
    ]


def test_one_of_our_own_gets_what_they_did(cast: Cast, row: Contract) -> None:
    received(cast.kari, row)
    found = copy_for(cast.lise, cast.user(cast.kari).email or cast.user(cast.kari).username, on=TODAY)
    assert {one.model for one in found} >= {"accounts.User", "audit.Event"}
    assert any(one.said.get("type") == "evidence.received" for one in found)
    assert all("password" not in one.said for one in found)


def test_another_buyers_persons_are_not_found(cast: Cast, row: Contract) -> None:
    contact(cast, row)
    from ryddig.records.accounts.access import Actor, Seat
    from ryddig.records.accounts.models import Role

    other = Actor(cast.omar.user_id, "x", "nb", cast.nesodden.pk, (Seat(Role.COORDINATOR, None),))
    assert copy_for(other, "Øyvind Liksom", on=TODAY) == []


def test_only_the_coordinator_minds_this(cast: Cast, row: Contract) -> None:
    for actor in (cast.kari, cast.petter, cast.bjorn, cast.ada):
        with pytest.raises(NotAllowed):
            copy_for(actor, "Øyvind Liksom", on=TODAY)
        with pytest.raises(NotAllowed):
            standing(actor, TODAY)
    with pytest.raises(UserCanFix, match="at least 4"):
        copy_for(cast.lise, "Ø L", on=TODAY)
