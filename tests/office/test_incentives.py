"""What good results give, on its page: what is lacking is told, and a bonus takes a second person."""

from django.test import Client
from django.urls import reverse

from ryddig.records.deviations.models import Incentive
from tests import letter_world
from tests.office_world import World, logged_in

WHY = "the test looks at everything"


def page(world: World) -> str:
    return reverse("office:incentives", args=[world.cleaning.pk])


def test_the_page_says_what_is_lacking_and_offers_nothing(world: World, kari: Client) -> None:
    said = kari.get(page(world)).content.decode()
    assert "Ikke rene nok ennå" in said
    assert "avvik er åpent nå" in said or "avvik er åpne nå" in said, "how many are open is told"
    assert reverse("office:incentive_lighter", args=[world.cleaning.pk]) not in said


def test_lighter_control_is_refused_while_results_are_not_clean(world: World, kari: Client) -> None:
    answer = kari.post(reverse("office:incentive_lighter", args=[world.cleaning.pk]), {"reason": "Bra."})
    assert answer.status_code in (302, 400)
    assert not Incentive.objects.unscoped(WHY).filter(contract=world.cleaning, kind="lighter").exists()


def test_a_bonus_is_decided_by_another_than_who_proposed_it(world: World, kari: Client) -> None:
    row = letter_world.bonus_of(world)
    url = reverse("office:incentive_decide", args=[world.cleaning.pk, row.pk])
    lise, given = logged_in(world, world.cast.lise), {"reason": "Målt og funnet i orden.", "choice": "yes"}
    assert url not in kari.get(page(world)).content.decode()
    assert url in lise.get(page(world)).content.decode()
    kari.post(url, given)
    row.refresh_from_db()
    assert row.state == Incentive.State.PROPOSED
    lise.post(url, given)
    row.refresh_from_db()
    assert (row.state, row.confirmed_by_id) == (Incentive.State.DECIDED, world.cast.lise.user_id)
    assert "Målt og funnet i orden." in kari.get(page(world)).content.decode()
