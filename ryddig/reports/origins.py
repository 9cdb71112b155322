"""Where a fact comes from, in words: the file and place it was read from, or a person."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from ryddig.reports.formats import day

PERSON, SELF_REPORT = "person", "self_report"


def origin_said(source: Mapping[str, Any]) -> str:
    """`kontrakter.xlsx, row 14, “1,5 mill” (20. nov. 2026)`; empty when nothing is told."""
    if not source:
        return ""
    known = {PERSON: gettext("Written by a person"), SELF_REPORT: gettext("The supplier’s self-report")}
    where = known.get(str(source.get("source")), str(source.get("source", "")))
    parts = [part for part in (where, str(source.get("at", ""))) if part]
    raw = str(source.get("raw", ""))
    if raw:
        parts.append(f"“{raw}”")
    told = ", ".join(parts)
    return f"{told} ({day(source.get('on'), 'short')})" if source.get("on") else told
