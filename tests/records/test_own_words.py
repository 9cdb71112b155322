"""A password of one's own name, the organisation's or the season is refused; a sentence that holds them is not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ryddig.records.accounts.models import User
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def codes(password: str, user: User | None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {one.code or "" for one in refused.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "Fjordvik2026!!",
        "fjordvik-Eiendom",
        "Ryddig.Ryddig.1",
        "RyddigFjordvik!",
        "Sommer2026!!??",
        "Høst-2026-høst",
        "Passord123456",
        "Velkommen2026!",
        "kari.Kari.kari",
        "Karis hus 2026",
    ],
)
def test_words_that_others_can_guess_are_refused(cast: Cast, password: str) -> None:
    assert "password_of_own_words" in codes(password, cast.user(cast.kari))


@pytest.mark.parametrize(
    "password",
    [
        "Ryddig hest batteri stift",
        "en sommer i Fjordvik med tre katter",
        "x7$k2!9qP4z&-0",
        "0451 9962 3380 1",
        "et-langt-og-godt-passord",
    ],
)
def test_a_sentence_or_chance_is_taken(cast: Cast, password: str) -> None:
    assert "password_of_own_words" not in codes(password, cast.user(cast.kari))


def test_another_organisations_name_is_no_word_of_mine(cast: Cast) -> None:
    assert "password_of_own_words" in codes("Fjordvik-4711-x", cast.user(cast.lise))
    assert "password_of_own_words" not in codes("Fjordvik-4711-x", cast.user(cast.omar))


def test_without_a_person_the_common_words_still_count(cast: Cast) -> None:
    assert codes("Ryddig-4711-2026", None) == {"password_of_own_words"}
