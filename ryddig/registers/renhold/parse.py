"""The daily file of Renholdsregisteret -> one small entry per firm. Two layouts are known; README says where from.

The whole file is 22 MB and holds contact points of 7 800 firms; they are left out as it is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.register_words import RegisterStatus
from ryddig.domain.words import N_
from ryddig.registers.status_words import code_of
from ryddig.registers.xml import iter_xml

REGISTER = "cleaning"
MAX_BYTES = 60 * 1024 * 1024
FEWEST = 1000
_ENTRIES = ("Virksomhet", "Renholdsvirksomhet")
_STATUS_AT = ("Godkjenningsstatus", "Hovedenhet/Godkjenningsstatus", "Status")
_CONTACTS = "Kontaktinformasjon"


@dataclass(frozen=True, slots=True)
class Entry:
    """One firm. `units`: numbers of its establishments; `xml`: the entry as it stands, without contact points."""

    number: str
    units: tuple[str, ...]
    name: str
    status: RegisterStatus
    xml: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CleaningRegister:
    """Every firm of one day's file. An establishment has the status of its firm, as the register means it."""

    firms: dict[str, Entry] = field(repr=False)
    units: dict[str, Entry] = field(repr=False)

    def find(self, orgnr: str) -> Entry | None:
        """The entry of the firm, or of the firm an establishment belongs to."""
        return self.firms.get(orgnr) or self.units.get(orgnr)


def read_register(file: bytes, *, fewest: int = FEWEST) -> CleaningRegister:
    """The register. Raises AskAgainLater when it is not the whole of it: fewer firms than `fewest`, cut off, another
    layout. Half a register must not read as "not listed"."""
    register = CleaningRegister({}, {})
    try:
        for entry in _entries(file):
            register.firms[entry.number] = entry
            register.units.update(dict.fromkeys(entry.units, entry))
    except UserCanFix:
        text = N_("The file from Renholdsregisteret is cut off or not XML.")
        raise AskAgainLater("renhold.damaged", text, hint=N_("Try again later.")) from None
    if len(register.firms) < fewest:
        text = N_("The file from Renholdsregisteret holds %(count)s firms; the whole register is far larger.")
        hint = N_("Try again later; the layout may have changed.")
        raise AskAgainLater("renhold.too_small", text, hint=hint, params={"count": len(register.firms)})
    return register


def _entries(file: bytes) -> Iterator[Entry]:
    for element in iter_xml(file, _ENTRIES, name="renhold_register.xml", max_bytes=MAX_BYTES):
        yield _entry(element)


def _entry(element: etree._Element) -> Entry:
    main = element.find("Hovedenhet")
    head = main if main is not None else element
    number = (head.findtext("Organisasjonsnummer") or "").strip()
    raw = next((text for text in map(element.findtext, _STATUS_AT) if text and text.strip()), "").strip()
    if not number or not raw:
        text = N_("An entry of Renholdsregisteret has no organisation number or no status.")
        raise AskAgainLater("renhold.layout", text, hint=N_("The layout may have changed; ask by hand meanwhile."))
    told = (each.text.strip() for each in element.iter("Organisasjonsnummer") if each.text and each.text.strip())
    units = tuple(unit for unit in dict.fromkeys(told) if unit != number)
    status = RegisterStatus(REGISTER, code_of(REGISTER, raw), raw)
    return Entry(number, units, (head.findtext("Navn") or "").strip(), status, _without_contacts(element))


def _without_contacts(element: etree._Element) -> bytes:
    for contact in element.iter(_CONTACTS):
        contact.clear()
    return etree.tostring(element, encoding="utf-8", with_tail=False)
