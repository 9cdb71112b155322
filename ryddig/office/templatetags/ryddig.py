"""Filters and tags of the pages: kroner, days, labels of codes, law words, and messages with their places filled in."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from ryddig.domain.words import Message, Words
from ryddig.office.desk import repeated_words
from ryddig.office.shown_duties import DutyWords
from ryddig.records.accounts.models import Language
from ryddig.reports import formats, labels
from ryddig.reports.telling import Reason

register = template.Library()
MINUTES_OF_HOUR = 60


@register.filter
def kroner(ore: int | None) -> str:
    """Øre as kroner; empty when unknown."""
    return "" if ore is None else formats.kroner(ore)


@register.filter
def kroner_short(ore: int | None) -> str:
    """Øre as kroner in few signs; empty when unknown."""
    return "" if ore is None else formats.kroner_short(ore)


@register.filter
def number(value: int | None) -> str:
    """A whole number with hard spaces."""
    return "" if value is None else formats.number(value)


@register.filter
def decimal(value: float | None) -> str:
    """A number with one decimal when it needs one."""
    return "" if value is None else formats.decimal(value)


@register.filter
def hours(minutes: int) -> str:
    """Minutes as people say them: `45 minutes`, `1,5 hours`."""
    if minutes < MINUTES_OF_HOUR:
        return labels.with_unit(minutes, "minutes")
    if minutes % MINUTES_OF_HOUR == 0:
        return labels.with_unit(minutes // MINUTES_OF_HOUR, "hours")
    return labels.with_unit(round(Decimal(minutes) / MINUTES_OF_HOUR * 100), "hundredths_of_hour")


@register.filter
def day(value: object, shape: str = "long") -> str:
    """A day in words; `short`, `figures` or `month` on request."""
    return formats.day(value, shape)


@register.filter
def moment(value: datetime) -> str:
    """Day and time."""
    return formats.moment(value)


@register.filter
def orgnr(value: str | None) -> str:
    """An organisation number in threes."""
    return formats.orgnr(value or "")


@register.filter
def label(code: object, table: str) -> str:
    """The word for a code: `{{ contract.kind|label:"kind" }}`."""
    return labels.label(table, code) if code not in (None, "") else ""


@register.filter
def law(text: Words | None) -> str:
    """Law text in the user's language."""
    return "" if text is None else text.in_language(formats.language())


@register.filter
@lru_cache(maxsize=4096)
def rule_url(rule: str) -> str:
    """Where the lawbook browser shows the rule."""
    return reverse("office:rule", args=[rule])


@register.filter
def told(reason: Reason) -> SafeString:
    """One reason under “Why?”, with its rule and source. A page has hundreds, and the next page has the same."""
    return _told(reason, formats.language())


@lru_cache(maxsize=8192)
def _told(reason: Reason, _language: str) -> SafeString:
    return render_to_string("office/parts/reason.html", {"reason": reason})


@register.filter
def duty_said(words: DutyWords) -> SafeString:
    """What a requirement says, with its reasons: half of the page's work, and the same until facts or law change."""
    return _duty_said(words, formats.language())


@lru_cache(maxsize=2048)
def _duty_said(words: DutyWords, spoken: str) -> SafeString:
    return render_to_string("office/parts/duty_said.html", {"duty": words, "desk": {"words": repeated_words(spoken)}})


@register.filter
def unlocal(value: float) -> str:
    """A position in a drawing: point for decimals whatever the language."""
    return f"{value:.1f}"


@register.filter
def get(mapping: Mapping[str, Any], key: object) -> object:
    """`mapping[key]`, or empty."""
    return mapping.get(str(key), "")


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """Languages of the office, each under its own name."""
    return Language.choices


@register.simple_tag(takes_context=True)
def tell(context: template.Context, message: Message | Mapping[str, Any]) -> str:
    """A message in the user's language."""
    said: str = context["desk"].teller.tell(message)
    return said


@register.simple_tag(takes_context=True)
def fact(context: template.Context, name: str, value: object) -> str:
    """The value of a fact in words; `not known` when it is missing."""
    said: str = context["desk"].teller.fact(name, value)
    return said


@register.simple_tag(takes_context=True)
def rule_name(context: template.Context, rule: str) -> str:
    """What a rule is called in the user's language."""
    said: str = context["desk"].teller.name(rule)
    return said


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """The query string of this page with `changes`; an empty value removes the key. Starts with `?`."""
    given = context["request"].GET.copy()
    for name, value in changes.items():
        given.pop(name, None)
        if value not in (None, ""):
            given[name] = str(value)
    return f"?{given.urlencode()}"
