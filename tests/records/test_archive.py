"""A message to the archive: whole, made once, answered, and read by those who may."""

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from lxml import etree

from ryddig.domain.archive import ArchiveReceipt
from ryddig.domain.errors import OurFault, UserCanFix
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.queries import check_chain
from ryddig.records.dialogue.archive_rows import Belongs, archivable
from ryddig.records.evidence import services
from ryddig.records.evidence.archiving import messages_of, store_answer
from ryddig.records.evidence.models import ArchiveMessage
from ryddig.reports.archive_message import FILE_NAME, NS
from ryddig.reports.archive_parts import parts
from ryddig.reports.law import law_for
from tests import letter_world
from tests.archive_world import archived
from tests.cast import TODAY
from tests.kept_files import content_of, path_of
from tests.office_world import World, logged_in, make_world
from tests.reports.test_archive_message import NAMES, faults


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        made = make_world()
        letter_world.of_world(made)
        yield made


def package(row: ArchiveMessage) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content_of(row.package)))


def test_the_message_names_every_file_and_every_file_is_what_it_says(world: World) -> None:
    row = archived(world.cast.kari, world.cleaning)
    with package(row) as packed:
        message = packed.read(FILE_NAME)
        assert faults(message) == []
        root = etree.fromstring(message)
        held = {
            str(one.findtext("a:referanseDokumentfil", None, NAMES)): str(one.findtext("a:sjekksum", None, NAMES))
            for one in root.iter(f"{{{NS}}}dokumentobjekt")
        }
        assert set(packed.namelist()) == {FILE_NAME, *held}
        assert {name: sha256(packed.read(name)).hexdigest() for name in held} == held
        assert packed.read("dokument-001.pdf").startswith(b"%PDF")
        assert root.findtext("a:antallFiler", None, NAMES) == str(len(held))
    assert len(held) == len(row.documents) >= 2, "the proof and a letter"


def test_pay_files_and_tax_papers_stay_behind_unless_they_must_be_kept(world: World) -> None:
    offered = {one.evidence.pk: one for one in parts(world.cast.kari, world.cleaning, law_for([]).book)}
    slips = world.pay.files.get().evidence_id
    assert offered[slips].personal
    assert not offered[slips].proposed
    assert world.paper.evidence_id not in offered
    assert all(one.belongs is not Belongs.LETTER or one.evidence.kind == "pdf"
               for one in archivable(world.cast.kari, world.cleaning))  # fmt: skip
    row = archived(world.cast.kari, world.cleaning, chosen={slips})
    with package(row) as packed:
        screened = etree.fromstring(packed.read(FILE_NAME)).findall(".//a:dokumentbeskrivelse/a:skjerming", NAMES)
        assert len(screened) == 1
    assert row.package.keep_until <= world.pay.files.get().evidence.keep_until


def test_the_same_again_is_the_same_message(world: World) -> None:
    first = archived(world.cast.kari, world.cleaning)
    assert archived(world.cast.lise, world.cleaning) == first, "archiving itself changes nothing in what is said"
    assert messages_of(world.cast.ada, world.cleaning.pk).count() == 1
    other = archived(world.cast.kari, world.cleaning, chosen=set())
    assert (other.number, other.key) == (2, f"kontrakt-{world.cast.fjordvik.pk}-{world.cleaning.pk}-2")


def test_the_archive_s_numbers_are_kept_and_the_next_record_goes_into_the_case(world: World) -> None:
    row = archived(world.cast.kari, world.cleaning)
    receipt = ArchiveReceipt("x", row.key, "2026/123", "2026/4567")
    for _ in range(2):
        store_answer(actor=world.cast.kari, message_id=row.pk, receipt=receipt, sha256="ab", on=TODAY)
    (answer,) = messages_of(world.cast.ada, world.cleaning.pk).get().answers.all()
    assert (answer.case_number, answer.record_number, answer.by_hand) == ("2026/123", "2026/4567", False)
    later = archived(world.cast.kari, world.cleaning, chosen=set())
    with package(later) as packed:
        message = packed.read(FILE_NAME)
    assert faults(message) == []
    assert b"<mdk:sakssekvensnummer>123<" in message
    assert b"<mappe " not in message
    assert check_chain(world.cast.fjordvik.pk).why is None


@pytest.mark.parametrize(
    "receipt",
    [
        ArchiveReceipt(record_key="kontrakt-9-9-9", case_number="2026/1"),
        ArchiveReceipt(case_number="123"),
        ArchiveReceipt(),
        ArchiveReceipt(case_number="2026/1", record_number="x" * 21),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(world: World, receipt: ArchiveReceipt) -> None:
    row = archived(world.cast.kari, world.cleaning)
    with pytest.raises(UserCanFix):
        store_answer(actor=world.cast.kari, message_id=row.pk, receipt=receipt, sha256="", on=TODAY)
    assert not row.answers.exists()


def test_a_file_that_was_changed_on_disk_stops_it(world: World) -> None:
    evidence = world.pay.files.get().evidence
    path_of(evidence.place).write_bytes(b"another")
    with pytest.raises(OurFault):
        archived(world.cast.kari, world.cleaning, chosen={evidence.pk})
    assert not messages_of(world.cast.kari, world.cleaning.pk).exists()


def test_who_may(world: World) -> None:
    for who in (world.cast.petter, world.cast.ada, world.cast.bjorn):
        with pytest.raises(NotAllowed):
            archived(who, world.cleaning)
    row = archived(world.cast.kari, world.cleaning)
    with pytest.raises(ObjectDoesNotExist):
        store_answer(
            actor=world.cast.omar, message_id=row.pk, receipt=ArchiveReceipt(case_number="2026/1"), sha256="", on=TODAY
        )
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_archivemessage SET title = 'x' WHERE id = %s", [row.pk])


def test_an_auditor_reads_proof_message_and_files_without_asking(world: World) -> None:
    row = archived(world.cast.kari, world.cleaning)
    ada = logged_in(world, world.cast.ada)
    shown = ada.get(reverse("office:archive", args=[world.cleaning.pk])).content.decode()
    assert row.key in shown
    assert '<form method="post"' not in shown.split("<main")[1].split("</main")[0]
    fetched = ada.get(reverse("office:evidence", args=[row.package_id]), follow=True)
    assert b"".join(fetched)[:2] == b"PK"
    letters = [one.evidence.pk for one in archivable(world.cast.ada, world.cleaning) if one.belongs is Belongs.LETTER]
    assert letters
    for letter in letters:
        answer = ada.get(reverse("office:evidence", args=[letter]), follow=True)
        assert b"".join(answer).startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        services.shred_file(actor=world.cast.ada, evidence_id=row.package_id, on=TODAY)
