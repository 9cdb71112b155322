"""One contract from questions to proof, with script and without."""

from playwright.sync_api import Page, expect

from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import ContractDuty, PlanItem
from tests.browser import BrowserPage
from tests.walks.conftest import LogIn, log_in

WHY = "the walk looks at what is stored"
REFERENCE = "TK-201"


def contract() -> Contract:
    return Contract.objects.unscoped(WHY).get(reference=REFERENCE)


def test_questions_requirements_risk_plan_and_proof(page: BrowserPage, session: LogIn) -> None:
    session("kari")
    shown = page.go("/contracts/?q=" + REFERENCE)
    shown.get_by_role("main").locator("tbody th a").first.click()
    answer_a_question(shown)
    shown.locator(".r-parts a[href$='/duties/']").click()
    say_that_the_contract_carries_it(shown)
    shown.locator(".r-parts a[href$='/risk/']").click()
    judge_otherwise(shown)
    shown.locator(".r-parts a[href$='/plan/']").click()
    mark_as_done(shown)
    shown.goto(f"{page.url}/contracts/{contract().pk}/proof/")
    expect(shown.get_by_role("main")).to_contain_text("Varsel fra verneombudet.")
    pdf = shown.request.get(f"{page.url}/contracts/{contract().pk}/proof.pdf")
    assert pdf.body().startswith(b"%PDF")


def answer_a_question(shown: Page) -> None:
    """In one click, and the page stays where it is."""
    question = shown.locator(".r-question form").first
    where = shown.url
    name = question.locator("legend").inner_text()
    question.locator("button[value=no]").click()
    answered = shown.locator(".r-question", has_text=name)
    expect(answered.locator("button[value=no]")).to_have_attribute("aria-pressed", "true")
    assert shown.url == where


def say_that_the_contract_carries_it(shown: Page) -> None:
    before = ContractDuty.objects.unscoped(WHY).filter(contract=contract(), in_contract="yes").count()
    form = shown.locator(".r-in-contract:has(button[value=yes][aria-pressed=false])").first
    number = form.get_attribute("id")
    form.locator("button[value=yes]").click()
    expect(shown.locator(f"#{number} button[value=yes]")).to_have_attribute("aria-pressed", "true")
    assert ContractDuty.objects.unscoped(WHY).filter(contract=contract(), in_contract="yes").count() == before + 1


def judge_otherwise(shown: Page) -> None:
    shown.locator("#overrule").click()
    shown.locator("#id_level").select_option("medium")
    shown.locator("#id_reason").fill("Varsel fra verneombudet.")
    shown.locator("form[action$='/overrule/'] button").first.click()
    expect(shown.get_by_role("main")).to_contain_text("Varsel fra verneombudet.")
    assert contract().overruled


def mark_as_done(shown: Page) -> None:
    first = shown.locator(".r-todo").first
    number = str(first.get_attribute("id")).removeprefix("plan-")
    first.locator(".r-done > summary").click()
    first.locator("input[name=hours]").fill("2,5")
    first.locator(".r-done button").click()
    expect(shown.locator(".ds-alert[data-color=success]")).to_be_visible()
    assert PlanItem.objects.unscoped(WHY).get(pk=int(number)).state == "done"


def test_the_main_path_needs_no_script(without_script: Page) -> None:
    shown = without_script
    shown.goto("/")
    log_in(shown, "kari")
    shown.locator(".r-todo summary").first.click()
    shown.goto(f"/contracts/{contract().pk}/")
    question = shown.locator(".r-question form").first
    code = str(question.get_attribute("action")).split("/")[-2]
    question.locator("button[value=no]").click()
    expect(shown.locator(".ds-alert[data-color=success]")).to_be_visible()
    assert contract().answers.filter(code=code, value=False).exists() or getattr(contract(), code) is False
    shown.goto(f"/contracts/{contract().pk}/duties/")
    shown.locator(".r-in-contract button[value=yes]").first.click()
    expect(shown.locator(".ds-alert[data-color=success]")).to_be_visible()
