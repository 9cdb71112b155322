"""a-melding v2.3: employments, and income by month. It can support a payslip and never replaces one: hours stand only
where pay is by the hour, and overtime is the whole pay for the hour."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.tables.read.pay_listing import Listing
from ryddig.tables.read.pay_stage import Row

NAMESPACE: Final = "urn:ske:fastsetting:innsamling:a-meldingen:"
_PERSON: Final = ("worker_no", "national_id", "name", "born_on")
_EMPLOYED: Final = (*_PERSON, "employer", "started_on", "ended_on", "share_percent")
_INCOME: Final = ("worker_no", "national_id", "name", "period", "line_kind", "amount", "hours")


def amelding_listings(name: str, content: bytes) -> tuple[Listing, ...]:
    """Employments and income. Raises UserCanFix for XML that is broken, made to harm or something else."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _refused(name)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(name) from error
    space = etree.QName(root).namespace or ""
    if not space.startswith(NAMESPACE):
        raise UserCanFix(
            "file.other_xml",
            N_("%(file)s is XML, but not an a-melding."),
            hint=N_("Export the a-melding as XML from the payroll program."),
            params={"file": name},
        )
    reader = _Reader(root, f"{{{space}}}")
    return (
        Listing("employed", "arbeidsforhold", _EMPLOYED, list(reader.employed())),
        Listing("wage_lines", "inntekt", _INCOME, list(reader.income()), weak=True),
    )


def _refused(name: str) -> UserCanFix:
    return UserCanFix(
        "file.broken_xml",
        N_("%(file)s is not XML that can be read, or holds parts that an a-melding never has."),
        hint=N_("Export the a-melding again from the payroll program."),
        params={"file": name},
    )


class _Reader:
    """Walks one a-melding."""

    def __init__(self, root: etree._Element, space: str) -> None:
        self._root = root
        self._space = space

    def _text(self, element: etree._Element, *path: str) -> str:
        found = element.find("/".join(self._space + part for part in path))
        return (found.text or "").strip() if found is not None else ""

    def _persons(self) -> Iterator[tuple[etree._Element, etree._Element, etree._Element]]:
        for delivery in self._root.iter(f"{self._space}Leveranse"):
            for unit in delivery.iter(f"{self._space}virksomhet"):
                for person in unit.iterfind(f"{self._space}inntektsmottaker"):
                    yield delivery, unit, person

    def _identity(self, person: etree._Element) -> list[str]:
        about = "identifiserendeInformasjon"
        return [
            self._text(person, about, "ansattnummer"),
            self._text(person, "norskIdentifikator"),
            self._text(person, about, "navn"),
            self._text(person, about, "foedselsdato"),
        ]

    def employed(self) -> Iterator[Row]:
        """One row an employment."""
        for _, unit, person in self._persons():
            for work in person.iterfind(f"{self._space}arbeidsforhold"):
                share = self._text(work, "stillingsprosent")
                cells = [self._text(work, "startdato"), self._text(work, "sluttdato"), f"{share} %" if share else ""]
                employer = self._text(unit, "norskIdentifikator")
                yield _line(work), [*self._identity(person), employer, *cells], ""

    def income(self) -> Iterator[Row]:
        """One row an income, deduction or tax."""
        for delivery, _, person in self._persons():
            who = [*self._identity(person)[:3], self._text(delivery, "kalendermaaned")]
            for paid in person.iterfind(f"{self._space}inntekt"):
                about = [self._text(paid, "loennsinntekt", "beskrivelse"), self._text(paid, "beloep")]
                yield _line(paid), [*who, *about, self._text(paid, "loennsinntekt", "antall")], ""
            for tag, kind in (("forskuddstrekk", "Forskuddstrekk"), ("fradrag", "Trekk")):
                for taken in person.iterfind(f"{self._space}{tag}"):
                    yield _line(taken), [*who, kind, self._text(taken, "beloep"), ""], ""


def _line(element: etree._Element) -> int:
    """The line in the file that the element begins on."""
    number = str(element.sourceline)
    return int(number) if number.isdigit() else 0
