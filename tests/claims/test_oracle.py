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


def test_every_line_of_cms_own_pricer(price):
    """Random claims of 2022 to 2024 that CMS's OPPS pricer priced: payment and its parts."""
    rows = oracle_claims.rows("claims_opps_random.csv")
    found = price([oracle_claims.grouped(row) for row in rows])
    for row, one in zip(rows, found, strict=True):
        owed = Decimal(row["coinsurance"]) + Decimal(row["deductible"])
        expected = (Decimal(row["payment"]), Decimal(row["medicare"]), owed)
        told = (one["priced_allowed"], one["priced_medicare"], one["priced_patient"])
        assert told == expected, row
