"""What went wrong with a question to a register, in words. No text here may hold a header, a query or an answer."""

import ssl
from urllib.parse import urlsplit

from ryddig.domain.errors import AskAgainLater, OurFault, RyddigError, UserCanFix
from ryddig.domain.words import N_
from ryddig.registers.settings import variable

TOO_MANY, SERVER_FAULT, CLIENT_FAULT = 429, 500, 400
_LATER = N_("Nothing is lost. The same question is asked again in the next round, or run the command again.")


def place(url: str) -> str:
    """An address as it may be shown: host and path."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path}"


def off(source: str) -> UserCanFix:
    """The settings do not let us ask."""
    return UserCanFix(
        "register.off",
        N_("%(source)s is off, so it is not asked."),
        hint=N_("Turn it on with RYDDIG_REGISTERS=on and %(variable)s=on, or ask the supplier for the paper."),
        where=source,
        params={"source": source, "variable": variable(source, "on")},
    )


def no_answer(source: str, url: str, *, seconds: float) -> AskAgainLater:
    """Nobody answered, or not in time."""
    params = {"source": source, "seconds": f"{seconds:g}"}
    message = N_("%(source)s did not answer within %(seconds)s seconds.")
    return AskAgainLater("register.no_answer", message, hint=_LATER, where=place(url), params=params)


def broken_off(source: str, url: str) -> AskAgainLater:
    """The answer stopped before its end."""
    message = N_("%(source)s broke off its answer.")
    return AskAgainLater("register.broken_off", message, hint=_LATER, where=place(url), params={"source": source})


def unreadable(source: str, url: str) -> AskAgainLater:
    """What came is not what the register says it sends."""
    message = N_("%(source)s answered with something that cannot be read.")
    return AskAgainLater("register.unreadable", message, hint=_LATER, where=place(url), params={"source": source})


def turned_away(source: str, url: str, status: int) -> RyddigError:
    """A status that is no answer: what can be done depends on whose fault it is."""
    params = {"source": source, "status": status}
    where = place(url)
    if status == TOO_MANY:
        message = N_("%(source)s says that we ask too often (%(status)s).")
        return AskAgainLater("register.too_many", message, hint=_LATER, where=where, params=params)
    if status >= SERVER_FAULT:
        message = N_("%(source)s has a fault of its own (%(status)s).")
        return AskAgainLater("register.down", message, hint=_LATER, where=where, params=params)
    if status in {401, 403}:
        message, hint = (
            N_("%(source)s refuses the question (%(status)s)."),
            N_("Check the key and what it may ask for."),
        )
        return UserCanFix("register.refused", message, hint=hint, where=where, params=params)
    if status in {404, 410} or status < CLIENT_FAULT:
        message = N_("%(source)s has nothing at this address (%(status)s).")
        hint = N_("Check %(variable)s.")
        params |= {"variable": variable(source, "base")}
        return UserCanFix("register.no_such_address", message, hint=hint, where=where, params=params)
    message, hint = (
        N_("%(source)s does not understand our question (%(status)s)."),
        N_("Report it as a fault in Ryddig."),
    )
    return OurFault("register.not_understood", message, hint=hint, where=where, params=params)


def too_large(source: str, url: str, limit: int) -> UserCanFix:
    """The answer is larger than allowed."""
    return UserCanFix(
        "register.too_large",
        N_("%(source)s sends more than the limit of %(limit)s MB."),
        hint=N_("If that is right, raise %(variable)s."),
        where=place(url),
        params={"source": source, "limit": limit // (1024 * 1024), "variable": variable(source, "max_mb")},
    )


def not_allowed(source: str, url: str) -> UserCanFix:
    """A link or a redirect to a host that the settings do not name, or without https."""
    return UserCanFix(
        "register.host_not_allowed",
        N_("%(source)s sends us to %(host)s, which may not be asked."),
        hint=N_("Only https and the hosts in the settings are asked. If this one is right, add it to %(variable)s."),
        where=source,
        params={"source": source, "host": urlsplit(url).hostname or "–", "variable": variable(source, "hosts")},
    )


def too_many_redirects(source: str, url: str) -> AskAgainLater:
    """It sends us round."""
    message = N_("%(source)s sends us from address to address.")
    return AskAgainLater("register.redirects", message, hint=_LATER, where=place(url), params={"source": source})


def bad_certificate(source: str, url: str) -> UserCanFix:
    """The other side could not prove who it is."""
    return UserCanFix(
        "register.certificate",
        N_("%(source)s could not prove who it is: its certificate is not one we trust."),
        hint=N_("If your network opens encrypted traffic, name its certificates in RYDDIG_REGISTER_CA_FILE."),
        where=place(url),
        params={"source": source},
    )


def is_certificate_fault(error: BaseException) -> bool:
    """Whether a failed connection failed for its certificate."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
