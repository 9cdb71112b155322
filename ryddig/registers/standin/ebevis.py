"""data.altinn.no as a stand-in: accreditations with consent that someone gives, refuses, withdraws or lets run out.

`POST /_standin/consent {"subject": "31…", "answer": "granted"}` answers for a firm, on all its cases; the words are
granted, denied, revoked, expired and waiting (consent given, the source behind is not ready).
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from ryddig.registers.standin.maskinporten import Clients
from ryddig.registers.standin.routes import Asked, Routes, Told, told_json

SUBSCRIPTION_KEY: Final = "stand-in"
SCOPE: Final = "altinn:dataaltinnno/ebevis"
WITH_CONSENT: Final = frozenset(
    {"RestanserV2", "MvaMeldingsOpplysning", "Arbeidsgiveravgift", "OppdragUtenlandskeVirksomheter"}
)
OF_ARBEIDSTILSYNET: Final = frozenset({"Renholdsregisteret", "Bemanningsforetakregisteret", "Bilpleieregisteret"})
NEEDS_CPV: Final = WITH_CONSENT - {"RestanserV2"}
MOST_DAYS: Final = 90
LISTED: Final = frozenset({"45000000-7", "45200000-9", "55000000-0", "60000000-8", "90911000-6", "90919000-2"})
DESCRIPTIONS: Final[Mapping[int, str]] = {
    1: "The information is available for harvest",
    2: "Awaiting consent from subject entity representative",
    3: "Consent request denied",
    4: "Consent expired",
    5: "Awaiting data from source",
}
_ANSWERS: Final = {"granted": 1, "pending": 2, "denied": 3, "revoked": 3, "expired": 4, "waiting": 5}
_HARVEST_REFUSED: Final = {
    "pending": (1010, "Consent is required"),
    "denied": (1010, "Consent was denied"),
    "revoked": (1012, "Consent has been deleted"),
    "expired": (1011, "Consent has expired"),
    "waiting": (1016, "Asynchronous evidence is still waiting"),
}


@dataclass(slots=True)
class EvidenceWorld:
    """What the sources behind know: values per (code, firm). `cpv`: codes that open the extended certificate, some of
    the real ones. The firm's number and the moment are put in where the values leave them out.

    `deleted`: firms that are gone. `answers`: firm -> consent, pending until said otherwise.
    """

    values: Mapping[tuple[str, str], list[dict[str, object]]] = field(default_factory=dict)
    cpv: frozenset[str] = LISTED
    deleted: frozenset[str] = frozenset()
    answers: dict[str, str] = field(default_factory=dict)
    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    reminders: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: TID251 - the stand-in lives in real time

    def answer(self, subject: str) -> str:
        """The firm's answer to all requests for consent."""
        return self.answers.get(subject, "pending")


def value(name: str, given: object, kind: str = "string", *, source: str = "Skatteetaten") -> dict[str, object]:
    """One evidence value in the shape of the service."""
    return {"evidenceValueName": name, "source": source, "value": given, "valueType": kind}


def routes(world: EvidenceWorld, clients: Clients) -> Iterable[Routes]:
    """The service, and the door where consent is answered."""
    paths, control = Routes("ebevis"), Routes("_standin")
    _accreditations(paths, world, clients)
    _reminders(paths, world, clients)
    _evidence(paths, world, clients)
    _without_consent(paths, world, clients)

    @control.post("/consent")
    def consent(asked: Asked) -> Told:
        told = asked.json()
        answer, subject = str(told.get("answer", "")), str(told.get("subject", ""))
        if answer not in _ANSWERS:
            return told_json({"feilmelding": f"Expected one of {', '.join(_ANSWERS)}"}, status=400)
        with world.lock:
            world.answers[subject] = answer
            for case in world.cases.values():
                if case["subject"] == subject:
                    case["lastChanged"] = _stamp(world.clock())
        return told_json({subject: answer})

    return (paths, control)


def _accreditations(paths: Routes, world: EvidenceWorld, clients: Clients) -> None:
    @paths.post("/authorization")
    def authorize(asked: Asked) -> Told:
        return _let_in(asked, clients) or _authorized(world, asked.json(), asked.base)

    @paths.get("/accreditations")
    def listed(asked: Asked) -> Told:
        after = asked.one("changedafter")
        ready = [case for case in world.cases.values() if not after or str(case["lastChanged"]) > after]
        if asked.one("onlyavailable") == "true":
            ready = [case for case in ready if world.answer(str(case["subject"])) == "granted"]
        return _let_in(asked, clients) or told_json(ready)

    @paths.delete("/accreditations/{id}")
    def end(asked: Asked) -> Told:
        refused = _let_in(asked, clients) or _case_refused(world, asked.names["id"])
        if refused is None:
            del world.cases[asked.names["id"]]
        return refused or Told(204)


def _reminders(paths: Routes, world: EvidenceWorld, clients: Clients) -> None:
    @paths.post("/accreditations/{id}/reminders")
    def remind(asked: Asked) -> Told:
        refused = _let_in(asked, clients) or _case_refused(world, asked.names["id"])
        return refused or _reminded(world, asked.names["id"])

    @paths.get("/accreditations/{id}/reminders")
    def reminders(asked: Asked) -> Told:
        return _let_in(asked, clients) or told_json(world.reminders.get(asked.names["id"], []))


def _evidence(paths: Routes, world: EvidenceWorld, clients: Clients) -> None:
    @paths.get("/evidence/{id}")
    def status(asked: Asked) -> Told:
        refused = _let_in(asked, clients) or _case_refused(world, asked.names["id"])
        if refused is not None:
            return refused
        case = world.cases[asked.names["id"]]
        return told_json([_status(world, case, code["evidenceCodeName"]) for code in case["evidenceCodes"]])

    @paths.get("/evidence/{id}/{code}")
    def harvest(asked: Asked) -> Told:
        refused = _let_in(asked, clients) or _case_refused(world, asked.names["id"])
        return refused or _harvested(world, world.cases[asked.names["id"]], asked.names["code"])


def _without_consent(paths: Routes, world: EvidenceWorld, clients: Clients) -> None:
    @paths.get("/directharvest/{code}")
    def direct(asked: Asked) -> Told:
        code, subject = asked.names["code"], asked.one("subject")
        refused = _let_in(asked, clients)
        if refused is not None:
            return refused
        if code in WITH_CONSENT:
            return _error(1010, "This evidence code requires consent")
        if subject in world.deleted:
            return _error(1005, "The subject has been deleted")
        values = world.values.get((code, subject))
        if values is None:
            return _error(3002, "Evidence source client error", detail=("1", f"{subject} could not be found"))
        return _evidence_told(world, code, subject, values=values)


def _let_in(asked: Asked, clients: Clients) -> Told | None:
    if asked.headers.get("ocp-apim-subscription-key") != SUBSCRIPTION_KEY:
        text = "Access denied due to invalid subscription key."
        return told_json({"statusCode": 401, "message": text}, status=401)
    kind, _, token = asked.headers.get("authorization", "").partition(" ")
    if kind != "Bearer" or clients.scope_of(token) != SCOPE:
        return _error(1024, "Invalid access token", status=403)
    return None


def _authorized(world: EvidenceWorld, told: Mapping[str, Any], base: str) -> Told:
    subject, now = str(told.get("subject", "")), world.clock()
    valid_to = datetime.fromisoformat(str(told.get("validTo")))
    if subject in world.deleted:
        return _error(1005, "The subject has been deleted")
    if not now < valid_to <= now + timedelta(days=MOST_DAYS):
        return _error(1018, "Invalid validTo")
    bases = {basis["id"]: set(str(basis["content"]).split(",")) for basis in told.get("legalBasisList", [])}
    codes, skipped = [], {}
    for wanted in told.get("evidenceRequests", []):
        name, given = wanted["evidenceCodeName"], bases.get(wanted.get("legalBasisId"), set())
        if name in WITH_CONSENT and not wanted.get("requestConsent"):
            return _error(1010, f"{name} requires requestConsent")
        if name in NEEDS_CPV and not given & world.cpv:
            skipped[name] = {"type": "LegalBasisRequirement", "failureAction": "Skip"}
            continue
        codes.append({"evidenceCodeName": name, "accessMethod": "Consent" if name in WITH_CONSENT else "Open"})
    case = {
        "accreditationId": str(uuid4()),
        "requestor": told.get("requestor"),
        "subject": subject,
        "aggregateStatus": {"code": 2, "description": DESCRIPTIONS[2]},
        "evidenceCodes": codes,
        "skippedEvidenceCodes": skipped,
        "issued": _stamp(now),
        "lastChanged": _stamp(now),
        "validTo": _stamp(valid_to),
        "consentReference": told.get("consentReference"),
        "externalReference": told.get("externalReference"),
        "languageCode": told.get("languageCode"),
    }
    with world.lock:
        world.cases[str(case["accreditationId"])] = case
    place = {"Location": f"{base}/accreditations/{case['accreditationId']}"}
    return told_json(case, status=201, headers=place)


def _case_refused(world: EvidenceWorld, number: str) -> Told | None:
    case = world.cases.get(number)
    if case is None:
        return _error(1002, "The accreditation does not exist", status=404)
    if world.clock() > datetime.fromisoformat(case["validTo"]):
        return _error(1003, "The accreditation has expired")
    return None


def _status(world: EvidenceWorld, case: Mapping[str, Any], code: str) -> dict[str, object]:
    number = _ANSWERS[world.answer(case["subject"])] if code in WITH_CONSENT else 1
    told = _code_status(code, number, world.clock())
    return {**told, "validTo": case["validTo"], "didSupplyLegalBasis": code in NEEDS_CPV}


def _harvested(world: EvidenceWorld, case: Mapping[str, Any], code: str) -> Told:
    answer = world.answer(case["subject"])
    if code not in {each["evidenceCodeName"] for each in case["evidenceCodes"]}:
        return _error(1007, "Unknown evidence code for this accreditation")
    if code in WITH_CONSENT and answer in _HARVEST_REFUSED:
        number, text = _HARVEST_REFUSED[answer]
        return _error(number, text)
    values = world.values.get((code, case["subject"]))
    if values is None:
        return _error(3003, "Evidence source server error", status=502)
    return _evidence_told(world, code, case["subject"], values=values)


def _evidence_told(world: EvidenceWorld, code: str, subject: str, *, values: list[dict[str, object]]) -> Told:
    given = {str(each["evidenceValueName"]).casefold() for each in values}
    head = [value("organisasjonsnummer", subject, source="Arbeidstilsynet")] if code in OF_ARBEIDSTILSYNET else []
    if code in WITH_CONSENT:
        levert = value("levert", _stamp(world.clock()), "dateTime")
        head = [levert, value("forespurteOrganisasjon", subject)]
    put_in = [each for each in head if str(each["evidenceValueName"]).casefold() not in given]
    whole = values if "default" in given else [*put_in, *values]
    return told_json({"evidenceStatus": _code_status(code, 1, world.clock()), "evidenceValues": whole})


def _reminded(world: EvidenceWorld, number: str) -> Told:
    if world.answer(world.cases[number]["subject"]) != "pending":
        return _error(1021, "The consent request has already been handled")
    sent = {
        "notificationType": "EMAIL",
        "success": True,
        "description": "",
        "recipientCount": 1,
        "date": _stamp(world.clock()),
    }
    world.reminders.setdefault(number, []).append(sent)
    return told_json([sent])


def _code_status(code: str, number: int, now: datetime) -> dict[str, object]:
    status = {"code": number, "description": DESCRIPTIONS[number]}
    return {"evidenceCodeName": code, "status": status, "validFrom": _stamp(now), "validTo": _stamp(now)}


def _error(code: int, description: str, *, status: int = 400, detail: tuple[str, str] | None = None) -> Told:
    told: dict[str, object] = {"code": code, "description": description}
    if detail is not None:
        told |= {"detailCode": detail[0], "detailDescription": detail[1]}
    return told_json(told, status=status)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
