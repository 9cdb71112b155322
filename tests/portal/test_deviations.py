"""A deviation in the portal: the supplier reads the letter, gives its view, corrects with proof, plans and reports."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.audit.models import Event
from ryddig.records.deviations import services
from ryddig.records.deviations.models import Deviation, DeviationStep, LetterOpened, Measure
from ryddig.records.evidence.models import Evidence
from ryddig.reports.formats import day
from ryddig.reports.law import law_for
from tests.cast import TODAY, contract, make_cast
from tests.letter_world import LetterWorld, opened, sent, written_to
from tests.portal_world import browser

BOOK = law_for([]).book


@pytest.fixture
def case(db: None) -> Iterator[LetterWorld]:
    """The supplier has a letter."""
    cast = make_cast()
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield written_to(cast.kari, contract(cast))


@pytest.fixture
def guest(case: LetterWorld) -> Client:
    """The supplier's person has opened the link."""
    return browser(case.contact)


def page(case: LetterWorld) -> str:
    return reverse("portal:deviation", args=[case.deviation.pk])


def pdf(name: str = "lonn.pdf", content: bytes = b"%PDF-1.7 paid") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def now(case: LetterWorld) -> Deviation:
    case.deviation.refresh_from_db()
    return case.deviation


def last_step(case: LetterWorld) -> DeviationStep:
    return DeviationStep.objects.visible_to(case.deviation).filter(deviation=case.deviation).order_by("-number")[0]


def test_the_desk_says_what_to_do_and_leads_to_the_deviation(guest: Client, case: LetterWorld) -> None:
    said = guest.get(reverse("portal:desk")).content.decode()
    assert page(case) in said
    assert day(case.deviation.view_due_on) in said


def test_the_letter_is_read_and_that_is_known(guest: Client, case: LetterWorld) -> None:
    answer = guest.get(reverse("portal:letter", args=[case.letter.pk])).content.decode()
    assert "Vi har funnet noe som kan være et brudd." in answer
    assert "<li>Rette det vi har misforstått.</li>" in answer
    assert LetterOpened.objects.visible_to(case.deviation).get().letter == case.letter
    fetched = guest.get(reverse("portal:letter_pdf", args=[case.letter.pk]), follow=True)
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 a letter"  # type: ignore[attr-defined]  # a file


def test_the_supplier_gives_its_view_with_a_file(guest: Client, case: LetterWorld) -> None:
    given = {"do": "view", "seen": now(case).version, "text": "Vi ser det annerledes.", "proof": [pdf()]}
    assert guest.post(page(case), given).status_code == 302
    step = last_step(case)
    assert (step.kind, step.statement.text, now(case).view_given_on) == ("view_given", "Vi ser det annerledes.", TODAY)
    assert step.by_link is not None
    assert [one.evidence.supplier_id for one in step.files.all()] == [case.deviation.supplier_id]
    assert "Vi ser det annerledes." in guest.get(page(case)).content.decode()


def test_what_was_sent_can_be_fetched_again_and_no_other_file(guest: Client, case: LetterWorld) -> None:
    guest.post(page(case), {"do": "correction", "seen": now(case).version, "text": "Betalt.", "proof": [pdf()]})
    own = last_step(case).files.get().evidence
    url = reverse("portal:deviation_file", args=[case.deviation.pk, own.pk])
    assert f'href="{url}"' in guest.get(page(case)).content.decode()
    fetched = guest.get(url, follow=True)
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 paid"  # type: ignore[attr-defined]  # a file
    letter = reverse("portal:deviation_file", args=[case.deviation.pk, case.letter.pdf_id])
    assert guest.get(letter).status_code == 404


def test_the_form_of_what_has_come_is_closed_until_it_is_refused(guest: Client, case: LetterWorld) -> None:
    def is_open() -> bool:
        return '<details class="p-answer" id="correction" open>' in guest.get(page(case)).content.decode()

    assert is_open()
    guest.post(page(case), {"do": "correction", "seen": now(case).version, "text": "Betalt."})
    assert not is_open()
    services.refuse_correction(actor=_kari(case), deviation_id=case.deviation.pk, reason="Bilag mangler.", on=TODAY)
    assert is_open()


def test_an_old_page_is_refused_and_nothing_is_kept(guest: Client, case: LetterWorld) -> None:
    seen = now(case).version
    services.note(actor=_kari(case), deviation_id=case.deviation.pk, text="Ringte dem.", on=TODAY)
    before = Evidence.objects.visible_to(case.deviation).count()
    answer = guest.post(page(case), {"do": "view", "seen": seen, "text": "For sent.", "proof": [pdf()]})
    assert answer.status_code == 400
    assert "For sent." in answer.content.decode()
    assert (now(case).view_given_on, Evidence.objects.visible_to(case.deviation).count()) == (None, before)


def test_the_same_answer_twice_is_one_answer(guest: Client, case: LetterWorld) -> None:
    given = {"do": "correction", "seen": now(case).version, "text": "Betalt.", "paid_back": "7 001,28"}
    statuses = [guest.post(page(case), given | {"proof": [pdf()]}).status_code for _ in range(2)]
    assert statuses == [302, 400]
    steps = DeviationStep.objects.visible_to(case.deviation).filter(kind="correction_claimed")
    assert steps.get().told == {"paid_back_ore": 700_128}
    assert Evidence.objects.visible_to(case.deviation).filter(supplier=case.deviation.supplier_id).count() == 1
    assert now(case).paid_back_ore == 0


def test_a_file_nobody_can_read_is_refused_in_words(guest: Client, case: LetterWorld) -> None:
    bad = SimpleUploadedFile("lonn.pdf", b"MZ\x90\x00 program")
    given = {"do": "correction", "seen": now(case).version, "text": "Betalt.", "proof": [pdf("god.pdf"), bad]}
    assert guest.post(page(case), given).status_code == 400
    assert now(case).correction_claimed_on is None
    assert not Evidence.objects.visible_to(case.deviation).filter(supplier=case.deviation.supplier_id).exists()


def test_what_was_decided_and_why_is_told_and_what_is_the_buyers_own_is_not(guest: Client, case: LetterWorld) -> None:
    services.note(actor=_kari(case), deviation_id=case.deviation.pk, text="Virker useriøs.", on=TODAY)
    services.claim_correction(author=_kari(case), deviation_id=case.deviation.pk, text="På papir.", on=TODAY)
    services.refuse_correction(
        actor=_kari(case), deviation_id=case.deviation.pk, reason="Bankbilaget mangler.", on=TODAY
    )
    said = guest.get(page(case)).content.decode()
    assert "Bankbilaget mangler." in said
    assert "Virker useriøs." not in said


def test_a_plan_is_written_sent_agreed_and_reported_on(guest: Client, case: LetterWorld) -> None:
    kari = _kari(case)
    Deviation.objects.visible_to(kari).filter(id=case.deviation.pk).update(system_fault=True, grade="major")
    services.demand_plan(actor=kari, deviation_id=case.deviation.pk, demand="Lag en plan.", book=BOOK, on=TODAY)
    due = TODAY + timedelta(days=20)
    given = {"do": "measure", "seen": now(case).version, "text": "Ny lønnskontroll", "owner": "Lønnsleder"}
    assert guest.post(page(case), given | {"due_on": due.isoformat()}).status_code == 302
    given = {"do": "plan", "seen": now(case).version, "text": ""}
    assert guest.post(page(case), given).status_code == 302
    assert now(case).plan_given_on == TODAY
    services.agree_plan(actor=kari, deviation_id=case.deviation.pk, reason="God plan.", book=BOOK, on=TODAY)
    measure = Measure.objects.visible_to(kari).get()
    given = {"do": "progress", "seen": now(case).version, "measure": measure.pk, "state": "done", "text": "I gang."}
    assert guest.post(page(case), given | {"proof": [pdf("bevis.pdf")]}).status_code == 302
    assert [(one.state, one.note, one.evidence is not None) for one in measure.progress.all()] == [
        ("done", "I gang.", True)
    ]
    assert "God plan." in guest.get(page(case)).content.decode()


def test_what_nobody_has_written_about_does_not_exist(guest: Client, case: LetterWorld) -> None:
    kari = _kari(case)
    secret = opened(kari, case.deviation.contract)
    hidden = reverse("portal:deviation", args=[secret.pk])
    assert guest.get(hidden).status_code == 404
    assert guest.post(hidden, {"do": "view", "seen": 0, "text": "Hei"}).status_code == 404
    services.ask_for_view(actor=kari, deviation_id=secret.pk, book=BOOK, on=TODAY)
    sent(kari, secret, "notice", to=case.contact)
    assert guest.get(hidden).status_code == 200


def test_a_closed_deviation_takes_no_answer(guest: Client, case: LetterWorld) -> None:
    services.accept_correction(actor=_kari(case), deviation_id=case.deviation.pk, reason="Sett.", on=TODAY)
    services.close_deviation(actor=_kari(case), deviation_id=case.deviation.pk, reason="Rettet.", on=TODAY)
    said = guest.get(page(case)).content.decode()
    assert '<form method="post" enctype' not in said
    answer = guest.post(page(case), {"do": "view", "seen": now(case).version, "text": "Hei"})
    assert answer.status_code == 302
    assert now(case).view_given_on is None


def test_what_a_supplier_does_stands_under_the_link_and_never_a_name(guest: Client, case: LetterWorld) -> None:
    guest.post(page(case), {"do": "view", "seen": now(case).version, "text": "Liv Prøve svarer."})
    event = Event.objects.visible_to(case.deviation).filter(type="deviation.step").order_by("-number")[0]
    assert event.actor_id is None
    assert "Liv" not in str(event.details)


def _kari(case: LetterWorld) -> Actor:
    actor = actor_of(case.letter.actor)
    assert actor is not None
    return actor


def test_a_proof_that_is_too_large_is_told_and_the_answer_is_not_taken_without_it(
    guest: Client, case: LetterWorld, settings: Settings
) -> None:
    settings.EVIDENCE_LARGEST = 1_000
    large = pdf("stor.pdf", b"%PDF-1.7" + b"x" * 2_000)
    given = {"do": "correction", "seen": now(case).version, "text": "Betalt i dag.", "proof": [large]}
    answer = guest.post(page(case), given)
    assert answer.status_code == 400
    assert "større enn" in answer.content.decode()
    assert "stor.pdf" in answer.content.decode()
    assert "Betalt i dag." in answer.content.decode(), "what was typed stands there still"
    assert now(case).correction_claimed_on is None
