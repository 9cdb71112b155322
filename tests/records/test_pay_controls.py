"""A pay control from opened to decided: who may, what is stored once, and that what a person decided stays."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.pay_control import Firm
from ryddig.domain.time_limits import Agreement
from ryddig.records.accounts.access import Actor, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import store_scan
from ryddig.records.followup import pay_controls, pay_deciding, pay_runs
from ryddig.records.followup.pay_facts import firm_facts, firm_plain
from ryddig.records.followup.pay_models import PayControl, PayControlFile, PayDecision, PayFinding, PayRun
from ryddig.records.followup.pay_queries import Chosen
from tests.cast import TODAY, Cast, contract
from tests.pay_world import FIRM, FIRST, LAST, WHY, finding, finding_of, now, opened, question, result, run

DISMISS, CONFIRM = PayDecision.Choice.DISMISS.value, PayDecision.Choice.CONFIRM.value


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


@pytest.fixture
def control(cast: Cast, row: Contract) -> PayControl:
    return opened(cast.kari, row)


def decide(
    actor: Actor, control: PayControl, one: PayFinding, *, choice: str = CONFIRM, reason: str = ""
) -> PayDecision:
    return pay_deciding.decide_finding(
        actor=actor, control_id=control.pk, finding_id=one.pk, choice=choice, reason=reason, on=TODAY
    )


def types(cast: Cast) -> list[str]:
    rows = Event.objects.visible_to(cast.lise).filter(type__startswith="pay_")
    return list(rows.order_by("number").values_list("type", flat=True))


def test_from_opened_to_decided_with_an_event_for_each(cast: Cast, control: PayControl) -> None:
    stored = run(cast.kari, control, finding(), question())
    decide(cast.petter, control, finding_of(stored), choice=DISMISS, reason="Etterbetalt i oktober.")
    assert types(cast) == [
        "pay_control.opened",
        "pay_control.file_added",
        "pay_control.started",
        "pay_control.finished",
        "pay_finding.decided",
    ]
    last = Event.objects.visible_to(cast.lise).order_by("-number")[0]
    assert "Etterbetalt" not in str(last.details)
    assert check_chain(cast.fjordvik.pk).why is None


@pytest.mark.parametrize("who", ["bjorn", "ada"])
def test_leader_and_auditor_change_nothing(cast: Cast, row: Contract, control: PayControl, who: str) -> None:
    actor: Actor = getattr(cast, who)
    one = finding_of(run(cast.kari, control, finding()))
    with pytest.raises(NotAllowed):
        opened(actor, row)
    with pytest.raises(NotAllowed):
        pay_controls.start_pay_control(actor=actor, control_id=control.pk, on=TODAY)
    with pytest.raises(NotAllowed):
        decide(actor, control, one)


def test_another_buyer_finds_nothing(cast: Cast, row: Contract, control: PayControl) -> None:
    one = finding_of(run(cast.kari, control, finding()))
    changes: list[Callable[[], object]] = [
        lambda: opened(cast.omar, row),
        lambda: pay_controls.start_pay_control(actor=cast.omar, control_id=control.pk, on=TODAY),
        lambda: decide(cast.omar, control, one),
    ]
    for change in changes:
        with pytest.raises(ObjectDoesNotExist):
            change()


@pytest.mark.parametrize(
    ("first", "last"),
    [(LAST, FIRST), (TODAY + timedelta(days=1), TODAY + timedelta(days=2)), (FIRST, FIRST + timedelta(days=1_200))],
)
def test_a_period_that_cannot_be(cast: Cast, row: Contract, first: date, last: date) -> None:
    with pytest.raises(UserCanFix) as refused:
        pay_controls.open_pay_control(
            actor=cast.kari,
            contract_id=row.pk,
            first=first,
            last=last,
            firm=FIRM,
            on=TODAY,
        )
    assert refused.value.hint


def test_the_firms_facts_come_back_as_they_were() -> None:
    firm = Firm(trade=None, chain=("310401277",), agreement=Agreement.UNION, averaging=False, pension_due=None)
    assert firm_facts(firm_plain(firm)) == firm
    assert firm_facts(firm_plain(FIRM)) == FIRM


def test_nothing_starts_without_files_or_twice(cast: Cast, row: Contract) -> None:
    empty = opened(cast.kari, row, files=0)
    with pytest.raises(UserCanFix, match="no file"):
        pay_controls.start_pay_control(actor=cast.kari, control_id=empty.pk, on=TODAY)
    control = opened(cast.kari, row)
    pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY)
    changes: list[Callable[[], object]] = [
        lambda: pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY),
        lambda: pay_controls.change_pay_control(
            actor=cast.kari, control_id=control.pk, first=FIRST, last=FIRST, firm=FIRM, on=TODAY
        ),
    ]
    for change in changes:
        with pytest.raises(UserCanFix, match="running"):
            change()


def test_a_job_that_runs_twice_stores_once(cast: Cast, control: PayControl) -> None:
    asked = pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY)
    begun = pay_runs.begin_run(asked.pk, asked.attempt)
    assert begun is not None
    assert pay_runs.begin_run(asked.pk, asked.attempt) is None
    assert pay_runs.store_run(begun, result(finding()), on=TODAY) is not None
    assert pay_runs.store_run(begun, result(finding(), question()), on=TODAY) is None
    assert PayFinding.objects.unscoped(WHY).count() == 1
    assert types(cast).count("pay_control.finished") == 1


def test_what_an_attempt_that_is_over_does_changes_nothing(cast: Cast, control: PayControl) -> None:
    asked = pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY)
    begun = pay_runs.begin_run(asked.pk, asked.attempt)
    assert begun is not None
    pay_runs.fail_run(asked.pk, asked.attempt, error=OurFault("x", "Gone."), on=TODAY)
    again = pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY)
    pay_runs.save_progress(begun, step="PAY-02", done=1, total=2)
    assert pay_runs.store_run(begun, result(finding()), on=TODAY) is None
    pay_runs.fail_run(asked.pk, asked.attempt, error=OurFault("x", "Gone."), on=TODAY)
    assert (now(control).state, now(control).progress) == (PayControl.State.WAITING, {})
    assert again.attempt == asked.attempt + 1


def test_a_run_is_stored_whole_or_not_at_all(
    cast: Cast, control: PayControl, tmp_path: Path, settings: Settings
) -> None:
    report = tmp_path / "findings.csv"
    report.write_text("a;b\n", encoding="utf-8")
    asked = pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY)
    begun = pay_runs.begin_run(asked.pk, asked.attempt)
    assert begun is not None
    before = set(Path(settings.EVIDENCE_FOLDER).glob("*/*"))
    with pytest.raises(FileNotFoundError), transaction.atomic():
        pay_runs.store_run(begun, result(finding(), reports=(report, tmp_path / "missing.csv")), on=TODAY)
    assert not PayRun.objects.unscoped(WHY).exists()
    assert set(Path(settings.EVIDENCE_FOLDER).glob("*/*")) == before
    assert now(control).state == PayControl.State.RUNNING


def test_reports_are_kept_as_files_that_ryddig_made(cast: Cast, control: PayControl, tmp_path: Path) -> None:
    report = tmp_path / "findings.csv"
    report.write_text("a;b\n", encoding="utf-8")
    stored = run(cast.kari, control, finding(), reports=(report,))
    kept = Evidence.objects.visible_to(cast.kari).get(id=stored.reports["findings.csv"])
    assert (kept.origin, kept.received_by_id, kept.size) == (Evidence.Origin.GENERATED, None, 4)


def test_exact_amounts_are_kept_and_rounded_once(cast: Cast, control: PayControl) -> None:
    stored = run(cast.kari, control, question())
    one = finding_of(stored)
    assert Fraction(one.exact["in_question"]) == Fraction(100_001, 2)
    assert one.in_question_ore == 50_001


def test_runs_findings_and_decisions_are_never_changed(cast: Cast, control: PayControl) -> None:
    stored = run(cast.kari, control, finding())
    decided = decide(cast.kari, control, finding_of(stored))
    for one in (stored, finding_of(stored), decided):
        with pytest.raises(OurFault):
            one.save()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            _raw_update(one)


def _raw_update(one: PayRun | PayFinding | PayDecision) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {one._meta.db_table} SET organisation_id = organisation_id WHERE id = %s", [one.pk])


def test_what_was_decided_stays_in_the_next_run_while_it_says_the_same(cast: Cast, control: PayControl) -> None:
    decide(cast.kari, control, finding_of(run(cast.kari, control, finding(), question())), choice=DISMISS, reason="Ja.")
    same = finding_of(run(cast.kari, control, finding(), question()))
    last = PayDecision.objects.unscoped(WHY).filter(control=control, key=same.key).order_by("-id")[0]
    assert last.mark == same.mark
    other = finding_of(run(cast.kari, control, finding(shortfall=Fraction(1))))
    assert (other.key, other.mark == last.mark) == (last.key, False)


def test_dismissing_needs_a_reason_and_the_newest_run(cast: Cast, control: PayControl) -> None:
    old = finding_of(run(cast.kari, control, finding()))
    with pytest.raises(UserCanFix, match="reason"):
        decide(cast.kari, control, old, choice=DISMISS, reason="  ")
    with pytest.raises(UserCanFix, match="no decision"):
        decide(cast.kari, control, old, choice="maybe")
    run(cast.kari, control, finding())
    with pytest.raises(UserCanFix, match="run again"):
        decide(cast.kari, control, old)


def test_the_same_decision_again_writes_nothing(cast: Cast, control: PayControl) -> None:
    one = finding_of(run(cast.kari, control, finding()))
    assert decide(cast.kari, control, one).pk == decide(cast.petter, control, one).pk
    assert types(cast).count("pay_finding.decided") == 1


def test_a_file_sent_by_mistake_is_shredded_and_one_that_was_read_is_kept(
    cast: Cast, row: Contract, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    control = opened(cast.kari, row, files=2)
    read, mistaken = PayControlFile.objects.visible_to(cast.kari).filter(control=control).order_by("id")
    run(cast.kari, control, finding(), readings={read.evidence_id: {"kind": "slips"}})
    for file in (read, mistaken):
        pay_controls.remove_file(actor=cast.petter, control_id=control.pk, file_id=file.pk, on=TODAY)
    shredded = dict(Evidence.objects.visible_to(cast.kari).values_list("id", "shredded_on"))
    assert shredded == {read.evidence_id: None, mistaken.evidence_id: TODAY}


def test_a_control_that_fails_says_why_and_may_start_again(cast: Cast, control: PayControl) -> None:
    asked = pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY)
    pay_runs.begin_run(asked.pk, asked.attempt)
    error = UserCanFix("pay.nothing", "Nothing in %(first)s.", hint="Send more.", params={"first": FIRST})
    pay_runs.fail_run(asked.pk, asked.attempt, error=error, on=TODAY)
    failed = now(control)
    assert (failed.state, failed.failure["ours"], failed.failure["params"]) == (
        PayControl.State.FAILED,
        False,
        {"first": FIRST.isoformat()},
    )
    assert pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY).failure == {}


def together(cast: Cast, control: PayControl, *, seen: int, chosen: Chosen, choice: str = CONFIRM) -> int:
    return pay_deciding.decide_findings(
        actor=cast.petter,
        control_id=control.pk,
        chosen=chosen,
        seen=seen,
        choice=choice,
        on=TODAY,
        reason="Sett på alle.",
    )


def test_those_of_one_check_are_decided_together_and_the_decided_ones_are_left_alone(
    cast: Cast, control: PayControl
) -> None:
    days = [FIRST + timedelta(days=number) for number in range(4)]
    stored = run(cast.kari, control, *(finding(first=day, last=day) for day in days), question())
    one = PayFinding.objects.visible_to(cast.petter).filter(run=stored, outcome="breach").order_by("number")[0]
    decide(cast.petter, control, one, choice=DISMISS, reason="Etterbetalt i oktober.")
    assert together(cast, control, seen=3, chosen=Chosen(check="PAY-02")) == 3
    rows = PayDecision.objects.visible_to(cast.petter).filter(control=control)
    assert sorted(rows.values_list("choice", flat=True)) == ["confirm"] * 3 + ["dismiss"]
    last = Event.objects.visible_to(cast.lise).filter(type="pay_findings.decided").get()
    assert (last.details["count"], "Sett" in str(last.details)) == (3, False)
    assert check_chain(cast.fjordvik.pk).why is None


@pytest.mark.parametrize(
    ("chosen", "seen", "code"),
    [
        (Chosen(), 2, "pay_finding.too_many_kinds"),
        (Chosen(check="PAY-02"), 2, "pay_finding.others_now"),
        (Chosen(check="TIME-02"), 0, "pay_finding.others_now"),
    ],
)
def test_nothing_is_decided_that_was_not_shown(
    cast: Cast, control: PayControl, chosen: Chosen, seen: int, code: str
) -> None:
    run(cast.kari, control, finding(), question())
    with pytest.raises(UserCanFix) as refused:
        together(cast, control, seen=seen, chosen=chosen)
    assert refused.value.code == code
    assert not PayDecision.objects.visible_to(cast.petter).filter(control=control).exists()


def test_a_control_waits_until_the_scanner_has_looked_and_reads_no_virus(
    cast: Cast, row: Contract, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.CLAMAV = "127.0.0.1:9"
    control = opened(cast.kari, row, files=2)
    started = pay_controls.start_pay_control(actor=cast.kari, control_id=control.pk, on=TODAY)
    assert pay_runs.waiting() == []
    assert pay_runs.begin_run(control.pk, started.attempt) is None
    first, second = (one.evidence for one in control.files.order_by("id"))
    store_scan(evidence_id=first.pk, infected=False, on=TODAY)
    assert pay_runs.waiting() == []
    with django_capture_on_commit_callbacks(execute=True):
        store_scan(evidence_id=second.pk, infected=True, on=TODAY)
    assert pay_runs.waiting() == [(control.pk, started.attempt)]
    begun = pay_runs.begin_run(control.pk, started.attempt)
    assert begun is not None
    with pytest.raises(UserCanFix, match="A virus was found"):
        pay_runs.files_to_read(begun)
    assert now(control).state == PayControl.State.RUNNING
