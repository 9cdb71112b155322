"""`ryddig audit verify`: does every organisation's chain of events still hold?"""

import os

import click
from django.utils.translation import gettext


@click.group()
def audit() -> None:
    """The proof: events that nobody can change unseen."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


@audit.command()
@click.pass_context
def verify(context: click.Context) -> None:
    """Walk every organisation's chain. Ends with 1 when one is broken, and says where."""
    from ryddig.records.accounts.models import Organisation
    from ryddig.records.audit.queries import check_chain

    broken = 0
    for organisation in Organisation.objects.order_by("id"):
        found = check_chain(organisation.pk)
        if found.why is None:
            click.echo(gettext("%(name)s: %(events)s events, whole.") % {"name": organisation, "events": found.events})
            continue
        broken += 1
        why = gettext(found.why.text) % dict(found.why.params)
        click.echo(gettext("%(name)s: BROKEN. %(why)s") % {"name": organisation, "why": why}, err=True)
    context.exit(1 if broken else 0)
