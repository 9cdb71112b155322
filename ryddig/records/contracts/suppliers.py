"""Which firm a name or number on a contract is.

An exact number settles it; a name only proposes, and a person decides.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from rapidfuzz import fuzz

from ryddig.domain.facts import SupplierFact
from ryddig.domain.names import fold, take_apart
from ryddig.domain.orgnr import passes
from ryddig.domain.serial import plain
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Supplier, SupplierMatch

ALIKE = 88
BLOCK = 3


class SupplierBook:
    """The firms one buyer knows, by number and by name, and those that are new in this piece of work.

    `only`: read just the firms these facts may be about or look like; None reads them all.
    """

    def __init__(self, organisation_id: int, only: Iterable[SupplierFact] | None = None) -> None:
        self.organisation_id = organisation_id
        self.new: list[Supplier] = []
        self._rows: dict[int, Supplier] = {}
        self._by_number: dict[str, Supplier] = {}
        self._by_name: dict[str, Supplier] = {}
        self._read(self._all() if only is None else self._all().filter(_about(only)))
        while targets := {row.same_as_id for row in self._rows.values() if row.same_as_id} - self._rows.keys():
            self._read(self._all().filter(id__in=targets))

    def _read(self, rows: Iterable[Supplier]) -> None:
        for row in rows:
            self._rows[row.pk] = row
            self._index(row)

    def _all(self) -> ScopedQuerySet[Supplier]:
        return Supplier.objects.unscoped("one organisation's book").filter(organisation_id=self.organisation_id)

    def find(self, fact: SupplierFact) -> Supplier | None:
        """The firm we already know, or None. A name follows what a person said it is."""
        if fact.orgnr is not None:
            return self._by_number.get(fact.orgnr)
        row = self._by_name.get(fold(fact.name))
        while row is not None and row.same_as_id is not None:
            row = self._rows[row.same_as_id]
        return row

    def need(self, fact: SupplierFact) -> Supplier:
        """The firm we know, or a new unsaved one. A number that fails its check digit is kept as a name only."""
        number = fact.orgnr if fact.orgnr is not None and passes(fact.orgnr) else None
        found = self.find(SupplierFact(fact.name, number))
        if found is None:
            found = Supplier(
                organisation_id=self.organisation_id,
                name=fact.name,
                orgnr=number,
                match=Supplier.Match.CONFIRMED if number else Supplier.Match.NONE,
                name_key=take_apart(fact.name).core[:300],
                norwegian=True if number else fact.norwegian,
            )
            self.new.append(found)
            self._index(found)
        return found

    def key(self, fact: SupplierFact) -> str:
        """What tells this firm from another, the same before and after it is stored."""
        found = self.find(fact)
        if found is not None:
            return found.orgnr or fold(found.name)
        return fact.orgnr or fold(fact.name)

    def save_new(self) -> None:
        """Store the new firms, then the proposals they give rise to."""
        Supplier.objects.bulk_create(self.new, batch_size=500)
        for row in self.new:
            self._rows[row.pk] = row
        proposals = list(self._proposals())
        named = {match.supplier_id: match.supplier for match in proposals}
        SupplierMatch.objects.bulk_create(proposals, batch_size=500, ignore_conflicts=True)
        for row in named.values():
            row.match = Supplier.Match.PROPOSED
        whole = Supplier.objects.unscoped("rows of this organisation's book")
        whole.bulk_update(named.values(), ["match"], batch_size=500)
        self.new = []

    def _index(self, row: Supplier) -> None:
        if row.orgnr is not None:
            self._by_number[row.orgnr] = row
        else:
            self._by_name[fold(row.name)] = row

    def _proposals(self) -> Iterator[SupplierMatch]:
        """Name-only firms beside numbered ones of a like name; only pairs where one side is new."""
        fresh = {row.pk for row in self.new}
        blocks: dict[str, list[Supplier]] = {}
        for row in self._by_number.values():
            blocks.setdefault(row.name_key[:BLOCK], []).append(row)
        for row in self._by_name.values():
            if row.same_as_id is None and row.norwegian is not False:
                yield from _alike(row, blocks.get(row.name_key[:BLOCK], ()), fresh)


def _about(facts: Iterable[SupplierFact]) -> Q:
    known = list(facts)
    asked = Q(orgnr__in=[fact.orgnr for fact in known if fact.orgnr])
    for block in {take_apart(fact.name).core[:BLOCK] for fact in known}:
        asked |= Q(name_key__startswith=block)
    return asked


def _alike(row: Supplier, candidates: Iterable[Supplier], fresh: set[int]) -> Iterator[SupplierMatch]:
    for candidate in candidates:
        if row.pk not in fresh and candidate.pk not in fresh:
            continue
        likeness = round(fuzz.ratio(row.name_key, candidate.name_key))
        if likeness >= ALIKE:
            yield SupplierMatch(
                organisation_id=row.organisation_id,
                supplier=row,
                candidate=candidate,
                likeness=likeness,
                reasons=plain(_reasons(row, candidate, likeness)),
            )


def _reasons(row: Supplier, candidate: Supplier, likeness: int) -> tuple[Message, ...]:
    if row.name_key == candidate.name_key:
        reasons = [Message(N_("The names are equal apart from case, marks and legal form."), {})]
    else:
        reasons = [Message(N_("The names are %(likeness)s per cent alike."), {"likeness": likeness})]
    ours, theirs = take_apart(row.name).legal_form, take_apart(candidate.name).legal_form
    if ours and theirs and ours != theirs:
        text = N_("The legal forms differ: %(ours)s and %(theirs)s.")
        reasons.append(Message(text, {"ours": ours.upper(), "theirs": theirs.upper()}))
    return tuple(reasons)
