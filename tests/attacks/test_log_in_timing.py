"""How long a wrong log-in takes must not say whether there is such a user. Work is counted, not time: the slow part is
hashing the password, and it is done once whoever is asked for."""

from unittest import mock

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from ryddig.records.accounts.models import User
from tests.cast import Cast

PASSWORD = "riktig hest batteri stift"


@pytest.mark.parametrize("who", ["kari", "ingen", "ada"])
def test_every_wrong_try_costs_one_hash(cast: Cast, who: str) -> None:
    """Kari has a password, Ada has chosen none yet, and nobody is called `ingen`."""
    user = User.objects.get(id=cast.kari.user_id)
    user.set_password(PASSWORD)
    user.save()
    hashed = MD5PasswordHasher.encode
    with mock.patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=hashed) as seen:
        answer = Client().post("/login/", {"username": who, "password": "feil passord her"})
    assert answer.status_code == 200
    assert seen.call_count == 1
