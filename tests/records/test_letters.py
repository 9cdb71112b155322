"""Letters to a supplier: what must be decided first, sent once as it was saved, read by that supplier alone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction

from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.lawbook import load
from ryddig.records.accounts.access import Guest, NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import ContractSupplier
from ryddig.records.correspondence.models import Mail, SupplierContact
from ryddig.records.correspondence.services import add_contact
from ryddig.records.deviations.letter_queries import letters_of, letters_to
from ryddig.records.deviations.letters import (
    LetterFiles,
    Written,
    check_kind,
    discard_draft,
    draft_letter,
    open_kinds,
    open_letter,
    save_draft,
    send_letter,
    text_hash,
)
from ryddig.records.deviations.models import Deviation, Letter, LetterDraft
from ryddig.records.deviations.services import (
    Opening,
    accept_correction,
    ask_for_view,
    close_deviation,
    demand_correction,
    open_deviation,
)
from ryddig.records.evidence.models import Evidence
from tests.cast import TODAY, Cast, contract

TEXT = Written(
    "Varsel", [("Kontrakt", "K-1")], [{"name": "", "text": "Vi har funnet noe."}, {"name": "Tom", "text": ""}]
)


def a_deviation(cast: Cast, reference: str = "K-1") -> Deviation:
    row = contract(cast, reference)
    opening = Opening("For lav timelønn", "Tre renholdere mangler 39 kroner timen.", certain=True, clause="punkt 7")
    return open_deviation(actor=cast.kari, contract_id=row.pk, opening=opening, book=load(), on=TODAY)


def a_contact(cast: Cast, deviation: Deviation) -> SupplierContact:
    return add_contact(
        actor=cast.kari,
        contract_id=deviation.contract_id,
        supplier_id=deviation.supplier_id,
        name="Prøve Person",
        email="post@prove.example",
        language="nb",
        on=TODAY,
    )


def files(folder: Path, version: int = 1) -> LetterFiles:
    for ending, content in (("pdf", b"%PDF-1.7 letter"), ("docx", b"PK letter")):
        (folder / f"brev.{ending}").write_bytes(content)
    return LetterFiles(version, folder / "brev.pdf", folder / "brev.docx")


def notice(cast: Cast, deviation: Deviation) -> LetterDraft:
    ask_for_view(actor=cast.kari, deviation_id=deviation.pk, book=load(), on=TODAY)
    return draft_letter(
        actor=cast.kari, deviation_id=deviation.pk, kind="notice", language="nb", written=TEXT, on=TODAY
    )


def sent(cast: Cast, deviation: Deviation, folder: Path) -> Letter:
    draft = notice(cast, deviation)
    contact = a_contact(cast, deviation)
    return send_letter(actor=cast.kari, draft_id=draft.pk, files=files(folder), contact_id=contact.pk, on=TODAY)


def guest_of(cast: Cast, deviation: Deviation, *, supplier_id: int | None = None) -> Guest:
    who = supplier_id or deviation.supplier_id
    return Guest(cast.fjordvik.pk, deviation.contract_id, who, link_id=7, language="nb")


def test_a_notice_is_drafted_edited_sent_and_kept_as_it_was(cast: Cast, tmp_path: Path) -> None:
    deviation = a_deviation(cast)
    draft = notice(cast, deviation)
    edited = replace(TEXT, subject="Varsel om mulig avvik", parts=[{"name": "", "text": "Vi har funnet dette."}])
    saved = save_draft(actor=cast.petter, draft_id=draft.pk, version=1, written=edited, on=TODAY)
    contact = a_contact(cast, deviation)
    given: dict[str, Any] = {"actor": cast.kari, "draft_id": draft.pk, "contact_id": contact.pk, "on": TODAY}
    letter = send_letter(files=files(tmp_path, saved.version), **given)
    deviation.refresh_from_db()
    assert (letter.subject, letter.parts) == ("Varsel om mulig avvik", [{"name": "", "text": "Vi har funnet dette."}])
    assert (letter.number, letter.due_on, letter.sha256) == (1, deviation.view_due_on, text_hash(letter))
    assert (letter.pdf.kind, letter.word.kind) == ("pdf", "docx")
    mail = Mail.objects.visible_to(cast.kari).get()
    assert (letter.mail, mail.kind, mail.contact) == (mail, "letter.sent_due", contact)
    assert not LetterDraft.objects.visible_to(cast.kari).exists()
    event = Event.objects.visible_to(cast.kari).get(type="letter.sent")
    assert (event.details["sha256"], event.details["pdf"]) == (letter.sha256, letter.pdf.sha256)


def test_the_older_of_two_saves_is_refused_and_an_edited_draft_is_not_sent_by_old_files(
    cast: Cast, tmp_path: Path
) -> None:
    deviation = a_deviation(cast)
    draft = notice(cast, deviation)
    save_draft(actor=cast.petter, draft_id=draft.pk, version=1, written=TEXT, on=TODAY)
    with pytest.raises(UserCanFix, match="meanwhile"):
        save_draft(actor=cast.kari, draft_id=draft.pk, version=1, written=TEXT, on=TODAY)
    contact = a_contact(cast, deviation)
    with pytest.raises(UserCanFix, match="meanwhile"):
        send_letter(actor=cast.kari, draft_id=draft.pk, files=files(tmp_path, 1), contact_id=contact.pk, on=TODAY)
    assert not Evidence.objects.visible_to(cast.kari).exists()
    assert not Mail.objects.visible_to(cast.kari).exists()


def test_one_draft_of_a_kind_and_another_language_begins_anew(cast: Cast) -> None:
    deviation = a_deviation(cast)
    first = notice(cast, deviation)
    given: dict[str, Any] = {"actor": cast.kari, "deviation_id": deviation.pk, "kind": "notice", "on": TODAY}
    assert draft_letter(language="nb", written=replace(TEXT, subject="Other"), **given) == first
    other = draft_letter(language="nn", written=replace(TEXT, subject="Varsel på nynorsk"), **given)
    assert [row.subject for row in LetterDraft.objects.visible_to(cast.kari)] == ["Varsel på nynorsk"]
    discard_draft(actor=cast.kari, draft_id=other.pk, on=TODAY)
    assert not LetterDraft.objects.visible_to(cast.kari).exists()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("notice", "letter.no_day"),
        ("correction", "letter.no_day"),
        ("action_plan", "letter.no_day"),
        ("withholding", "letter.not_decided"),
        ("daily_penalty", "letter.not_decided"),
        ("termination", "letter.not_decided"),
        ("closing", "letter.state"),
    ],
)
def test_no_letter_says_what_is_not_decided(cast: Cast, kind: str, code: str) -> None:
    deviation = a_deviation(cast)
    with pytest.raises(UserCanFix) as refused:
        draft_letter(actor=cast.kari, deviation_id=deviation.pk, kind=kind, language="nb", written=TEXT, on=TODAY)
    assert refused.value.code == code


def test_only_those_who_write_to_suppliers_and_only_for_their_own_buyer(cast: Cast) -> None:
    deviation = a_deviation(cast)
    ask_for_view(actor=cast.kari, deviation_id=deviation.pk, book=load(), on=TODAY)
    given: dict[str, Any] = {
        "deviation_id": deviation.pk,
        "kind": "notice",
        "language": "nb",
        "written": TEXT,
        "on": TODAY,
    }
    with pytest.raises(NotAllowed):
        draft_letter(actor=cast.ada, **given)
    with pytest.raises(ObjectDoesNotExist):
        draft_letter(actor=cast.omar, **given)


def test_an_empty_letter_and_an_endless_one_are_refused(cast: Cast) -> None:
    draft = notice(cast, a_deviation(cast))
    given: dict[str, Any] = {"actor": cast.kari, "draft_id": draft.pk, "version": 1, "on": TODAY}
    for bad in (
        replace(TEXT, subject=" "),
        replace(TEXT, parts=[]),
        replace(TEXT, parts=[{"name": "", "text": "x" * 8001}]),
    ):
        with pytest.raises(UserCanFix):
            save_draft(written=bad, **given)


def test_the_supplier_opens_its_letter_once_for_the_record_and_nobody_elses(cast: Cast, tmp_path: Path) -> None:
    deviation = a_deviation(cast)
    other = a_deviation(cast, "K-2")
    letter = sent(cast, deviation, tmp_path)
    guest = guest_of(cast, deviation)
    assert [row.pk for row in letters_to(guest)] == [letter.pk]
    for day in (TODAY, TODAY + timedelta(days=3)):
        assert open_letter(guest=guest, letter_id=letter.pk, on=day).pk == letter.pk
    assert letters_of(cast.kari, deviation.pk).get().opened.on == TODAY
    assert Event.objects.visible_to(cast.kari).filter(type="letter.read").count() == 1
    strangers = (
        guest_of(cast, other),
        replace(guest, supplier_id=guest.supplier_id + 1),
        replace(guest, organisation_id=cast.nesodden.pk),
    )
    for stranger in strangers:
        assert not letters_to(stranger).exists()
        with pytest.raises(ObjectDoesNotExist):
            open_letter(guest=stranger, letter_id=letter.pk, on=TODAY)


def test_a_sent_letter_is_never_changed(cast: Cast, tmp_path: Path) -> None:
    letter = sent(cast, a_deviation(cast), tmp_path)
    letter.subject = "Another"
    with pytest.raises(OurFault):
        letter.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE deviations_letter SET subject = 'Another'")


def test_another_suppliers_contact_gets_no_letter(cast: Cast, tmp_path: Path) -> None:
    deviation, other = a_deviation(cast), a_deviation(cast, "K-2")
    draft = notice(cast, deviation)
    stranger = a_contact(cast, other)
    with pytest.raises(ObjectDoesNotExist):
        send_letter(actor=cast.kari, draft_id=draft.pk, files=files(tmp_path), contact_id=stranger.pk, on=TODAY)
    assert ContractSupplier.objects.visible_to(cast.kari).filter(contract=deviation.contract).exists()
    assert LetterDraft.objects.visible_to(cast.kari).exists()


def test_a_letter_whose_last_day_has_passed_is_not_sent(cast: Cast, tmp_path: Path) -> None:
    deviation = a_deviation(cast)
    draft, contact = notice(cast, deviation), a_contact(cast, deviation)
    deviation.refresh_from_db()
    last = deviation.view_due_on
    assert last is not None
    given: dict[str, Any] = {"actor": cast.kari, "draft_id": draft.pk, "contact_id": contact.pk}
    with pytest.raises(UserCanFix, match="has passed") as refused:
        send_letter(files=files(tmp_path), on=last + timedelta(days=1), **given)
    assert "Move the deadline" in refused.value.hint
    assert send_letter(files=files(tmp_path), on=last, **given).due_on == last


def test_the_letters_offered_are_those_that_can_be_written(cast: Cast) -> None:
    deviation = a_deviation(cast)
    assert open_kinds(deviation) == []
    ask_for_view(actor=cast.kari, deviation_id=deviation.pk, book=load(), on=TODAY)
    demand_correction(actor=cast.kari, deviation_id=deviation.pk, demand="Rett.", book=load(), on=TODAY)
    deviation.refresh_from_db()
    assert open_kinds(deviation) == ["notice", "correction"]
    accept_correction(actor=cast.kari, deviation_id=deviation.pk, reason="Sett.", on=TODAY)
    close_deviation(actor=cast.kari, deviation_id=deviation.pk, reason="Rettet.", on=TODAY)
    deviation.refresh_from_db()
    assert open_kinds(deviation) == ["closing"]
    for kind in ("notice", "correction"):
        with pytest.raises(UserCanFix):
            check_kind(deviation, kind, on=TODAY)
