"""Letters in the office: a proposal with the reasons and the deadline, edited, seen as PDF, sent, and read as sent."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from docx import Document

from ryddig.records.correspondence.models import Mail
from ryddig.records.deviations import services
from ryddig.records.deviations.models import Deviation, Letter, LetterDraft
from ryddig.reports.formats import NBSP
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast, contract, make_cast
from tests.kept_files import content_of
from tests.letter_world import LetterWorld, opened, written_to

BOOK = law_for([]).book


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield make_cast()


@pytest.fixture
def case(cast: Cast) -> LetterWorld:
    return written_to(cast.kari, contract(cast))


def browser(cast: Cast, who: str = "kari") -> Client:
    client = Client()
    client.force_login(cast.user(getattr(cast, who)))
    return client


def plain(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace(NBSP, " ")
    return " ".join(text.split())


def boxes(page: str) -> dict[str, str]:
    """What the boxes of the page hold."""
    found = re.findall(r'<textarea name="(part_\d+)"[^>]*>\s?(.*?)</textarea>', page, re.DOTALL)
    return dict(found)


def proposal(cast: Cast, deviation: Deviation, spoken: str = "nb") -> str:
    url = reverse("office:letter_new", args=[deviation.contract_id, deviation.pk, "notice"])
    answer = browser(cast).get(url, {"language": spoken})
    assert answer.status_code == 200
    return answer.content.decode().replace(NBSP, " ")


def test_the_proposal_tells_what_why_until_when_and_how(cast: Cast) -> None:
    deviation = opened(cast.kari, contract(cast))
    services.ask_for_view(actor=cast.kari, deviation_id=deviation.pk, book=BOOK, on=TODAY)
    page = proposal(cast, deviation)
    assert "Minstesatsen er 249 kroner." in page
    assert "7 001,28 kr" in page
    assert "punkt 7.1" in page
    assert "4. desember 2026" in page
    assert "lenken" in page


@pytest.mark.parametrize("spoken", ["nb", "nn", "en"])
def test_the_letter_is_in_the_language_chosen_and_no_other(cast: Cast, spoken: str) -> None:
    deviation = opened(cast.kari, contract(cast))
    services.ask_for_view(actor=cast.kari, deviation_id=deviation.pk, book=BOOK, on=TODAY)
    text = " ".join(boxes(proposal(cast, deviation, spoken)).values())
    found = {
        "nb": "dere uttale dere" in text,
        "nn": "de uttale dykk" in text,
        "en": "you may give your view" in text,
    }
    assert found == {one: one == spoken for one in found}


def test_edited_saved_seen_sent_and_kept_as_sent(cast: Cast, case: LetterWorld) -> None:
    kari = browser(cast)
    url = reverse("office:letter_draft", args=[case.deviation.contract_id, case.draft.pk])
    first = kari.get(url).content.decode()
    given = {"version": 1, "subject": "Krav om retting", "part_0": "Rett dette:\n- timelønnen", "part_1": ""}
    assert kari.post(url, given | {"do": "save"}).status_code == 302
    seen = kari.get(reverse("office:letter_preview", args=[case.deviation.contract_id, case.draft.pk]))
    assert seen.content.startswith(b"%PDF-1.7")
    given |= {"version": 2, "do": "send", "contact": str(case.contact.pk)}
    sent = kari.post(url, given, follow=True)
    letter = Letter.objects.visible_to(cast.kari).get(kind="correction")
    assert letter.parts == [{"name": "", "text": "Rett dette:\n- timelønnen"}]
    assert "Krav om retting" in sent.content.decode()
    assert "version" in first
    word = Document(BytesIO(content_of(letter.word)))
    assert [one.text for one in word.paragraphs if one.style and one.style.name == "List Bullet"] == ["timelønnen"]
    assert Mail.objects.visible_to(cast.kari).filter(key=f"letter:{letter.contract_id}:{letter.number}").count() == 1


def test_two_people_at_the_same_letter(cast: Cast, case: LetterWorld) -> None:
    url = reverse("office:letter_draft", args=[case.deviation.contract_id, case.draft.pk])
    given = {"version": 1, "subject": "Mitt", "part_0": "Min tekst", "part_1": "", "do": "save"}
    browser(cast, "petter").post(url, given | {"subject": "Petters"})
    answer = browser(cast).post(url, given | {"do": "send", "contact": str(case.contact.pk)})
    assert answer.status_code == 409
    assert "Min tekst" in answer.content.decode()
    draft = LetterDraft.objects.visible_to(cast.kari).get(id=case.draft.pk)
    assert (draft.subject, Letter.objects.visible_to(cast.kari).count()) == ("Petters", 1)


def test_who_may_write_and_who_may_only_read(cast: Cast, case: LetterWorld) -> None:
    draft = reverse("office:letter_draft", args=[case.deviation.contract_id, case.draft.pk])
    letter = reverse("office:letter", args=[case.deviation.contract_id, case.letter.pk])
    asked = {who: (browser(cast, who).get(draft).status_code, browser(cast, who).get(letter).status_code) for who in
             ("kari", "petter", "lise", "bjorn", "ada", "omar")}  # fmt: skip
    assert asked == {
        "kari": (200, 200),
        "petter": (200, 200),
        "lise": (200, 200),
        "bjorn": (403, 200),
        "ada": (403, 200),
        "omar": (404, 404),
    }


def test_the_word_file_has_headings_language_and_no_template_author(cast: Cast, case: LetterWorld) -> None:
    from ryddig.reports.letter_case import day_said, drawn
    from ryddig.reports.letter_docx import letter_docx

    letter = drawn(case.letter, buyer="Fjordvik kommune", signer="Kari", role="Kontraktsansvarlig", on=TODAY)
    content = letter_docx(letter, day=day_said(letter))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        styles, core = archive.read("word/styles.xml").decode(), archive.read("docProps/core.xml").decode()
    assert 'w:val="nb-NO"' in styles
    assert "python-docx" not in core
    word = Document(BytesIO(content))
    headings = [one.text for one in word.paragraphs if one.style and str(one.style.name).startswith("Heading")]
    assert headings == ["Varsel om mulig avvik: For lav timelønn", "Dette kan dere gjøre"]
