"""The yearly review of a buyer's own notices: files in, one review per announcement out, and what was left out."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from ryddig.domain.errors import RyddigError
from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind, Sector
from ryddig.domain.law import Book
from ryddig.domain.notice_chain import Role
from ryddig.domain.notice_findings import NoticeFinding, chain_findings
from ryddig.domain.notice_join import join_notices
from ryddig.domain.notice_review import LeftOut, LeftOutNotice, NoticeReview, YearReview, review_notice
from ryddig.domain.notice_text import NoticeText
from ryddig.domain.notices import Amount, Cell, Notice
from ryddig.domain.screening import Screener
from ryddig.registers.doffin.read import read_notice
from ryddig.registers.doffin.text import read_text
from ryddig.registers.xml import read_bytes

T = TypeVar("T")
FIELD = "notice"


def phrases_of(book: Book) -> Mapping[str, tuple[str, ...]]:
    """What shows that a notice speaks of a requirement: part -> phrases, from the glossary (`field: notice=pay`)."""
    found: dict[str, tuple[str, ...]] = {}
    for word in book.library.glossary.values():
        field, _, part = word.field.partition("=")
        if field == FIELD:
            found[part] = (*found.get(part, ()), *word.headers)
    return found


def review_year(
    paths: Sequence[Path], *, buyer: str, year: int, book: Book, buyer_kind: BuyerKind | None = None
) -> YearReview:
    """Review every announcement of `buyer` (nine digits) in `year`. A file that cannot be read is told, not fatal.

    `buyer_kind` counts where a notice does not tell it, or its name and statement disagree.
    """
    read, texts, left = _read(paths)
    mine: list[Notice] = []
    for notice in read:
        reason = _why_left_out(notice, buyer, year)
        if reason is None:
            mine.append(notice)
        else:
            left.append(_left(notice, reason))
    screener, words = Screener(book), phrases_of(book)
    reviews: list[NoticeReview] = []
    findings: list[tuple[str, NoticeFinding]] = []
    for chain in join_notices(mine):
        findings.extend((chain.reference, finding) for finding in chain_findings(chain))
        for link in chain.links:
            if link.role is not Role.ANNOUNCEMENT:
                why = LeftOut.REPLACED if link.role is Role.SUPERSEDED else LeftOut.NOT_ANNOUNCEMENT
                left.append(_left(link.notice, why))
                continue
            facts = facts_of(link.notice, buyer_kind)
            review = review_notice(link.notice, texts[link.notice.name], facts, words=words, screener=screener)
            if review is not None:
                reviews.append(review)
    reviews.sort(key=lambda each: (each.day, each.notice.reference))
    return YearReview(buyer, year, book.version, tuple(reviews), tuple(left), tuple(findings))


def facts_of(notice: Notice, buyer_kind: BuyerKind | None) -> ContractFacts:
    """What an announcement tells of the contract to come. Of several lots: codes together, a kind only when common."""
    term = notice.common_term
    months = term.months or term.framework_months
    kinds = {_value(lot.kind) for lot in notice.lots} if notice.kind is None else {_value(notice.kind)}
    codes = [*notice.cpv, *(code for lot in notice.lots for code in lot.cpv)]
    stated = (notice.ceiling, notice.high, notice.estimate)
    return ContractFacts(
        notice.reference,
        title=_value(notice.title) or "",
        buyer_kind=_buyer_kind(notice) or buyer_kind,
        sector=notice.sector or Sector.CLASSIC,
        kind=_only(kinds),
        cpv=tuple(dict.fromkeys(code.value for code in codes if code.value)),
        value_ore=next((ore for cell in stated if (ore := _ore(cell)) is not None), None),
        announced_on=notice.announced_on,
        starts_on=_value(term.starts_on),
        ends_on=_value(term.ends_on),
        duration_months=_value(months),
        framework=_value(notice.framework),
    )


def _read(paths: Iterable[Path]) -> tuple[list[Notice], dict[str, NoticeText], list[LeftOutNotice]]:
    notices: list[Notice] = []
    texts: dict[str, NoticeText] = {}
    left: list[LeftOutNotice] = []
    for path in paths:
        try:
            body = read_bytes(path)
            notice, text = read_notice(body, name=path.name), read_text(body, name=path.name)
        except RyddigError as error:
            left.append(LeftOutNotice(path.name, LeftOut.UNREADABLE, problem=str(error)))
            continue
        notices.append(notice)
        texts[path.name] = text
    return notices, texts, left


def _why_left_out(notice: Notice, buyer: str, year: int) -> LeftOut | None:
    if buyer not in {_value(each.firm.orgnr) for each in notice.buyers}:
        return LeftOut.OTHER_BUYER
    day = notice.announced_on
    if day is None:
        return LeftOut.NO_DAY
    return None if day.year == year else LeftOut.OTHER_YEAR


def _left(notice: Notice, why: LeftOut) -> LeftOutNotice:
    return LeftOutNotice(notice.reference, why, _value(notice.title) or "")


def _buyer_kind(notice: Notice) -> BuyerKind | None:
    for each in notice.buyers[:1]:
        said = _value(each.kind)
        if said is None or each.kind_by_name is None or said is each.kind_by_name:
            return each.kind_by_name or said
    return None


def _only(kinds: set[ContractKind | None]) -> ContractKind | None:
    return next(iter(kinds)) if len(kinds) == 1 else None


def _ore(cell: Cell[Amount] | None) -> int | None:
    """Øre without VAT, as stated where the notice does not say."""
    if cell is None or cell.value is None:
        return None
    net = cell.value.without_vat or cell.value
    return net.ore


def _value(cell: Cell[T] | None) -> T | None:
    return cell.value if cell is not None else None
