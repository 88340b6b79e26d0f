"""Lines that CMS's pricer and documents priced come out to the cent, or are known not to."""

from decimal import Decimal

import pytest

from tests.support import oracle_claims

pytestmark = pytest.mark.cms
# Lines that come out otherwise, and why.
OTHERWISE = {
    (
        "PR-CV-1",
        "1",
    ): "the first of a day keeps its published global fee; the oracle adds TC and 26",
    ("AN-AD1", "1"): "no field says who was present at induction",
    ("PR-ASST-3", "1"): "no amount with its reason, not 0.00",
    ("PR-CO-2", "1"): "no amount with its reason, not 0.00",
    ("PR-NA", "1"): "no amount with its reason, not 0.00",
    ("PR-TEAM", "1"): "by report: no amount",
    ("AS-10-25", "1"): "not on the list: no amount",
    ("AS-10-26", "1"): "not on the list: no amount",
}
UNLOADED = ("DOC-TH-1", "DOC-CV-1", "DOC-OP-1")  # 2011 and 2013, of which nothing is loaded


def test_every_professional_and_asc_line_of_the_oracle(price):
    lines = [row for row in oracle_claims.rows("claims.csv")
             if row["setting"] != "hospital" and row["hcpcs"] and row["date_of_service"]
             and row["case_id"] not in UNLOADED]  # fmt: skip
    found = price([oracle_claims.professional(row) for row in lines])
    unequal = {
        (row["case_id"], row["line"])
        for row, one in zip(lines, found, strict=True)
        if str(one["priced_allowed"]) != row["expected_allowed"]
        or (
            row["expected_patient_share"]
            and str(one["priced_patient"]) != row["expected_patient_share"]
        )
        or (row["expected_medicare"] and str(one["priced_medicare"]) != row["expected_medicare"])
    }
    assert unequal == set(OTHERWISE)


# Hospital lines that come out otherwise without what a grouper was told, and why.
NOT_TOLD = {
    "OP-2023-S-BILAT": "93306 is not paid for both sides: the grouper was told that it is",
    "OP-2023-PN-PREV": "no modifier 33 says that the colonoscopy is a screening",
    "OP-2023-PAF4": "nothing on the line says that the deductible is waived",
    "HL-CT52": "the oracle shows the amount before the 50 percent of modifier 52, and says so",
}
ELSEWHERE = {"refused": None, "CLFS": "CLFS", "MPFS": "PFS"}


def unlike(rows, found):
    """The cases of which a line has another payment or another patient's share than expected."""
    return {
        row["case_id"]
        for row, one in zip(rows, found, strict=True)
        if row["expected_allowed"] not in ELSEWHERE
        and (
            one["priced_allowed"] != Decimal(row["expected_allowed"])
            or one["priced_patient"] != Decimal(row["expected_patient_share"])
        )
    }


def hospital_rows():
    return [row for row in oracle_claims.rows("claims.csv") if row["setting"] == "hospital"]


def test_every_hospital_line_after_the_grouper(price):
    rows = [row for row in hospital_rows() if row["case_id"].startswith("OP-")]
    assert not unlike(rows, price([oracle_claims.after_grouper(row) for row in rows]))


def test_every_hospital_line_as_it_is_billed(price):
    rows = hospital_rows()
    found = price([oracle_claims.hospital(row) for row in rows])
    assert unlike(rows, found) == set(NOT_TOLD)
    for row, one in zip(rows, found, strict=True):
        if row["expected_allowed"] == "refused":
            assert (one["priced_allowed"], bool(one["reason"])) == (None, True)
        elif row["expected_allowed"] in ELSEWHERE:
            assert one["schedule"] == ELSEWHERE[row["expected_allowed"]]


def test_every_line_of_cms_own_pricer(price):
    """Random claims of 2022 to 2024 that CMS's OPPS pricer priced: payment and its parts."""
    rows = oracle_claims.rows("claims_opps_random.csv")
    found = price([oracle_claims.grouped(row) for row in rows])
    for row, one in zip(rows, found, strict=True):
        owed = Decimal(row["coinsurance"]) + Decimal(row["deductible"])
        expected = (Decimal(row["payment"]), Decimal(row["medicare"]), owed)
        told = (one["priced_allowed"], one["priced_medicare"], one["priced_patient"])
        assert told == expected, row
