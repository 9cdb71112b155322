"""The door a web server calls."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ryddig.site.settings")
application = get_wsgi_application()


def get_ready() -> None:
    """Read addresses and law before anybody is let in, so that the first page is as fast as the next."""
    from ryddig.reports.law import law_for  # noqa: PLC0415 - it wants the settings that are chosen above

    len(get_resolver().url_patterns)
    law_for([])


get_ready()
