"""Law in words: dates, sums, spans and marks as a person reads them, in bokmål, nynorsk and English."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ryddig.domain.law import CountsFrom, OwedBy, Status, Value
from ryddig.domain.words import Words

LANGUAGES = ("nb", "nn", "en")
_NORWEGIAN = "januar februar mars april mai juni juli august september oktober november desember"
_ENGLISH = "January February March April May June July August September October November December"
_MONTHS: Mapping[str, str] = {"nb": _NORWEGIAN, "nn": _NORWEGIAN, "en": _ENGLISH}
_COUNTED: Mapping[str, tuple[Words, Words]] = {
    "days": (Words("dag", "dag", "day"), Words("dager", "dagar", "days")),
    "working_days": (
        Words("arbeidsdag", "arbeidsdag", "working day"),
        Words("arbeidsdager", "arbeidsdagar", "working days"),
    ),
    "weeks": (Words("uke", "veke", "week"), Words("uker", "veker", "weeks")),
    "months": (Words("måned", "månad", "month"), Words("måneder", "månader", "months")),
    "years": (Words("år", "år", "year"), Words("år", "år", "years")),
    "hours": (Words("time", "time", "hour"), Words("timer", "timar", "hours")),
    "tiers": (Words("ledd", "ledd", "tier"), Words("ledd", "ledd", "tiers")),
    "persons": (Words("person", "person", "person"), Words("personer", "personar", "persons")),
    "base_amounts": (Words("G", "G", "G"), Words("G", "G", "G")),
    "minutes": (Words("minutt", "minutt", "minute"), Words("minutter", "minutt", "minutes")),
    "weekdays": (Words("virkedag", "yrkedag", "weekday"), Words("virkedager", "yrkedagar", "weekdays")),
    "times": (Words("gang", "gong", "time"), Words("ganger", "gonger", "times")),
    "kilograms": (Words("kg", "kg", "kg"), Words("kg", "kg", "kg")),
}
_PARTS: Mapping[str, tuple[int, str]] = {
    "permille": (10, "percent"),
    "hundredths_of_percent": (100, "percent"),
    "hundredths_of_hour": (100, "hours"),
}
_BUYERS: Mapping[str, Words] = {
    "state": Words("staten", "staten", "state"),
    "others": Words("andre", "andre", "others"),
}
_NAMED: Mapping[str, Words] = {
    "due": Words("frist den", "frist den", "due on the"),
    "late_due": Words("sen frist den", "sein frist den", "late due on the"),
    "late_after": Words("ved start etter den", "ved start etter den", "for a start after the"),
    "absent": Words("ingen regel ennå", "ingen regel enno", "no rule yet"),
    "winner_announced": Words(
        "dagen vinneren kunngjøres", "dagen vinnaren blir kunngjord", "the day the winner is announced"
    ),
    "tender_deadline": Words("fristen for å levere tilbud", "fristen for å levere tilbod", "the deadline for tenders"),
    "approved": Words("godkjent", "godkjend", "approved"),
    "application_pending": Words("søknad under behandling", "søknad under behandling", "application pending"),
    "hms_card_order_pending": Words(
        "bestilling av HMS-kort under behandling", "tinging av HMS-kort under behandling", "order of HMS cards pending"
    ),
}
_ENDED = Words("opphevet", "oppheva", "ended")
_IN_FORCE = Words("gjelder", "gjeld", "in force")
_NOT = Words("gjelder ikke", "gjeld ikkje", "not in force")
_VERSION = Words("versjon %d", "versjon %d", "version %d")
_PER_HOUR = Words(" per time", " per time", " per hour")
STATUS: Mapping[Status, Words] = {
    Status.OFFICIAL: Words("offisiell", "offisiell", "official"),
    Status.PROPOSED: Words("foreslått", "føreslått", "proposed"),
    Status.LAPSED: Words("falt bort", "falle bort", "lapsed"),
    Status.DISPUTED: Words("omstridt", "omstridd", "disputed"),
    Status.UNVERIFIED: Words("ikke bekreftet", "ikkje stadfesta", "unverified"),
}
COUNTS_FROM: Mapping[CountsFrom, Words] = {
    CountsFrom.ANNOUNCED: Words("kunngjøringen", "kunngjeringa", "the announcement"),
    CountsFrom.SIGNED: Words("signeringen", "signeringa", "the signing"),
    CountsFrom.DELIVERED: Words("leveringen", "leveringa", "the delivery"),
    CountsFrom.WORKED: Words("dagen arbeidet ble gjort", "dagen arbeidet blei gjort", "the day of the work"),
    CountsFrom.PAID: Words("utbetalingen", "utbetalinga", "the payment"),
    CountsFrom.DECIDED: Words("dagen det avgjøres", "dagen det blir avgjort", "the day of the decision"),
}
OWED_BY: Mapping[OwedBy, Words] = {
    OwedBy.SUPPLIER: Words("leverandøren", "leverandøren", "the supplier"),
    OwedBy.SUBCONTRACTOR: Words("underleverandøren", "underleverandøren", "the subcontractor"),
    OwedBy.BUYER: Words("oppdragsgiveren", "oppdragsgivaren", "the buyer"),
}
CADENCE: Mapping[str, Words] = {
    "once": Words("én gang", "éin gong", "once"),
    "running": Words("hele kontraktstiden", "heile kontraktstida", "throughout the contract"),
    "each_pay": Words("hver lønnsutbetaling", "kvar lønnsutbetaling", "each payment of wages"),
    "each_report_period": Words("hver rapportperiode", "kvar rapportperiode", "each report period"),
    "yearly": Words("hvert år", "kvart år", "every year"),
    "on_request": Words("når det blir bedt om det", "når det blir bede om det", "on request"),
    "before_each_new_sub": Words(
        "før hver ny underleverandør", "før kvar ny underleverandør", "before each new subcontractor"
    ),
    "before_start": Words("før oppstart", "før oppstart", "before the start"),
}


def day(when: date, language: str = "nb") -> str:
    """`1. juli 2026`, in English `1 July 2026`."""
    dot = "" if language == "en" else "."
    return f"{when.day}{dot} {_MONTHS[language].split()[when.month - 1]} {when.year}"


def money(ore: int, language: str = "nb") -> str:
    """Øre as kroner with hard spaces; øre only where there are any."""
    kroner, rest = divmod(abs(ore), 100)
    sign, comma = ("−" if ore < 0 else ""), ("." if language == "en" else ",")
    number = sign + f"{kroner:,}".replace(",", "\u00a0") + (f"{comma}{rest:02d}" if rest else "")
    return f"NOK\u00a0{number}" if language == "en" else f"{number}\u00a0kr"


def value(given: Value, unit: str, language: str = "nb") -> str:
    """A value of a series in words."""
    match given:
        case None:
            return _ENDED.in_language(language)
        case bool():
            return (_IN_FORCE if given else _NOT).in_language(language)
        case int():
            return _number(given, unit, language)
        case str():
            return _label(given, language)
        case tuple():
            return ", ".join(_label(name, language) for name in given)
    return ", ".join(f"{_label(name, language)} {_number(number, unit, language)}" for name, number in given.items())


def _label(name: str, language: str) -> str:
    words = _BUYERS.get(name) or _NAMED.get(name)
    return words.in_language(language) if words else name


def _number(number: int, unit: str, language: str) -> str:
    if unit == "ore":
        return money(number, language)
    if unit == "ore_per_hour":
        return money(number, language) + _PER_HOUR.in_language(language)
    if unit == "version":
        return _VERSION.in_language(language) % number
    whole, unit = _PARTS.get(unit, (1, unit))
    shown = str(number) if whole == 1 else _decimal(Decimal(number) / whole, language)
    if unit == "percent":
        return f"{shown}%" if language == "en" else f"{shown}\u00a0%"
    if unit == "clock_hour":
        return f"{number:02d}:00" if language == "en" else f"kl.\u00a0{number}"
    if unit in _COUNTED:
        return f"{shown}\u00a0{_COUNTED[unit][shown != '1'].in_language(language)}"
    return shown


def _decimal(number: Decimal, language: str) -> str:
    """A figure with its decimals: a comma in Norwegian."""
    return f"{number:f}" if language == "en" else f"{number:f}".replace(".", ",")
