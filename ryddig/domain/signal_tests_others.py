"""Signals that show only when firms are seen together. The open registers cannot be asked by person, so only the firms
handed in are compared: no match means none among them. No name of a person leaves this file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer
from ryddig.domain.duties import texts
from ryddig.domain.register_words import RoleGroup, Unit, WarningKind
from ryddig.domain.signal_tests import address_text
from ryddig.domain.signal_words import NO, UNKNOWN, FirmFacts, Look, SignalTest, Told, trades_of

LEADING: Final = frozenset({"DAGL", "STYR", "INNH", "DELT", "KOMP", "BEST", "REPR"})
_CARE_OF: Final = ("c/o", "v/", "postboks")
_DIGITS: Final = 8


def bankruptcy_rider(look: Look) -> Told:
    """Someone who leads the firm led so many others that went bankrupt within so many months."""
    persons = leaders(look.firm.roles)
    if look.firm.roles is None:
        return UNKNOWN
    first = add_months(look.on, -look.limits["months"])
    best: list[FirmFacts] = []
    for person in persons:
        bankrupt = [
            one for one in _others(look) if person in leaders(one.roles) and first <= _bankrupt_on(one) <= look.on
        ]
        best = max(best, bankrupt, key=len)
    least = look.limits["least"]
    if len(best) < least:
        return NO
    return Told(Answer.YES, _names(best), least, since=max(map(_bankrupt_on, best)), mark=_numbers(best))


def phoenix(look: Look) -> Told:
    """The firm was registered so many months after another's bankruptcy at most, with its address or its leaders."""
    unit = look.firm.unit
    if unit is None:
        return UNKNOWN
    registered = unit.registered_on
    if registered is None:
        return UNKNOWN
    months = look.limits["months"]
    found = [
        one
        for one in _others(look)
        if _bankrupt_on(one) <= registered <= add_months(_bankrupt_on(one), months) and _shared(look.firm, one)
    ]
    if found:
        return Told(Answer.YES, _names(found), months, since=registered, mark=_numbers(found))
    return UNKNOWN if look.firm.roles is None else NO


def shared_with_other(look: Look) -> Told:
    """The firm shares address, telephone, e-mail or a leader with another supplier of ours, outside its own group."""
    if look.firm.unit is None:
        return UNKNOWN
    found = [
        (one, what) for one in _others(look) if not _same_group(look.firm, one) and (what := _shared(look.firm, one))
    ]
    if not found:
        return UNKNOWN if look.firm.roles is None else NO
    mark = " ".join(sorted(f"{one.number}:{'+'.join(what)}" for one, what in found))
    return Told(Answer.YES, _names([one for one, _ in found]), ", ".join(found[0][1]), mark=mark)


def network_across_trades(look: Look) -> Told:
    """Someone who leads the firm leads firms in so many risk trades (`wanted`)."""
    if look.firm.roles is None:
        return UNKNOWN
    risky = frozenset(texts(look.wanted))
    best: frozenset[str] = frozenset()
    for person in leaders(look.firm.roles):
        firms = [look.firm, *(one for one in _others(look) if person in leaders(one.roles))]
        trades = frozenset[str]().union(*(trades_of(one, look.book, look.on) & risky for one in firms))
        best = max(best, trades, key=len)
    least = look.limits["least"]
    return Told(Answer.YES, len(best), least, mark=" ".join(sorted(best))) if len(best) >= least else NO


def leaders(roles: tuple[RoleGroup, ...] | None) -> frozenset[str]:
    """Keys of the persons who run or own the firm; auditors, accountants and estate managers are shared by many."""
    groups = (group for group in roles or () if group.kind in LEADING)
    return frozenset(role.person.key for group in groups for role in group if role.person and role.person.key)


def _others(look: Look) -> Iterator[FirmFacts]:
    return (one for one in look.others if one.number != look.firm.number)


def _bankrupt_on(firm: FirmFacts) -> date:
    """The day of bankruptcy, or the last day there is when there was none."""
    found = firm.unit.warning(WarningKind.BANKRUPTCY) if firm.unit else None
    return found.since if found is not None and found.since is not None else date(9998, 1, 1)


def _shared(one: FirmFacts, other: FirmFacts) -> tuple[str, ...]:
    """What two firms have in common."""
    return tuple(dict.fromkeys(kind for kind, _ in sorted(traits_of(one) & traits_of(other))))


def traits_of(firm: FirmFacts) -> frozenset[tuple[str, str]]:
    """All of a firm that another may share, as (kind, value)."""
    unit = firm.unit
    return frozenset(
        {
            *(("address", value) for value in _addresses(unit)),
            *(("e-mail", value) for value in _emails(unit)),
            *(("role", value) for value in leaders(firm.roles)),
            *(("telephone", value) for value in _telephones(unit)),
        }
    )


class Neighbours:
    """Who shares anything with whom among many firms, found once: `of(firm)` is all that `others` needs to hold."""

    def __init__(self, firms: Iterable[FirmFacts]) -> None:
        self._by_trait: dict[tuple[str, str], list[FirmFacts]] = {}
        for firm in firms:
            for trait in traits_of(firm):
                self._by_trait.setdefault(trait, []).append(firm)

    def of(self, firm: FirmFacts) -> tuple[FirmFacts, ...]:
        """The other firms that share an address, a telephone, an e-mail or a leader with `firm`, each once."""
        found = {one.number: one for trait in traits_of(firm) for one in self._by_trait.get(trait, ())}
        return tuple(one for number, one in sorted(found.items()) if number != firm.number)


def _addresses(unit: Unit | None) -> frozenset[str]:
    """The business address where it is a place of one's own: not a post box, not in care of somebody."""
    address = unit.business_address if unit else None
    if address is None or not address.lines or any(line.casefold().startswith(_CARE_OF) for line in address.lines):
        return frozenset()
    return frozenset({" ".join(address_text(address).casefold().replace(",", " ").split())})


def _telephones(unit: Unit | None) -> frozenset[str]:
    given = (unit.telephone, unit.mobile) if unit else ()
    digits = ("".join(sign for sign in text if sign.isdigit())[-_DIGITS:] for text in given)
    return frozenset(number for number in digits if len(number) == _DIGITS)


def _emails(unit: Unit | None) -> frozenset[str]:
    return frozenset({unit.email.strip().casefold()}) if unit and "@" in unit.email else frozenset()


def _same_group(one: FirmFacts, other: FirmFacts) -> bool:
    """Whether one lies under the other, or both under the same."""
    if one.unit is None or other.unit is None:
        return False
    parents = {one.unit.parent, other.unit.parent} - {""}
    return bool(parents & {one.number, other.number}) or (one.unit.parent == other.unit.parent != "")


def _names(firms: list[FirmFacts]) -> str:
    named = sorted((one.unit.name if one.unit else one.number, one.number) for one in firms)
    return ", ".join(f"{name} ({number})" for name, number in named)


def _numbers(firms: list[FirmFacts]) -> str:
    return " ".join(sorted(one.number for one in firms))


TESTS_OF_OTHERS: Final[Mapping[str, SignalTest]] = {
    "bankruptcy_rider": SignalTest(bankruptcy_rider, ("months", "least")),
    "phoenix": SignalTest(phoenix, ("months",)),
    "shared_with_other": SignalTest(shared_with_other),
    "network_across_trades": SignalTest(network_across_trades, ("least",)),
}
