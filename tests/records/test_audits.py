"""An external audit: ordered for one control, the auditor let in to that alone, delivered, accepted, and out again."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from ryddig.domain.errors import UserCanFix
from ryddig.records.accounts.access import Action, Case, NotAllowed, actor_of, may
from ryddig.records.accounts.models import Membership, Role, User
from ryddig.records.correspondence.models import Mail
from ryddig.records.evidence.services import fetch_file
from ryddig.records.followup.models import PayControl
from ryddig.records.reviews.audits import AuditTerms, audit_for, close_audit, deliver_audit, order_audit, seat_auditor
from tests import pay_world
from tests.audit_world import EMAIL, TERMS, auditor, ordered, seated
from tests.cast import TODAY, Cast, contract


@pytest.fixture
def pay(cast: Cast) -> PayControl:
    return pay_world.opened(cast.kari, contract(cast))


def everything(cast: Cast) -> list[Case]:
    return [Case(cast.fjordvik.pk), Case(cast.fjordvik.pk, cast.property.pk), Case(cast.nesodden.pk)]


def test_an_auditor_may_nothing_but_read_and_report_on_the_control(cast: Cast, pay: PayControl) -> None:
    eva = auditor(seated(cast.kari, ordered(cast.kari, pay)))
    assert (eva.is_external, eva.units) == (True, frozenset())
    assert not [action for action in Action for case in everything(cast) if may(eva, action, case)]
    own = Case(cast.fjordvik.pk, cast.property.pk, ("pay_control", pay.pk))
    allowed = {action for action in Action if may(eva, action, own)}
    assert allowed == {Action.READ, Action.READ_EVIDENCE, Action.REPORT_AUDIT}
    other = Case(cast.fjordvik.pk, cast.property.pk, ("pay_control", pay.pk + 1))
    assert not [action for action in Action if may(eva, action, other)]


def test_only_the_files_of_the_control_open(cast: Cast, pay: PayControl) -> None:
    row = seated(cast.kari, ordered(cast.kari, pay))
    eva, evidence = auditor(row), pay.files.get().evidence_id
    assert fetch_file(actor=eva, evidence_id=evidence, on=TODAY, control=row.control).pk == evidence
    with pytest.raises(NotAllowed):
        fetch_file(actor=eva, evidence_id=evidence, on=TODAY)
    with pytest.raises(NotAllowed):
        fetch_file(actor=eva, evidence_id=evidence, on=TODAY, control=("pay_control", pay.pk + 1))


def test_the_seat_ends_with_the_call_off(cast: Cast, pay: PayControl) -> None:
    row = seated(cast.kari, ordered(cast.kari, pay))
    eva = auditor(row)
    done = deliver_audit(
        actor=eva, audit_id=row.pk, hours=Decimal(11), on=TODAY, report=("rapport.pdf", [b"%PDF-1.7\n%%EOF\n"])
    )
    assert (done.state, done.hours_used, done.report_id is not None) == ("delivered", Decimal(11), True)
    close_audit(actor=cast.kari, audit_id=row.pk, accepted=True, on=TODAY)
    user = User.objects.get(username=EMAIL)
    assert actor_of(user) is None
    with pytest.raises(ObjectDoesNotExist):
        audit_for(eva, row.pk)


def test_an_auditor_is_invited_by_mail_and_may_come_again(cast: Cast, pay: PayControl) -> None:
    row = seated(cast.kari, ordered(cast.kari, pay))
    user = User.objects.get(username=EMAIL)
    assert not user.has_usable_password()
    close_audit(actor=cast.kari, audit_id=row.pk, accepted=False, on=TODAY)
    again = seated(cast.kari, ordered(cast.kari, pay))
    assert again.auditor_id == user.pk
    kinds = Mail.objects.visible_to(cast.kari).filter(user=user).values_list("kind", flat=True)
    assert list(kinds) == ["person.invited", "person.invited"]


def test_what_is_not_delivered_is_not_accepted(cast: Cast, pay: PayControl) -> None:
    row = ordered(cast.kari, pay)
    with pytest.raises(UserCanFix, match="not delivered"):
        close_audit(actor=cast.kari, audit_id=row.pk, accepted=True, on=TODAY)
    assert close_audit(actor=cast.kari, audit_id=row.pk, accepted=False, on=TODAY).state == "cancelled"


def test_two_audits_of_one_person_end_one_by_one(cast: Cast, pay: PayControl) -> None:
    second = pay_world.opened(cast.kari, contract(cast, "K-2"))
    one, other = (seated(cast.kari, ordered(cast.kari, control)) for control in (pay, second))
    close_audit(actor=cast.kari, audit_id=one.pk, accepted=False, on=TODAY)
    eva = auditor(other)
    assert eva.controls == {("pay_control", second.pk)}


def test_who_may_order_and_let_in(cast: Cast, pay: PayControl) -> None:
    for actor in (cast.petter, cast.bjorn, cast.ada):
        with pytest.raises(NotAllowed):
            ordered(actor, pay)
    with pytest.raises(ObjectDoesNotExist):
        ordered(cast.omar, pay)
    missing = ("pay_control", 9999)
    with pytest.raises(ObjectDoesNotExist):
        order_audit(actor=cast.kari, contract_id=pay.contract_id, control=missing, terms=TERMS, on=TODAY)
    row = ordered(cast.kari, pay)
    User.objects.filter(username="petter").update(username="petter@eksempel.no")
    with pytest.raises(UserCanFix, match="works here"):
        seat_auditor(actor=cast.kari, audit_id=row.pk, name="Petter", email="petter@eksempel.no", on=TODAY)


def test_somebody_whose_account_is_closed_is_not_opened_again(cast: Cast, pay: PayControl) -> None:
    User.objects.filter(username="omar").update(username="omar@eksempel.no", is_active=False)
    with pytest.raises(UserCanFix, match="closed"):
        seated(cast.kari, ordered(cast.kari, pay), email="omar@eksempel.no")


@pytest.mark.parametrize(
    "terms",
    [
        replace(TERMS, firm=" "),
        replace(TERMS, orgnr="123"),
        replace(TERMS, hours=Decimal(0)),
        replace(TERMS, price_ore=-1),
        replace(TERMS, due_on=TODAY - timedelta(days=1)),
    ],
)
def test_terms_that_cannot_be(cast: Cast, pay: PayControl, terms: AuditTerms) -> None:
    control = ("pay_control", pay.pk)
    with pytest.raises(UserCanFix):
        order_audit(actor=cast.kari, contract_id=pay.contract_id, control=control, terms=terms, on=TODAY)


def test_the_database_keeps_an_external_auditor_to_one_control(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=cast.user(cast.omar), organisation=cast.fjordvik, role=Role.EXTERNAL_AUDITOR)
