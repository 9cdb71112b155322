"""What the eBevis tests share: invented answers of Skatteetaten and Arbeidstilsynet, and a running stand-in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ryddig.registers.ebevis.client import Ebevis, EvidenceOrder
from ryddig.registers.standin import ebevis as standin_ebevis
from ryddig.registers.standin import maskinporten as standin_maskinporten
from ryddig.registers.standin.ebevis import EvidenceWorld, value
from ryddig.registers.standin.maskinporten import KEY_ID, Clients
from tests.registers.standins import BUYER, FIRM, GONE, Asked, asking, signing_key

ARREARS, VAT, BASE, FOREIGN = (
    "RestanserV2",
    "MvaMeldingsOpplysning",
    "Arbeidsgiveravgift",
    "OppdragUtenlandskeVirksomheter",
)
ALL = (ARREARS, VAT, BASE, FOREIGN)
NOW = datetime.now(UTC)
ON = NOW.date()
CPV = "45000000-7"


def arrears_values(firm: str = FIRM, vat: object = 40210) -> list[dict[str, object]]:
    kinds = ("arbeidsgiveravgift", "forskuddstrekk", "forskuddsskatt", "restskatt", "gebyr")
    return [
        value("levert", "2026-11-20T08:01:02Z", "dateTime"),
        value("forespurteOrganisasjon", firm),
        *(value(f"{kind}ForfaltOgUbetalt", 0, "amount") for kind in kinds),
        value("merverdiavgiftForfaltOgUbetalt", vat, "amount"),
    ]


def whole(structure: dict[str, object]) -> list[dict[str, object]]:
    return [value("default", json.dumps({"levert": "2026-11-20T08:01:02Z", **structure}), "jsonSchema")]


VAT_STRUCTURE: dict[str, object] = {
    "forespurteOrganisasjon": FIRM,
    "mvaAlminneligNaering": {
        "skattemeldingsplikt": {"termintype": "toMaanedlig"},
        "ansvarligForMvaMelding": {"organisasjonsnummer": 312222221, "oragnisasjonsnavn": "Tenkt Mor AS"},
        "samletFastsattOgReskontrofoertForTermin": [
            {"gjelderTermin": {"termin": "4", "aar": "2026"}, "fastsettingsperiodeStatus": "meldingIkkeLevert"},
            {
                "gjelderTermin": {"termin": "3", "aar": "2026"},
                "fastsettingsperiodeStatus": "fastsatt",
                "erMyndighetsfastsatt": True,
                "grunnMyndighetsfastsatt": "manglendeMvaMelding",
            },
            {"gjelderTermin": {"termin": "2", "aar": "2026"}, "fastsettingsperiodeStatus": "noe nytt"},
        ],
    },
}
VALUES = {
    (ARREARS, FIRM): arrears_values(),
    (VAT, FIRM): whole(VAT_STRUCTURE),
    (BASE, FIRM): whole(
        {
            "forespurteOrganisasjon": FIRM,
            "arbeidsgiveravgifter": [{"termin": "august", "aar": "2026", "sumavgiftsgrunnlagBeloep": 1234567}],
        }
    ),
    (FOREIGN, FIRM): whole(
        {
            "forespurteOrganisasjon": FIRM,
            "oppdrag": {
                "antallAktiveOppdragSomArbeidsgiver": 1,
                "antallAktiveArbeidstakere": 14,
                "antallRegistrerteOppdragSomOppdragsgiver": 3,
            },
        }
    ),
    ("Renholdsregisteret", FIRM): [
        value("organisasjonsnummer", FIRM, source="Arbeidstilsynet"),
        value("status", "Søknad under behandling", source="Arbeidstilsynet"),
        value("statusEndret", "2026-10-01T00:00:00", "dateTime", source="Arbeidstilsynet"),
    ],
    ("Bemanningsforetakregisteret", FIRM): [
        value("Organisasjonsnummer", FIRM, source="Arbeidstilsynet"),
        value("Godkjenningsstatus", "Oppfylt registrering", source="Arbeidstilsynet"),
    ],
    ("Bilpleieregisteret", FIRM): [
        value("organisasjonsnummer", FIRM),
        value("registerstatus", "1"),
        value("registerstatusTekst", "Søknad under behandling"),
        value("godkjenningsstatus", "Godkjent"),
    ],
    ("AnnualFinancialReport", FIRM): [
        value("Year1", "2025", source="Brreg"),
        value("Year1PdfUrl", "https://regnskap.prove.example/2025.pdf", "uri", source="Brreg"),
        value("Year2", "2024", source="Brreg"),
        value("Year2PdfUrl", "javascript:alert(1)", "uri", source="Brreg"),
    ],
    ("UnitBasicInformation", FIRM): [value("OrganizationName", "Prøve AS", source="Brreg")],
}


@dataclass
class World:
    asked: Asked
    world: EvidenceWorld
    ebevis: Ebevis

    def answer(self, answer: str) -> None:
        self.world.answers[FIRM] = answer


@contextmanager
def ebevis(clients: Clients | None = None, more: dict[str, str] | None = None) -> Iterator[World]:
    world = EvidenceWorld(VALUES, frozenset({CPV}), frozenset({GONE}))
    registered = clients or Clients({KEY_ID: signing_key().public_key()})
    routes = (*standin_maskinporten.routes(registered), *standin_ebevis.routes(world, registered))
    with asking(*routes, clients=registered, more=more) as asked:
        yield World(asked, world, Ebevis(asked.asker, BUYER))


def order(*codes: str, subject: str = FIRM, cpv: tuple[str, ...] = (CPV,), days: int = 60) -> EvidenceOrder:
    return EvidenceOrder(subject, codes or ALL, ON + timedelta(days=days), "Kontrakt TK-7", "TK-7", cpv=cpv)
