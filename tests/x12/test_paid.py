"""Remittances (835): what was paid stands beside the line that was billed."""

from decimal import Decimal

import pytest

from tests.support import x12_files
from tests.support.x12_files import bills, written

AMOUNTS = (
    "allowed_amount paid_amount coinsurance_amount deductible_amount copayment_amount "
    "sequestration_amount"
).split()


@pytest.fixture
def compare(reprice, kept):
    """A function that prices lines beside what sets of a remittance paid."""

    def run(lines, *remittances):
        remit = kept(written([("835", x12_files.paid(*one)) for one in remittances]), "paid.835")
        return reprice(kept(written(bills(lines))), "--remit", str(remit))[1]

    return run


def amounts(row):
    return [None if row[name] is None else str(row[name]) for name in AMOUNTS]


def test_the_payer_s_amounts_stand_beside_ours(compare, office, paid):
    (row,) = compare([office()], [[paid(deductible_amount="5", copayment_amount="3")]])
    assert amounts(row) == ["100.00", "78.40", "20.00", "5.00", "3.00", "1.60"]
    assert row["underpaid"] == row["priced_allowed"] - 100
    assert row["patient_underpaid"] == row["priced_patient"] - 28
    assert row["sequestration_difference"] == row["priced_sequestration"] - Decimal("1.60")


def test_a_folder_with_both_is_one_file(reprice, kept, office, paid, tmp_path):
    kept(written(bills([office()])))
    kept(written([("835", x12_files.paid([paid()]))]), "paid.835")
    _, rows, said = reprice(tmp_path)
    assert len(rows) == 1 and rows[0]["allowed_amount"] == 100
    assert "Against sequestration_amount on 1 lines" in said


def test_lines_are_found_by_their_number_whatever_their_order(compare, office, paid):
    billed = [office(claim_line_number=f"N{n}") for n in (1, 2)]
    other = [paid(claim_line_number="N2", allowed_amount="70"), paid(claim_line_number="N1")]
    assert [row["allowed_amount"] for row in compare(billed, [other])] == [100, 70]


def test_without_numbers_lines_are_found_by_place_code_and_charge(compare, office, paid):
    billed = [office("99213"), office("99214")]
    found = compare(billed, [[paid("99213", control="no"), paid("99213", control="no")]])
    assert [row["allowed_amount"] for row in found] == [100, None, 100]
    assert found[2]["reason"] == "the remittance has this line, the claims do not"


def test_what_a_payer_split_is_added_up(compare, office, paid):
    (row,) = compare([office(service_unit_quantity="2")], [[paid(), paid()]])
    assert amounts(row)[:3] == ["200.00", "156.80", "40.00"]


def test_a_correction_counts_and_not_what_it_reverses(compare, office, paid):
    back = paid(claim_status="22", paid_amount="-78.40", charge_amount="-9000")
    right = paid(paid_amount="90")
    (row,) = compare(
        [office()], [[paid()], "20260901"], [[back], "20260908"], [[right], "20260908"]
    )
    assert (row["reason"], row["paid_amount"]) == (None, 90)


def test_the_first_payer_s_payment_counts(compare, office, paid):
    second = paid(claim_status="2", paid_amount="20", allowed_amount="")
    (row,) = compare([office()], [[paid()], "20260901"], [[second], "20260930"])
    assert row["paid_amount"] == Decimal("78.40")


def test_a_payment_that_was_taken_back_is_none_and_the_line_says_so(compare, office, paid):
    back = paid(claim_status="22", paid_amount="-78.40", charge_amount="-9000")
    (row,) = compare([office()], [[back], "20260908"], [[paid()], "20260901"])
    assert amounts(row) == [None] * 6
    assert row["priced_allowed"] and row["flags"] == ["the payer took its payment back"]


def test_another_code_than_was_billed_is_said(compare, office, paid):
    (row,) = compare([office("99214")], [[paid("99213")]])
    assert row["flags"] == ["the payer paid another code than was billed"]


def test_a_reversal_of_no_line_takes_back_none(compare, office, paid):
    back = paid(claim_id="x", charge_amount="-9000", claim_status="22")
    first, second = compare([office()], [[back]])
    assert first["priced_allowed"] and second["priced_allowed"] is None


def test_alone_each_line_says_what_it_lacks(reprice, kept, paid):
    _, rows, said = reprice(kept(written([("835", x12_files.paid([paid()]))]), "paid.835"))
    assert rows[0]["reason"].startswith(
        "an 835 does not say claim_type, place_of_service_code and service_zip"
    )
    assert amounts(rows[0])[:2] == ["100.00", "78.40"] and "1 without" in said


def test_a_payment_of_a_claim_as_a_whole_is_a_row_of_its_own(compare, office, kept, reprice):
    whole = [*x12_files.paid([])[:9], "CLP*c*1*100*80*20*MB*CONTROL*11*1", "CAS*CO*45*20"]
    remit = kept(written([("835", whole)]), "paid.835")
    _, rows, _ = reprice(kept(written(bills([office()]))), "--remit", str(remit))
    assert [row["allowed_amount"] for row in rows] == [None, None]
    assert rows[1]["reason"] == "the payment is of the claim as a whole (no SVC)"
