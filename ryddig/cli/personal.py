"""`ryddig personal`: what is kept of persons, what is due, and the papers that data protection asks for."""

import os
from pathlib import Path

import click
from django.utils.translation import gettext, override

LANGUAGE = click.option("--lang", "language", default="nb", type=click.Choice(["nb", "nn", "en"]), show_default=True)
OUT = click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write (DOCX)."
)
BUYER = click.option("--organisation", "buyer", type=int, help="Id of the organisation, where there are several.")


@click.group()
def personal() -> None:
    """What is kept of persons: why, how long, what is due, and a copy for whoever asks."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
    django.setup()


@personal.command()
@LANGUAGE
def due(*, language: str) -> None:
    """Say what is due to be shredded today, by kind and organisation."""
    from django.utils import timezone

    from ryddig.records.accounts.personal_kinds import due_by_organisation, personal_kinds

    with override(language):
        for kind in personal_kinds():
            counts = due_by_organisation(kind, timezone.localdate())
            said = ", ".join(f"{number} ({organisation})" for organisation, number in counts.items())
            click.echo(f"{kind.code:18} {gettext(kind.name)}: {said or '–'}")


@personal.command()
@click.option("--apply", "really", is_flag=True, help="Do it. Without this, only say how many would go.")
def shred(*, really: bool) -> None:
    """Shred what is due, and what a back-up brought back though it was shredded. The worker does the first daily."""
    shred_now(really=really)


def shred_now(*, really: bool) -> None:
    """Shred, or say what would go. For `ryddig shred` and `ryddig restore` too."""
    from django.utils import timezone

    from ryddig.records.accounts.personal_kinds import due_by_organisation, personal_kinds
    from ryddig.records.audit.forgetting import forget
    from ryddig.records.evidence.tombstones import shred_buried

    on = timezone.localdate()
    back = shred_buried(on) if really else 0
    for kind in personal_kinds():
        number = forget(kind, on) if really else sum(due_by_organisation(kind, on).values())
        if number:
            click.echo(f"{kind.code}: {number}")
    if back:
        click.echo(
            gettext("%(count)s rows had been shredded before and came back with a back-up; shredded again.")
            % {"count": back}
        )
    said = gettext("Shredded what was due.") if really else gettext("This would be shredded (add --apply to do it).")
    click.echo(said)


@personal.command()
@click.argument("words")
@click.option("--organisation", required=True, help="Name of the organisation.")
@click.option("--as", "login", required=True, help="The coordinator who asks; it stands in the chain of events.")
@OUT
def export(*, words: str, organisation: str, login: str, out: Path) -> None:
    """Write a copy of what is kept of a person: WORDS is a whole name, an e-mail address or a number.

    A file ending in .json is for programs, any other is a Word file.
    """
    from django.utils import timezone

    from ryddig.cli.contracts_import import buyer_and_actor
    from ryddig.records.audit.subject_copy import copy_for
    from ryddig.reports.document_docx import document_docx
    from ryddig.reports.personal_documents import copy_document, copy_json

    buyer, actor = buyer_and_actor(organisation, login)
    on = timezone.localdate()
    found = copy_for(actor, words, on=on)
    with override(buyer.language):
        made = copy_document(found, buyer=buyer.name, on=on)
        out.write_bytes(copy_json(found) if out.suffix == ".json" else document_docx(made))
    click.echo(gettext("%(count)s rows are written to %(file)s.") % {"count": len(found), "file": out})


@personal.command()
@LANGUAGE
@BUYER
@OUT
def record(*, language: str, buyer: int | None, out: Path) -> None:
    """Write the record of processing activities (GDPR article 30) from the declarations."""
    _write("record", language, buyer=buyer, out=out)


@personal.command()
@LANGUAGE
@BUYER
@OUT
def dpia(*, language: str, buyer: int | None, out: Path) -> None:
    """Write a data protection impact assessment to be filled in (GDPR article 35), from the declarations."""
    _write("dpia", language, buyer=buyer, out=out)


def _write(which: str, language: str, *, buyer: int | None, out: Path) -> None:
    from django.utils import timezone

    from ryddig.records.accounts.models import Organisation
    from ryddig.reports import personal_documents
    from ryddig.reports.document_docx import document_docx

    rows = Organisation.objects.order_by("id")
    organisation = rows.get(id=buyer) if buyer else rows.first()
    make = personal_documents.record_document if which == "record" else personal_documents.dpia_document
    with override(language):
        made = make(buyer=organisation.name if organisation else "", on=timezone.localdate())
        out.write_bytes(document_docx(made))
    click.echo(str(out))
