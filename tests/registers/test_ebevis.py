"""eBevis over real HTTP: the token with a real signature, consent that takes days, refusals, and what is harvested."""

from datetime import date, timedelta

import pytest

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.evidence_case import CaseState, CodeState, Refusal, draft, harvest, hear, refuse, send
from ryddig.domain.register_words import RegisterStatus, SourceState, TaxPaper
from ryddig.domain.tax_records import Arrears, EmployersContribution, ForeignAssignments, TaxKind, TaxRecord, VatReturns
from ryddig.registers.ebevis.client import Ebevis, EvidenceRefused
from ryddig.registers.ebevis.records import AnnualReport, AnnualReports, tax_paper
from ryddig.registers.sources import StatusAsker
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.maskinporten import KEY_ID, Clients, new_key, pem
from tests.registers.ebevis_world import ALL, ARREARS, BASE, FOREIGN, NOW, ON, VAT, arrears_values, ebevis, order
from tests.registers.standins import BAD_ANSWERS, BUYER, FIRM, GONE, OTHER, signing_key


def test_the_whole_way_with_the_domain_case() -> None:
    with ebevis() as the:
        taken = the.ebevis.authorize(order(), on=ON)
        assert (taken.subject, set(taken.codes), taken.skipped) == (FIRM, set(ALL), frozenset())
        case = send(draft(ALL), accreditation=taken.id, valid_to=taken.valid_to, skipped=taken.skipped, on=ON)
        case = hear(case, the.ebevis.status(taken.id).states, on=ON)
        assert case.state is CaseState.PENDING
        assert the.ebevis.remind(taken.id)
        the.answer("granted")
        case = hear(case, the.ebevis.status(taken.id).states, on=ON)
        assert case.to_harvest == ALL
        records = []
        for code in case.to_harvest:
            records.append(the.ebevis.harvest(taken.id, code, subject=FIRM).record)
            case = harvest(case, code, on=ON)
        assert case.state is CaseState.HARVESTED
        the.ebevis.end(taken.id)
        the.ebevis.end(taken.id)
        assert the.world.cases == {}
    arrears, vat, base, foreign = records
    assert isinstance(arrears, Arrears)
    assert (arrears.due[TaxKind.VAT], arrears.total, arrears.any_due) == (4_021_000, 4_021_000, True)
    assert isinstance(vat, VatReturns)
    assert [(term.term, term.raw) for term in vat.missing] == [("4", "meldingIkkeLevert")]
    assert (vat.terms[1].assessed_by_authority, vat.terms[2].state) == (True, None)
    assert vat.reported_by == "312222221"
    assert isinstance(base, EmployersContribution)
    assert base.terms[0].base == 123_456_700
    assert isinstance(foreign, ForeignAssignments)
    assert (foreign.as_employer, foreign.workers, foreign.as_client) == (1, 14, 3)
    told = tuple(record for record in records if isinstance(record, TaxRecord))
    assert tax_paper(told) == TaxPaper(date(2026, 11, 20), arrears_ore=4_021_000, returns_missing=True)


def test_without_a_risk_cpv_code_only_arrears_are_asked_for() -> None:
    with ebevis() as the:
        taken = the.ebevis.authorize(order(cpv=()), on=ON)
        assert (taken.codes, taken.skipped) == ((ARREARS,), frozenset({VAT, BASE, FOREIGN}))
        with pytest.raises(UserCanFix, match="risk CPV"):
            the.ebevis.authorize(order(VAT, cpv=()), on=ON)


def test_a_cpv_code_the_service_does_not_list_is_skipped() -> None:
    with ebevis() as the:
        taken = the.ebevis.authorize(order(cpv=("90910000-9",)), on=ON)
    assert taken.skipped == frozenset({VAT, BASE, FOREIGN})


@pytest.mark.parametrize("days", [-1, 91])
def test_consent_for_too_long_or_the_past_is_not_asked_for(days: int) -> None:
    with ebevis() as the:
        with pytest.raises(UserCanFix, match="up to 90 days"):
            the.ebevis.authorize(order(days=days), on=ON)
        assert the.asked.standin.requests == []


@pytest.mark.parametrize(
    ("answer", "refusal", "state"),
    [
        ("pending", Refusal.NEEDS_CONSENT, CaseState.PENDING),
        ("expired", Refusal.CONSENT_EXPIRED, CaseState.EXPIRED),
        ("revoked", Refusal.CONSENT_REVOKED, CaseState.REVOKED),
        ("waiting", Refusal.STILL_WAITING, CaseState.GRANTED),
    ],
)
def test_a_refused_harvest_ends_or_keeps_the_case(answer: str, refusal: Refusal, state: CaseState) -> None:
    with ebevis() as the:
        taken = the.ebevis.authorize(order(ARREARS), on=ON)
        case = send(draft((ARREARS,)), accreditation=taken.id, valid_to=taken.valid_to, on=ON)
        case = hear(case, {ARREARS: CodeState.AVAILABLE}, on=ON)
        the.answer(answer)
        with pytest.raises(EvidenceRefused) as refused:
            the.ebevis.harvest(taken.id, ARREARS, subject=FIRM)
    assert refused.value.refusal is refusal
    assert refuse(case, refusal, name=ARREARS, on=ON).state is state


def test_a_firm_that_says_no() -> None:
    with ebevis() as the:
        taken = the.ebevis.authorize(order(ARREARS), on=ON)
        the.answer("denied")
        states = the.ebevis.status(taken.id).states
        assert states == {ARREARS: CodeState.DENIED}
        with pytest.raises(UserCanFix, match=r"already been handled \(1021\)"):
            the.ebevis.remind(taken.id)


def test_a_deleted_firm_an_unknown_case_and_an_expired_one() -> None:
    with ebevis() as the:
        with pytest.raises(EvidenceRefused) as gone:
            the.ebevis.authorize(order(ARREARS, subject=GONE), on=ON)
        with pytest.raises(EvidenceRefused) as unknown:
            the.ebevis.status("no-such-case")
        taken = the.ebevis.authorize(order(ARREARS), on=ON)
        the.world.clock = lambda: NOW + timedelta(days=61)
        with pytest.raises(EvidenceRefused) as expired:
            the.ebevis.status(taken.id)
    refusals = [error.value.refusal for error in (gone, unknown, expired)]
    assert refusals == [Refusal.FIRM_DELETED, Refusal.UNKNOWN_CASE, Refusal.CASE_EXPIRED]


def test_all_cases_that_can_be_harvested_come_in_one_call() -> None:
    with ebevis() as the:
        first = the.ebevis.authorize(order(ARREARS), on=ON)
        the.ebevis.authorize(order(ARREARS, subject=OTHER), on=ON)
        assert the.ebevis.available_since(NOW - timedelta(days=1)) == ()
        the.answer("granted")
        assert the.ebevis.available_since(NOW - timedelta(days=1)) == (first.id,)
        assert the.ebevis.available_since(NOW + timedelta(days=1)) == ()


def test_one_token_for_many_calls_and_a_new_one_when_it_is_refused() -> None:
    with ebevis() as the:
        for _ in range(3):
            the.ebevis.direct("Renholdsregisteret", subject=FIRM)
        assert the.asked.standin.requests.count("POST /maskinporten/token") == 1
        the.asked.clients.given.clear()
        with pytest.raises(UserCanFix, match="1024"):
            the.ebevis.direct("Renholdsregisteret", subject=FIRM)
        the.ebevis.direct("Renholdsregisteret", subject=FIRM)
        assert the.asked.standin.requests.count("POST /maskinporten/token") == 2


def test_a_grant_signed_with_another_key_is_refused() -> None:
    with ebevis(more={"RYDDIG_REGISTER_MASKINPORTEN_PRIVATE_KEY": pem(new_key())}) as the:
        with pytest.raises(UserCanFix, match=r"invalid_grant.*Signature verification failed"):
            the.ebevis.direct("Renholdsregisteret", subject=FIRM)
        assert the.asked.standin.requests == ["POST /maskinporten/token"]


def test_a_clock_that_is_wrong_is_told() -> None:
    late = Clients({KEY_ID: signing_key().public_key()})
    with ebevis(late) as the:
        slow = Ebevis(the.asked.asker, BUYER, clock=lambda: NOW - timedelta(minutes=5))
        with pytest.raises(UserCanFix, match="expired"):
            slow.direct("Renholdsregisteret", subject=FIRM)


def test_a_scope_the_client_does_not_have() -> None:
    without = Clients({KEY_ID: signing_key().public_key()}, scopes=frozenset())
    with ebevis(without) as the, pytest.raises(UserCanFix, match="does not have the scope"):
        the.ebevis.direct("Renholdsregisteret", subject=FIRM)


def test_a_key_that_is_no_key_never_shows() -> None:
    more = {"RYDDIG_REGISTER_MASKINPORTEN_PRIVATE_KEY": "hemmelig-nøkkel"}
    with ebevis(more=more) as the, pytest.raises(UserCanFix, match="private RSA key") as told:
        the.ebevis.direct("Renholdsregisteret", subject=FIRM)
    assert "hemmelig" not in f"{told.value} {told.value.params} {told.value.__cause__} {told.value.__context__}"


def test_a_wrong_subscription_key_is_told_without_it() -> None:
    more = {"RYDDIG_REGISTER_EBEVIS_SUBSCRIPTION_KEY": "hemmelig"}
    with ebevis(more=more) as the, pytest.raises(UserCanFix, match="HTTP 401") as told:
        the.ebevis.direct("Renholdsregisteret", subject=FIRM)
    assert "hemmelig" not in str(told.value)


@pytest.mark.parametrize(
    ("source", "code", "raw"),
    [
        ("renhold", "application_pending", "Søknad under behandling"),
        ("bemanning", None, "Oppfylt registrering"),
        ("bilpleie", "application_pending", "Søknad under behandling"),
    ],
)
def test_an_approval_register_that_is_off_is_asked_through_ebevis(source: str, code: str | None, raw: str) -> None:
    with ebevis(more={f"RYDDIG_REGISTER_{source.upper()}_ON": "off"}) as the:
        asker = StatusAsker(the.asked.asker, BUYER)
        told = asker.ask(source, FIRM)
        gone = asker.ask(source, OTHER)
    assert (told.way, told.status.code, told.status.raw) == ("ebevis", code, raw)
    assert (gone.status.code, gone.status.state) == ("not_listed", SourceState.NOT_FOUND)


def test_the_day_a_status_changed_comes_along() -> None:
    with ebevis() as the:
        record = the.ebevis.direct("Renholdsregisteret", subject=FIRM).record
    assert record == RegisterStatus("cleaning", "application_pending", "Søknad under behandling", date(2026, 10, 1))


def test_annual_reports_and_a_set_without_a_type() -> None:
    with ebevis() as the:
        reports = the.ebevis.direct("AnnualFinancialReport", subject=FIRM).record
        other = the.ebevis.direct("UnitBasicInformation", subject=FIRM).record
    first = AnnualReport("2025", "https://regnskap.prove.example/2025.pdf")
    assert reports == AnnualReports((first, AnnualReport("2024", "")))
    assert getattr(other, "values", None) == {"OrganizationName": "Prøve AS"}


@pytest.mark.parametrize("bad", BAD_ANSWERS)
def test_a_bad_answer_changes_nothing(bad: str) -> None:
    with ebevis() as the:
        taken = the.ebevis.authorize(order(ARREARS), on=ON)
        the.asked.standin.faults.plan("ebevis", BAD_ANSWERS[bad])
        with pytest.raises(AskAgainLater):
            the.ebevis.status(taken.id)


def test_a_request_for_consent_is_never_sent_twice() -> None:
    with ebevis() as the:
        the.asked.standin.faults.plan("ebevis", [Fault(FaultKind.STATUS, status=500)] * 3)
        with pytest.raises(AskAgainLater):
            the.ebevis.authorize(order(ARREARS), on=ON)
        assert the.asked.standin.requests.count("POST /ebevis/authorization") == 1


def test_a_field_by_another_name_is_told_and_not_guessed() -> None:
    with ebevis() as the:
        taken = the.ebevis.authorize(order(ARREARS), on=ON)
        the.answer("granted")
        renamed = Fault(FaultKind.CHANGED_FIELD, renamed={"evidenceValues": "verdier", "evidenceStatus": "status"})
        the.asked.standin.faults.plan("ebevis", [renamed])
        with pytest.raises(AskAgainLater, match="cannot read"):
            the.ebevis.harvest(taken.id, ARREARS, subject=FIRM)


def test_an_answer_about_another_firm_is_refused() -> None:
    with ebevis() as the:
        taken = the.ebevis.authorize(order(ARREARS, subject=OTHER), on=ON)
        the.world.values = {(ARREARS, OTHER): arrears_values(FIRM)}
        the.world.answers[OTHER] = "granted"
        with pytest.raises(AskAgainLater, match="another firm"):
            the.ebevis.harvest(taken.id, ARREARS, subject=OTHER)
