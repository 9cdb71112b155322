"""eBevis on data.altinn.no: ask with the firm's consent and fetch what it allows, or fetch open sets at once.

The service tells nobody when a firm has answered. Its guide asks clients to fetch everything that has changed in one
call, once or twice a day (`available_since`), and not to ask case by case at short intervals.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from ryddig.domain.errors import AskAgainLater, RyddigError, UserCanFix
from ryddig.domain.evidence_case import Refusal
from ryddig.domain.register_words import RegisterAnswer, SourceState
from ryddig.domain.words import N_
from ryddig.registers.asking import Asker, Question
from ryddig.registers.ebevis.maskinporten import Clock, Maskinporten, now
from ryddig.registers.ebevis.parse import (
    Accreditation,
    CaseStatus,
    ServiceError,
    read_accreditation,
    read_accreditations,
    read_error,
    read_evidence,
    read_reminder,
    read_status,
)
from ryddig.registers.ebevis.records import ONLY_RISK_CPV, WITH_CONSENT, Record, read_record

SOURCE: Final = "ebevis"
SCOPE: Final = "altinn:dataaltinnno/ebevis"
MOST_DAYS: Final = 90
_BASIS: Final = "cpv"
_REFUSED: Final = frozenset({400, 401, 403, 404, 409, 410, 422})
_QUOTA, _SOURCE_SAYS_NO, _FIRM_NOT_THERE = 1029, 3002, "1"
_TECHNICAL: Final = frozenset({1013, 1015, 1022, 1025, 1026, 3001, 3003})
_ACCESS: Final = frozenset({1000, 1001, 1019, 1020, 1023, 1024})


@dataclass(frozen=True, slots=True)
class EvidenceOrder:
    """What to ask a firm's consent for. `cpv`: risk codes with check digit (`domain.risk_cpv`), the legal basis of the
    extended certificate. `consent_reference`: what the firm is shown. `reference`: our own, comes back."""

    subject: str
    codes: Sequence[str]
    valid_to: date
    consent_reference: str
    reference: str
    cpv: Sequence[str] = ()
    language: str = "no-nb"


@dataclass(frozen=True, slots=True)
class Harvest:
    """One data set: the answer as it came, and what it says. `record` None: the source does not have the firm."""

    answer: RegisterAnswer = field(repr=False)
    record: Record | None


class EvidenceRefused(UserCanFix):
    """The service refused, with a meaning for the case: `refusal` goes into `evidence_case.refuse`."""

    def __init__(self, refusal: Refusal, error: ServiceError) -> None:
        text = N_("eBevis refused: %(description)s (%(number)s)")
        hint = N_("The case now says so. Make a new one, or ask for the paper.")
        params = {"description": error.description, "number": error.code}
        super().__init__("ebevis.refused", text, hint=hint, params=params)
        self.refusal = refusal


class Ebevis:
    """`requestor`: organisation number of the public body that asks, the one the Maskinporten client belongs to."""

    def __init__(self, asker: Asker, requestor: str, *, clock: Clock = now) -> None:
        self._asker, self._requestor = asker, requestor
        self._maskinporten = Maskinporten(asker, SCOPE, clock=clock)

    def authorize(self, order: EvidenceOrder, *, on: date) -> Accreditation:
        """Ask for consent. Never asked twice by itself: the firm would get two messages.

        Raises UserCanFix when the order asks for nothing the service gives, or for more than 90 days.
        """
        content = json.dumps(self.body_of(order, self._requestor, on=on), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        asked = Question("authorization", "POST", headers=headers, content=content, accept=(200, 201), again=False)
        return read_accreditation(self._ask(asked).raw, order.codes)

    def find(self, order: EvidenceOrder) -> Accreditation | None:
        """The accreditation with our reference for this firm, if the service has one: after a lost answer."""
        listed = read_accreditations(self._ask(Question("accreditations", params={"requestor": self._requestor})).raw)
        known = next((one for one in listed if (one.reference, one.subject) == (order.reference, order.subject)), None)
        if known is None:
            return None
        codes = tuple(self.status(known.id).states)
        return replace(known, codes=codes, skipped=frozenset(order.codes) - frozenset(codes))

    def status(self, accreditation: str) -> CaseStatus:
        """Where each code of a case stands."""
        return read_status(self._ask(Question(f"evidence/{accreditation}")).raw)

    def harvest(self, accreditation: str, code: str, *, subject: str) -> Harvest:
        """The answer to one code. Raises EvidenceRefused when consent is missing, over or withdrawn."""
        answer = self._ask(Question(f"evidence/{accreditation}/{code}"))
        return Harvest(answer, read_record(read_evidence(answer.raw, code), subject))

    def direct(self, code: str, *, subject: str) -> Harvest:
        """An open set, without consent (`Renholdsregisteret`, `AnnualFinancialReport` …)."""
        params = {"subject": subject, "requestor": self._requestor}
        answer = self._answer(Question(f"directharvest/{code}", params=params))
        error = read_error(answer.raw) if answer.status in _REFUSED else None
        if error is not None and error.code == _SOURCE_SAYS_NO and error.detail == _FIRM_NOT_THERE:
            return Harvest(_not_found(answer), None)
        self._check(answer)
        return Harvest(answer, read_record(read_evidence(answer.raw, code), subject))

    def available_since(self, moment: datetime) -> tuple[str, ...]:
        """Accreditations that have something to harvest and changed after `moment`: one call for all cases."""
        params = {"requestor": self._requestor, "onlyavailable": "true", "changedafter": _written(moment)}
        return tuple(one.id for one in read_accreditations(self._ask(Question("accreditations", params=params)).raw))

    def remind(self, accreditation: str) -> bool:
        """Have the firm reminded in Altinn. Whether some message went out; not asked twice by itself."""
        asked = Question(f"accreditations/{accreditation}/reminders", "POST", content=b"", again=False)
        return read_reminder(self._ask(asked).raw)

    def end(self, accreditation: str) -> None:
        """Delete the accreditation: we are done with it. One that is gone already is no fault."""
        try:
            asked = Question(f"accreditations/{accreditation}", "DELETE", accept=(200, 202, 204))
            self._ask(asked)
        except EvidenceRefused as error:
            if error.refusal is not Refusal.UNKNOWN_CASE:
                raise

    @staticmethod
    def body_of(order: EvidenceOrder, requestor: str, *, on: date) -> dict[str, Any]:
        """The request as it is sent. Raises UserCanFix as `authorize` does."""
        codes = [code for code in dict.fromkeys(order.codes) if order.cpv or code not in ONLY_RISK_CPV]
        if not codes:
            text = N_("The extended tax certificate is given for contracts with a risk CPV code only.")
            raise UserCanFix("ebevis.no_risk_cpv", text, hint=N_("Ask for RestanserV2, or for the paper."))
        if not on <= order.valid_to or (order.valid_to - on).days > MOST_DAYS:
            text = N_("Consent can be asked for up to %(days)s days ahead.")
            hint = N_("Choose an earlier last day.")
            raise UserCanFix("ebevis.too_long", text, hint=hint, params={"days": MOST_DAYS})
        body: dict[str, Any] = {
            "requestor": requestor,
            "subject": order.subject,
            "evidenceRequests": [_request(code) for code in codes],
            "validTo": f"{order.valid_to.isoformat()}T00:00:00Z",
            "consentReference": order.consent_reference,
            "externalReference": order.reference,
            "languageCode": order.language,
        }
        if order.cpv:
            body["legalBasisList"] = [{"id": _BASIS, "type": "cpv", "content": ",".join(order.cpv)}]
        return body

    def _ask(self, question: Question) -> RegisterAnswer:
        answer = self._answer(question)
        self._check(answer)
        return answer

    def _answer(self, question: Question) -> RegisterAnswer:
        source = self._asker.settings.source(SOURCE)
        headers = {
            **(question.headers or {}),
            "Authorization": f"Bearer {self._maskinporten.token()}",
            "Ocp-Apim-Subscription-Key": source.secret("subscription_key"),
        }
        accept = frozenset(question.accept) | _REFUSED
        asked = Question(
            question.path,
            question.method,
            params=question.params,
            headers=headers,
            content=question.content,
            accept=accept,
            again=question.again,
        )
        return self._asker.ask(SOURCE, asked)

    def _check(self, answer: RegisterAnswer) -> None:
        if answer.status in _REFUSED:
            error = read_error(answer.raw)
            if error is None or error.code in _ACCESS:
                self._maskinporten.forget()
            raise _fault(error, answer.status or 0)


def _request(code: str) -> dict[str, object]:
    asked: dict[str, object] = {"evidenceCodeName": code}
    if code in WITH_CONSENT:
        asked["requestConsent"] = True
    if code in ONLY_RISK_CPV:
        asked["legalBasisId"] = _BASIS
    return asked


def _fault(error: ServiceError | None, status: int) -> RyddigError:
    if error is None:
        text = N_("eBevis let us not in (HTTP %(status)s).")
        hint = N_("Check the subscription key and that the Maskinporten client has the scope %(scope)s.")
        return UserCanFix("ebevis.access", text, hint=hint, params={"status": status, "scope": SCOPE})
    if error.refusal is not None:
        return EvidenceRefused(error.refusal, error)
    params = {"description": error.description, "number": error.code, "scope": SCOPE}
    if error.code == _QUOTA or error.code in _TECHNICAL:
        text = N_("eBevis or the source behind it cannot answer now: %(description)s (%(number)s)")
        return AskAgainLater("ebevis.later", text, hint=N_("Try again later."), params=params)
    if error.code in _ACCESS:
        text = N_("eBevis let us not in: %(description)s (%(number)s)")
        hint = N_("Check organisation number, subscription key and the scope %(scope)s.")
        return UserCanFix("ebevis.access", text, hint=hint, params=params)
    text = N_("eBevis did not take the request: %(description)s (%(number)s)")
    return UserCanFix("ebevis.request", text, hint=N_("Check the firm's number and what is asked for."), params=params)


def _not_found(answer: RegisterAnswer) -> RegisterAnswer:
    return RegisterAnswer(
        answer.source,
        answer.url,
        answer.asked_at,
        state=SourceState.NOT_FOUND,
        status=answer.status,
        raw=answer.raw,
        sha256=answer.sha256,
    )


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
