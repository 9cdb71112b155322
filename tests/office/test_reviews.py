"""A document review through the office's pages, and the same through the supplier's."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ryddig.records.correspondence.models import Mail
from ryddig.records.deviations.models import DeviationProposal
from ryddig.records.evidence.models import Evidence
from ryddig.records.reviews.models import Review, ReviewFile, ReviewItem
from tests import review_world as reviews
from tests.office_world import World
from tests.portal_world import browser, contact, supplier_of

WHY = "the tests look at everything"


def text(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]  # a response of the test client


def seen(body: str, prefix: str = "") -> str:
    found = re.search(rf'name="{prefix}seen" value="(\d+)"', body)
    assert found is not None, prefix
    return found[1]


def asked_through_the_form(world: World, kari: Client) -> Review:
    """Payslips and crew list for two workers, sent to Per."""
    to = contact(world.cast.kari, world.cleaning, email="per@eksempel.no", name="Per Prøve")
    here = f"/contracts/{world.cleaning.pk}/reviews/"
    form = text(kari.get(f"{here}new/"))
    assert "Lønnsslipper" in form
    assert 'value="documents.payslip" checked' in form
    asked = {
        "documents": ["documents.payslip", "documents.crew_list"],
        "supplier": supplier_of(world.cleaning).pk,
        "contact": to.pk,
        "first": "2026-10-01",
        "last": "2026-10-31",
        "workers": "101\n102\n",
    }
    page = kari.post(f"{here}new/", asked, follow=True)
    review = Review.objects.unscoped(WHY).get()
    assert f"{here}{review.pk}/send/" in text(page)
    kari.post(f"{here}{review.pk}/send/", {"seen": seen(text(page))})
    assert Mail.objects.unscoped(WHY).filter(kind="review.asked").count() == 1
    return review


def decided(kari: Client, review: Review, item: ReviewItem, *, outcome: str, note: str = "") -> None:
    """A person's decision on the page."""
    mark = f"item-{item.pk}"
    given = {f"{mark}-seen": "0", f"{mark}-outcome": outcome, f"{mark}-note": note}
    kari.post(f"/contracts/{review.contract_id}/reviews/{review.pk}/documents/{item.pk}/", given)


def test_the_main_path_from_request_to_result(world: World, kari: Client) -> None:
    review = asked_through_the_form(world, kari)
    here, there = f"/contracts/{world.cleaning.pk}/reviews/{review.pk}/", f"/s/reviews/{review.pk}/"
    per = browser(reviews.contact_of(review))
    assert there in text(per.get("/s/"))
    body = text(per.get(there))
    assert "101, 102" in body
    assert "LOV-2026-03-06-8" in body
    slip, crew = reviews.item(review), reviews.item(review, "documents.crew_list")
    sent = {"files": [SimpleUploadedFile("slipp.csv", b"Ansattnr;Timelonn\n101;210,00\n")]}
    assert per.post(f"{there}documents/{slip.pk}/files/", sent).status_code == 302
    per.post(f"{there}documents/{crew.pk}/none/", {"explanation": "Har ikke"})
    per.post(f"{there}done/")

    body = text(kari.get(here))
    assert "slipp.csv" in body
    assert "Har ikke" in body
    decided(kari, review, slip, outcome="deviation", note="For lav.")
    decided(kari, review, crew, outcome="ok")
    assert DeviationProposal.objects.unscoped(WHY).filter(origin="review_item", origin_id=slip.pk).exists()

    closing = {"close-seen": seen(text(kari.get(here)), "close-"), "close-conclusion": "Én lønnsslipp er for lav."}
    kari.post(f"{here}close/", {**closing, "close-hours": "2"})
    assert reviews.now(review).result == "deviations"
    assert "Én lønnsslipp er for lav." in text(per.get(there))
    assert Mail.objects.unscoped(WHY).filter(kind="review.closed").count() == 1


def test_pay_files_lead_to_a_pay_control(world: World, kari: Client) -> None:
    review = reviews.of_world(world)
    per = browser(reviews.contact_of(review))
    item = reviews.item(review)
    sent = {"files": [SimpleUploadedFile("slipp.csv", b"Ansattnr;Timelonn\n101;210,00\n")]}
    per.post(f"/s/reviews/{review.pk}/documents/{item.pk}/files/", sent)
    answer = kari.post(f"/contracts/{world.cleaning.pk}/reviews/{review.pk}/pay/")
    control = reviews.now(review).pay_control
    assert control is not None
    assert answer["Location"].endswith(f"/pay/{control.pk}/edit/")
    assert f"/pay/{control.pk}/" in text(kari.get(f"/contracts/{world.cleaning.pk}/reviews/{review.pk}/"))


def test_a_supplier_takes_back_what_it_sent_by_mistake(world: World) -> None:
    file = reviews.file_of(world)
    per = browser(reviews.contact_of(file.review))
    assert b"".join(per.get(f"/s/reviews/files/{file.pk}/", follow=True)) == reviews.PDF
    per.post(f"/s/reviews/files/{file.pk}/take-back/")
    assert not ReviewFile.objects.unscoped(WHY).exists()
    assert per.get(f"/s/reviews/files/{file.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("stor.pdf", b"%PDF-1.7" + b"x" * 2_000, "større enn"),
        ("side.html", b"<!doctype html><html></html>", "HTML"),
        ("tom.pdf", b"", "tom"),
    ],
)
def test_what_is_refused_is_told_by_name_and_leaves_nothing(
    world: World, settings: Settings, name: str, data: bytes, said: str
) -> None:
    settings.EVIDENCE_LARGEST = 1_000
    review = reviews.of_world(world)
    per, item = browser(reviews.contact_of(review)), reviews.item(review)
    sent = {"files": [SimpleUploadedFile(name, data), SimpleUploadedFile("god.pdf", reviews.PDF)]}
    body = text(per.post(f"/s/reviews/{review.pk}/documents/{item.pk}/files/", sent, follow=True))
    assert name in body
    assert said in body
    assert [row.name for row in Evidence.objects.unscoped(WHY).filter(supplier__isnull=False)] == ["god.pdf"]
    assert len(list(Path(settings.EVIDENCE_FOLDER).glob("??/*"))) == Evidence.objects.unscoped(WHY).count()


def test_a_file_of_the_buyers_own_that_is_too_large_is_told(world: World, kari: Client, settings: Settings) -> None:
    settings.EVIDENCE_LARGEST = 1_000
    review = reviews.of_world(world)
    sent = {"files": [SimpleUploadedFile("stor.pdf", b"%PDF-1.7" + b"x" * 2_000)]}
    place = reverse("office:review_add", args=[review.contract_id, review.pk, reviews.item(review).pk])
    answer = kari.post(place, sent)
    assert answer.status_code == 400
    assert "stor.pdf" in text(answer)


def test_what_was_typed_on_an_old_page_stands_on_the_new_one(world: World, kari: Client) -> None:
    review = asked_through_the_form(world, kari)
    item = ReviewItem.objects.unscoped(WHY).filter(review=review)[0]
    here = f"/contracts/{review.contract_id}/reviews/{review.pk}/"
    mark = f"item-{item.pk}"
    given = {f"{mark}-seen": "0", f"{mark}-outcome": "deviation", f"{mark}-note": "Den andre så dette."}
    decided(kari, review, item, outcome="ok")
    refused = text(kari.post(f"{here}documents/{item.pk}/", given))
    assert "Noen andre har vurdert dette dokumentet" in refused
    assert "Den andre så dette.</textarea>" in refused
    again = kari.post(f"{here}documents/{item.pk}/", given | {f"{mark}-seen": seen(refused, f"{mark}-")}, follow=True)
    assert "Lagret." in text(again)

    closing = {"close-seen": "0", "close-conclusion": "En lang konklusjon.", "close-hours": "mange"}
    assert "En lang konklusjon.</textarea>" in text(kari.post(f"{here}close/", closing))
    page = text(kari.get(here))
    kari.post(f"{here}withdraw/", {"seen": seen(page, "close-")})
    late = text(kari.post(f"{here}close/", closing | {"close-hours": ""}))
    assert "Det er ikke lagret" in late
    assert "En lang konklusjon." in late
