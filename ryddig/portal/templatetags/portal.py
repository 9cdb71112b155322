"""Filters and tags of the portal's pages."""

from django import template

from ryddig.domain.words import Words
from ryddig.records.correspondence.models import PortalLanguage
from ryddig.reports import formats

register = template.Library()
for name in ("day", "moment", "kroner", "number", "decimal", "orgnr"):
    register.filter(name, getattr(formats, name))


@register.filter
def law(text: Words | None) -> str:
    """Law text in the guest's language."""
    return "" if text is None else text.in_language(formats.language())


@register.simple_tag
def portal_languages() -> list[tuple[str, str]]:
    """Languages of the portal, each under its own name."""
    return PortalLanguage.choices
