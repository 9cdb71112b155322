"""What a person may not decide because of a conflict of interest, as access asks for it.

The rows lie with the contracts, which stand above; `blocks_from` is told at start how to read them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from ryddig.domain.errors import OurFault
from ryddig.domain.words import N_


@dataclass(frozen=True, slots=True)
class Blocks:
    """Contracts (those of a supplier included) and suppliers that a person is kept out of."""

    contracts: frozenset[int] = frozenset()
    suppliers: frozenset[int] = frozenset()

    def hold(self, contract_id: int | None, supplier_id: int | None) -> bool:
        """Whether something about this contract or supplier is blocked."""
        return contract_id in self.contracts or supplier_id in self.suppliers


NO_BLOCKS = Blocks()
Reader = Callable[[Collection[int], int], Mapping[int, Blocks]]
_READERS: list[Reader] = []


def blocks_from(reader: Reader) -> None:
    """Read blocks with this function of people's ids and the buyer's id, in one query."""
    _READERS[:] = [reader]


def blocks_of(people: Collection[int], organisation_id: int) -> Mapping[int, Blocks]:
    """Person -> blocks, for those who have any. Raises OurFault when nobody has said how to read them."""
    if not _READERS:
        raise OurFault("access.no_blocks", N_("Nobody said how conflicts of interest are read."))
    return _READERS[0](people, organisation_id)
