"""Programs of the back-up's test: work is done and backed up; then things are shredded; later it is looked at.

`python -m tests.cli.backup_story work FILE`, and `… look` on the machine it was restored on.
"""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

FAR = date(2999, 12, 31)
PAST = date(2026, 11, 21)
CSV = b"Ansattnr;Timelonn\n1;210,00\n"
WHY = "the test looks at all of it"


def work(file: Path) -> dict[str, Any]:
    """Three files and a contact; a back-up; then one file and the contact are shredded by hand. The third's last day
    has passed when the machine comes back."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from ryddig.cli.backup import backup
    from ryddig.records.contracts.models import ContractSupplier, Supplier
    from ryddig.records.correspondence.services import add_contact, remove_contact
    from ryddig.records.evidence.services import receive_file, shred_file
    from tests.cast import TODAY, contract, make_cast

    cast = make_cast(demo=False)
    row = contract(cast)
    given: dict[str, Any] = {"actor": cast.kari, "contract_id": row.pk, "on": TODAY}
    days = {"kept": FAR, "by_hand": FAR, "due": PAST}
    rows = {
        name: receive_file(**given, name=f"{name} Ola.csv", chunks=[CSV, name.encode()], keep_until=until)
        for name, until in days.items()
    }
    firm = Supplier.objects.create(organisation_id=row.organisation_id, name="Prøve AS")
    ContractSupplier.objects.create(organisation_id=row.organisation_id, contract=row, supplier=firm)
    contact = add_contact(**given, supplier_id=firm.pk, name="Ola Prøve", email="ola@prove.example", language="nb")
    backup.main([str(file)], standalone_mode=False)
    shred_file(actor=cast.kari, evidence_id=rows["by_hand"].pk, on=TODAY)
    remove_contact(actor=cast.kari, contact_id=contact.pk, on=TODAY)
    return {name: one.pk for name, one in rows.items()}


def look() -> dict[str, Any]:
    """What stands in the database, and what the files say."""
    from ryddig.records.audit.models import ShredReceipt
    from ryddig.records.audit.queries import check_chain
    from ryddig.records.correspondence.models import SupplierContact
    from ryddig.records.evidence.files import opened
    from ryddig.records.evidence.models import Evidence
    from ryddig.records.evidence.store import is_kept

    said = {}
    for row in Evidence.objects.unscoped(WHY):
        if row.shredded_on is None:
            with opened(row) as content:
                said[row.pk] = content.read().decode()
        else:
            said[row.pk] = f"shredded: {row.name}{row.wrapped_key}{is_kept(row.place)}"
    return {
        "files": said,
        "contacts": [[one.name, one.email] for one in SupplierContact.objects.unscoped(WHY)],
        "receipts": [[one.kind, one.number] for one in ShredReceipt.objects.unscoped(WHY)],
        "broken": [str(found.why) for found in (check_chain(1),) if found.why],
    }


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "ryddig.site.settings"
    django.setup()
    told = work(Path(sys.argv[2])) if sys.argv[1] == "work" else look()
    sys.stderr.write(json.dumps(told))
