"""People who are logged in, each with a contract of their own to write on: in the database of RYDDIG_DATABASE_URL.

Prints one JSON object: cookie, users with session, contract and the requirements they may answer.
"""

import argparse
import json
import os
from typing import Any


def main() -> None:
    """Fill the database and log everybody in."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=200)
    options.add_argument("--contracts", type=int, default=10_000)
    options.add_argument("--mails", type=int, default=0)
    chosen = options.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "ryddig.site.settings"
    import django

    django.setup()
    print(json.dumps(made(chosen.people, contracts=chosen.contracts, mails=chosen.mails)))


def made(people: int, *, contracts: int, mails: int) -> dict[str, Any]:
    """The world, as plain values."""
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from bench.pages_data import Size, load_pages
    from ryddig.lawbook import load
    from ryddig.records.contracts.models import Contract

    on = timezone.localdate()
    size = Size(
        organisations=20,
        contracts=contracts,
        with_duties=max(people, contracts // 5),
        duties=40,
        suppliers=max(contracts // 7, 1),
    )
    loaded = load_pages(load(), on=on, size=size)
    own = Contract.objects.visible_to(loaded.actor).order_by("id")[:people]
    users = [_person(number, contract, loaded.actor) for number, contract in enumerate(own)]
    for number in range(mails):
        _mail(number, own[number % people], actor=loaded.actor, on=on)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"cookie": settings.SESSION_COOKIE_NAME, "organisation": loaded.actor.organisation_id, "users": users}


def _person(number: int, contract: Any, actor: Any) -> dict[str, Any]:  # noqa: ANN401 - Django is loaded later
    from django.conf import settings
    from django.test import Client

    from ryddig.records.accounts.models import Membership, Role, User
    from ryddig.records.followup.models import ContractDuty

    user = User.objects.create(username=f"benk{number}", first_name="Kari", last_name=f"Prøve {number}")
    Membership.objects.create(user=user, organisation_id=actor.organisation_id, role=Role.COORDINATOR)
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    rules = ContractDuty.objects.visible_to(actor).filter(contract=contract).order_by("rule")
    return {
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "contract": contract.pk,
        "unit": contract.unit_id,
        "rules": list(rules.values_list("rule", flat=True)),
    }


def _mail(number: int, contract: Any, *, actor: Any, on: Any) -> None:  # noqa: ANN401 - Django is loaded later
    from django.db import transaction

    from ryddig.records.correspondence import mails
    from ryddig.records.correspondence.services import add_contact, queue_mail

    about: dict[str, Any] = {
        "contract_id": contract.pk,
        "supplier_id": contract.supplier_links.values_list("supplier_id", flat=True)[0],
    }
    who: dict[str, Any] = {"name": f"Ola Prøve {number}", "email": f"ola{number}@eksempel.no", "language": "nb"}
    with transaction.atomic():
        contact = add_contact(actor=actor, **about, **who, on=on)
        queue_mail(author=actor, **about, contact_id=contact.pk, kind=mails.INVITED, key=f"bench:{number}", on=on)


if __name__ == "__main__":
    main()
