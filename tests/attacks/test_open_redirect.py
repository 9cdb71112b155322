"""An address of ours that sends people on to somebody else's page."""

import pytest
from django.test import Client

from ryddig.records.accounts.models import User
from tests.attacks.browsing import logged_in
from tests.cast import Cast

EVIL = ("https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)")


@pytest.mark.parametrize("where", EVIL)
def test_after_the_log_in(cast: Cast, where: str) -> None:
    user = User.objects.get(id=cast.kari.user_id)
    user.set_password("riktig hest batteri stift")
    user.save()
    answer = Client().post("/login/", {"username": "kari", "password": "riktig hest batteri stift", "next": where})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.parametrize("where", EVIL)
def test_after_choosing_a_language(cast: Cast, where: str) -> None:
    answer = logged_in(cast, cast.kari).post("/language/", {"language": "nn", "next": where})
    assert (answer.status_code, answer["Location"]) == (302, "/")
