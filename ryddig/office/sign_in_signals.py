"""What is noted when somebody comes in. Read when the office is loaded."""

import time

from allauth.account.signals import user_logged_in as came_in
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from ryddig.office.sign_in_middleware import BEGAN, SEEN
from ryddig.office.sign_in_way import way_said
from ryddig.records.accounts.models import User
from ryddig.records.correspondence.sign_ins import note_log_in


@receiver(user_logged_in)
def begin(sender: object, request: HttpRequest, **_more: object) -> None:
    """A new session begins now."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


@receiver(came_in)
def note_it(sender: object, request: HttpRequest, user: User, **_more: object) -> None:
    """It stands in the audit chain."""
    note_log_in(user, way_said(request), on=timezone.localdate())
