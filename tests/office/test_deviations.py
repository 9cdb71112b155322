"""The pages of deviations: what is open and why, what is refused, and that no page asks more as there is more."""

from datetime import date, timedelta
from typing import Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ryddig.office.shown_today import SOURCES
from ryddig.records.accounts.access import Actor
from ryddig.records.deviations import services
from ryddig.records.deviations.models import Deviation, DeviationProposal, DeviationStep
from ryddig.records.deviations.today import DEVIATIONS_TODAY
from ryddig.records.followup.today import ToDo
from tests.cast import TODAY
from tests.deviation_world import book, opened, proposed
from tests.office_world import World, logged_in

WHY: Final = "the tests look at everything"
PAGE: Final = "office:deviation"


@pytest.fixture
def kari(world: World) -> Client:
    return logged_in(world, world.cast.kari)


def here(world: World) -> list[int]:
    return [world.cleaning.pk, world.deviations.row.pk]


def now(world: World) -> Deviation:
    return Deviation.objects.unscoped(WHY).get(id=world.deviations.row.pk)


def take(client: Client, world: World, name: str, **given: object) -> str:
    """Press a button on the page; the page that comes after."""
    given.setdefault("seen", now(world).version)
    answer = client.post(reverse("office:deviation_act", args=[*here(world), name]), given, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_found_to_closed_through_the_pages(world: World, kari: Client) -> None:
    proposal = world.deviations.proposal
    form = kari.get(reverse("office:deviation_open", args=[world.cleaning.pk]), {"proposal": proposal.pk})
    initial = form.context["form"].initial
    assert (initial["rule"], initial["owed"], initial["certain"]) == ("r2026.5e_1.pay", 7_001, True)
    given = {
        "proposal": proposal.pk,
        "title": "Lønn under satsen",
        "what": "Egenrapporten viser 210 kroner.",
        "rule": initial["rule"],
        "clause": "Bilag 4",
        "firm": initial["firm"],
        "certain": "on",
        "workers": 1,
        "owed": 7_001,
    }
    answer = kari.post(reverse("office:deviation_open", args=[world.cleaning.pk]), given, follow=True)
    made = Deviation.objects.unscoped(WHY).order_by("-id")[0]
    assert answer.redirect_chain[-1][0] == reverse(PAGE, args=[world.cleaning.pk, made.pk])
    assert made.owed_ore == 700_128, "the exact sum, not the whole kroner of the form"
    for name, more in (
        ("view", {"question": "Forklar", "due_on": TODAY + timedelta(days=14)}),
        ("view_given", {"text": "Feil i lønnskjøringen."}),
        ("correct", {"demand": "Etterbetal.", "due_on": TODAY + timedelta(days=14)}),
        ("claim", {"text": "Betalt 20. november.", "paid_back": 7_001}),
        ("accept", {"reason": "Bankbilag sett."}),
        ("close", {"reason": "Rettet."}),
    ):
        url = reverse("office:deviation_act", args=[world.cleaning.pk, made.pk, name])
        assert kari.post(url, more).status_code == 302, name
    made.refresh_from_db()
    assert made.state == Deviation.State.CLOSED


def test_a_closed_step_says_what_it_lacks_and_has_no_form(world: World, kari: Client) -> None:
    page = kari.get(reverse(PAGE, args=here(world)))
    closed = {rung.code: rung for rung in page.context["rungs_closed"]}
    assert {"S3", "S4", "S6", "S7"} <= closed.keys()
    assert all(rung.lacks and rung.form is None for rung in closed.values())
    assert {rung.code for rung in page.context["rungs_open"]} == {"S0", "S1", "S8"}


def test_an_older_page_is_refused_and_what_was_written_stays_beside_the_newest_step(world: World, kari: Client) -> None:
    seen = now(world).version
    services.note(actor=world.cast.petter, deviation_id=now(world).pk, text="Leverandøren ringte.", on=TODAY)
    page = take(kari, world, "withdraw", reason="Det var ikke noe avvik.", seen=seen)
    assert "Det var ikke noe avvik." in page
    assert "Leverandøren ringte." in page
    assert now(world).state == Deviation.State.OPEN


def test_a_form_without_a_reason_comes_back_open(world: World, kari: Client) -> None:
    url = reverse("office:deviation_act", args=[*here(world), "withdraw"])
    answer = kari.post(url, {"reason": " ", "seen": now(world).version})
    assert answer.context["forms"]["withdraw"].is_open
    assert answer.context["forms"]["withdraw"].form.errors


def test_nothing_is_there_by_another_name(world: World, kari: Client) -> None:
    assert kari.post(reverse("office:deviation_act", args=[*here(world), "punish"])).status_code == 404
    wrong = reverse(PAGE, args=[world.unclear.pk, world.deviations.row.pk])
    assert kari.get(wrong).status_code == 404, "of another contract"


def test_the_controller_notes_and_does_not_decide(world: World) -> None:
    petter = logged_in(world, world.cast.petter)
    page = petter.get(reverse(PAGE, args=here(world)))
    assert set(page.context["forms"]) == {"view_given", "note"}
    assert take(petter, world, "note", text="Timelister sett på stedet.")
    assert petter.post(reverse("office:deviation_act", args=[*here(world), "close"])).status_code == 403
    note = reverse("office:deviation_note", args=[world.cleaning.pk])
    assert petter.post(note, {"said": "100 % overtid uten tillegg", "rule": ""}).status_code == 302
    row = DeviationProposal.objects.unscoped(WHY).order_by("-id")[0]
    assert (row.origin, row.certain) == ("manual", False)
    listed = logged_in(world, world.cast.kari).get(reverse("office:deviations", args=[world.cleaning.pk]))
    assert "100 % overtid uten tillegg" in listed.content.decode()


def test_what_the_supplier_wrote_is_text_and_never_markup(world: World, kari: Client) -> None:
    page = take(kari, world, "view_given", text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_confirmed_breach_of_the_pay_control_leads_to_an_opened_form(world: World, kari: Client) -> None:
    url = reverse("office:deviation_from_pay", args=[world.cleaning.pk, world.pay.pk])
    assert kari.post(url)["Location"] == reverse("office:pay_control", args=[world.cleaning.pk, world.pay.pk])
    decide = reverse("office:pay_decide", args=[world.cleaning.pk, world.pay.pk, world.breach.pk])
    kari.post(decide, {"choice": "confirm"})
    answer = kari.post(url)
    row = DeviationProposal.objects.unscoped(WHY).get(origin="pay_control")
    assert answer["Location"] == f"{reverse('office:deviation_open', args=[world.cleaning.pk])}?proposal={row.pk}"


def asked(viewer: Actor, on: date) -> list[ToDo]:
    return [item for source in DEVIATIONS_TODAY for item in source.tell(source.rows(viewer, on), viewer, on)]


def test_today_has_what_deviations_ask_for(world: World) -> None:
    row, cast = now(world), world.cast
    services.demand_correction(actor=cast.kari, deviation_id=row.pk, demand="Rett.", book=book(), on=TODAY)
    late = TODAY + timedelta(days=60)
    assert set(DEVIATIONS_TODAY) <= set(SOURCES)
    found = {item.kind: item for item in asked(cast.kari, late)}
    assert {"deviation_late", "proposal"} <= found.keys()
    assert [found["deviation_late"].target, *found["deviation_late"].then] == here(world)
    assert "deviation_late" not in {item.kind for item in asked(cast.kari, TODAY)}
    assert not asked(cast.ada, late), "the auditor has nothing to do"


@pytest.mark.parametrize("page", ["office:deviations", PAGE, "office:all_deviations"])
def test_more_rows_are_not_more_queries(world: World, kari: Client, page: str) -> None:
    args = {"office:deviations": [world.cleaning.pk], PAGE: here(world)}.get(page, [])
    kari.get(reverse(page, args=args))
    with CaptureQueriesContext(connection) as few:
        kari.get(reverse(page, args=args))
    for number in range(6):
        opened(world.cast.kari, world.cleaning, rule="")
        proposed(world.cast.petter, world.cleaning, f"more:{number}")
        services.give_view(author=world.cast.kari, deviation_id=now(world).pk, text=f"Svar {number}", on=TODAY)
    with CaptureQueriesContext(connection) as many:
        kari.get(reverse(page, args=args))
    assert DeviationStep.objects.unscoped(WHY).filter(deviation=now(world)).count() >= 7
    assert len(many) <= len(few) + 1
