"""The demo's pay control: two wrong payslips among ten are found, and nothing else is called wrong."""

from typing import Any

import pytest

from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.pay_models import PayControl, PayFinding, PayRun, PayWorkerSum
from tests.demo.conftest import WHY, Loaded, planted
from tests.kept_files import content_of
from tests.work import run_all

pytestmark = pytest.mark.django_db
PLANTED: list[dict[str, Any]] = planted()["payslips"]


def found_by(loaded: Loaded) -> PayRun:
    run_all()
    control = PayControl.objects.unscoped(WHY).get()
    assert (control.state, control.failure) == (PayControl.State.DONE, {})
    return PayRun.objects.unscoped(WHY).get(control=control, version=control.version)


def test_each_planted_payslip_is_found_and_no_other_is_a_breach(loaded: Loaded) -> None:
    run = found_by(loaded)
    breaches = PayFinding.objects.unscoped(WHY).filter(run=run, outcome="breach")
    rows = [(place["first"], one.check_id, one.shortfall_ore) for one in breaches for place in one.places[:1]]
    wanted = [(line["row"], line["check"]) for line in PLANTED]
    assert sorted((row, check) for row, check, _ore in rows) == sorted(wanted)
    assert all(ore > 0 for _row, _check, ore in rows)
    assert len({one.worker for one in breaches}) == 2


def test_the_two_stand_first_with_their_sums(loaded: Loaded) -> None:
    run = found_by(loaded)
    first = PayWorkerSum.objects.unscoped(WHY).filter(run=run).order_by("number")[:2]
    wrong = set(PayFinding.objects.unscoped(WHY).filter(run=run, outcome="breach").values_list("worker", flat=True))
    assert {one.worker for one in first} == wrong
    assert all(one.wage_ore and one.holiday_pay_ore and one.pension_ore for one in first)


def test_no_name_stands_in_what_was_found(loaded: Loaded) -> None:
    run = found_by(loaded)
    told = str([run.files, run.coverage, run.sums, *PayFinding.objects.unscoped(WHY).filter(run=run).values()])
    names = [line.split(";")[1] for line in _slips().splitlines()[1:] if line]
    assert len(names) == 10
    assert not [name for name in names if name in told or name.split()[1] in told]


def _slips() -> str:
    evidence = Evidence.objects.unscoped(WHY).filter(origin="received").order_by("id")[0]
    return content_of(evidence).decode("utf-8-sig")
