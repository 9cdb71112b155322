"""A page elsewhere makes a logged-in browser send a form: without our token nothing is done, at any address."""

from tests.attacks.browsing import logged_in, office_addresses
from tests.cast import Cast


def test_no_address_takes_a_form_without_the_token(cast: Cast) -> None:
    client = logged_in(cast, cast.lise, enforce_csrf_checks=True)
    answers = {address: client.post(address, {"x": "1"}).status_code for address in office_addresses()}
    assert len(answers) > 100
    taken = {address: status for address, status in answers.items() if status not in {403, 404, 405}}
    assert taken == {}
    assert sum(status == 403 for status in answers.values()) > 100


def test_a_token_of_another_browser_does_not_help(cast: Cast) -> None:
    client = logged_in(cast, cast.lise, enforce_csrf_checks=True)
    answer = client.post("/absence/", {"csrfmiddlewaretoken": "a" * 64})
    assert answer.status_code == 403
