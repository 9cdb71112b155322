"""One contract: what is shown, what can be changed, and that what a person says is kept."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ryddig.office.shown_plan import WAYS
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.models import ContractDuty, PlanItem, QualityFinding, RiskOverride, ScreeningRecord
from ryddig.reports.law import law_for
from tests.office_world import WHY, World

PAY = "r2026.5e_1.pay"


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"office:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def again(contract: Contract) -> Contract:
    return Contract.objects.unscoped(WHY).get(pk=contract.pk)


def newest_of(contract: Contract) -> ScreeningRecord:
    return ScreeningRecord.objects.unscoped(WHY).filter(contract=contract).order_by("-version")[0]


def test_requirements_stand_with_reasons_and_source(world: World, kari: Client) -> None:
    shown = page(kari, "duties", world.cleaning.pk)
    assert f'href="/law/{PAY}/"' in shown
    assert "LOV-2026-03-06-8" in shown
    assert "1\u00a0300\u00a0000" in shown
    assert "does_not_apply" not in shown


def test_a_requirement_that_does_not_apply_says_why(world: World, kari: Client) -> None:
    before, after = page(kari, "duties", world.cleaning.pk).split("r-why__list", 1)
    assert before
    assert "bygg og anlegg" in after


def test_saying_that_the_contract_carries_a_requirement(world: World, kari: Client) -> None:
    url = reverse("office:duty", args=[world.cleaning.pk, PAY])
    answer = kari.post(url, {"in_contract": "yes"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("#duty-r2026-5e-1-pay")
    duty = ContractDuty.objects.unscoped(WHY).get(contract=world.cleaning, rule=PAY)
    assert (duty.in_contract, str(duty.answered_by)) == ("yes", "Kari")


def test_htmx_gets_only_the_part_back(world: World, kari: Client) -> None:
    url = reverse("office:duty", args=[world.cleaning.pk, PAY])
    answer = kari.post(url, {"in_contract": "no"}, headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert shown.strip().startswith('<form class="r-in-contract"')
    assert "<html" not in shown
    assert 'value="no" aria-pressed="true"' in shown


def test_an_answer_counts_at_once(world: World, kari: Client) -> None:
    url = reverse("office:answer", args=[world.cleaning.pk, "RM-16"])
    kari.post(url, {"value": "yes"})
    assert again(world.cleaning).risk_level == "high"
    newest = newest_of(world.cleaning)
    assert newest.facts["answers"]["RM-16"]["value"] is True


def test_dont_know_takes_an_answer_back(world: World, kari: Client) -> None:
    url = reverse("office:answer", args=[world.cleaning.pk, "RM-16"])
    kari.post(url, {"value": "yes"})
    kari.post(url, {"value": "unknown"})
    newest = newest_of(world.cleaning)
    assert "RM-16" not in newest.facts.get("answers", {})


@pytest.mark.parametrize(("given", "kept"), [("yes", True), ("no", False)])
def test_a_yes_or_no_fact_is_answered_in_one_click(world: World, kari: Client, given: str, kept: object) -> None:
    kari.post(reverse("office:answer", args=[world.cleaning.pk, "framework"]), {"value": given})
    assert again(world.cleaning).framework is kept
    kari.post(reverse("office:answer", args=[world.cleaning.pk, "framework"]), {"value": "unknown"})
    assert again(world.cleaning).framework is None


def test_overruling_keeps_the_reason_and_the_calculated_level(world: World, kari: Client) -> None:
    url = reverse("office:overrule", args=[world.cleaning.pk])
    kari.post(url, {"level": "high", "reason": "Tips fra verneombudet."})
    override = RiskOverride.objects.unscoped(WHY).get(contract=world.cleaning)
    assert (override.level, override.reason, override.actor.username) == ("high", "Tips fra verneombudet.", "kari")
    shown = page(kari, "risk", world.cleaning.pk)
    assert "Tips fra verneombudet." in shown
    assert again(world.cleaning).risk_level == "high"


def test_overruling_without_a_reason_is_refused(world: World, kari: Client) -> None:
    answer = kari.post(reverse("office:overrule", args=[world.cleaning.pk]), {"level": "high"}, follow=True)
    assert 'data-color="danger"' in answer.content.decode()
    assert not RiskOverride.objects.unscoped(WHY).filter(contract=world.cleaning).exists()


def test_an_overruling_is_taken_back(world: World, kari: Client) -> None:
    url = reverse("office:overrule", args=[world.cleaning.pk])
    before = again(world.cleaning).risk_level
    kari.post(url, {"level": "high", "reason": "Tips."})
    kari.post(url, {"withdraw": "1", "reason": "Tipset var feil."})
    assert again(world.cleaning).risk_level == before


def test_marking_something_done(world: World, kari: Client) -> None:
    item = world.plan_item
    url = reverse("office:finish", args=[world.cleaning.pk, item.pk])
    kari.post(url, {"done_on": "2026-11-18", "hours": "1,5", "note": "Alt i orden."})
    done = PlanItem.objects.unscoped(WHY).get(pk=item.pk)
    assert (done.state, str(done.done_on), str(done.hours), done.note) == ("done", "2026-11-18", "1.5", "Alt i orden.")
    assert "Alt i orden." in page(kari, "plan", world.cleaning.pk)


@pytest.mark.parametrize("data", [{"done_on": "2027-01-01"}, {"hours": "mange"}, {"hours": "100000"}])
def test_what_cannot_be_is_refused_with_words(world: World, kari: Client, data: dict[str, str]) -> None:
    item = world.plan_item
    answer = kari.post(reverse("office:finish", args=[world.cleaning.pk, item.pk]), data, follow=True)
    assert 'data-color="danger"' in answer.content.decode()
    assert PlanItem.objects.unscoped(WHY).get(pk=item.pk).state == "planned"


def test_closing_a_finding_needs_a_reason(world: World, kari: Client) -> None:
    url = reverse("office:close_finding", args=[world.unclear.pk, world.finding.pk])
    kari.post(url, {"reason": " "})
    assert QualityFinding.objects.unscoped(WHY).get(pk=world.finding.pk).state == "open"
    first = world.finding.pk
    kari.post(url, {"reason": "Avtalen er uten verdi."})
    assert QualityFinding.objects.unscoped(WHY).get(pk=first).state == "closed"


def test_facts_stand_with_their_source(world: World, kari: Client) -> None:
    shown = page(kari, "facts", world.cleaning.pk)
    assert "3\u00a0000\u00a0000\u00a0kr" in shown
    assert shown.count("20.\u00a0nov.\u00a02026") >= 5


def test_history_is_told_in_sentences(world: World, kari: Client) -> None:
    shown = page(kari, "history", world.cleaning.pk)
    assert "contract.registered" not in shown
    assert shown.count("<li>") >= 2


def test_the_checklist_knows_the_trade(world: World, kari: Client) -> None:
    basis, advanced = (kari.get(f"/contracts/{world.cleaning.pk}/checklist/?level={x}") for x in ("basis", "avansert"))
    assert "Renhold" in basis.content.decode()
    assert basis.content != advanced.content


def test_who_may_not_change_sees_no_buttons(world: World, ada: Client) -> None:
    for name in ("contract", "duties", "risk", "plan", "facts"):
        shown = page(ada, name, world.cleaning.pk)
        main = shown.split("<main", 1)[1].split("</main>", 1)[0]
        live = [tag for tag in main.split("<button")[1:] if " disabled" not in tag.split(">", 1)[0]]
        assert live == [], name
        assert reverse("office:edit", args=[world.cleaning.pk]) not in main


def test_a_large_id_stands_plain_in_anchors_and_fields(world: World, kari: Client) -> None:
    PlanItem.objects.unscoped(WHY).filter(pk=world.plan_item.pk).update(id=1234567)
    shown = page(kari, "plan", world.cleaning.pk)
    assert 'id="plan-1234567"' in shown
    assert "1\u00a0234\u00a0567" not in shown


def test_an_overruled_level_shows_the_steps_that_stand_with_the_persons_reason(world: World, kari: Client) -> None:
    kari.post(reverse("office:overrule", args=[world.cleaning.pk]), {"level": "high", "reason": "Tips fra ombudet."})
    steps = page(kari, "risk", world.cleaning.pk).split('id="steps"', 1)[1].split("</section>", 1)[0]
    assert steps.count("Tips fra ombudet.") == 4
    assert "Stedlig kontroll" in steps


def test_an_outdated_overruling_hides_no_calculated_step(world: World, kari: Client) -> None:
    url = reverse("office:overrule", args=[world.cleaning.pk])
    kari.post(url, {"level": "low", "reason": "Kjent leverandør."})
    kari.post(reverse("office:answer", args=[world.cleaning.pk, "RM-06"]), {"value": "yes"})
    steps = page(kari, "risk", world.cleaning.pk).split('id="steps"', 1)[1].split("</section>", 1)[0]
    assert "Stedlig kontroll" in steps


def test_the_limits_of_the_levels_stand_in_words(world: World, kari: Client) -> None:
    assert "Grenser: middels fra 6, høy fra 12." in page(kari, "risk", world.cleaning.pk)


def test_a_fact_that_several_rules_wait_for_is_asked_once(world: World, kari: Client) -> None:
    shown = page(kari, "risk", world.unclear.pk)
    assert shown.count('<p class="r-strong">Ikke kjent: Kjente ledd med underleverandører</p>') == 1


def test_findings_stand_above_the_questions(world: World, kari: Client) -> None:
    shown = page(kari, "contract", world.unclear.pk)
    assert shown.index('id="findings"') < shown.index('id="questions"')


def test_history_quotes_the_question_and_ends_with_one_full_stop(world: World, kari: Client) -> None:
    kari.post(reverse("office:answer", args=[world.cleaning.pk, "RM-04"]), {"value": "yes"})
    shown = page(kari, "history", world.cleaning.pk)
    assert "Svarte på spørsmålet «Bruker leverandøren" in shown
    with override("nb"):
        said = law_for([]).teller.tell(
            {"text": "Changed the contract: %(fields)s.", "params": {"fields": ["value_ore"]}}
        )
    assert said == "Endret kontrakten: Verdi uten mva."


def test_a_document_review_leads_to_where_it_is_done(world: World, kari: Client) -> None:
    item = PlanItem.objects.unscoped(WHY).get(contract=world.cleaning, kind="document_review", number=1)
    shown = page(kari, "plan", world.cleaning.pk)
    card = shown[shown.index(f'id="plan-{item.pk}"') :].split("</li>")[0]
    for name in ("pay_controls", "checklist"):
        assert f'href="{reverse(f"office:{name}", args=[world.cleaning.pk])}"' in card


def test_every_way_of_a_plan_item_is_a_page_of_the_contract(world: World, kari: Client) -> None:
    for url, _ in {way for ways in WAYS.values() for way in ways}:
        assert kari.get(reverse(f"office:{url}", args=[world.cleaning.pk])).status_code == 200
