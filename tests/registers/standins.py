"""What the tests of the other sources share: a world of invented firms, and an Asker that asks the stand-in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from ryddig.registers.asking import Asker
from ryddig.registers.settings import settings_from
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.maskinporten import KEY_ID, Clients, new_key, pem
from ryddig.registers.standin.routes import Routes
from ryddig.registers.standin.server import StandIn

BUYER, FIRM, OTHER, GONE = "310000019", "311111116", "312222221", "313333337"
BAD_ANSWERS: Mapping[str, list[Fault]] = {
    "500": [Fault(FaultKind.STATUS, status=500)] * 9,
    "429": [Fault(FaultKind.STATUS, status=429, retry_after="900")] * 9,
    "nothing": [Fault(FaultKind.SILENT)] * 9,
    "broken off": [Fault(FaultKind.BROKEN_OFF)] * 9,
    "half": [Fault(FaultKind.HALF)] * 9,
    "nonsense": [Fault(FaultKind.NONSENSE)] * 9,
}


@cache
def signing_key() -> RSAPrivateKey:
    """One key for all tests: making one takes a while."""
    return new_key()


@dataclass
class Asked:
    """A running stand-in, the Asker that asks it, and who is registered with Maskinporten."""

    standin: StandIn
    asker: Asker
    clients: Clients = field(default_factory=Clients)


@contextmanager
def asking(*routes: Routes, clients: Clients | None = None, more: Mapping[str, str] | None = None) -> Iterator[Asked]:
    """Start a stand-in for the routes and ask it. `more`: settings beside the usual ones."""
    registered = clients or Clients({KEY_ID: signing_key().public_key()})
    with StandIn(routes) as standin:
        given = {
            "RYDDIG_REGISTERS": "standin",
            "RYDDIG_STANDIN": standin.address,
            "RYDDIG_REGISTER_MASKINPORTEN_PRIVATE_KEY": pem(signing_key()),
            "RYDDIG_REGISTER_BEMANNING_ON": "on",
            "RYDDIG_REGISTER_BILPLEIE_ON": "on",
            **(more or {}),
        }
        with Asker(settings_from(given)) as asker:
            yield Asked(standin, asker, registered)
