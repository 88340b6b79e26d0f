"""Files that are cut, damaged or of another kind are refused as a whole; bad lines alone."""

import pytest

from ratebook.errors import DataError
from tests.support.x12_files import bills, recounted, written

SECRET = "SMITH-JOHN-1961"


@pytest.fixture
def whole(office):
    lines = [office(claim_id=f"{SECRET}-{n}", person_id=SECRET) for n in range(2)]
    return written(bills(lines))


@pytest.mark.fault
def test_a_file_that_is_cut_anywhere_is_refused(read, whole):
    for length in [*range(200, len(whole) - 2, 97), len(whole) - 2]:
        with pytest.raises(DataError) as said:
            read(whole[:length])
        assert "cut or broken" in str(said.value)
        assert SECRET not in str(said.value)


def test_what_was_read_is_said_and_nothing_is_priced(reprice, kept, whole, caplog):
    status, rows, said = reprice(kept(whole[: whole.index("LX*1") + 20]))
    assert (status, rows) == (1, [])
    assert "can be read up to segment 22, in claim 1 of it; missing: SE, GE, IEA" in said
    status, rows, said = reprice(kept(whole.replace("*UN*1***1~", "*UN*1***1~~", 1)))
    assert (status, rows) == (1, [])
    assert SECRET not in said + caplog.text


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("SE*37*", "SE*36*", "segment 39: SE01 is not the number of segments"),
        ("SE*37*0101", "SE*37*0109", "segment 39: SE02 is not ST02"),
        ("GE*1*1", "GE*2*1", "segment 40: GE01 is not the number of transaction sets"),
        ("GE*1*1", "GE*1*7", "GE02 is not GS06"),
        ("IEA*1*", "IEA*2*", "segment 41: IEA01 is not the number of functional groups"),
        ("IEA*1*000000001", "IEA*1*000000002", "IEA02 is not ISA13"),
        ("SE*37*0101~\n", "", "GE comes before the transaction set is closed"),
        ("LX*1~", "L?*1~", "it begins with no name of a segment"),
        ("LX*1~", "LX~", "it has no element"),
        ("ST*837*0101*005010X222A1~\n", "", "it stands outside a transaction set"),
        ("005010X222A1", "005010X224A2", "this is an 837D (dental)"),
        ("005010X222A1", "004010X098A1", "this is an 837 (a claim of another version)"),
        ("ST*837*", "ST*270*", "this is a 270 (an eligibility inquiry)"),
        ("ST*837*", "ST*834*", "this is an 834 (an enrollment)"),
        ("*00501*", "*00601*", "segment 1: ISA is not whole"),
        ("ISA*", f"{SECRET}*", "does not begin with ISA"),
        ("ISA*", "isa*", "does not begin with ISA"),
    ],
)
def test_a_wrong_envelope_is_refused_by_its_element(reprice, kept, whole, right, wrong, says):
    assert right in whole
    status, rows, said = reprice(kept(whole.replace(right, wrong)))
    assert (status, rows) == (1, [])
    assert says in said and SECRET not in said


@pytest.mark.messy
@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: "\r\n\r\n" + text,
        lambda text: text.replace("\n", "\r\n") + "\r\n\x1a",
        lambda text: text.replace("DOE", "D\u00d8E"),
        lambda text: text + text.replace("*000000001", "*000000002"),
        lambda text: text.replace("HC:", "hc:").replace("*UN*", "*un*"),
    ],
    ids=["BOM", "blank lines", "CRLF", "accent", "two interchanges", "lower case"],
)
def test_what_people_really_have_is_read(read, whole, change):
    found = read(change(whole))
    assert {line["hcpcs_code"] for line in found} == {"99213"}
    assert len(found) in (2, 4)


def test_two_functional_groups_and_two_sets_are_read(read, office):
    sets = bills([office()]) + bills([office(claim_id="d")])
    assert [line["claim_id"] for line in read(written(sets, groups=2))] == ["c", "d", "c", "d"]


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("HC:99213", "HP:99213", "SV101-1 is not HC: the line has no HCPCS code"),
        ("HC:99213", "N4:00002143380", "SV101-1 is not HC: the line has no HCPCS code"),
        ("*UN*1*", "*F2*1*", "SV103 is neither UN nor MJ"),
        ("*UN*1*", "*UN*-1*", "reversal: the line that it takes back is not here"),
        ("*UN*1*", "*MJ*30*", "no service_unit_quantity"),
        ("11:B:1*", "11:B:8*", "a void (frequency code 8): it takes back an earlier claim"),
        ("REF*6R*1~", "LIN**N4*00002143380~", None),
    ],
)
def test_a_line_is_refused_with_its_reason_and_stops_no_other(
    reprice, kept, office, right, wrong, reason
):
    text = written(bills([office(), office("99214", claim_id="d", person_id="P2")]))
    _, rows, said = reprice(kept(text.replace(right, wrong, 1)))
    assert [row["reason"] for row in rows] == [reason, None]
    assert "00002143380" not in said


def test_a_claim_without_lines_is_a_row_with_that_reason(reprice, kept, whole):
    start, end = whole.index("LX*1"), whole.index("HL*3")
    _, rows, _ = reprice(kept(recounted(whole[:start] + whole[end:])))
    assert [row["reason"] for row in rows] == ["the claim has no service line (LX)", None]


def test_a_replacement_says_so(reprice, kept, office):
    _, rows, said = reprice(kept(written(bills([office(claim_frequency_code="7")]))))
    assert rows[0]["flags"] == ["replaces an earlier claim (frequency code 7)"]
    assert "1  replaces an earlier claim (frequency code 7)" in said


@pytest.mark.parametrize(
    ("frequency", "reasons"),
    [("7", ["a replacement of this claim (frequency code 7) is here"] * 2 + [None]),
     ("8", ["a void of this claim (frequency code 8) follows"] * 2
      + ["a void (frequency code 8): it takes back an earlier claim"])],
)  # fmt: skip
def test_a_claim_that_is_replaced_or_taken_back_is_not_priced(
    reprice, kept, office, frequency, reasons
):
    before = [office(), office("99214", claim_line_number="2")]
    text = written(bills(before) + bills([office("99215", claim_frequency_code=frequency)]))
    assert [row["reason"] for row in reprice(kept(text))[1]] == reasons


def test_a_void_of_a_hospital_is_known_by_its_type_of_bill(reprice, kept, office):
    void = office("45378", claim_type="institutional", bill_type_code="138")
    assert reprice(kept(written(bills([void]))))[1][0]["reason"].startswith("a void")


def test_a_csv_is_no_remittance_and_has_none(reprice, kept):
    csv = kept("claim_id,ISA\n", "claims.csv")
    status, _, said = reprice(csv, "--remit", str(csv))
    assert status == 2 and "--remit takes an X12 file (835)" in said
