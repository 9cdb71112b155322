"""A stand-in for Enhetsregisteret and Regnskapsregisteret: invented firms in the registers' JSON, that can change."""

import gzip
import json
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode

from ryddig.registers.standin.brreg_shapes import Json, deleted_unit, live_unit, patches_between
from ryddig.registers.standin.routes import Asked, Routes, Told, told_json

UNITS, ACCOUNTS = "enhetsregisteret", "regnskapsregisteret"
FIRST_UPDATE: Final = 25_000_000
DEFAULT_SIZE: Final = 20
MADE_AT: Final = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)


class Register:
    """What the stand-in register holds. Threads may share it; `now` is the time new events bear."""

    def __init__(self, *, now: datetime = MADE_AT) -> None:
        self.now = now
        self.units: dict[str, Json] = {}
        self.sub_units: dict[str, Json] = {}
        self.roles: dict[str, Json] = {}
        self.accounts: dict[str, list[Json]] = {}
        self.events: list[Json] = []
        self.nights: dict[str, Mapping[str, Any]] = {}
        self.bulk: dict[str, bytes] = {}
        self._lock = threading.RLock()

    def add(self, number: str, name: str, **fields: object) -> None:
        """A firm that is well, with `fields` of the register's JSON put in or over; None takes one away."""
        with self._lock:
            self.units[number] = _over(live_unit(number, name), fields)

    def add_planned(self, plan: Mapping[str, Mapping[str, Any]]) -> None:
        """Firms from a plan: {number: {unit: {navn: …}, roles: […], accounts: […], night: {unit: {…}}}}."""
        for number, firm in plan.items():
            unit = dict(firm["unit"])
            self.add(str(number), str(unit.pop("navn")), **unit)
            self._set(str(number), firm)
            if "night" in firm:
                self.nights[str(number)] = firm["night"]

    def change(self, number: str, **fields: object) -> None:
        """Change a firm and tell it in the change feed. `slettedato` makes it a deleted unit."""
        with self._lock:
            before = self.units[number]
            gone = fields.get("slettedato")
            after = deleted_unit(before, str(gone)) if gone else _over(before, fields)
            self.units[number] = after
            kind = "Sletting" if gone else "Endring"
            self._tell(number, kind, [] if gone else patches_between(before, after))

    def make_bankrupt(self, number: str, day: date) -> None:
        """Bankruptcy opened on `day`, with an estate manager."""
        self.change(number, konkurs=True, konkursdato=day.isoformat())
        place = {"landkode": "NO", "postnummer": "0001", "poststed": "OSLO", "adresse": ["Tenkt gate 1"]}
        manager = {"navn": "Adv. Påfunn Bostyrer", "postadresse": place}
        role = {**_role("BOBE", "Bostyrer"), "bostyrer": {**manager, "erDoed": False}}
        self.roles.setdefault(number, {"rollegrupper": []})["rollegrupper"].append(
            {"type": _code("BOBE", "Bostyrer", "rollegruppetyper"), "sistEndret": day.isoformat(), "roller": [role]}
        )

    def pass_night(self) -> int:
        """Do what is planned for the night, once. Returns how many firms changed."""
        with self._lock:
            nights, self.nights = self.nights, {}
        for number, night in nights.items():
            self._set(number, night)
            unit = dict(night.get("unit", {}))
            if unit.get("konkurs"):
                self.make_bankrupt(number, date.fromisoformat(str(unit["konkursdato"])))
                unit = {name: value for name, value in unit.items() if not name.startswith("konkurs")}
            if unit:
                self.change(number, **unit)
        return len(nights)

    def events_from(self, asked: Asked) -> list[Json]:
        """The events that a question to the feed is about, in the order asked for."""
        first, since = int(asked.one("oppdateringsid", "0")), asked.one("dato")
        of = set(asked.one("organisasjonsnummer").split(",")) - {""}
        with self._lock:
            found = [
                event
                for event in self.events
                if event["oppdateringsid"] >= first
                and event["dato"] >= since
                and (not of or event["organisasjonsnummer"] in of)
            ]
        return found[::-1] if asked.one("sort").upper().endswith("DESC") else found

    def _set(self, number: str, firm: Mapping[str, Any]) -> None:
        if "roles" in firm:
            self.roles[number] = {"rollegrupper": firm["roles"]}
        if "accounts" in firm:
            self.accounts[number] = firm["accounts"]

    def _tell(self, number: str, kind: str, patches: list[Json]) -> None:
        event = {
            "oppdateringsid": FIRST_UPDATE + len(self.events),
            "dato": self.now.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "organisasjonsnummer": number,
            "endringstype": kind,
            "endringer": patches,
        }
        self.events.append(event)


def routes(register: Register) -> Iterable[Routes]:
    """Everything the two registers answer, and the doors to steer them."""
    return (
        _bulk_routes(register),
        _unit_routes(register),
        _more_routes(register),
        _feed_routes(register),
        _account_routes(register),
        _control_routes(register),
    )


def _unit_routes(register: Register) -> Routes:
    routes = Routes(UNITS)

    @routes.get("/enheter")
    def search(asked: Asked) -> Told:
        wanted = asked.one("organisasjonsnummer").split(",") if asked.one("organisasjonsnummer") else None
        name = asked.one("navn").upper()
        numbers = wanted if wanted is not None else sorted(register.units)
        found = [register.units[number] for number in numbers if number in register.units]
        found = [unit for unit in found if "slettedato" not in unit and name in str(unit["navn"])]
        return _page(asked, "enheter", found)

    @routes.get("/enheter/{number}")
    def unit(asked: Asked) -> Told:
        found = register.units.get(asked.names["number"])
        if found is None:
            return _missing()
        body = _text(found)
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        return Told(304) if asked.headers.get("if-none-match") == tag else Told(200, body, headers={"ETag": tag})

    return routes


def _more_routes(register: Register) -> Routes:
    routes = Routes(UNITS)

    @routes.get("/enheter/{number}/roller")
    def roles(asked: Asked) -> Told:
        number = asked.names["number"]
        if number not in register.units:
            return _missing()
        links = {"self": {"href": f"{asked.base}{asked.path}"}, "enhet": {"href": f"{asked.base}/enheter/{number}"}}
        return told_json({**register.roles.get(number, {"rollegrupper": []}), "_links": links})

    @routes.get("/underenheter")
    def sub_units(asked: Asked) -> Told:
        parent = asked.one("overordnetEnhet")
        return _page(
            asked, "underenheter", [one for one in register.sub_units.values() if one["overordnetEnhet"] == parent]
        )

    return routes


def _bulk_routes(register: Register) -> Routes:
    routes = Routes(UNITS)

    @routes.get("/enheter/lastned")
    def bulk(_: Asked) -> Told:
        packed = register.bulk.get("units") or gzip.compress(_text(list(register.units.values())))
        return Told(200, packed, "application/vnd.brreg.enhetsregisteret.enhet.v2+gzip", _modified(register))

    @routes.get("/enheter/lastned/csv")
    def bulk_csv(_: Asked) -> Told:
        packed = register.bulk.get("units_csv")
        return Told(200, packed, "text/csv", _modified(register)) if packed else _missing()

    return routes


def _feed_routes(register: Register) -> Routes:
    routes = Routes(UNITS)

    @routes.get("/oppdateringer/enheter")
    def feed(asked: Asked) -> Told:
        events = register.events_from(asked)
        if asked.one("includeChanges") != "true":
            events = [{name: value for name, value in event.items() if name != "endringer"} for event in events]
        linked = [
            {**event, "_links": {"enhet": {"href": f"{asked.base}/enheter/{event['organisasjonsnummer']}"}}}
            for event in events[: int(asked.one("size", str(DEFAULT_SIZE)))]
        ]
        return _page(asked, "oppdaterteEnheter", linked, total=len(events))

    return routes


def _account_routes(register: Register) -> Routes:
    routes = Routes(ACCOUNTS)

    @routes.get("/{number}")
    def accounts(asked: Asked) -> Told:
        found = register.accounts.get(asked.names["number"])
        return told_json(found) if found else _missing()

    return routes


def _control_routes(register: Register) -> Routes:
    routes = Routes("_standin")

    @routes.post("/change")
    def change(asked: Asked) -> Told:
        wanted = asked.json()
        number, fields = str(wanted.get("number", "")), wanted.get("unit")
        if number not in register.units or not isinstance(fields, dict):
            return told_json({"feilmelding": "Expected number and unit of a firm that is there"}, status=400)
        register.change(number, **fields)
        return told_json(register.units[number])

    return routes


def _page(asked: Asked, name: str, found: list[Json], *, total: int | None = None) -> Told:
    """A HAL page as the register gives it: with nothing found there is no `_embedded`."""
    size, number = int(asked.one("size", str(DEFAULT_SIZE))), int(asked.one("page", "0"))
    shown = found if total is not None else found[number * size : (number + 1) * size]
    everything = len(found) if total is None else total
    query = urlencode({key: values[0] for key, values in asked.query.items()})
    page: Json = {"_embedded": {name: shown}} if shown else {}
    page["_links"] = {"self": {"href": f"{asked.base}{asked.path}?{query}"}}
    pages = -(-everything // size)
    page["page"] = {"size": size, "totalElements": everything, "totalPages": pages, "number": number}
    return told_json(page)


def _over(unit: Json, fields: Mapping[str, object]) -> Json:
    return {name: value for name, value in {**unit, **fields}.items() if value is not None}


def _role(kind: str, name: str) -> Json:
    return {"type": _code(kind, name, "rolletyper"), "avregistrert": False, "rekkefolge": 0}


def _code(kind: str, name: str, of: str) -> Json:
    link = f"https://data.brreg.no/enhetsregisteret/api/roller/{of}/{kind}"
    return {"kode": kind, "beskrivelse": name, "_links": {"self": {"href": link}}}


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode()


def _modified(register: Register) -> dict[str, str]:
    return {"Last-Modified": format_datetime(register.now, usegmt=True)}


def _missing() -> Told:
    return Told(404)
