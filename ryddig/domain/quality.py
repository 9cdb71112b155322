"""What is missing, contradictory or past its limits in the facts of one contract. Questions, never verdicts."""

from collections.abc import Callable, Iterator
from datetime import date

from ryddig.domain.facts import ContractFacts
from ryddig.domain.findings import Finding
from ryddig.domain.words import N_, Message

Check = Callable[[ContractFacts, date], Iterator[Finding]]


def findings(facts: ContractFacts, *, on: date) -> tuple[Finding, ...]:
    """Every finding on these facts as they stand `on`, in the order of `CHECKS`."""
    return tuple(finding for check in CHECKS for finding in check(facts, on))


def _award_above_ceiling(facts: ContractFacts, on: date) -> Iterator[Finding]:
    if facts.awarded_ore is not None and facts.ceiling_ore is not None and facts.awarded_ore > facts.ceiling_ore:
        yield _finding(
            "award.above_ceiling",
            N_("Awarded NOK %(awarded)s, but the announced ceiling was NOK %(ceiling)s."),
            ("awarded_ore", "ceiling_ore"),
            awarded=facts.awarded_ore,
            ceiling=facts.ceiling_ore,
        )


def _award_above_estimate(facts: ContractFacts, on: date) -> Iterator[Finding]:
    if facts.ceiling_ore is not None or facts.awarded_ore is None or facts.estimate_ore is None:
        return
    if facts.awarded_ore > facts.estimate_ore:
        text = N_("Awarded NOK %(awarded)s, but the announced estimate was NOK %(estimate)s.")
        sums = {"awarded": facts.awarded_ore, "estimate": facts.estimate_ore}
        yield _finding("award.above_estimate", text, ("awarded_ore", "estimate_ore"), **sums)


def _spend_above_ceiling(facts: ContractFacts, on: date) -> Iterator[Finding]:
    limit = facts.ceiling_ore if facts.ceiling_ore is not None else facts.value_ore
    if facts.called_off_ore is not None and limit is not None and facts.called_off_ore > limit:
        yield _finding(
            "spend.above_ceiling",
            N_("NOK %(spent)s has been called off, but the contract's limit is NOK %(ceiling)s."),
            ("called_off_ore", "ceiling_ore" if facts.ceiling_ore is not None else "value_ore"),
            spent=facts.called_off_ore,
            ceiling=limit,
        )


def _call_off_after_expiry(facts: ContractFacts, on: date) -> Iterator[Finding]:
    end = last_day(facts)
    if facts.last_call_off_on is not None and end is not None and facts.last_call_off_on > end:
        yield _finding(
            "call_off.after_expiry",
            N_("The last call-off is dated %(called_off)s, after the contract ended on %(ended)s."),
            ("last_call_off_on", "ends_on", "options"),
            called_off=facts.last_call_off_on,
            ended=end,
        )


def _missing(name: str, code: str, text: str) -> Check:
    def check(facts: ContractFacts, on: date) -> Iterator[Finding]:
        if not getattr(facts, name):
            yield _finding(code, text, (name,))

    return check


def _missing_term(facts: ContractFacts, on: date) -> Iterator[Finding]:
    if facts.ends_on is None and facts.duration_months is None:
        yield _finding("term.missing", N_("It is not known when the contract ends."), ("ends_on",))


def _regime_unknown(facts: ContractFacts, on: date) -> Iterator[Finding]:
    if facts.procurement_started_on is None:
        text = N_("It is not known when the procurement was announced, so it is open which rules apply.")
        yield _finding("announcement.missing", text, ("announced_on", "invited_on"))


def _options_used_up(facts: ContractFacts, on: date) -> Iterator[Finding]:
    if not facts.options or not all(option.used for option in facts.options):
        return
    end = last_day(facts)
    if end is not None and on <= end and (end - on).days <= _NOTICE_DAYS:
        text = N_("All options are used and the contract ends on %(ends)s: a new procurement must be ready by then.")
        yield _finding("options.used_up", text, ("options", "ends_on"), ends=end)


def _dates_contradict(facts: ContractFacts, on: date) -> Iterator[Finding]:
    if facts.starts_on is not None and facts.ends_on is not None and facts.ends_on < facts.starts_on:
        text = N_("The contract ends on %(ends)s, before it starts on %(starts)s.")
        yield _finding(
            "dates.end_before_start", text, ("starts_on", "ends_on"), ends=facts.ends_on, starts=facts.starts_on
        )
    if facts.signed_on is not None and facts.announced_on is not None and facts.signed_on < facts.announced_on:
        text = N_("The contract was signed on %(signed)s, before it was announced on %(announced)s.")
        named = {"signed": facts.signed_on, "announced": facts.announced_on}
        yield _finding("dates.signed_before_announced", text, ("signed_on", "announced_on"), **named)


def _suppliers(facts: ContractFacts, on: date) -> Iterator[Finding]:
    if not facts.suppliers:
        yield _finding("supplier.missing", N_("No supplier is named on the contract."), ("suppliers",))
    for supplier in facts.suppliers:
        if supplier.orgnr is None and supplier.norwegian is not False:
            text = N_("%(name)s has no confirmed organisation number.")
            yield _finding("supplier.no_number", text, ("suppliers",), name=supplier.name)


def _chain_too_long(facts: ContractFacts, on: date) -> Iterator[Finding]:
    if facts.tiers is not None and facts.max_tiers is not None and facts.tiers > facts.max_tiers:
        text = N_("%(tiers)s tiers of subcontractors are known, but the contract allows %(limit)s.")
        yield _finding("chain.too_long", text, ("tiers", "max_tiers"), tiers=facts.tiers, limit=facts.max_tiers)


def last_day(facts: ContractFacts) -> date | None:
    """The last day of the contract, used options counted. None when the end is unknown."""
    if facts.ends_on is None:
        return None
    return max((option.ends_on for option in facts.options if option.used and option.ends_on), default=facts.ends_on)


def _finding(code: str, text: str, facts: tuple[str, ...], **params: object) -> Finding:
    return Finding(code, Message(text, params), facts)


_NOTICE_DAYS = 365
CHECKS: tuple[Check, ...] = (
    _award_above_ceiling,
    _award_above_estimate,
    _spend_above_ceiling,
    _call_off_after_expiry,
    _options_used_up,
    _chain_too_long,
    _dates_contradict,
    _regime_unknown,
    _missing("value_ore", "value.missing", N_("The value of the contract is not known.")),
    _missing_term,
    _missing("kind", "kind.missing", N_("It is not known whether this is goods, services or works.")),
    _missing("cpv", "cpv.missing", N_("The contract has no CPV code, so product and trade risk are not assessed.")),
    _suppliers,
)
