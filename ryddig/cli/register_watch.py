"""`ryddig register watch`: the daily round at once, and how old what is known has become."""

import os

import click


@click.command()
@click.option("--now", is_flag=True, help="Ask now. Without this, only say how old what is known is.")
@click.option("--number", default="", help="Only the firm with this organisation number.")
def watch(*, now: bool, number: str) -> None:
    """Look at every supplier and subcontractor in a running contract. The worker does it daily."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()
    from django.core.management import call_command

    call_command("watch", now=now, number=number)
