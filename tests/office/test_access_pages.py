"""Why may I, why may I not; absence and deputies; API keys: as pages."""

import pytest
from django.test import Client

from ryddig.records.accounts.models import ApiToken, Delegation, Membership
from ryddig.records.contracts.models import Conflict
from ryddig.records.correspondence.tokens import digest_of
from tests.attacks.browsing import logged_in
from tests.cast import TODAY, Cast, contract, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Two buyers and their people; nothing more is asked for here."""
    return make_cast()


def test_a_refusal_leads_to_the_reasons_and_those_name_role_and_unit(cast: Cast) -> None:
    row, petter = contract(cast), logged_in(cast, cast.petter)
    refused = petter.get(f"/contracts/{row.pk}/edit/")
    assert refused.status_code == 403
    assert f"/contracts/{row.pk}/rights/" in refused.content.decode()
    rights = petter.get(f"/contracts/{row.pk}/rights/").context["rights"]
    assert {"Registrere en kontroll, og be om og vurdere dokumenter"} <= {one.what for one in rights.may}
    assert any("kontraktsforvalter" in one.why for one in rights.may_not)


def test_a_conflict_is_noted_at_once_and_lifted_by_another(cast: Cast) -> None:
    row, kari = contract(cast), logged_in(cast, cast.kari)
    told = {"person": cast.kari.user_id, "thing": "contract", "ground": "family"}
    assert kari.post(f"/contracts/{row.pk}/rights/", told).status_code == 302
    assert kari.get(f"/contracts/{row.pk}/edit/").status_code == 403
    assert kari.get(f"/contracts/{row.pk}/rights/").context["rights"].blocked
    found = Conflict.objects.visible_to(cast.kari).get()
    assert kari.post(f"/contracts/{row.pk}/rights/{found.pk}/lift/").status_code == 403
    assert logged_in(cast, cast.bjorn).post(f"/contracts/{row.pk}/rights/{found.pk}/lift/").status_code == 302
    assert kari.get(f"/contracts/{row.pk}/edit/").status_code == 200


def test_the_coordinator_sees_everybodys_rights_and_others_their_own(cast: Cast) -> None:
    row = contract(cast)
    address = f"/contracts/{row.pk}/rights/?person={cast.petter.user_id}"
    assert logged_in(cast, cast.lise).get(address).context["rights"].person == "Petter"
    assert logged_in(cast, cast.kari).get(address).status_code == 404


def test_a_deputy_is_chosen_shown_and_taken_back(cast: Cast) -> None:
    kari, bjorn, row = logged_in(cast, cast.kari), logged_in(cast, cast.bjorn), contract(cast)
    told = {"lender": cast.kari.user_id, "deputy": cast.bjorn.user_id, "starts_on": TODAY, "ends_on": TODAY}
    assert kari.post("/absence/", told).status_code == 302
    assert "Bjorn" in kari.get("/absence/").content.decode()
    assert bjorn.get(f"/contracts/{row.pk}/edit/").status_code == 200
    found = Delegation.objects.visible_to(cast.kari).get()
    assert bjorn.post(f"/absence/{found.pk}/end/").status_code == 302
    assert bjorn.get(f"/contracts/{row.pk}/edit/").status_code == 403


def test_a_key_is_shown_once_and_opens_until_it_is_revoked(cast: Cast) -> None:
    kari = logged_in(cast, cast.kari)
    seat = Membership.objects.visible_to(cast.kari).get(user_id=cast.kari.user_id)
    made = kari.post("/account/keys/", {"seat": seat.pk, "name": "Regneark", "expires_on": TODAY}).context["made"]
    row = ApiToken.objects.visible_to(cast.kari).get(digest=digest_of(made))
    assert made not in kari.get("/account/keys/").content.decode()
    told = {"Authorization": f"Bearer {made}"}
    assert Client().get("/api/v1/me", headers=told).status_code == 200
    assert kari.post(f"/account/keys/{row.pk}/revoke/").status_code == 302
    assert Client().get("/api/v1/me", headers=told).status_code == 401


def test_a_system_gets_a_role_and_nobody_logs_in_as_it(cast: Cast) -> None:
    lise = logged_in(cast, cast.lise)
    told = {"system-name": "Tenkt fagsystem", "system-role": "auditor", "system-unit": ""}
    assert lise.post("/account/keys/system/", told).status_code == 302
    seat = Membership.objects.visible_to(cast.lise).get(user__is_system=True)
    assert (seat.role, seat.user.has_usable_password(), seat.user.email) == ("auditor", False, "")
    assert "Tenkt fagsystem" in lise.get("/account/keys/").content.decode()
