"""What a page says once: Django's own cookie under a name that no other host can plant, and the session for what is
too long for it."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class _Cookie(CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class OfficeMessages(FallbackStorage):
    """The office's. What the portal says stands in `portal.session.PortalMessages`."""

    storage_classes = (_Cookie, SessionStorage)
