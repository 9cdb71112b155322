"""The watch: 5 000 firms refreshed through the batch end point, and a day's change feed of 20 000 events.

Against the stand-in over real HTTP on this machine, without a rate limit, in a database of its own. `python -m
bench.registers_watch` prints one line of JSON for each figure.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

FIRMS, EVENTS, OTHERS = 5_000, 20_000, 20_000
ON = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)


def main() -> None:
    """Make the database, and measure in it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"RYDDIG_VAR": folder, "DJANGO_SETTINGS_MODULE": "ryddig.site.settings"})
        ryddig = str(Path(sys.executable).parent / "ryddig")
        subprocess.run([ryddig, "migrate"], check=True, capture_output=True)
        import django

        django.setup()
        measure()


def measure() -> None:
    """Every figure, in turn."""
    from ryddig.registers.standin import brreg
    from ryddig.registers.standin.server import StandIn

    register = brreg.Register(now=NOW)
    numbers = list(_filled(register))
    with StandIn(brreg.routes(register)) as standin:
        watch = _watcher(standin.address)
        with timed("firms looked at for the first time, unit only", FIRMS):
            watch(0)
        with timed("firms refreshed, nothing new", FIRMS):
            watch(8)
        for number in numbers[: FIRMS // 100]:
            register.units[number]["konkurs"] = True
        with timed("firms refreshed, one in a hundred bankrupt", FIRMS):
            watch(16)
        register.now = NOW + timedelta(days=16, hours=12)
        for place in range(EVENTS):
            register.change(numbers[place % len(numbers)], vedtektsdato=f"2026-01-{1 + place % 28:02d}")
        with timed("events of the change feed read and noted", EVENTS):
            _feed(standin.address)


def _filled(register: object) -> Iterator[str]:
    """A buyer with a contract for each firm, and a register that holds them and as many others."""
    from bench.pages_data import _numbers
    from ryddig.records.accounts.models import Organisation, Unit
    from ryddig.records.contracts.models import Contract, ContractSupplier, Supplier

    buyer = Organisation.objects.create(name="Benk kommune", kind="municipal", is_demo=True)
    unit = Unit.objects.create(organisation=buyer, name="Drift")
    numbers = [number for number, _ in zip(_numbers(), range(FIRMS + OTHERS), strict=False)]
    firms = Supplier.objects.bulk_create(
        Supplier(organisation=buyer, name=f"Oppdiktet {number} AS", orgnr=number, match="confirmed", name_key=number)
        for number in numbers[:FIRMS]
    )
    contracts = Contract.objects.bulk_create(
        Contract(organisation=buyer, unit=unit, title=f"Avtale {firm.orgnr}", kind="goods", cpv=["30200000"])
        for firm in firms
    )
    ContractSupplier.objects.bulk_create(
        ContractSupplier(organisation=buyer, contract=contract, supplier=firm)
        for contract, firm in zip(contracts, firms, strict=True)
    )
    for number in numbers:
        register.add(number, f"Oppdiktet {number} AS")  # type: ignore[attr-defined]  # imported where it is used
    return iter(numbers)


def _watcher(address: str) -> Callable[[int], None]:
    from ryddig.registers.brreg.client import UNITS
    from ryddig.registers.settings import settings_from
    from ryddig.worker.watch import Order, watch

    settings = settings_from({"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": address})

    def look(days: int) -> None:
        at = NOW + timedelta(days=days)
        result = watch(settings, on=ON + timedelta(days=days), order=Order(sources=(UNITS,)), clock=lambda: at)
        if result.answered != {UNITS: FIRMS}:
            raise SystemExit(f"not every firm was answered about: {result}")

    return look


def _feed(address: str) -> None:
    from ryddig.records.lookups.watching import watched_firms
    from ryddig.registers.asking import Asker
    from ryddig.registers.settings import settings_from
    from ryddig.worker.watch_feed import read_feed

    on = ON + timedelta(days=17)
    with Asker(settings_from({"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": address})) as asker:
        if not read_feed(asker, watched_firms(on=on), now=NOW + timedelta(days=17)):
            raise SystemExit("the feed was not read to its end")


@contextmanager
def timed(what: str, number: int) -> Iterator[None]:
    """Print how long the block took."""
    began, worked = time.perf_counter(), time.process_time()
    yield
    seconds, cpu = round(time.perf_counter() - began, 1), round(time.process_time() - worked, 1)
    print(json.dumps({"what": what, "number": number, "seconds": seconds, "cpu_seconds": cpu}), flush=True)


if __name__ == "__main__":
    main()
