"""Who a firm is, as Enhetsregisteret and Regnskapsregisteret last said: known, or said not to be known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from ryddig.domain.names import fold
from ryddig.records.lookups.models import Lookup
from ryddig.reports.formats import as_day, day, kroner_short, number, orgnr

Facts = Mapping[str, Any]
FEW = "1–4"


@dataclass(frozen=True, slots=True)
class ShownFirm:
    """What the register says. `rows`: name and value; `snapshot`: the answer it stands in; `as_of`: its age."""

    name: str
    named_otherwise: bool
    rows: tuple[tuple[str, str], ...]
    former: tuple[str, ...]
    snapshot: int
    as_of: datetime | None


def firm(unit: Lookup | None, accounts: Lookup | None, *, known_as: str) -> ShownFirm | None:
    """The firm; None when nobody has an answer about it. `known_as`: its name here."""
    if unit is None or unit.newest is None:
        return None
    facts: Facts = unit.newest.facts
    figures: Facts = accounts.newest.facts if accounts is not None and accounts.newest is not None else {}
    rows = tuple((name, said) for name, said in (*_identity(facts), *_size(facts), *_accounts(facts, figures)) if said)
    former = tuple(_former(one) for one in facts.get("former_names", ()))
    name = facts.get("name", "")
    otherwise = bool(name) and fold(name) != fold(known_as)
    return ShownFirm(name, otherwise, rows, former, unit.newest.pk, unit.answered_at)


def _identity(facts: Facts) -> Iterator[tuple[str, str]]:
    yield gettext("Organisation number"), orgnr(facts.get("number", ""))
    yield gettext("Form"), _form(facts)
    yield gettext("Business address"), _address(facts.get("business_address"))
    postal = _address(facts.get("postal_address"))
    if postal != _address(facts.get("business_address")):
        yield gettext("Postal address"), postal
    yield gettext("Registered"), day(facts.get("registered_on"))
    yield gettext("Deleted"), day(facts.get("deleted_on"))
    home: Facts = facts.get("home", {})
    yield gettext("Under the law of"), home.get("law_country", "")
    yield gettext("Number at home"), " ".join(part for part in (home.get("number"), home.get("register")) if part)


def _form(facts: Facts) -> str:
    code, name = facts.get("form", ""), facts.get("form_name", "")
    return f"{name} ({code})" if name and code else name or code


def _address(given: Facts | None) -> str:
    if not given:
        return ""
    place = " ".join(part for part in (given.get("postcode"), given.get("place")) if part)
    abroad = given.get("country") if given.get("country_code") not in (None, "", "NO") else ""
    return ", ".join(part for part in (*given.get("lines", ()), place, abroad) if part)


def _size(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.get("deleted_on") or facts.get("response_class", "").startswith("Slettet"):
        return
    yield gettext("Industry"), "; ".join(_industry(one) for one in facts.get("industries", ()))
    yield gettext("Employees"), _employees(facts.get("employees", {}))
    yield gettext("VAT register"), _registered(facts.get("vat_registered"), facts.get("vat_registered_on"))
    in_register = _registered(facts.get("in_foretaksregisteret"), facts.get("in_foretaksregisteret_on"))
    yield gettext("Register of enterprises"), in_register


def _industry(given: Facts) -> str:
    version = given.get("version", "")
    edition = gettext("edition not known") if version in ("", "unknown") else version
    return f"{given.get('code', '')} {given.get('name', '')} ({edition})"


def _employees(given: Facts) -> str:
    if "number" in given:
        return number(given["number"])
    known = given.get("known")
    if known is None:
        return gettext("the register does not say")
    few = gettext("%(few)s (the register gives no number below five)") % {"few": FEW}
    return few if known else gettext("none registered")


def _registered(given: bool | None, since: str | None) -> str:  # noqa: FBT001 - three answers, as the register gives them
    if given is None:
        return gettext("the register does not say")
    if not given:
        return gettext("no")
    return gettext("yes, since %(day)s") % {"day": day(since)} if as_day(since) else gettext("yes")


def _accounts(facts: Facts, figures: Facts) -> Iterator[tuple[str, str]]:
    year = facts.get("last_accounts_year")
    yield gettext("Latest accounts handed in"), str(year) if year else ""
    latest = _latest(figures)
    for key, name in (
        ("revenue", gettext("Turnover")),
        ("result", gettext("Result for the year")),
        ("equity", gettext("Equity")),
    ):
        yield name, _sum(latest.get(key), latest.get("currency", "NOK"))


def _latest(figures: Facts) -> Facts:
    """The firm's own accounts before its group's, the newest year first."""
    found: Sequence[Facts] = figures.get("accounts", ())
    ordered = sorted(found, key=lambda one: (one.get("kind") == "KONSERN", _age(one)))
    return ordered[0] if ordered else {}


def _age(one: Facts) -> int:
    until = as_day(one.get("period_until"))
    return -until.toordinal() if until else 0


def _sum(value: object, currency: str) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return ""
    if currency != "NOK":
        return f"{number(int(amount))} {currency}"
    return kroner_short(int(amount * 100))


def _former(given: Facts) -> str:
    until = day(given.get("until"))
    if not until:
        return str(given.get("name", ""))
    return gettext("%(name)s, until %(day)s") % {"name": given.get("name", ""), "day": until}
