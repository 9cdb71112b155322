"""Fields that no form asks for are sent along: nothing is set that was not asked for."""

from ryddig.records.accounts.models import Membership, Organisation, User
from ryddig.records.contracts.models import Contract
from tests.api.asking import key_for
from tests.attacks.browsing import logged_in, office_addresses
from tests.cast import Cast

EXTRA = {
    "organisation": "2",
    "organisation_id": "2",
    "risk_level": "high",
    "risk_rank": "9",
    "screening_id": "987654",
    "is_superuser": "1",
    "is_staff": "1",
    "id": "1",
}


def test_a_contract_keeps_what_services_write(cast: Cast, theirs: Contract) -> None:
    kari = logged_in(cast, cast.kari)
    form = kari.get(f"/contracts/{theirs.pk}/edit/").context["form"]
    sent = {name: value for name, value in form.initial.items() if isinstance(value, str | int) and value is not True}
    kari.post(f"/contracts/{theirs.pk}/edit/", {**sent, **EXTRA, "title": "Nytt navn"})
    row = Contract.objects.visible_to(cast.kari).get(id=theirs.pk)
    assert row.title == "Nytt navn", "the form itself was taken"
    assert row.organisation_id == cast.fjordvik.pk
    assert (row.risk_level, row.risk_rank) != ("high", 9)
    assert row.screening_id != int(EXTRA["screening_id"])


def test_no_address_of_the_office_takes_them(cast: Cast, theirs: Contract) -> None:
    """Each is sent all of them, and nobody and nothing has become another's, or more, after it."""
    kari, more = logged_in(cast, cast.kari), {**EXTRA, "role": "coordinator", "user": "1", "is_system": "1"}
    before = _who_is_what()
    asked = [kari.post(address, more).status_code for address in office_addresses() if "logout" not in address]
    assert len(asked) > 150
    assert set(asked) >= {302, 403}
    assert 500 not in asked
    assert _who_is_what() == before
    assert not Contract.objects.visible_to(cast.kari).filter(risk_rank=9).exists()


def _who_is_what() -> list[object]:
    why = "the test looks at both buyers"
    return [
        list(User.objects.order_by("id").values_list("id", "is_superuser", "is_staff", "is_system", "is_active")),
        list(Membership.objects.unscoped(why).order_by("id").values_list("id", "organisation", "user", "role", "unit")),
        list(Contract.objects.unscoped(why).order_by("id").values_list("id", "organisation", "unit")),
        Organisation.objects.count(),
    ]


def test_nobody_becomes_more_by_a_form_about_themselves(cast: Cast) -> None:
    kari = logged_in(cast, cast.kari)
    for address in ("/language/", "/account/organisation/", "/account/keys/", "/absence/"):
        kari.post(address, {**EXTRA, "language": "nn", "role": "coordinator"})
    user = User.objects.get(id=cast.kari.user_id)
    assert (user.is_superuser, user.is_staff, user.memberships.count()) == (False, False, 1)


def test_the_api_refuses_a_field_it_does_not_know(cast: Cast) -> None:
    key = key_for(cast.lise, may_write=True)
    facts = {"unit_id": cast.property.pk, "reference": "X-1", "title": "Prøve"}
    for name in EXTRA:
        assert key.post("/contracts", {**facts, name: 1}).status_code == 422, name
    assert not Contract.objects.visible_to(cast.lise).exists()
