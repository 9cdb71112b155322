"""What no sample shows: forms built here, line by line, with what the reader must say of them."""

from decimal import Decimal

import pytest

from ryddig.domain.facts import Sector
from ryddig.domain.notice_chain import RowsRelation, rows_and_total
from ryddig.domain.notices import Note, Notice, NumberKind, RefersTo, RowOutcome, Stage, Vat
from ryddig.registers.doffin import read_notice
from ryddig.registers.texts import hundredths, repair

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
EXT = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
EFAC = "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"
EFBC = "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"
EFEXT = "http://data.europa.eu/p27/eforms-ubl-extensions/1"


def new_form(name: str, inner: str, *, appendix: str = "") -> Notice:
    """A 2014 form around `inner`."""
    form = f'<{name} LG="NB" CATEGORY="ORIGINAL" FORM="{name[:3]}">{inner}</{name}>'
    translated = f'<{name} LG="EN" CATEGORY="TRANSLATION" FORM="{name[:3]}"/>'
    text = f"<DOFFIN_ESENDERS><FORM_SECTION>{translated}{form}</FORM_SECTION>{appendix}</DOFFIN_ESENDERS>"
    return read_notice(text.encode(), name="2022-123456.xml")


def old_form(name: str, inner: str) -> Notice:
    """A form of the years before around `inner`."""
    form = f'<{name} LG="NB" CATEGORY="ORIGINAL"><FD_{name} CTYPE="WORKS">{inner}</FD_{name}></{name}>'
    return read_notice(f"<DOFFIN_ESENDERS><FORM_SECTION>{form}</FORM_SECTION></DOFFIN_ESENDERS>".encode(), name="x.xml")


def eforms(kind: str, list_name: str, inner: str, *, extension: str = "", root: str = "ContractAwardNotice") -> Notice:
    """An eForms notice around `inner`."""
    spaces = f'xmlns:cac="{CAC}" xmlns:cbc="{CBC}" xmlns:ext="{EXT}" xmlns:efac="{EFAC}" xmlns:efbc="{EFBC}"'
    opened = "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>"
    closed = "</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
    text = (
        f'<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" {spaces} xmlns:efext="{EFEXT}">'
        f"{opened}<efext:EformsExtension>{extension}</efext:EformsExtension>{closed}"
        f'<cbc:NoticeTypeCode listName="{list_name}">{kind}</cbc:NoticeTypeCode>{inner}</{root}>'
    )
    return read_notice(text.encode(), name="x.xml")


@pytest.mark.parametrize(
    ("name", "inner", "stage"),
    [
        ("F01_2014", "", Stage.PLANNING),
        ("F05_2014", "", Stage.COMPETITION),
        ("F06_2014", "", Stage.AWARD),
        ("F07_2014", "", Stage.QUALIFICATION_SYSTEM),
        ("F15_2014", "", Stage.INTENTION),
        ("F20_2014", "", Stage.MODIFICATION),
        ("F21_2014", '<NOTICE TYPE="CONTRACT"/>', Stage.COMPETITION),
        ("F21_2014", '<NOTICE TYPE="AWARD_CONTRACT"/>', Stage.AWARD),
        ("F21_2014", '<NOTICE TYPE="PRI_ONLY"/>', Stage.PLANNING),
        ("F24_2014", "", Stage.COMPETITION),
        ("F25_2014", "", Stage.AWARD),
        ("F99_2014", "", Stage.OTHER),
    ],
)
def test_stages_of_new_forms(name: str, inner: str, stage: Stage) -> None:
    read = new_form(name, inner)
    assert read.stage is stage
    assert read.language is not None
    assert read.language.value == "NB"


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("CONTRACT_UTILITIES", Stage.COMPETITION),
        ("CONTRACT_AWARD_UTILITIES", Stage.AWARD),
        ("PRIOR_INFORMATION", Stage.PLANNING),
        ("VOLUNTARY_EX_ANTE_TRANSPARENCY_NOTICE", Stage.INTENTION),
        ("QUALIFICATION_SYSTEM_UTILITIES", Stage.QUALIFICATION_SYSTEM),
        ("BUYER_PROFILE", Stage.OTHER),
    ],
)
def test_stages_of_old_forms(name: str, stage: Stage) -> None:
    assert old_form(name, "").stage is stage


MODIFIED = """
<CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME>Nord kommune</OFFICIALNAME></ADDRESS_CONTRACTING_BODY>
</CONTRACTING_BODY>
<PROCEDURE><NOTICE_NUMBER_OJ>2021/S 056-142708</NOTICE_NUMBER_OJ></PROCEDURE>
<AWARD_CONTRACT><CONTRACT_NO>7</CONTRACT_NO><AWARDED_CONTRACT><VALUES><VAL_TOTAL CURRENCY="NOK">100</VAL_TOTAL></VALUES>
<CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Bygg AS</OFFICIALNAME></ADDRESS_CONTRACTOR></CONTRACTOR>
</CONTRACTORS></AWARDED_CONTRACT></AWARD_CONTRACT>
<MODIFICATIONS_CONTRACT><INFO_MODIFICATIONS><SHORT_DESCR><P>Flere arbeider</P></SHORT_DESCR>
<UNFORESEEN_CIRCUMSTANCE><P>Grunnforhold</P></UNFORESEEN_CIRCUMSTANCE>
<VALUES><VAL_TOTAL_BEFORE CURRENCY="NOK">100</VAL_TOTAL_BEFORE>
<VAL_TOTAL_AFTER CURRENCY="NOK">150</VAL_TOTAL_AFTER></VALUES>
</INFO_MODIFICATIONS></MODIFICATIONS_CONTRACT>"""


def test_modification_in_a_new_form() -> None:
    read = new_form("F20_2014", MODIFIED)
    assert read.modification is not None
    assert read.modification.says_what
    assert [cell.value for cell in read.modification.reasons] == ["Grunnforhold"]
    assert [cell.value for cell in read.modification.texts] == ["Flere arbeider"]
    assert read.modification.before is not None
    assert read.modification.after is not None
    assert (read.modification.before.raw, read.modification.after.raw) == ("100 NOK", "150 NOK")
    assert [(each.to, each.number.value) for each in read.references] == [(RefersTo.MODIFIED_AWARD, "142708-2021")]
    assert new_form("F20_2014", "").modification is not None


def test_award_that_failed_and_value_not_for_publication() -> None:
    read = new_form(
        "F03_2014",
        """<OBJECT_CONTRACT><VAL_TOTAL CURRENCY="NOK" PUBLICATION="NO">500</VAL_TOTAL></OBJECT_CONTRACT>
        <AWARD_CONTRACT><LOT_NO>1</LOT_NO><NO_AWARDED_CONTRACT><PROCUREMENT_UNSUCCESSFUL/></NO_AWARDED_CONTRACT>
        </AWARD_CONTRACT><AWARD_CONTRACT><NO_AWARDED_CONTRACT><PROCUREMENT_DISCONTINUED/></NO_AWARDED_CONTRACT></AWARD_CONTRACT>
        <AWARD_CONTRACT><NO_AWARDED_CONTRACT/></AWARD_CONTRACT>""",
    )
    assert [(row.outcome, row.why.raw) for row in read.rows if row.why] == [
        (RowOutcome.CANCELLED, "PROCUREMENT_UNSUCCESSFUL"),
        (RowOutcome.CANCELLED, "PROCUREMENT_DISCONTINUED"),
        (RowOutcome.CANCELLED, "NO_AWARDED_CONTRACT"),
    ]
    assert read.total is not None
    assert read.total.notes == (Note.NOT_FOR_PUBLICATION,)


def test_range_term_renewal_and_shares_of_a_new_form() -> None:
    read = new_form(
        "F02_2014",
        """<LEGAL_BASIS VALUE="32014L0025"/><OBJECT_CONTRACT><NO_LOT_DIVISION/>
        <VAL_RANGE_TOTAL CURRENCY="NOK"><LOW>10</LOW><HIGH>20</HIGH></VAL_RANGE_TOTAL>
        <OBJECT_DESCR ITEM="1"><DURATION TYPE="DAY">90</DURATION><RENEWAL/><RENEWAL_DESCR><P>1 + 1 år</P><P>skriv til
        post@nord.example</P></RENEWAL_DESCR></OBJECT_DESCR></OBJECT_CONTRACT>""",
    )
    assert (read.low, read.high) != (None, None)
    assert read.term.days is not None
    assert read.term.days.value == 90
    assert read.options.renewable is not None
    assert read.options.texts[0].value == "1 + 1 år skriv til …"
    assert read.options.texts[0].raw == "1 + 1 år skriv til …"
    assert read.options.texts[0].notes == (Note.CONTACT_REMOVED,)
    assert read.sector is Sector.UTILITIES


def test_remark_where_the_winner_should_stand() -> None:
    read = new_form(
        "F03_2014",
        """<AWARD_CONTRACT><AWARDED_CONTRACT><CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Se vedlegg</OFFICIALNAME>
        </ADDRESS_CONTRACTOR></CONTRACTOR></AWARDED_CONTRACT></AWARD_CONTRACT>""",
    )
    assert read.rows[0].outcome is RowOutcome.UNNAMED
    assert read.rows[0].winners == ()
    assert read.rows[0].why is not None
    assert read.rows[0].why.raw == "Se vedlegg"


def test_foreign_winner_keeps_its_own_number() -> None:
    read = new_form(
        "F03_2014",
        """<AWARD_CONTRACT><AWARDED_CONTRACT><CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Bygg AB</OFFICIALNAME>
        <NATIONALID>889640782</NATIONALID><COUNTRY VALUE="SE"/></ADDRESS_CONTRACTOR></CONTRACTOR></AWARDED_CONTRACT>
        </AWARD_CONTRACT>""",
    )
    firm = read.rows[0].winners[0]
    assert firm.orgnr is None
    assert firm.foreign_id is not None
    assert firm.foreign_id.value == "889640782"


def test_amounts_of_old_forms() -> None:
    costs = "COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"
    read = old_form(
        "CONTRACT_AWARD",
        f"""<TOTAL_FINAL_VALUE><{costs} CURRENCY="NOK"><VALUE_COST FMTVAL="1200000.50">1 200 000,50</VALUE_COST>
        <EXCLUDING_VAT/></{costs}></TOTAL_FINAL_VALUE>
        <AWARD_OF_CONTRACT><CONTRACT_VALUE_INFORMATION><{costs} CURRENCY="NOK"><VALUE_COST>1 200 000,50</VALUE_COST>
        <EXCLUDING_VAT/></{costs}></CONTRACT_VALUE_INFORMATION><ECONOMIC_OPERATOR_NAME_ADDRESS>
        <OFFICIALNAME>Bygg AS</OFFICIALNAME></ECONOMIC_OPERATOR_NAME_ADDRESS></AWARD_OF_CONTRACT>""",
    )
    assert read.total is not None
    assert read.total.value is not None
    assert (read.total.value.hundredths, read.total.value.vat) == (1_200_000_50, Vat.EXCLUDED)
    assert read.total.raw == "1 200 000,50 NOK"
    assert rows_and_total(read).relation is RowsRelation.EQUAL
    assert read.kind is not None
    assert read.kind.raw == "WORKS"


def test_amount_without_currency_is_not_used() -> None:
    read = new_form("F02_2014", "<OBJECT_CONTRACT><VAL_ESTIMATED_TOTAL>5</VAL_ESTIMATED_TOTAL></OBJECT_CONTRACT>")
    assert read.estimate is not None
    assert (read.estimate.value, read.estimate.notes) == (None, (Note.UNREADABLE,))


WITHHELD = """<efac:NoticeResult><efac:LotTender><cbc:ID>TEN-1</cbc:ID><efac:FieldsPrivacy>
<efbc:FieldIdentifierCode>win-ten-val</efbc:FieldIdentifierCode><cbc:ReasonCode>eo-int</cbc:ReasonCode>
<efbc:PublicationDate>2027-03-31+01:00</efbc:PublicationDate></efac:FieldsPrivacy><cac:LegalMonetaryTotal>
<cbc:PayableAmount currencyID="NOK">-1</cbc:PayableAmount></cac:LegalMonetaryTotal><efac:TenderingParty>
<cbc:ID>TPA-1</cbc:ID></efac:TenderingParty></efac:LotTender><efac:SettledContract><cbc:ID>CON-1</cbc:ID><efac:LotTender><cbc:ID>TEN-1</cbc:ID>
</efac:LotTender></efac:SettledContract><efac:TenderingParty><cbc:ID>TPA-1</cbc:ID><efac:Tenderer><cbc:ID>ORG-2</cbc:ID>
</efac:Tenderer></efac:TenderingParty></efac:NoticeResult><efac:Organizations><efac:Organization><efac:Company>
<cac:PartyIdentification><cbc:ID>ORG-2</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>{name}</cbc:Name>
</cac:PartyName></efac:Company></efac:Organization></efac:Organizations>"""


def test_a_withheld_value_is_no_value() -> None:
    read = eforms("can-standard", "result", "", extension=WITHHELD.format(name="Bygg AS"))
    value = read.rows[0].value
    assert value is not None
    assert (value.value, value.notes) == (None, (Note.WITHHELD,))
    held = read.withheld[0]
    assert held.until is not None
    assert held.reason is not None
    assert (held.code.value, held.reason.value, held.until.raw) == ("win-ten-val", "eo-int", "2027-03-31+01:00")


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("Bygg AS", RowOutcome.AWARDED), ("Avlyst", RowOutcome.CANCELLED), ("Se vedlegg", RowOutcome.UNNAMED)],
)
def test_texts_in_the_name_of_an_eforms_winner(name: str, outcome: RowOutcome) -> None:
    row = eforms("can-standard", "result", "", extension=WITHHELD.format(name=name)).rows[0]
    assert row.outcome is outcome
    assert bool(row.winners) is (outcome is RowOutcome.AWARDED)
    assert row.path.endswith("/efac:NoticeResult/efac:SettledContract")


def test_a_won_lot_without_contract_and_an_open_lot() -> None:
    won = """<efac:NoticeResult><efac:LotResult><cbc:TenderResultCode>selec-w</cbc:TenderResultCode><efac:LotTender>
    <cbc:ID>T</cbc:ID></efac:LotTender></efac:LotResult><efac:LotResult><cbc:TenderResultCode>open-nw</cbc:TenderResultCode>
    </efac:LotResult><efac:LotTender><cbc:ID>T</cbc:ID></efac:LotTender></efac:NoticeResult>"""
    rows = eforms("can-standard", "result", "", extension=won).rows
    assert [row.outcome for row in rows] == [RowOutcome.UNNAMED, RowOutcome.OPEN]


def test_a_competition_called_off() -> None:
    change = """<efac:Changes><efbc:ChangedNoticeIdentifier>de4a79eb-74a9-4dd7-a47b-ceade1f99e71-01
    </efbc:ChangedNoticeIdentifier><efac:ChangeReason><cbc:ReasonCode>cancel</cbc:ReasonCode></efac:ChangeReason></efac:Changes>"""
    read = eforms("cn-standard", "competition", "", extension=change, root="ContractNotice")
    assert read.cancelled is not None
    assert read.references[0].kind is NumberKind.NOTICE_ID


@pytest.mark.parametrize(
    ("measure", "months", "days"),
    [
        ('<cbc:DurationMeasure unitCode="YEAR">2</cbc:DurationMeasure>', 24, None),
        ('<cbc:DurationMeasure unitCode="WEEK">3</cbc:DurationMeasure>', None, 21),
        ('<cbc:DurationMeasure unitCode="DAY">10</cbc:DurationMeasure>', None, 10),
        ('<cbc:DurationMeasure unitCode="PARSEC">3</cbc:DurationMeasure>', None, None),
    ],
)
def test_units_of_duration(measure: str, months: int | None, days: int | None) -> None:
    lot = f"""<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID><cac:ProcurementProject>
    <cac:PlannedPeriod>{measure}</cac:PlannedPeriod></cac:ProcurementProject></cac:ProcurementProjectLot>"""
    term = eforms("cn-standard", "competition", lot, root="ContractNotice").term
    assert (term.months.value if term.months else None, term.days.value if term.days else None) == (months, days)


@pytest.mark.parametrize(
    ("text", "shown", "notes"),
    [
        ("SYKEHUSINNKJÃ˜P HF", "SYKEHUSINNKJØP HF", (Note.ENCODING_REPAIRED,)),
        ("BÃ¦rum kommune", "Bærum kommune", (Note.ENCODING_REPAIRED,)),
        ("Ã…lesund", "Ålesund", (Note.ENCODING_REPAIRED,)),
        ("SYKEHUSINNKJØP HF", "SYKEHUSINNKJØP HF", ()),
        ("JOÃO Â", "JOÃO Â", ()),
        ("BÃ¦rum og Ålesund", "BÃ¦rum og Ålesund", ()),
        ("BÃ¦rum → Oslo", "BÃ¦rum → Oslo", ()),
    ],
)
def test_double_encoding_is_mended_only_when_the_whole_text_proves_it(
    text: str, shown: str, notes: tuple[Note, ...]
) -> None:
    assert repair(text) == (shown, notes)


@pytest.mark.parametrize(
    ("text", "value", "notes"),
    [
        ("428000000.00", 42_800_000_000, ()),
        ("1 200 000,50", 120_000_050, ()),
        ("1\u00a0200", 120_000, ()),
        ("0", 0, ()),
        ("10.005", 1001, (Note.ROUNDED,)),
        ("-1", None, (Note.WITHHELD,)),
        ("1.200.000", None, (Note.UNREADABLE,)),
        ("1,200,000", None, (Note.UNREADABLE,)),
        ("NaN", None, (Note.UNREADABLE,)),
        ("Infinity", None, (Note.UNREADABLE,)),
        ("1e400", None, (Note.UNREADABLE,)),
        ("9" * 40, None, (Note.UNREADABLE,)),
        ("fem", None, (Note.UNREADABLE,)),
    ],
)
def test_amount_texts(text: str, value: int | None, notes: tuple[Note, ...]) -> None:
    assert hundredths(text) == (value, notes)


def test_percent_beyond_hundred_is_not_read() -> None:
    read = new_form(
        "F03_2014",
        """<AWARD_CONTRACT><AWARDED_CONTRACT><LIKELY_SUBCONTRACTED/><PCT_SUBCONTRACTING>{}</PCT_SUBCONTRACTING>
        </AWARDED_CONTRACT></AWARD_CONTRACT><AWARD_CONTRACT><AWARDED_CONTRACT><PCT_SUBCONTRACTING>30</PCT_SUBCONTRACTING>
        </AWARDED_CONTRACT></AWARD_CONTRACT>""".replace("{}", "130"),
    )
    shares = [row.subcontracted_percent.value if row.subcontracted_percent else None for row in read.rows]
    assert shares == [None, Decimal(30)]
