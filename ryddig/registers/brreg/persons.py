"""What an answer says of persons, lifted out of it, so that the two can be kept and taken away apart.

Persons are role holders and estate managers; of a sole trader (ENK) name and addresses too, since the firm is the
person. Telephone and e-mail are lifted out of every unit: they are often a person's own, and no check needs them.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

PERSON: Final = frozenset({"person", "bostyrer"})
CONTACT: Final = frozenset({"epostadresse", "telefon", "mobil"})
OF_SOLE_TRADER: Final = frozenset({"navn", "historiskeNavn", "forretningsadresse", "postadresse", "hjemmeside"})
SOLE_TRADER: Final = "ENK"
LINKS: Final = frozenset({"_links", "links"})


def plain_json(value: object) -> object:
    """The answer as JSON holds it: decimals as numbers, without the register's links to itself."""
    if isinstance(value, Mapping):
        return {str(name): plain_json(one) for name, one in value.items() if name not in LINKS}
    if isinstance(value, list | tuple):
        return [plain_json(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def apart(content: object) -> tuple[object, dict[str, object]]:
    """(The answer without persons, {JSON pointer: what stood there}). `content` as `plain_json` gives it."""
    lifted = dict(_persons(content, ""))
    return _without(content, "", lifted), lifted


def together(content: object, persons: Mapping[str, object]) -> object:
    """The answer with its persons put back where they stood."""
    return _with(content, "", persons)


def _persons(value: object, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        form = value.get("organisasjonsform")
        sole = isinstance(form, dict) and form.get("kode") == SOLE_TRADER
        lifted = PERSON | CONTACT | (OF_SOLE_TRADER if sole else frozenset())
        for name, one in value.items():
            if name in lifted:
                yield f"{place}/{name}", one
            else:
                yield from _persons(one, f"{place}/{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _persons(one, f"{place}/{number}")


def _without(value: object, place: str, lifted: Mapping[str, object]) -> object:
    if isinstance(value, dict):
        kept = ((name, f"{place}/{name}", one) for name, one in value.items())
        return {name: _without(one, at, lifted) for name, at, one in kept if at not in lifted}
    if isinstance(value, list):
        return [_without(one, f"{place}/{number}", lifted) for number, one in enumerate(value)]
    return value


def _with(value: object, place: str, persons: Mapping[str, object]) -> object:
    if isinstance(value, dict):
        back = {at.rsplit("/", 1)[1]: one for at, one in persons.items() if at.rsplit("/", 1)[0] == place}
        return {name: _with(one, f"{place}/{name}", persons) for name, one in value.items()} | back
    if isinstance(value, list):
        return [_with(one, f"{place}/{number}", persons) for number, one in enumerate(value)]
    return value
