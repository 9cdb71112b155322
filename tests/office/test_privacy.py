"""The coordinator sees what is kept of persons and what is due, and fetches the papers of data protection."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ryddig.records.accounts.personal_kinds import kind_of_code, personal_kinds
from ryddig.records.audit.forgetting import forget
from ryddig.records.audit.models import Event
from ryddig.records.evidence.models import Evidence
from ryddig.reports.formats import day
from tests.cast import TODAY
from tests.office_world import WHY, World


def words_of(answer: Any) -> str:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return packed.read("word/document.xml").decode()


def test_the_page_tells_what_is_kept_what_is_due_and_what_went(world: World, lise: Client) -> None:
    rows = Evidence.objects.visible_to(world.cast.lise).filter(shredded_on=None)
    number = rows.count()
    rows.update(keep_until=TODAY - timedelta(days=1))
    before = lise.get(reverse("office:privacy")).content.decode()
    assert before.count("<h3") == len(personal_kinds())
    assert before.count('data-color="warning"') == 1
    assert forget(kind_of_code("files"), TODAY) == number
    after = lise.get(reverse("office:privacy")).content.decode()
    assert after.count('data-color="warning"') == 0
    assert f"{day(TODAY)}: Filer som er mottatt eller laget, {number}" in after


def test_a_persons_copy_is_fetched_and_that_is_written_down(world: World, lise: Client) -> None:
    named = Evidence.objects.visible_to(world.cast.lise).first()
    assert named is not None
    Evidence.objects.visible_to(world.cast.lise).filter(id=named.pk).update(name="Ola Funnet.csv")
    answer = lise.post(reverse("office:privacy_copy"), {"words": "Ola Funnet"})
    assert "Ola Funnet.csv" in words_of(answer)
    assert Event.objects.unscoped(WHY).get(type="personal.fetched").details == {"number": 1}
    short = lise.post(reverse("office:privacy_copy"), {"words": "Ola"}, follow=True)
    assert "Skriv minst 4 tegn" in short.content.decode()


@pytest.mark.parametrize(("which", "title"), [("record", "Protokoll over"), ("assessment", "Vurdering av")])
def test_the_papers_are_made_in_the_persons_language(world: World, lise: Client, *, which: str, title: str) -> None:
    answer = lise.get(reverse("office:privacy_paper", args=[which]))
    assert title in words_of(answer)
    assert world.cast.fjordvik.name in words_of(answer)
    assert lise.get(reverse("office:privacy_paper", args=["other"])).status_code == 404
