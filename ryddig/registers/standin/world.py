"""All stand-ins from one plan: which invented firms there are, what each register says of them, what the night brings.

A plan is {firms: {number: {unit: {navn, …}, roles: […], accounts: […], renhold: "Godkjent med ansatte", bemanning: …,
bilpleie: …, sentral_godkjenning: "2027-02-01", evidence: {RestanserV2: {name: value}}, night: {unit: {…}, renhold:
…}}}}. `unit` is the register's own JSON, put over a firm that is well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ryddig.registers.standin import approvals, brreg, doffin, ebevis, maskinporten
from ryddig.registers.standin.brreg import Register
from ryddig.registers.standin.brreg_shapes import accounts
from ryddig.registers.standin.doffin import DoffinWorld
from ryddig.registers.standin.ebevis import EvidenceWorld
from ryddig.registers.standin.routes import Asked, Routes, Told, told_json
from ryddig.registers.standin.server import StandIn

Plan = Mapping[str, Any]
APPROVALS: Final = ("renhold", "bemanning", "bilpleie", "sentral_godkjenning")


@dataclass(frozen=True, slots=True)
class World:
    """What the stand-ins know. `register` and `evidence` change while they run."""

    register: Register
    approvals: Mapping[str, dict[str, str]]
    evidence: EvidenceWorld
    notices: DoffinWorld

    def stand_in(self, *, folder: Path, port: int = 0) -> StandIn:
        """A server of all sources. `folder`: where it leaves the key that the settings of stand-in mode look for."""
        return StandIn(self.routes(folder=folder), port=port)

    def pass_night(self) -> int:
        """Do what the plan has for the night, once. Returns how many firms changed."""
        for number, night in self.register.nights.items():
            for source in APPROVALS:
                if source in night:
                    self.approvals[source][number] = str(night[source])
        return self.register.pass_night()

    def routes(self, *, folder: Path) -> tuple[Routes, ...]:
        """The paths of all sources."""
        clients, control = maskinporten.registered(folder), Routes("_standin")

        @control.post("/night")
        def night(_: Asked) -> Told:
            return told_json({"changed": self.pass_night()})

        return (
            control,
            *brreg.routes(self.register),
            *approvals.routes(self.approvals),
            *maskinporten.routes(clients),
            *ebevis.routes(self.evidence, clients),
            *doffin.routes(self.notices),
        )


def world_of(plan: Plan) -> World:
    """The world of a plan."""
    firms: Mapping[str, Plan] = {str(number): firm for number, firm in plan["firms"].items()}
    register = Register()
    register.add_planned(firms)
    values = {
        (code, number): [_value(name, given) for name, given in named.items()]
        for number, firm in firms.items()
        for code, named in firm.get("evidence", {}).items()
    }
    approved = {name: {number: str(firm[name]) for number, firm in firms.items() if name in firm} for name in APPROVALS}
    return World(register, approved, EvidenceWorld(values), DoffinWorld())


def _value(name: str, given: object) -> dict[str, object]:
    kind = "boolean" if isinstance(given, bool) else "amount" if isinstance(given, int) else "string"
    return ebevis.value(name, given, kind)


def _unit(name: str, **fields: object) -> Plan:
    return {"unit": {"navn": name, **fields}}


_WEAK: Final = [accounts("310000094", 2025, equity=20_000, revenue=4_000_000, result=-300_000)]
_CLEANS: Final = {"kode": "81.210", "beskrivelse": "Rengjøring av bygninger"}
_NOTE: Final = {"infotype": "FADR", "tekst": "Forretningsadressen er trolig feil.", "innfoertDato": "2026-09-01"}
EXAMPLE: Final[Plan] = {
    "firms": {
        "310000019": _unit("Prøve i orden AS"),
        "310000027": _unit("Tenkt konkurs AS", konkurs=True, konkursdato="2026-11-20"),
        "310000035": _unit("Liksom rekonstruksjon AS", underRekonstruksjonsforhandlingDato="2026-09-02"),
        "310000043": _unit(
            "Oppdiktet tvang AS",
            underTvangsavviklingEllerTvangsopplosning=True,
            tvangsopplostPgaManglendeRegnskapDato="2026-06-04",
        ),
        "310000051": {**_unit("Påfunn vask AS", naeringskode1=_CLEANS), "renhold": "Ikke godkjent"},
        "310000078": _unit("Eksempel med påtegning AS", paategninger=[_NOTE]),
        "310000086": _unit("Prøve utenfor registrene AS", registrertIMvaregisteret=False),
        "310000094": {**_unit("Tenkt svak AS"), "accounts": _WEAK},
        "310000108": {
            **_unit("Liksom i natt AS"),
            "night": {"unit": {"konkurs": True, "konkursdato": "2026-11-28"}},
        },
    }
}
