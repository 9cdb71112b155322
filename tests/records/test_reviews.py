"""A document review: asked for by the duties, sent, handed in, decided, closed; only the supplier it is for sees it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.papers import PaperFacts, PaperKind
from ryddig.domain.pay_control import Firm
from ryddig.records.accounts.access import Guest, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.audit.queries import check_chain
from ryddig.records.contracts.models import Contract
from ryddig.records.correspondence.models import Mail, SupplierContact
from ryddig.records.deviations.models import DeviationProposal
from ryddig.records.evidence.models import Evidence
from ryddig.records.followup.models import PlanItem
from ryddig.records.followup.papers import PaperGiven, register_paper
from ryddig.records.followup.services import register_and_screen
from ryddig.records.reviews import asking, handing_in, judging, shredding
from ryddig.records.reviews.asking import Picked
from ryddig.records.reviews.models import ItemOutcome, Review, ReviewItem, ReviewWorker
from ryddig.records.reviews.review_queries import counted, files_of_review, review_page, reviews_due, reviews_of
from ryddig.reports.law import law_for
from tests import review_world as reviews
from tests.cast import TODAY, Cast, facts
from tests.portal_world import contact, guest, supplier_of

WHY = "the tests look at everything"


@pytest.fixture
def row(cast: Cast) -> Contract:
    """Cleaning for NOK 3 million, announced under the new act."""
    screener = law_for([]).screener
    return register_and_screen(actor=cast.lise, facts=facts(), unit_id=cast.property.pk, screener=screener, on=TODAY)


@pytest.fixture
def ola(cast: Cast, row: Contract) -> SupplierContact:
    return contact(cast.kari, row)


@pytest.fixture
def review(cast: Cast, row: Contract, ola: SupplierContact) -> Review:
    return reviews.sent(cast.kari, row, ola)


@pytest.fixture
def visitor(ola: SupplierContact) -> Guest:
    return guest(ola)


def decide(cast: Cast, item: ReviewItem, outcome: str = "ok", *, note: str = "", seen: int | None = None) -> ReviewItem:
    version = item.version if seen is None else seen
    return judging.decide_item(
        actor=cast.kari, item_id=item.pk, seen=version, outcome=outcome, note=note, book=reviews.book(), on=TODAY
    )


def close(cast: Cast, review: Review, conclusion: str = "Alt er i orden.") -> Review:
    seen = reviews.now(review).version
    return judging.close_review(
        actor=cast.kari,
        review_id=review.pk,
        seen=seen,
        conclusion=conclusion,
        screener=law_for([]).screener,
        on=TODAY,
    )


def test_the_duties_of_the_contract_say_what_may_be_asked_for(row: Contract) -> None:
    found = {one.document.id: one for one in asking.documents_for(row, reviews.book(), on=TODAY)}
    assert {"documents.payslip", "documents.pension_proof", "documents.bank_proof"} <= set(found)
    assert found["documents.payslip"].duties == ("r2026.5e_1.pay",)
    assert "documents.approval_car_care" not in found
    assert "documents.safety_information" not in found  # building sites only


def test_a_request_is_sent_with_ten_working_days(cast: Cast, review: Review) -> None:
    assert (review.state, review.due_on) == ("sent", date(2026, 12, 4))
    assert review.remind_on == ["2026-12-01", "2026-12-04"]
    mail = Mail.objects.visible_to(cast.kari).get(kind="review.asked")
    assert mail.params == {"due_on": "2026-12-04"}
    assert review.because[0]["rule"] == "deadlines.clarify"


def test_workers_are_drawn_by_a_seed_and_others_than_last_time(cast: Cast, row: Contract, ola: SupplierContact) -> None:
    crew = tuple(str(number) for number in range(1, 10))
    first = reviews.sent(cast.kari, row, ola, picked=Picked(crew, draw=True, seed="a"))
    again = reviews.sent(cast.kari, row, ola, picked=Picked(crew, draw=True, seed="a"))
    labels = [{worker.label for worker in one.workers.all()} for one in (first, again)]
    assert [len(one) for one in labels] == [3, 3]
    assert not labels[0] & labels[1]
    assert first.sample == {"seed": "a", "method": "sha256-1", "size": 3, "of": 9}


def test_only_those_who_control_may_ask(cast: Cast, row: Contract, review: Review) -> None:
    with pytest.raises(NotAllowed):
        reviews.prepared(cast.ada, row)
    with pytest.raises(ObjectDoesNotExist):
        reviews.prepared(cast.omar, row)
    with pytest.raises(ObjectDoesNotExist):
        asking.withdraw_review(actor=cast.omar, review_id=review.pk, seen=review.version, on=TODAY)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"documents": ()}, "Nothing is asked"),
        ({"documents": ("documents.approval_car_care",)}, "Nothing is asked"),
        ({"first": date(2026, 10, 31), "last": date(2026, 10, 1)}, "ends before"),
        ({"first": date(2026, 12, 1), "last": date(2026, 12, 31)}, "not begun"),
        ({"due_on": date(2026, 11, 1)}, "has passed"),
    ],
)
def test_what_cannot_be_asked(cast: Cast, row: Contract, more: dict[str, Any], words: str) -> None:
    with pytest.raises(UserCanFix, match=words):
        reviews.prepared(cast.kari, row, **more)
    assert not Review.objects.visible_to(cast.kari).exists()


def test_a_request_without_a_contact_is_not_sent(cast: Cast, row: Contract) -> None:
    review = reviews.prepared(cast.kari, row)
    with pytest.raises(UserCanFix, match="nobody to send"):
        asking.send_review(actor=cast.kari, review_id=review.pk, seen=review.version, book=reviews.book(), on=TODAY)
    assert reviews.now(review).state == "draft"


def test_the_older_of_two_pages_is_refused(cast: Cast, review: Review) -> None:
    with pytest.raises(UserCanFix, match="Somebody else has changed"):
        asking.withdraw_review(actor=cast.petter, review_id=review.pk, seen=review.version - 1, on=TODAY)
    item = decide(cast, reviews.item(review))
    with pytest.raises(UserCanFix, match="Somebody else has decided"):
        decide(cast, item, seen=0)


def test_a_draft_is_not_there_for_the_supplier(cast: Cast, row: Contract, ola: SupplierContact) -> None:
    draft = reviews.prepared(cast.kari, row, ola)
    with pytest.raises(ObjectDoesNotExist):
        review_page(guest(ola), draft.pk)
    with pytest.raises(ObjectDoesNotExist):
        reviews.handed_in(guest(ola), reviews.item(draft))


def test_a_supplier_hands_in_and_the_chain_names_the_link(cast: Cast, review: Review, visitor: Guest) -> None:
    row = reviews.handed_in(visitor, reviews.item(review), name="Lønn Ola.pdf")
    assert (row.evidence.supplier_id, row.evidence.received_by_id) == (review.supplier_id, None)
    event = Event.objects.visible_to(cast.lise).get(type="review.file_handed_in")
    assert (event.actor_id, event.details["link"]) == (None, visitor.link_id)
    assert "Ola" not in str(list(Event.objects.visible_to(cast.lise).values_list("details", flat=True)))
    assert check_chain(cast.fjordvik.pk).why is None


def test_the_same_file_twice_is_kept_once(review: Review, visitor: Guest) -> None:
    one = reviews.handed_in(visitor, reviews.item(review))
    two = reviews.handed_in(visitor, reviews.item(review))
    assert one.pk == two.pk
    assert Evidence.objects.unscoped(WHY).filter(supplier__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03", "no file of pay"),
        (b"<html><script>alert(1)</script></html>", "Web pages"),
        (b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>', "Web pages"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        (b"PK\x03\x04broken", "broken"),
    ],
)
def test_files_that_are_not_received_leave_nothing(review: Review, visitor: Guest, data: bytes, words: str) -> None:
    with pytest.raises(UserCanFix, match=words):
        reviews.handed_in(visitor, reviews.item(review), data)
    assert not Evidence.objects.unscoped(WHY).exists()


def test_another_supplier_finds_nothing(cast: Cast, row: Contract, review: Review, visitor: Guest) -> None:
    kept = reviews.handed_in(visitor, reviews.item(review))
    other = Guest(visitor.organisation_id, row.pk, visitor.supplier_id + 999, visitor.link_id, "nb")
    elsewhere = Guest(cast.nesodden.pk, row.pk, visitor.supplier_id, visitor.link_id, "nb")
    for stranger in (other, elsewhere):
        with pytest.raises(ObjectDoesNotExist):
            review_page(stranger, review.pk)
        with pytest.raises(ObjectDoesNotExist):
            reviews.handed_in(stranger, reviews.item(review))
        with pytest.raises(ObjectDoesNotExist):
            handing_in.take_back_file(author=stranger, file_id=kept.pk, on=TODAY)
        with pytest.raises(ObjectDoesNotExist):
            handing_in.hand_in(guest=stranger, review_id=review.pk, on=TODAY)
        assert not files_of_review(stranger, review.pk).exists()


def test_a_file_sent_by_mistake_is_taken_back_and_shredded(review: Review, visitor: Guest) -> None:
    kept = reviews.handed_in(visitor, reviews.item(review))
    handing_in.take_back_file(author=visitor, file_id=kept.pk, on=TODAY)
    assert Evidence.objects.unscoped(WHY).get(id=kept.evidence_id).shredded_on == TODAY
    assert not files_of_review(visitor, review.pk).exists()


def test_what_was_decided_about_is_not_taken_back(cast: Cast, review: Review, visitor: Guest) -> None:
    kept = reviews.handed_in(visitor, reviews.item(review))
    decide(cast, reviews.item(review))
    with pytest.raises(UserCanFix, match="begun to look"):
        handing_in.take_back_file(author=visitor, file_id=kept.pk, on=TODAY)
    with pytest.raises(UserCanFix, match="takes no more"):
        reviews.handed_in(visitor, reviews.item(review), b"%PDF-1.7 another")


def test_a_review_takes_so_many_files_and_no_more(
    review: Review, visitor: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_in, "MOST_FILES", 1)
    reviews.handed_in(visitor, reviews.item(review))
    with pytest.raises(UserCanFix, match="takes no more"):
        reviews.handed_in(visitor, reviews.item(review), b"%PDF-1.7 another")


def test_reminders_go_once_each_and_only_while_something_lacks(cast: Cast, review: Review, visitor: Guest) -> None:
    first, last = (date.fromisoformat(day) for day in review.remind_on)
    sent = [asking.remind_due(day) for day in (first - timedelta(days=1), first, first, last, last)]
    assert sent == [0, 1, 0, 1, 0]
    assert Mail.objects.visible_to(cast.kari).filter(kind="review.reminder").count() == 2


def test_no_reminder_when_all_is_told(review: Review, visitor: Guest) -> None:
    for document in reviews.DOCUMENTS:
        handing_in.explain(guest=visitor, item_id=reviews.item(review, document).pk, explanation="Har ikke", on=TODAY)
    assert asking.remind_due(date.fromisoformat(review.remind_on[0])) == 0


def test_a_deviation_is_proposed_and_taken_back(cast: Cast, review: Review, visitor: Guest) -> None:
    reviews.handed_in(visitor, reviews.item(review))
    item = decide(cast, reviews.item(review), "deviation", note="Lønnen er 20 kroner under satsen.")
    proposal = DeviationProposal.objects.visible_to(cast.kari).get(origin="review_item")
    assert (proposal.rule, proposal.certain, proposal.why) == ("r2026.5e_1.pay", False, "term_not_confirmed")
    assert item.proposal_id == proposal.pk
    decide(cast, item, "ok")
    proposal.refresh_from_db()
    assert proposal.state == "gone"


def test_a_document_not_handed_in_breaks_the_duty_to_document(cast: Cast, review: Review) -> None:
    decide(cast, reviews.item(review), "deviation", note="Purret to ganger.")
    proposal = DeviationProposal.objects.visible_to(cast.kari).get(origin="review_item")
    assert proposal.rule in ("r2026.5e_3.documentation", "r2026.5f_4.documentation", "r2026.5i_2.hand_over")
    assert "Purret" in proposal.params["said"]


def test_a_decision_needs_words_and_is_written_once(cast: Cast, review: Review) -> None:
    with pytest.raises(UserCanFix, match="Write what you saw"):
        decide(cast, reviews.item(review), "deviation")
    decide(cast, reviews.item(review), "not_applicable", note="Ingen timelønte.")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_itemoutcome SET outcome = 'ok'")
    assert ItemOutcome.objects.visible_to(cast.kari).get().outcome == "not_applicable"


def test_a_review_closes_when_everything_is_decided_and_the_supplier_is_told(
    cast: Cast, review: Review, visitor: Guest
) -> None:
    with pytest.raises(UserCanFix, match="not decided"):
        close(cast, review)
    for document in reviews.DOCUMENTS:
        decide(cast, reviews.item(review, document))
    closed = close(cast, review)
    assert (closed.state, closed.result) == ("closed", "in_order")
    assert Mail.objects.visible_to(cast.kari).filter(kind="review.closed").count() == 1
    assert review_page(visitor, review.pk).review.conclusion == "Alt er i orden."
    if closed.plan_item_id is not None:
        assert PlanItem.objects.visible_to(cast.kari).get(id=closed.plan_item_id).state == "done"


def test_what_nobody_could_tell_is_asked_for_again(cast: Cast, review: Review) -> None:
    decide(cast, reviews.item(review), "cannot_tell", note="Bildet er uleselig.")
    seen = reviews.now(review).version
    asking.ask_again(
        actor=cast.kari,
        review_id=review.pk,
        seen=seen,
        message="Send lesbar lønnsslipp.",
        due_on=None,
        book=reviews.book(),
        on=TODAY,
    )
    assert reviews.item(review).outcome == ""
    assert Mail.objects.visible_to(cast.kari).filter(kind="review.again").count() == 1


def test_a_paper_that_runs_out_opens_its_document_again(cast: Cast, row: Contract, review: Review) -> None:
    dated = date(2026, 6, 1)
    paper = register_paper(
        actor=cast.kari,
        given=PaperGiven(
            supplier_of(row).pk,
            row.pk,
            PaperFacts(PaperKind.TAX_CERTIFICATE, dated, arrears_ore=0),
            kept_at="arkivet",
        ),
        screener=law_for([]).screener,
        on=TODAY,
    )
    item = reviews.item(review, "documents.tax_certificate")
    judging.attach_paper(actor=cast.kari, item_id=item.pk, paper_id=paper.pk, on=TODAY)
    for document in reviews.DOCUMENTS:
        decide(cast, reviews.item(review, document))
    close(cast, review)
    assert (paper.dated, paper.registered_on, paper.valid_until) == (dated, TODAY, date(2026, 12, 1))
    assert [judging.reopen_run_out(date(2026, 12, day)) for day in (1, 2, 2)] == [0, 1, 0]
    assert reviews.item(review, "documents.tax_certificate").outcome == ""
    assert reviews.now(review).state == "sent"
    due = counted(reviews_due(cast.kari, date(2026, 12, 2)))
    assert [one.reopened for one in due] == [1]


def test_a_paper_is_registered_from_the_file_that_came(
    cast: Cast, row: Contract, review: Review, visitor: Guest
) -> None:
    kept = reviews.handed_in(visitor, reviews.item(review, "documents.tax_certificate"))
    told = PaperFacts(PaperKind.TAX_CERTIFICATE, date(2026, 11, 1), arrears_ore=0)
    given = PaperGiven(review.supplier_id, row.pk, told, evidence_id=kept.evidence_id)
    who: dict[str, Any] = {"actor": cast.kari, "screener": law_for([]).screener, "on": TODAY}
    paper = register_paper(given=given, **who)
    assert (paper.evidence_id, paper.dated, paper.registered_on) == (kept.evidence_id, date(2026, 11, 1), TODAY)
    with pytest.raises(UserCanFix, match="registered as a paper already"):
        register_paper(given=given, **who)


def test_pay_files_go_into_a_pay_control(cast: Cast, review: Review, visitor: Guest) -> None:
    with pytest.raises(UserCanFix, match="No file that a pay control"):
        judging.join_pay_control(actor=cast.kari, review_id=review.pk, firm=Firm(), book=reviews.book(), on=TODAY)
    reviews.handed_in(visitor, reviews.item(review), b"Ansattnr;Timelonn\n1;210,00\n", name="slipper.csv")
    reviews.handed_in(visitor, reviews.item(review, "documents.crew_list"), b"Ansattnr;Timelonn\n1;210,00\n")
    reviews.handed_in(visitor, reviews.item(review, "documents.tax_certificate"))
    control = judging.join_pay_control(actor=cast.kari, review_id=review.pk, firm=Firm(), book=reviews.book(), on=TODAY)
    assert [file.evidence.kind for file in control.files.all()] == ["text"]
    assert (control.first, control.last) == (reviews.FIRST, reviews.LAST)


def test_workers_are_picked_when_the_crew_list_has_come(cast: Cast, row: Contract, ola: SupplierContact) -> None:
    review = reviews.sent(cast.kari, row, ola, picked=Picked())
    picked = Picked(("7", "8", "9", "10"), draw=True, seed="b")
    again = asking.pick_workers(
        actor=cast.kari,
        review_id=review.pk,
        seen=review.version,
        picked=picked,
        due_on=None,
        book=reviews.book(),
        on=TODAY,
    )
    assert again.workers.count() == 3
    assert Mail.objects.visible_to(cast.kari).filter(kind="review.workers").count() == 1


def test_whom_it_was_about_is_forgotten_on_its_day(cast: Cast, review: Review) -> None:
    day = ReviewWorker.objects.visible_to(cast.kari).filter(review=review)[0].keep_until
    assert [shredding.shred_workers_due(day), shredding.shred_workers_due(day + timedelta(days=1))] == [0, 2]
    assert {worker.label for worker in review.workers.all()} == {""}


def test_a_list_counts_what_lacks(cast: Cast, row: Contract, review: Review, visitor: Guest) -> None:
    reviews.handed_in(visitor, reviews.item(review))
    reviews.handed_in(visitor, reviews.item(review), b"%PDF-1.7 another")
    decide(cast, reviews.item(review, "documents.crew_list"))
    (one,) = reviews_of(cast.kari, row.pk)
    assert (one.asked, one.undecided, one.lacking) == (3, 2, 1)
