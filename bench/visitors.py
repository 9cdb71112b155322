"""People at their browsers: they read, think, and write, and remember what was said yes to.

What was accepted is held against the database afterwards: a write that was said yes to is there once; one whose answer
never came is there once or not at all.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import httpx
import psycopg

ANSWERS: Final = ("yes", "no", "unknown")
LOGIN: Final = "/login/"
READS: Final = {
    "today": (20, "/"),
    "portfolio": (12, "/contracts/"),
    "portfolio, searched": (6, "/contracts/?q=renhold"),
    "contract": (18, "/contracts/{contract}/"),
    "duties": (10, "/contracts/{contract}/duties/"),
    "risk": (5, "/contracts/{contract}/risk/"),
    "plan": (5, "/contracts/{contract}/plan/"),
    "follow-up": (6, "/contracts/{contract}/followup/"),
    "history": (3, "/contracts/{contract}/history/"),
    "deviations": (3, "/contracts/{contract}/deviations/"),
    "suppliers": (3, "/suppliers/"),
    "figures": (2, "/contracts/figures/"),
}
"""Page -> how often, and its address."""
WRITES: Final = {"answer a requirement": 12, "register a contract": 3}


@dataclass
class Told:
    """What all visitors met. `times`: seconds by page; `faults`: what went wrong and how often."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: Counter[str] = field(default_factory=Counter)
    registered: dict[str, bool] = field(default_factory=dict)
    answered: dict[tuple[int, str], list[tuple[str, bool]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def accepted(self) -> int:
        """Writes that were said yes to."""
        answers = sum(yes for row in self.answered.values() for _value, yes in row)
        return sum(self.registered.values()) + answers


@dataclass
class Visitor:
    """One person. `addresses`: web servers, of which each click meets one, as a load balancer sends it."""

    user: Mapping[str, Any]
    cookie: str
    addresses: Sequence[str]
    told: Told
    chance: Random
    think: tuple[float, float]

    async def visit(self, until: Callable[[], bool]) -> None:
        """Until it is said to be enough."""
        limits = httpx.Limits(max_keepalive_connections=2)
        async with httpx.AsyncClient(
            cookies={self.cookie: str(self.user["session"])}, timeout=60, limits=limits
        ) as client:
            await asyncio.sleep(self.chance.uniform(0, self.think[1]))
            while not until():
                await self._click(client)
                await asyncio.sleep(self.chance.uniform(*self.think))

    async def _click(self, client: httpx.AsyncClient) -> None:
        weights = {**{name: weight for name, (weight, _address) in READS.items()}, **WRITES}
        what = self.chance.choices(list(weights), list(weights.values()))[0]
        if what in READS:
            await self._ask(client, what, address=READS[what][1].format(contract=self.user["contract"]))
        elif what == "register a contract":
            await self._register(client)
        else:
            await self._answer(client)

    async def _register(self, client: httpx.AsyncClient) -> None:
        await self._ask(client, "form", address="/contracts/new/")
        number = f"B-{self.user['contract']}-{len(self.told.registered)}"
        given = {
            "title": f"Prøvekontrakt {number}",
            "reference": number,
            "unit": self.user["unit"],
            "sector": "classic",
        }
        self.told.registered[number] = False
        self.told.registered[number] = await self._send(
            client, "register a contract", address="/contracts/new/", given=given
        )

    async def _answer(self, client: httpx.AsyncClient) -> None:
        contract, rule = int(self.user["contract"]), str(self.chance.choice(self.user["rules"]))
        value = self.chance.choice(ANSWERS)
        await self._ask(client, "duties", address=f"/contracts/{contract}/duties/")
        kept = self.told.answered[contract, rule]
        kept.append((value, False))
        address = f"/contracts/{contract}/duties/{rule}/"
        kept[-1] = (
            value,
            await self._send(client, "answer a requirement", address=address, given={"in_contract": value}),
        )

    async def _send(self, client: httpx.AsyncClient, what: str, *, address: str, given: dict[str, Any]) -> bool:
        token = client.cookies.get("csrftoken") or ""
        answer = await self._ask(client, what, address=address, data={**given, "csrfmiddlewaretoken": token})
        return answer is not None and answer.status_code == httpx.codes.FOUND

    async def _ask(
        self, client: httpx.AsyncClient, what: str, *, address: str, data: dict[str, Any] | None = None
    ) -> httpx.Response | None:
        began = time.perf_counter()
        where = self.chance.choice(self.addresses)
        try:
            answer = await client.request("POST" if data else "GET", where + address, data=data)
        except httpx.TransportError as error:
            self.told.faults[type(error).__name__] += 1
            return None
        self.told.times[what].append(time.perf_counter() - began)
        wanted = httpx.codes.FOUND if data else httpx.codes.OK
        if answer.status_code != wanted or LOGIN in answer.headers.get("location", ""):
            self.told.faults[f"{what}: {answer.status_code}"] += 1
            return None
        return answer


async def visit_all(
    world: Mapping[str, Any],
    addresses: Sequence[str],
    *,
    think: tuple[float, float],
    until: Callable[[], bool],
    before: Told | None = None,
) -> Told:
    """Everybody at once. `before`: what an earlier round wrote, which is there too."""
    told = Told(registered=before.registered, answered=before.answered) if before is not None else Told()
    visitors = [
        Visitor(user, str(world["cookie"]), addresses, told, Random(number), think)
        for number, user in enumerate(world["users"])
    ]
    await asyncio.gather(*(visitor.visit(until) for visitor in visitors))
    return told


def lost_and_doubled(told: Told, database: str) -> list[str]:
    """Writes that were accepted and are not there once, and writes that are there more than once; asked of the tables
    and of the audit chain."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "SELECT c.reference, (SELECT count(*) FROM audit_event e WHERE e.type = 'contract.registered'"
            " AND e.subject_id = c.id) FROM contracts_contract c WHERE c.reference LIKE 'B-%%'"
        ).fetchall()
        stands = connection.execute("SELECT contract_id, rule, in_contract FROM followup_contractduty").fetchall()
    there = Counter(reference for reference, _events in rows)
    wrong = [
        f"{number}: {there[number]} times" for number, yes in told.registered.items() if not _fits(there[number], yes)
    ]
    wrong += [f"{reference}: {events} events" for reference, events in rows if events != 1]
    wrong += [f"{reference}: nobody registered it" for reference in there.keys() - told.registered.keys()]
    now = {(contract, rule): value for contract, rule, value in stands}
    for key, given in told.answered.items():
        if not _stands(now.get(key, ""), given):
            wrong.append(f"{key}: {now.get(key)} stands, given {given}")
    return wrong


def _fits(times: int, accepted: bool) -> bool:  # noqa: FBT001 - the two sides of one comparison
    return times == 1 if accepted else times <= 1


def _stands(value: str, given: Sequence[tuple[str, bool]]) -> bool:
    """The last that was accepted, or one after it whose answer never came."""
    last = max((place for place, (_value, yes) in enumerate(given) if yes), default=-1)
    return last < 0 or value in {said for said, _yes in given[last:]}
