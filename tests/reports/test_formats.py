"""Numbers, kroner and days as people in Norway write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from ryddig.reports import formats

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("ore", "nb", "en"),
    [
        (150_000_000, f"1{NBSP}500{NBSP}000{NBSP}kr", f"NOK{NBSP}1{NBSP}500{NBSP}000"),
        (23_654, f"236,54{NBSP}kr", f"NOK{NBSP}236.54"),
        (5, f"0,05{NBSP}kr", f"NOK{NBSP}0.05"),
        (-123_450, f"−1{NBSP}234,50{NBSP}kr", f"NOK{NBSP}−1{NBSP}234.50"),
        (0, f"0{NBSP}kr", f"NOK{NBSP}0"),
    ],
)
def test_kroner(ore: int, nb: str, en: str) -> None:
    with override("nb"):
        assert formats.kroner(ore) == nb
    with override("en"):
        assert formats.kroner(ore) == en


@pytest.mark.parametrize(
    ("ore", "nb"),
    [
        (99_900_000, f"999{NBSP}000{NBSP}kr"),
        (150_000_000, f"1,5{NBSP}mill.{NBSP}kr"),
        (100_000_000, f"1{NBSP}mill.{NBSP}kr"),
        (410_000_000_000, f"4,1{NBSP}mrd.{NBSP}kr"),
    ],
)
def test_kroner_in_few_signs(ore: int, nb: str) -> None:
    with override("nb"):
        assert formats.kroner_short(ore) == nb


@pytest.mark.parametrize(
    ("language", "shape", "said"),
    [
        ("nb", "long", "20. november 2026"),
        ("nn", "short", "20. nov. 2026"),
        ("nb", "figures", "20.11.2026"),
        ("en", "long", "20 November 2026"),
        ("nb", "month", "november 2026"),
    ],
)
def test_day(language: str, shape: str, said: str) -> None:
    with override(language):
        assert formats.day(date(2026, 11, 20), shape).replace(NBSP, " ") == said


def test_a_day_may_be_iso_text_and_anything_else_is_empty() -> None:
    with override("nb"):
        assert formats.day("2026-11-20", "figures") == "20.11.2026"
        assert formats.day("soon") == ""
        assert formats.day(None) == ""


def test_moment_is_told_with_the_clock() -> None:
    with override("nb"):
        told = formats.moment(datetime(2026, 11, 20, 9, 5, tzinfo=ZoneInfo("Europe/Oslo")))
        assert told.replace(NBSP, " ") == "20. nov. 2026 kl. 09.05"


def test_a_moment_is_told_in_norwegian_time() -> None:
    with override("nb"):
        assert formats.moment(datetime(2026, 11, 20, 8, 5, tzinfo=ZoneInfo("UTC"))).endswith("09.05")


def test_organisation_number_in_threes() -> None:
    assert formats.orgnr("912345678") == f"912{NBSP}345{NBSP}678"
    assert formats.orgnr("12345") == "12345"


def test_percent_of_nothing_is_nothing() -> None:
    assert formats.percent(1, 0) == 0
    assert formats.percent(1, 3) == 33
