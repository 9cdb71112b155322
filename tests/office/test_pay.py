"""Pay controls on the page: what is asked, what was found and why, what a person decides, and that it stays."""

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.pay_control import Coverage
from ryddig.domain.pay_facts import Trade
from ryddig.domain.time_limits import Agreement
from ryddig.office.pay_form import PayControlForm
from ryddig.office.shown_pay_run import all_outside_said
from ryddig.records.audit.models import Event
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup import pay_controls, pay_runs
from ryddig.records.followup.pay_facts import firm_of
from ryddig.records.followup.pay_models import PayControl, PayDecision, PayRun
from tests import pay_world
from tests.cast import TODAY, orgnr
from tests.office_world import WHY, World, logged_in

ASKED = {
    "first": "2026-09-01",
    "last": "2026-09-30",
    "trade": "cleaning",
    "plan": "ordinary",
    "agreement": "union",
    "pension_due": "yes",
    "chain": "310401277, 310402540",
}


def url(world: World, name: str, *more: object) -> str:
    return reverse(f"office:{name}", args=[world.cleaning.pk, world.pay.pk, *more])


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " "))


def decisions(world: World) -> list[tuple[str, str]]:
    rows = PayDecision.objects.unscoped(WHY).filter(control=world.pay).order_by("id")
    return list(rows.values_list("choice", "reason"))


def test_a_new_control_knows_the_trade_and_the_supplier_from_the_contract(world: World, kari: Client) -> None:
    form = kari.get(reverse("office:pay_new", args=[world.cleaning.pk])).context["form"]
    assert (form.initial["trade"], form.initial["number"]) == ("cleaning", orgnr(1))
    assert (form.initial["first"], form.initial["last"]) == (date(2026, 10, 1), date(2026, 10, 31))


def test_what_is_asked_is_stored_as_the_firms_facts(world: World, kari: Client) -> None:
    answer = kari.post(reverse("office:pay_new", args=[world.cleaning.pk]), ASKED)
    control = PayControl.objects.unscoped(WHY).order_by("-id")[0]
    assert answer["Location"] == reverse("office:pay_files", args=[world.cleaning.pk, control.pk])
    firm = firm_of(control)
    assert (firm.trade, firm.agreement, firm.pension_due) == (Trade.CLEANING, Agreement.UNION, True)
    assert (firm.averaging, firm.tariff_holiday, firm.chain) == (None, False, ("310401277", "310402540"))
    changed = kari.post(
        reverse("office:pay_edit", args=[world.cleaning.pk, control.pk]), {**ASKED, "agreement": "none"}
    )
    assert changed.status_code == 302
    assert firm_of(PayControl.objects.unscoped(WHY).get(pk=control.pk)).agreement is Agreement.NONE


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"last": "2026-08-01"}, "slutter før"), ({"number": "123"}, "ni siffer"), ({"first": ""}, "må fylles")],
)
def test_what_cannot_be_is_refused_with_a_cure(world: World, kari: Client, wrong: dict[str, str], said: str) -> None:
    before = PayControl.objects.unscoped(WHY).count()
    answer = kari.post(reverse("office:pay_new", args=[world.cleaning.pk]), {**ASKED, **wrong}, follow=True)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode() or "ds-alert" in answer.content.decode()
    assert PayControl.objects.unscoped(WHY).count() == before


def test_the_findings_stand_by_worker_with_sum_rule_arithmetic_and_cell(world: World, kari: Client) -> None:
    page = shown(kari, url(world, "pay_control"))
    for text in (
        "a1b2c3",
        "6 240 kr",
        "160,00 t × (249,00 − 210,00) kr/t = 6 240,00 kr",
        "slipper-0.csv, rad 2, kolonne Timelonn",
        "210 kr per time",
        "/law/rates.cleaning.adult/",
        "https://lovdata.no/",
    ):
        assert text in page, text
    assert f"{world.pay.files.get().evidence_id}.csv" not in page


def test_questions_stand_apart_from_breaches_and_after_them(world: World, kari: Client) -> None:
    (worker,) = kari.get(url(world, "pay_control")).context["workers"]
    assert [(name, [one.outcome for one in found]) for name, found in worker.groups] == [
        ("Brudd", ["breach"]),
        ("Spørsmål", ["question"]),
    ]


def test_what_was_not_tested_is_listed_with_the_document_and_never_green(world: World, kari: Client) -> None:
    cannot = CheckOutcome.CANNOT_BE_TESTED
    coverage = (Coverage("PAY-02", cannot, 3, "base_not_stated"), Coverage("PAY-02", CheckOutcome.KEPT, 1))
    pay_world.run(world.cast.kari, pay_world.now(world.pay), coverage=coverage)
    page = shown(kari, url(world, "pay_control"))
    start = page.index('id="untested"')
    assert "Be om: Lønnsslipper for perioden, med timelønn og timetall" in page[start:]
    assert 'data-color="success"' not in page[start:]


def test_the_overview_leads_to_the_newest_control(world: World, kari: Client) -> None:
    page = shown(kari, reverse("office:contract", args=[world.cleaning.pk]))
    assert url(world, "pay_control") in page
    assert "1 brudd, 1 spørsmål" in page


def test_confirm_with_one_click_and_it_stays(world: World, kari: Client) -> None:
    answer = kari.post(url(world, "pay_decide", world.breach.pk), {"choice": "confirm"})
    assert answer["Location"].endswith(f"#finding-{world.breach.pk}")
    page = kari.get(url(world, "pay_control"))
    first = page.context["workers"][0].groups[0][1][0]
    assert first.is_decided
    assert "Kari" in first.decided.said
    assert ("Avgjort", "1") in page.context["counts"]


def test_dismissing_needs_a_reason_which_is_kept_and_shown(world: World, kari: Client) -> None:
    kari.post(url(world, "pay_decide", world.breach.pk), {"choice": "dismiss", "reason": " "})
    assert decisions(world) == []
    kari.post(url(world, "pay_decide", world.breach.pk), {"choice": "dismiss", "reason": "Etterbetalt i oktober."})
    assert decisions(world) == [("dismiss", "Etterbetalt i oktober.")]
    assert "Etterbetalt i oktober." in shown(kari, url(world, "pay_control"))


def test_htmx_gets_the_one_finding_back(world: World, kari: Client) -> None:
    answer = kari.post(
        url(world, "pay_decide", world.breach.pk), {"choice": "ask"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert answer.strip().startswith(f'<li class="r-pay__finding" data-outcome="breach" id="finding-{world.breach.pk}"')
    assert "<html" not in answer
    refused = kari.post(
        url(world, "pay_decide", world.breach.pk), {"choice": "dismiss"}, headers={"HX-Request": "true"}
    )
    assert refused["HX-Redirect"].startswith(url(world, "pay_control"))


def test_in_a_new_run_the_decision_holds_while_the_figures_do(world: World, kari: Client) -> None:
    kari.post(url(world, "pay_decide", world.breach.pk), {"choice": "dismiss", "reason": "Feil fil."})
    pay_world.run(world.cast.kari, pay_world.now(world.pay), pay_world.finding())
    assert kari.get(url(world, "pay_control")).context["workers"][0].groups[0][1][0].is_decided
    pay_world.run(world.cast.kari, pay_world.now(world.pay), pay_world.finding(shortfall=Fraction(700_000)))
    last = kari.get(url(world, "pay_control")).context["workers"][0].groups[0][1][0]
    assert (last.is_decided, last.decided.earlier, last.decided.reason) == (False, True, "Feil fil.")


@pytest.mark.parametrize(
    ("asked", "outcomes"),
    [
        ("", ["breach", "question"]),
        ("?outcome=question", ["question"]),
        ("?check=PAY-02", ["breach"]),
        ("?decision=open", ["question"]),
        ("?decision=confirm", ["breach"]),
        ("?decision=dismiss", []),
        ("?worker=a1b2c3", ["breach", "question"]),
        ("?worker=nobody", []),
    ],
)
def test_filters(world: World, kari: Client, asked: str, outcomes: list[str]) -> None:
    kari.post(url(world, "pay_decide", world.breach.pk), {"choice": "confirm"})
    workers = kari.get(url(world, "pay_control") + asked).context["workers"]
    assert [one.outcome for worker in workers for _name, found in worker.groups for one in found] == outcomes


def test_the_rest_of_a_workers_findings_is_one_click_away(world: World, kari: Client) -> None:
    first = pay_world.FIRST
    many = [pay_world.finding(first=first + timedelta(days=n), last=first + timedelta(days=n)) for n in range(20)]
    pay_world.run(world.cast.kari, pay_world.now(world.pay), *many)
    (worker,) = kari.get(url(world, "pay_control")).context["workers"]
    assert (len(worker.groups[0][1]), worker.more) == (12, 8)
    (alone,) = kari.get(url(world, "pay_control") + "?worker=a1b2c3").context["workers"]
    assert (len(alone.groups[0][1]), alone.more) == (20, 0)


def test_a_factor_that_is_not_confirmed_says_so(world: World, kari: Client) -> None:
    sums = {"saving_ore": 700_128, "withholding_ore": 1_400_256, "factor": 2, "factor_status": "unverified"}
    pay_world.run(world.cast.kari, pay_world.now(world.pay), pay_world.finding(), sums=sums)
    page = shown(kari, url(world, "pay_control"))
    assert "14 002,56 kr" in page
    assert "Faktoren er ikke bekreftet" in page


def test_the_page_waits_while_the_worker_works(world: World, kari: Client) -> None:
    kari.post(url(world, "pay_start"))
    asked = pay_world.now(world.pay)
    polled = kari.get(url(world, "pay_progress"), headers={"HX-Request": "true"})
    assert (polled.status_code, "hx-trigger" in polled.content.decode()) == (200, True)
    begun = pay_runs.begin_run(asked.pk, asked.attempt)
    assert begun is not None
    pay_runs.save_progress(begun, step="PAY-02", done=5, total=40)
    page = shown(kari, url(world, "pay_control"))
    assert "Lønn minst lik minstesatsen" in page
    assert 'value="12"' in page
    pay_runs.store_run(begun, pay_world.result(), on=TODAY)
    over = kari.get(url(world, "pay_progress"), headers={"HX-Request": "true"})
    assert over["HX-Redirect"] == url(world, "pay_control")
    assert kari.get(url(world, "pay_progress"))["Location"] == url(world, "pay_control")


@pytest.mark.parametrize("error", [UserCanFix("x", "A.", hint="B."), OurFault("x", "A.", hint="B.")])
def test_a_control_that_stopped_says_why_and_starts_again(
    world: World, kari: Client, ada: Client, error: UserCanFix
) -> None:
    kari.post(url(world, "pay_start"))
    asked = pay_world.now(world.pay)
    pay_runs.fail_run(asked.pk, asked.attempt, error=error, on=TODAY)
    assert "<p>A.</p><p>B.</p>" in shown(kari, url(world, "pay_control"))
    assert url(world, "pay_start") not in shown(ada, url(world, "pay_control"))
    kari.post(url(world, "pay_start"))
    assert pay_world.now(world.pay).state == PayControl.State.WAITING


def test_a_file_is_fetched_as_an_attachment_and_that_is_written_down(world: World, kari: Client) -> None:
    row = world.pay.files.get().evidence
    answer = kari.get(reverse("office:evidence", args=[row.pk]), follow=True)
    assert answer["Content-Disposition"] == 'attachment; filename="slipper-0.csv"'
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/octet-stream", "no-store")
    assert b"Ola Oppdiktet" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
    assert Event.objects.unscoped(WHY).filter(type="evidence.fetched").count() == 1


def test_leader_sees_findings_and_no_way_to_the_file(world: World) -> None:
    bjorn = logged_in(world, world.cast.bjorn)
    page = shown(bjorn, url(world, "pay_files"))
    row = world.pay.files.get().evidence
    assert reverse("office:evidence", args=[row.pk]) not in page
    assert 'name="files"' not in page
    assert 'name="choice"' not in shown(bjorn, url(world, "pay_control"))


def test_files_that_cannot_be_kept_stop_none_of_the_others(
    world: World, kari: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ryddig.office.pay_files.reading_of", lambda *_: {})
    sent = [SimpleUploadedFile("a.zip", b"PK\x03\x04 broken"), SimpleUploadedFile("timer.csv", b"Dato;Timer\n1;2\n")]
    answer = kari.post(url(world, "pay_add"), {"files": sent}, follow=True)
    page = answer.content.decode()
    assert "a.zip: " in page
    names = set(Evidence.objects.unscoped(WHY).values_list("name", flat=True))
    assert names >= {"slipper-0.csv", "timer.csv"}
    assert "a.zip" not in names
    assert world.pay.files.count() == 2


def test_a_file_of_another_control_is_kept_once_and_used_by_both(
    world: World, kari: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ryddig.office.pay_files.reading_of", lambda *_: {})
    other = pay_world.opened(world.cast.kari, world.cleaning, files=0)
    add = reverse("office:pay_add", args=[world.cleaning.pk, other.pk])
    content = b"Dato;Timer\n1;2\n"
    kari.post(url(world, "pay_add"), {"files": [SimpleUploadedFile("timer.csv", content)]})
    for _ in range(2):
        answer = kari.post(add, {"files": [SimpleUploadedFile("igjen.csv", content)]}, follow=True).content.decode()
    assert "igjen.csv: Denne filen er her allerede." in answer
    assert list(other.files.values_list("evidence__name", flat=True)) == ["timer.csv"]
    assert Evidence.objects.unscoped(WHY).filter(name__in=["timer.csv", "igjen.csv"]).count() == 1


def test_a_shredded_file_leaves_the_finding(world: World, kari: Client) -> None:
    row = world.pay.files.get().evidence
    kari.post(reverse("office:evidence_shred", args=[row.pk]))
    page = shown(kari, url(world, "pay_control"))
    assert "6 240 kr" in page
    assert "slipper-0.csv" not in page
    assert "makulert" in page
    assert "Makulert" in shown(kari, url(world, "pay_files"))


def test_a_readings_remarks_stand_with_the_file(world: World, kari: Client) -> None:
    evidence = pay_world.received(world.cast.kari, world.cleaning, b"x;y\n1;2\n")
    reading = next(iter(pay_world.readings(world.pay).values()))
    pay_controls.add_evidence(
        actor=world.cast.kari, control_id=world.pay.pk, evidence_id=evidence.pk, on=TODAY, reading=reading
    )
    page = shown(kari, url(world, "pay_files"))
    assert "10 rader" in page
    assert "Rad 9, kolonne «Dato» (A)" in page
    assert "31.02.2026" in page


def test_yes_and_no_are_said_in_the_reader_s_language() -> None:
    field, said = PayControlForm.base_fields["tariff_bound"], {}
    for code in ("nb", "en"):
        with override(code):
            said[code] = [str(one["label"]) for _, group, _ in field.widget.optgroups("", []) for one in group]
    assert said == {"nb": ["ikke kjent", "ja", "nei"], "en": ["not known", "yes", "no"]}


def test_all_of_a_check_are_decided_with_one_form(world: World, kari: Client) -> None:
    first = pay_world.FIRST
    many = [pay_world.finding(first=first + timedelta(days=n), last=first + timedelta(days=n)) for n in range(20)]
    pay_world.run(world.cast.kari, pay_world.now(world.pay), *many)
    assert 'name="seen"' not in shown(kari, url(world, "pay_control"))
    page = shown(kari, url(world, "pay_control") + "?check=PAY-02")
    assert 'name="seen" value="20"' in page
    told = {"choice": "dismiss", "check": "PAY-02", "seen": "20", "query": "?check=PAY-02"}
    kari.post(url(world, "pay_decide_all"), told)
    assert decisions(world) == []
    answer = kari.post(url(world, "pay_decide_all"), told | {"reason": "Etterbetalt."})
    assert answer["Location"].endswith("?check=PAY-02#findings")
    assert decisions(world) == [("dismiss", "Etterbetalt.")] * 20


@pytest.mark.parametrize(("missing", "told"), [(("shifts",), True), ((), False)])
def test_rows_that_all_lie_outside_the_period_are_told_first(
    *, world: World, missing: tuple[str, ...], told: bool
) -> None:
    sums = world.run.sums | {"outside": {"shifts": 1803, "payslips": 0}}
    coverage = [{"check": "TIME-02", "outcome": "cannot_be_tested", "missing": missing}]
    run = PayRun(first=world.run.first, last=world.run.last, sums=sums, coverage=coverage)
    with override("nb"):
        said = all_outside_said(run)
    assert ("– 30." in said and "timelister" in said) is told
