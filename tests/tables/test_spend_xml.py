"""EHF and SAF-T: what is read, what the file's own totals prove, and files made to hurt."""

import gc
import tracemalloc
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.domain.invoices import Invoice
from ryddig.tables.read.ehf import read_ehf
from ryddig.tables.read.saft import Purchase, SaftTotals, read_saft
from ryddig.tables.read.xml_records import Node, xml_records
from tests.registers.hostile import FILES
from tests.shared import shared
from tests.tables.spend.papers import credit_note, invoice, ledger, transaction

HOSTILE = {
    name: made for name, (made, _) in FILES.items() if name not in ("large_file", "comments_only", "many_elements")
}


def put(folder: Path, content: bytes | str, name: str = "fil.xml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def one(path: Path) -> Invoice:
    (found,) = read_ehf(path)
    return found


def test_an_invoice_is_read_whole(tmp_path: Path) -> None:
    read = one(put(tmp_path, invoice()))
    assert (read.number, read.issued_on, read.credit) == ("F-1", date(2026, 3, 2), False)
    assert (read.supplier.orgnr, read.supplier.name, read.supplier.vat_number) == (
        "310000019",
        "Prøve Renhold AS",
        True,
    )
    assert (read.ore, read.vat_ore, read.contract_ref, read.bank_account) == (
        1_000_00,
        250_00,
        "K-1",
        "NO0000000000001",
    )
    assert (read.first, read.last) == (date(2026, 2, 1), date(2026, 2, 28))
    (line,) = read.lines
    assert (line.ore, line.quantity, line.unit, line.minutes) == (1_000_00, Fraction(5, 2), "HUR", Fraction(150))
    assert (line.category, line.category_list, line.text) == ("90910000", "STI", "Renhold")
    assert read.faults == ()


def test_a_credit_note_is_below_zero(tmp_path: Path) -> None:
    read = one(put(tmp_path, credit_note()))
    assert (read.credit, read.ore, read.vat_ore, read.lines[0].ore) == (True, -1_000_00, -250_00, -1_000_00)
    assert read.lines[0].minutes == -150


def test_an_attachment_is_counted_and_never_kept(tmp_path: Path) -> None:
    content = "QUJD" * 2_000_000
    path = put(
        tmp_path,
        invoice(
            more=f"""<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>
        <cbc:EmbeddedDocumentBinaryObject>{content}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>
        </cac:AdditionalDocumentReference>"""
        ),
    )
    tracemalloc.start()
    read = one(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read.attachments == 1
    assert path.stat().st_size > 8_000_000 > 2 * peak


def test_an_invoice_in_an_envelope_is_found(tmp_path: Path) -> None:
    inside = invoice().partition("?>")[2]
    path = put(
        tmp_path, f'<e:StandardBusinessDocument xmlns:e="urn:e"><e:Header/>{inside}</e:StandardBusinessDocument>'
    )
    assert one(path).number == "F-1"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<cbc:LineExtensionAmount>1000.00", "<cbc:LineExtensionAmount>900.00", "ehf.lines_differ"),
        ("<cbc:TaxInclusiveAmount>1250.00", "<cbc:TaxInclusiveAmount>1350.00", "ehf.vat_differs"),
        (">310000019<", ">310000018<", "ehf.orgnr"),
    ],
)
def test_sums_that_do_not_agree_are_told(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = invoice()
    assert old in text
    assert fault in one(put(tmp_path, text.replace(old, new))).faults


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<cbc:ID>F-1</cbc:ID>", "", "ehf.lacking"),
        ("2026-03-02", "2026-13-02", "ehf.lacking"),
        ("<cbc:TaxExclusiveAmount>1000.00", "<cbc:TaxExclusiveAmount>1e3", "ehf.lacking"),
        (">NOK<", ">SEK<", "ehf.currency"),
    ],
)
def test_what_no_invoice_can_lack_is_named(tmp_path: Path, old: str, new: str, code: str) -> None:
    with pytest.raises(UserCanFix) as error:
        one(put(tmp_path, invoice().replace(old, new)))
    assert error.value.code == code


def saft(path: Path) -> tuple[list[Purchase], SaftTotals]:
    totals = SaftTotals()
    return list(read_saft(path, totals)), totals


@pytest.mark.parametrize("prefix", ["n1:", ""])
def test_a_purchase_is_the_lines_that_are_neither_debt_money_nor_vat(tmp_path: Path, prefix: str) -> None:
    text = ledger(transaction("1", ("6300", 800, ""), ("2710", 200, ""), ("2400", -1000, "77")), prefix=prefix)
    (bought,), totals = saft(put(tmp_path, text))
    assert (bought.supplier.orgnr, bought.supplier.name, bought.invoice_no) == ("310000019", "Prøve Renhold AS", "F-1")
    assert [(line.account, line.account_name, line.ore) for line in bought.lines] == [("6300", "Leie", 800_00)]
    assert (bought.vat_ore, totals.proven, totals.entries) == (200_00, True, 1)


def test_a_payment_is_no_purchase_and_a_credit_note_is_below_zero(tmp_path: Path) -> None:
    payment = transaction("1", ("2400", 1000, "77"), ("1920", -1000, ""))
    credit = transaction("2", ("6300", -800, ""), ("2710", -200, ""), ("2400", 1000, "77"))
    (bought,), totals = saft(put(tmp_path, ledger(payment, credit)))
    assert (bought.voucher, bought.lines[0].ore, bought.vat_ore) == ("2", -800_00, -200_00)
    assert (totals.entries, totals.debit, totals.credit) == (2, 2000_00, 2000_00)


def test_several_suppliers_in_one_transaction_are_told_and_not_guessed(tmp_path: Path) -> None:
    both = transaction("1", ("6300", 300, ""), ("2400", -100, "77"), ("2400", -200, "78"))
    bought, totals = saft(put(tmp_path, ledger(both)))
    assert bought == []
    assert [code for _, code in totals.rejected] == ["saft.several_suppliers"]


def test_totals_that_do_not_agree_are_seen(tmp_path: Path) -> None:
    text = ledger(transaction("1", ("6300", 1000, ""), ("2400", -1000, "77")))
    for stated in ("<NumberOfEntries>1<", "<TotalDebit>1000.00<"):
        assert stated in text
        assert saft(put(tmp_path, text.replace(stated, stated.replace("1", "2", 1))))[1].proven is False


def test_what_was_read_is_let_go(tmp_path: Path) -> None:
    entries = [transaction(str(at), ("6300", 1000, ""), ("2400", -1000, "77")) for at in range(4_000)]
    totals = SaftTotals()
    most = count = 0
    for bought in read_saft(put(tmp_path, ledger(*entries)), totals):
        count += 1
        if bought.voucher.endswith("999"):
            most = max(most, sum(type(one) is Node for one in gc.get_objects()))
    assert (count, totals.proven) == (4_000, True)
    assert 0 < most < 15_000 < 4_000 * 14  # a chunk's nodes, not the file's


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_files_made_to_hurt_are_refused(tmp_path: Path, made: Callable[[], bytes]) -> None:
    path = put(tmp_path, made())
    for read in (lambda: list(read_ehf(path)), lambda: saft(path)):
        with pytest.raises(UserCanFix) as error:
            read()
        assert error.value.code.startswith("xml.")


@pytest.mark.parametrize(
    "inside",
    [
        "<a>" * 70 + "</a>" * 70,
        "<a/>" * 200_001,
        "<a>" + "x" * 3_900 + "</a>",
    ],
    ids=["deep", "many", "long"],
)
def test_one_record_has_bounds(tmp_path: Path, inside: str) -> None:
    many = inside * 4_500 if "xxx" in inside else inside
    with pytest.raises(UserCanFix) as error:
        list(xml_records(put(tmp_path, f"<f><r>{many}</r></f>"), ["r"], max_bytes=100_000_000))
    assert error.value.code in ("xml.too_deep", "xml.too_many_elements", "xml.too_long")


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"<a", b"%PDF-1.7", b'<?xml version="1.0" encoding="utf-7"?><a/>']
)
def test_what_is_no_xml_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserCanFix):
        list(xml_records(put(tmp_path, content), ["a"], max_bytes=1_000))


def test_the_synthetic_invoice_of_the_samples() -> None:
    (path,) = shared("reference", "samples", "peppol").glob("*.xml")
    read = one(path)
    assert (read.ore, read.vat_ore, read.contract_ref, len(read.lines), read.faults) == (
        6_818_750,
        1_704_688,
        "2025/0042",
        2,
        (),
    )


def test_the_published_ledgers() -> None:
    folder = shared("reference", "samples", "saf-t")
    bought, totals = saft(next(folder.glob("*1.10*.xml")))
    assert (totals.entries, totals.debit, totals.proven, totals.unbalanced) == (53, 948_704_935, True, 0)
    assert len(bought) == 23
    assert {one.supplier.name for one in bought} >= {"Myke Tekstiler AS", "Driftslokalemegleren AS"}
    bought, totals = saft(next(folder.glob("*1.30*.xml")))
    assert (len(bought), totals.entries, totals.proven) == (1, 1, False)  # the example states nought of each
