"""Show 3: a visit filled in with the network off half-way, the browser killed and opened again without a network,
arrives whole; and two controllers who wrote differently see both values and choose."""

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import BrowserContext, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from ryddig.records.accounts.models import User
from ryddig.records.deviations.models import DeviationProposal
from ryddig.records.visits.models import Visit, VisitField, VisitPhoto
from tests.browser import AXE, AXE_RULES, PHONE, chromium_path
from tests.kept_files import content_of
from tests.walks.conftest import log_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WHY: Final = "the walk looks at what is stored"
WAIT: Final = 60_000
Telephone = Callable[[str], BrowserContext]
KEPT = """async () => {
  const names = (await indexedDB.databases()).map(one => one.name);
  const found = [];
  for (const name of names) {
    const db = await new Promise(done => { const ask = indexedDB.open(name); ask.onsuccess = () => done(ask.result); });
    const store = db.transaction("fields").objectStore("fields");
    found.push(...await new Promise(done => { const ask = store.getAll(); ask.onsuccess = () => done(ask.result); }));
    db.close();
  }
  return found.map(field => `${field.key}=${field.value}`);
}"""


@pytest.fixture
def telephone(chromium: "Browser", tmp_path: Path) -> Iterator[Telephone]:
    """A telephone that keeps what is on its disk: the same name opened again is the same telephone."""
    opened: list[BrowserContext] = []

    def get(name: str) -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / name,
            executable_path=chromium_path(),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
            viewport=PHONE,
            locale="nb-NO",
            timezone_id="Europe/Oslo",
        )
        context.set_default_timeout(WAIT)
        opened.append(context)
        return context

    yield get
    for context in opened:
        close(context)


def close(context: BrowserContext) -> None:
    with suppress(Error):  # it may be killed
        context.close()


def kill(context: BrowserContext, page: Page) -> None:
    """The browser is gone without a goodbye."""
    session = context.new_cdp_session(page)
    with suppress(Error):  # it does not answer any more, as it should not
        session.send("Browser.crash")
    close(context)


def visit_to_be() -> Visit:
    return Visit.objects.unscoped(WHY).get(state=Visit.State.PLANNED)


def session_of(context: BrowserContext, url: str, login: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username=login))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])


def state(page: Page, name: str) -> None:
    expect(page.locator("[data-status]")).to_have_attribute("data-state", name, timeout=WAIT)


def until_stored(page: Page, visit: Visit, text: str) -> None:
    """Until the server has it: for a moment the page still says that all is sent, before it sends the last of it."""
    for _time in range(WAIT // 100):
        if text in values(visit).values():
            return
        page.wait_for_timeout(100)
    raise AssertionError(values(visit))


def key(page: Page, name: str) -> Any:
    return page.locator(f"[data-key='{name}']")


def answer(page: Page, code: str, value: str, *, note: str = "") -> None:
    page.locator(f"label:has([data-key='point.{code}.answer'][value={value}])").click()
    if note:
        key(page, f"point.{code}.note").fill(note)


def in_row(page: Page, group: str, name: str, *, row: int = -1) -> Any:
    rows = page.locator(f"[data-list={group}] > [data-row]")
    return rows.nth(row).locator(f"[data-key$='.{name}']")


def values(visit: Visit) -> dict[str, str]:
    return dict(VisitField.objects.unscoped(WHY).filter(visit=visit).values_list("key", "value"))


def picture(path: Path) -> Path:
    image = Image.new("RGB", (120, 80), "green")
    exif = Image.Exif()
    exif[271] = "Kamera AS"
    exif.get_ifd(34853)[1] = "N"
    image.save(path, "JPEG", exif=exif)
    return path


def first_half(page: Page) -> None:
    """With a network: who is at work, and the first points."""
    page.locator("[data-add=crew]").click()
    in_row(page, "crew", "firm").fill("Prøvestillas AS")
    in_row(page, "crew", "seen").fill("6")
    in_row(page, "crew", "listed").fill("4")
    expect(page.locator("[data-difference]").last).to_have_text("2 flere enn listen sier")
    answer(page, "SITE-01", "deviation", note="To flere enn oversiktslisten.")
    answer(page, "SITE-03", "ok")
    state(page, "sent")


def second_half(page: Page, photo: Path) -> None:
    """Without: a card, a talk in Polish, a photo, the rest of the points, signatures."""
    page.locator("[data-add=card]").click()
    page.locator("[data-list=card] label:has([data-key$='.shown'][value=yes])").click()
    in_row(page, "card", "last").fill("98ab")
    page.locator("[data-add=talk]").click()
    in_row(page, "talk", "language").select_option("pl")
    expect(page.locator("[data-list=talk] .o-said:visible").first).to_have_text("Kto jest twoim pracodawcą i od kiedy?")
    in_row(page, "talk", "q.pay").fill("180 kr")
    for code in ("SITE-02", "SITE-04", "SITE-05", "SITE-06", "SITE-07", "SITE-08", "SITE-09", "SITE-11", "SITE-12"):
        answer(page, code, "ok")
    answer(page, "SITE-10", "deviation", note="Formannen svarte for alle.")
    expect(page.locator("[data-danger=SITE-10]")).to_be_visible()
    key(page, "tip.SITE-10.to").fill("Arbeidstilsynet, samme dag")
    page.locator("#photo-files").set_input_files(photo)
    page.locator("#photo-point").select_option("SITE-01")
    page.locator("[data-photo-form] button").click()
    expect(page.locator("[data-photos] .o-photo")).to_have_count(1)


def sign(page: Page) -> None:
    key(page, "sign.first.name").fill("Petter Solheim")
    canvas = key(page, "sign.second.drawn")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()


def test_filled_with_the_network_off_half_way_arrives_whole(
    telephone: Telephone, live_server: LiveServer, tmp_path: Path
) -> None:
    visit, address = visit_to_be(), f"{live_server.url}/onsite/"
    phone = telephone("petter")
    session_of(phone, live_server.url, "petter")
    page = phone.new_page()
    page.goto(f"{address}{visit.pk}/")
    expect(page.locator("[data-ready]")).to_be_visible(timeout=WAIT)
    first_half(page)
    before = values(visit)
    assert before["point.SITE-01.note"] == "To flere enn oversiktslisten."

    phone.set_offline(True)
    second_half(page, picture(tmp_path / "bilde.jpg"))
    state(page, "offline")
    assert values(visit) == before
    kill(phone, page)

    phone = telephone("petter")
    phone.set_offline(True)
    page = phone.new_page()
    page.goto(f"{address}{visit.pk}/")
    all_is_there(page)
    sign(page)
    state(page, "offline")

    phone.clear_cookies(name=settings.SESSION_COOKIE_NAME)  # the sign-in has run out meanwhile: what is kept waits
    phone.set_offline(False)
    state(page, "login")
    assert values(visit) == before
    page.locator("[data-when=login]").click()
    log_in(page, "petter")
    state(page, "sent")

    arrives_whole(visit)
    nothing_told_in_confidence_is_kept(page)
    closes(page, visit)


def all_is_there(page: Page) -> None:
    """What was written before the browser was killed stands on the page again."""
    expect(key(page, "point.SITE-10.note")).to_have_value("Formannen svarte for alle.")
    expect(in_row(page, "talk", "q.pay")).to_have_value("180 kr")
    expect(page.locator("[data-photos] .o-photo")).to_have_count(1)


def nothing_told_in_confidence_is_kept(page: Page) -> None:
    kept = " ".join(page.evaluate(KEPT))
    assert "To flere enn oversiktslisten." in kept
    assert "180 kr" not in kept
    assert "98ab" not in kept


def arrives_whole(visit: Visit) -> None:
    """Both halves, the photo without its metadata, the drawn signature."""
    arrived = values(visit)
    assert arrived["point.SITE-10.note"] == "Formannen svarte for alle."
    assert arrived["tip.SITE-10.to"] == "Arbeidstilsynet, samme dag"
    assert {arrived[f"point.SITE-{number:02}.answer"] for number in range(2, 10)} == {"ok"}
    assert [value for name, value in arrived.items() if name.endswith(".q.pay")] == ["180 kr"]
    assert [value for name, value in arrived.items() if name.endswith(".last")] == ["98ab"]
    assert arrived["sign.second.drawn"]
    photo = VisitPhoto.objects.unscoped(WHY).get(visit=visit)
    assert (photo.point, photo.kept_why) == ("SITE-01", "")
    stored = content_of(photo.evidence)
    assert not dict(Image.open(io.BytesIO(stored)).getexif())


def closes(page: Page, visit: Visit) -> None:
    """Finished on the spot: the report is there, the deviations wait for a person, the telephone holds nothing."""
    page.locator("[data-close]").click()
    page.get_by_role("main").locator("form button").click()
    expect(page.locator(".ds-alert[data-color=success]")).to_be_visible()
    href = page.get_by_role("link", name="Rapporten som PDF").get_attribute("href")
    report = page.request.get(f"{page.url.split('/contracts/')[0]}{href}")
    assert report.body().startswith(b"%PDF-")
    found = DeviationProposal.objects.unscoped(WHY).filter(key__startswith=f"visit:{visit.pk}:")
    assert {one.key.rpartition(":")[2] for one in found} == {"SITE-01", "SITE-10"}
    address = page.url
    page.goto(f"{address.split('/contracts/')[0]}/onsite/{visit.pk}/")
    page.wait_for_url("**/contracts/**")
    assert page.evaluate(KEPT) == []


def test_two_controllers_who_wrote_differently_see_both_and_choose(
    telephone: Telephone, live_server: LiveServer
) -> None:
    visit = Visit.objects.unscoped(WHY).get(place__startswith="Furulia svømmehall")
    Visit.objects.unscoped(WHY).filter(pk=visit.pk).update(state=Visit.State.OPEN)
    VisitField.objects.unscoped(WHY).filter(visit=visit).delete()
    pages = {}
    for login in ("petter", "kari"):
        phone = telephone(login)
        session_of(phone, live_server.url, login)
        pages[login] = phone.new_page()
        pages[login].goto(f"{live_server.url}/onsite/{visit.pk}/")
        state(pages[login], "sent")
    petter, kari = pages["petter"], pages["kari"]
    petter.context.set_offline(True)
    key(petter, "point.SITE-04.note").fill("To biler med ukjent logo.")
    answer(petter, "SITE-04", "deviation")
    state(petter, "offline")
    answer(kari, "SITE-04", "ok", note="Alle logoer er kjent.")
    state(kari, "sent")
    petter.context.set_offline(False)
    state(petter, "conflict")
    shown = petter.locator("[data-field='point.SITE-04.note'] .o-conflict")
    expect(shown.locator("[data-theirs]")).to_have_text("Alle logoer er kjent.")
    expect(shown.locator("[data-mine]")).to_have_text("To biler med ukjent logo.")
    expect(shown.locator("[data-by]")).to_have_text("Kari Nordli skrev")
    assert values(visit)["point.SITE-04.note"] == "Alle logoer er kjent."
    shown.locator("[data-choose=both]").click()
    petter.locator("[data-field='point.SITE-04.answer'] [data-choose=mine]").click()
    state(petter, "sent")
    assert values(visit)["point.SITE-04.answer"] == "deviation"
    assert values(visit)["point.SITE-04.note"] == "Alle logoer er kjent.\nTo biler med ukjent logo."
    expect(key(kari, "point.SITE-04.note")).to_have_value(values(visit)["point.SITE-04.note"], timeout=WAIT)


def offline(page: Page, address: str) -> None:
    """Nothing of the visit's page opens without a network."""
    page.context.set_offline(True)
    with pytest.raises(Error, match=r"ERR_(FAILED|INTERNET_DISCONNECTED)"):
        page.goto(address)
    page.context.set_offline(False)


def test_the_page_is_its_persons_gone_when_they_log_out_and_refused_when_another_logs_in(
    telephone: Telephone, live_server: LiveServer
) -> None:
    visit = Visit.objects.unscoped(WHY).get(place__startswith="Furulia svømmehall")
    Visit.objects.unscoped(WHY).filter(pk=visit.pk).update(state=Visit.State.OPEN)
    VisitField.objects.unscoped(WHY).filter(visit=visit).delete()
    phone, address = telephone("felles"), f"{live_server.url}/onsite/{visit.pk}/"
    session_of(phone, live_server.url, "petter")
    page = phone.new_page()
    page.goto(address)
    expect(page.locator("[data-ready]")).to_be_visible(timeout=WAIT)
    phone.set_offline(True)
    key(page, "point.SITE-03.note").fill("Petter så dette.")
    state(page, "offline")

    session_of(phone, live_server.url, "kari")  # the other controller of the visit, on the same telephone
    phone.set_offline(False)
    state(page, "other")
    expect(page.locator("[data-said]")).to_contain_text("Petter Solheim")
    expect(page.locator(".o-part")).to_have_count(0)
    assert values(visit) == {}
    offline(page, address)
    page.goto(address)
    expect(key(page, "point.SITE-03.note")).to_have_value("")

    session_of(phone, live_server.url, "petter")
    page.goto(address)
    state(page, "sent")
    field = VisitField.objects.unscoped(WHY).select_related("by").get(visit=visit)
    assert (field.value, field.by.username) == ("Petter så dette.", "petter")

    page.goto(f"{live_server.url}/account/")
    page.locator(".r-narrow-only > summary").click()
    page.locator("form[data-log-out]:visible button").click()
    expect(page.locator("input[name=password]")).to_be_visible()
    offline(page, address)


def test_everybody_can_use_the_telephone_page(telephone: Telephone, live_server: LiveServer) -> None:
    visit = Visit.objects.unscoped(WHY).get(place__startswith="Furulia svømmehall")
    Visit.objects.unscoped(WHY).filter(pk=visit.pk).update(state=Visit.State.OPEN)
    phone = telephone("petter")
    session_of(phone, live_server.url, "petter")
    page = phone.new_page()
    page.goto(f"{live_server.url}/onsite/{visit.pk}/")
    state(page, "sent")
    for group in ("crew", "card", "talk"):
        page.locator(f"[data-add={group}]").click()
    answers = in_row(page, "talk", "q.pay")
    answers.fill("180 kr")
    state(page, "sent")
    answers.press_sequentially(" i timen")
    expect(answers).to_have_value("180 kr i timen")
    until_stored(page, visit, "180 kr i timen")
    state(page, "sent")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
