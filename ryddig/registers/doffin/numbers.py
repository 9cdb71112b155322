"""The numbers of notices in their normal forms."""

import re

_TED_NEW = re.compile(r"^(\d{1,8})-(\d{4})$")
_TED_OLD = re.compile(r"^(\d{4})/S\s*\d{1,3}-(\d{1,8})$")
_DOFFIN = re.compile(r"(?<!\d)((?:19|20)\d{2}-\d{6})(?!\d)")


def ted_number(text: str) -> str | None:
    """TED number in its normal form, at least six digits: `2016/S 014-021001` and `00021001-2016` are `021001-2016`."""
    bare = " ".join(text.split())
    if old := _TED_OLD.match(bare):
        return f"{int(old.group(2)):06d}-{old.group(1)}"
    if new := _TED_NEW.match(bare):
        return f"{int(new.group(1)):06d}-{new.group(2)}"
    return None


def doffin_number(text: str) -> str | None:
    """The Doffin number `YYYY-NNNNNN` in a text, when there is just one."""
    found = set(_DOFFIN.findall(text))
    return found.pop() if len(found) == 1 else None
