"""A file on its way to a browser: by an address that is signed, opens for a minute, and needs no session.

The door has asked who may, and written to the chain that they did. The address is then all there is: no cookie goes
with it, so what a file might do in a browser it does as nobody.
"""

from typing import Final

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse

from ryddig.domain.errors import UserCanFix
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import refuse_unreadable

SALT: Final = "ryddig/files/1"
OPENS_SECONDS: Final = 60


def address_of(row: Evidence, *, called: str = "") -> str:
    """Where the file is handed out during the next minute. `called`: its name there, where its own does not fit; a
    name of ours, since it stands in the address."""
    token = signing.dumps([row.pk, called], salt=SALT)
    return f"{settings.FILES_URL}{reverse('file', args=[token])}"


def file_at(token: str) -> tuple[Evidence, str]:
    """The file of an address, and what it is called. Raises Http404: not ours, run out, or no longer kept."""
    try:
        number, called = signing.loads(token, salt=SALT, max_age=OPENS_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    rows = Evidence.objects.unscoped("the signed address was given to somebody who may read the file")
    row = rows.filter(id=number).first()
    if row is None:
        raise Http404
    try:
        refuse_unreadable(row)
    except UserCanFix as error:
        raise Http404 from error
    return row, called or row.name
