"""The chain in the office: a list is read and taken in, a firm is decided about, and the external auditor's page."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ryddig.records.reviews.models import ChainFirm, ChainList
from tests import audit_world
from tests.cast import orgnr
from tests.office_world import World, logged_in

WHY = "the test looks at everything"


def test_a_list_from_hmsreg_is_read_shown_and_taken_in(world: World, kari: Client) -> None:
    rows = f"Orgnr;Firmanavn;Ledd\n{orgnr(1)};Ren Luft AS;0\n{orgnr(51)};Tenkt Glass AS;1\n"
    file = SimpleUploadedFile("hmsreg.csv", rows.encode())
    answer = kari.post(f"/contracts/{world.cleaning.pk}/chain/lists/", {"file": file}, follow=True)
    page = answer.content.decode()
    assert "Tenkt Glass AS" in page
    listed = ChainList.objects.unscoped(WHY).order_by("-id")[0]
    how = {one["name"]: one["how"] for one in listed.report["differences"]}
    assert how == {"Tenkt Glass AS": "new", "Tenkt Underfirma 41 AS": "gone"}
    at = next(place for place, one in enumerate(listed.report["differences"]) if one["how"] == "new")
    url = f"/contracts/{world.cleaning.pk}/chain/lists/{listed.pk}/store/"
    kari.post(url, {f"take-{at}": "yes", f"above-{at}": "supplier"})
    row = ChainFirm.objects.unscoped(WHY).get(supplier__orgnr=orgnr(51))
    assert (row.state, row.origin, row.under_id) == ("asked", "list", None)


def test_the_auditor_sees_the_files_of_the_control(world: World) -> None:
    eva = logged_in(world, audit_world.auditor(world.audit))
    page = eva.get(f"/audits/{world.audit.pk}/").content.decode()
    assert world.cleaning.title in page
    file = world.pay.files.get().evidence
    assert f"/audits/{world.audit.pk}/files/{file.pk}/" in page
    elsewhere = world.paper.evidence_id or 9999
    assert eva.get(f"/audits/{world.audit.pk}/files/{elsewhere}/").status_code == 404
    assert eva.get(f"/evidence/{file.pk}/").status_code == 403
