"""What every page needs to know of the one who sits at it: who, for which buyer, on which day, under which lawbook."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from typing import TypedDict

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from ryddig.domain.law import Book
from ryddig.domain.screening import Screener
from ryddig.domain.words import N_
from ryddig.office.sign_in_gate import need_way_in
from ryddig.records.accounts.access import Action, Actor, Case, NotAllowed, may, require, seated
from ryddig.records.accounts.models import Organisation, User
from ryddig.records.evidence.files import refuse_left_out
from ryddig.reports.formats import language
from ryddig.reports.labels import label
from ryddig.reports.law import Law, law_for
from ryddig.reports.telling import Teller

ORGANISATION_KEY = "organisation_id"
MENU = (
    ("today", N_("Today"), ()),
    ("portfolio", N_("Contracts"), ("/contracts/",)),
    ("planner", N_("Planner"), ("/planner/",)),
    ("all_deviations", N_("Deviations"), ("/deviations/",)),
    ("suppliers", N_("Suppliers"), ("/suppliers/",)),
    ("quality", N_("Quality"), ("/quality/",)),
    ("imports", N_("Import"), ("/imports/",)),
    ("lawbook", N_("Lawbook"), ("/law/",)),
)
MENU_OF_EXTERNAL = (("audits", N_("Your controls"), ("/audits/",)),)


@lru_cache(maxsize=8)
def repeated_words(spoken: str) -> Mapping[str, str]:
    """The words in one language."""
    with override(spoken):
        return {
            "why": gettext("Why?"),
            "in_text": gettext("Does the contract say this?"),
        }


class Who(TypedDict):
    """What every service that decides about one contract is told."""

    actor: Actor
    contract_id: int
    screener: Screener
    on: date


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A place in the main menu. `here`: `page`, `true` (a page below it) or empty."""

    name: str
    url: str
    here: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's actor, buyer, day and lawbook. `contract_id`: the contract that the page's address names, so that a
    conflict of interest in it counts on every page about it."""

    actor: Actor
    organisation: Organisation
    law: Law
    on: date
    path: str
    contract_id: int | None = None

    @property
    def teller(self) -> Teller:
        """Says things in the user's language."""
        return self.law.teller

    @property
    def screener(self) -> Screener:
        """Screens under this buyer's book."""
        return self.law.screener

    @property
    def book(self) -> Book:
        """This buyer's book."""
        return self.law.book

    @property
    def name(self) -> str:
        """The person's name."""
        return self.actor.name

    @property
    def roles_said(self) -> str:
        """The person's roles in words."""
        return ", ".join(label("role", role.value) for role in sorted(self.actor.roles))

    @property
    def words(self) -> Mapping[str, str]:
        """Words that stand many times on a page, looked up once."""
        return repeated_words(language())

    @property
    def menu(self) -> Iterator[MenuItem]:
        """The main menu, with where we are."""
        for name, text, below in MENU_OF_EXTERNAL if self.actor.is_external else MENU:
            if name == "imports" and not (self.may_import or self.may_read_log):
                continue
            url = reverse(f"office:{name}")
            inside = any(self.path.startswith(start) for start in below)
            yield MenuItem(gettext(text), url, "page" if self.path == url else "true" if inside else "")

    def may(self, action: Action, unit_id: int | None = None) -> bool:
        """Whether the person may do this with something in the unit."""
        return bool(may(self.actor, action, self._case(unit_id)))

    def _case(self, unit_id: int | None) -> Case:
        return Case(self.actor.organisation_id, unit_id, contract_id=self.contract_id)

    @property
    def may_import(self) -> bool:
        """May import into some unit."""
        return self.reaches(Action.IMPORT)

    @property
    def may_register(self) -> bool:
        """May register a contract in some unit."""
        return self.reaches(Action.REGISTER)

    @property
    def may_plan(self) -> bool:
        """May plan the quarter's controls."""
        return self.reaches(Action.PLAN)

    @property
    def may_match(self) -> bool:
        """May say that two firms are one."""
        return self.may(Action.MATCH_SUPPLIER)

    @property
    def may_read_log(self) -> bool:
        """May read the organisation's whole log."""
        return self.may(Action.READ_AUDIT)

    @property
    def may_set_up(self) -> bool:
        """May choose local layers and method."""
        return self.may(Action.CHOOSE_LAYERS)

    def who(self, contract_id: int) -> Who:
        """Who decides about the contract, with which screener and on which day."""
        return Who(actor=self.actor, contract_id=contract_id, screener=self.screener, on=self.on)

    def need(self, action: Action, unit_id: int | None = None) -> None:
        """Stop with a reason where the person may not do this with something in the unit. Raises NotAllowed."""
        require(self.actor, action, self._case(unit_id))

    def need_somewhere(self, action: Action) -> None:
        """Stop with a reason where the person may not do this in any unit. Raises NotAllowed."""
        if not self.reaches(action):
            self.need(action, next(iter(self.actor.units or ()), None))

    def reaches(self, action: Action) -> bool:
        """May do this at least somewhere."""
        units = self.actor.units
        return any(self.may(action, unit) for unit in (units if units is not None else (None,)))


Page = Callable[..., HttpResponseBase]


def at_desk(page: Page) -> Page:
    """Hand the page its desk as second argument. Nobody's member gets 403; log-in itself is Django's middleware.

    An external auditor gets 403 here, whatever the page: theirs are marked `at_any_desk`.
    """

    @wraps(page)
    def with_desk(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        desk = desk_of(request)
        if desk.actor.is_external:
            text = N_("As external auditor you see one control, not this page.")
            raise NotAllowed("access.external", text, hint=N_("Your page shows the control that you were given."))
        _refuse_left_out(request)
        return page(request, desk, *args, **kwargs)

    return with_desk


def at_any_desk(page: Page) -> Page:
    """The same for a page that an external auditor may see too. The page itself asks for the control."""

    @wraps(page)
    def with_desk(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        desk = desk_of(request)
        _refuse_left_out(request)
        return page(request, desk, *args, **kwargs)

    return with_desk


def _refuse_left_out(request: HttpRequest) -> None:
    _read = request.FILES  # a form is read when somebody asks for it, and files are left out then
    refuse_left_out(getattr(request, "files_left_out", ()))


def desk_of(request: HttpRequest) -> Desk:
    """The request's desk, made once."""
    made: Desk | None = getattr(request, "desk", None)
    if made is None:
        made = _make(request)
        request.desk = made  # type: ignore[attr-defined]  # a request may carry more than Django's own
    return made


def _make(request: HttpRequest) -> Desk:
    user = request.user
    chosen = request.session.get(ORGANISATION_KEY)
    found = seated(user, organisation_id=chosen) if isinstance(user, User) else None
    if found is None:
        raise PermissionDenied
    actor, organisation = found
    need_way_in(request, actor, organisation, on=timezone.localdate())
    match = request.resolver_match
    contract = match.kwargs.get("contract_id") if match is not None else None
    return Desk(actor, organisation, law_for(organisation.layers), timezone.localdate(), request.path, contract)


def desk_for_templates(request: HttpRequest) -> dict[str, object]:
    """Context processor: `desk` where a page has made one."""
    made = getattr(request, "desk", None)
    return {"desk": made} if made is not None else {}
