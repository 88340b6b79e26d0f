"""Bills (837) come out as the same lines in csv do."""

import csv
from itertools import product

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from ratebook.x12 import read as reading
from tests.support import oracle_claims
from tests.support.cms import ROOT
from tests.support.x12_files import bills, recounted, written

FROM_CSV = (ROOT / "docs/how-to/claims.csv").read_text().splitlines()
PLACES = {"mac", "locality", "county_fips", "allowed_amount"}


def documented():
    """The lines of the how-to, with a ZIP code for their place and modifiers in their own cells."""
    for line in csv.DictReader(FROM_CSV):
        code, _, modifier = line["hcpcs_code"].partition("-")
        own = {name: cell for name, cell in line.items() if name not in PLACES and cell}
        yield own | {"hcpcs_code": code, "hcpcs_modifier_1": modifier, "service_zip": "39201"}


def test_csv_and_837_give_the_same_prices(reprice, kept, tmp_path):
    lines = list(documented())
    _, from_csv, _ = reprice(oracle_claims.written(tmp_path / "claims.csv", lines))
    status, from_x12, _ = reprice(kept(written(bills(lines))))
    assert status == 0 and len(from_x12) == 17
    assert sum(row["priced_allowed"] is not None for row in from_x12) == 16
    assert from_x12 == from_csv


@pytest.mark.parametrize("name", ["claims.837", "claims.x12", "claims.edi", "claims.txt", "any"])
def test_a_file_is_known_by_what_it_begins_with(reprice, kept, office, name):
    assert reprice(kept(written(bills([office()])), name))[1][0]["priced_allowed"]


def test_folders_and_patterns_are_read_in_their_order(reprice, kept, office, tmp_path):
    for name in "ab":
        kept(written(bills([office(claim_id=name)])), f"{name}.837")
    for source in (tmp_path, f"{tmp_path}/*.837"):
        assert [row["claim_id"] for row in reprice(source)[1]] == ["a", "b"]


WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", min_size=1, max_size=20)
LINES = st.lists(
    st.fixed_dictionaries({
        "claim_id": WORDS, "person_id": WORDS, "billing_zip": st.just("39201"),
        "claim_type": st.just("professional"),
        "place_of_service_code": st.sampled_from(["11", "22"]),
        "claim_frequency_code": st.sampled_from("178"),
        "claim_line_start_date": st.just("20260801"),
        "hcpcs_code": st.from_regex("[A-Z0-9]{5}", fullmatch=True),
        "hcpcs_modifier_1": st.sampled_from(["", "59", "LT"]), "claim_line_number": st.just("1"),
        "hcpcs_modifier_4": st.sampled_from(["", "GP"]),
        "service_unit_quantity": st.integers(-9, 99).map(str), "billing_npi": st.just("1234567893"),
        "charge_amount": st.decimals(0, 9999, places=2).map(str),
    }),
    min_size=1, max_size=4, unique_by=lambda line: line["claim_id"],
)  # fmt: skip
MARKS = list(product("*|\x1d", ":>", "~'\n", "^!"))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, marks=st.sampled_from(MARKS), ends=st.sampled_from(["", "\n", "\r\n"]))
def test_what_is_written_is_read(read, lines, marks, ends):
    found = read(written(bills(lines), "".join(marks), "" if "\n" in marks else ends))
    for line, got in zip(lines, found, strict=True):
        wanted = {n: v for n, v in line.items() if v and n != "billing_zip"}
        assert wanted == {name: got[name] for name in wanted}
        assert got["service_zip"] == "39201"


def test_the_place_is_the_facility_s_else_the_biller_s(read, office):
    away = office(facility_zip="350010001", billing_zip="392010001")
    at_home = office(claim_id="d", billing_zip="392010001")
    assert [line["service_zip"] for line in read(written(bills([away, at_home])))] == [
        "350010001", "392010001"
    ]  # fmt: skip


def test_a_surgical_center_is_known_by_its_taxonomy(read, office):
    center = office("66984", place_of_service_code="24", provider_type="asc", rendering_npi="1")
    assert read(written(bills([center])))[0]["provider_type"] == "asc"


def test_two_children_of_a_subscriber_are_two_people(read, office):
    text = written(bills([office(), office(claim_id="d")]))
    for name, day in (("ANN", "20150101"), ("BEN", "20170101")):
        child = f"HL*9*2*23*0~\nPAT*19~\nNM1*QC*1*DOE*{name}~\nDMG*D8*{day}*F~\n"
        letter = "c" if name == "ANN" else "d"
        text = text.replace(f"CLM*{letter}*", f"{child}CLM*{letter}*")
    assert [line["person_id"] for line in read(recounted(text))] == [
        "P1/ANN 20150101", "P1/BEN 20170101"
    ]  # fmt: skip


def test_what_other_payers_and_places_say_is_not_taken(read, office):
    text = written(bills([office()]))
    other = "SBR*S*18~\nNM1*IL*1*POE*ANN****MI*X9~\nN4*BIRMINGHAM*AL*35203~\n"
    picked_up = "NM1*PW*2~\nN4*BIRMINGHAM*AL*35203~\n"
    paid = "SVD*X*10*HC:99215**1~\nDTP*573*D8*20261231~\n"
    text = text.replace("LX*1~", f"{picked_up}{other}LX*1~").replace("SE*", f"{paid}SE*")
    assert read(recounted(text)) == read(written(bills([office()])))


def test_minutes_condition_codes_and_revenue_codes(read, office):
    asleep = office("00811", anesthesia_minutes="37")
    own = {"bill_type_code": "131", "condition_codes": "W2 41", "revenue_center_code": "0750"}
    stay = office("45378", claim_id="h", claim_type="institutional", **own)
    first, second = read(written(bills([asleep, stay])))
    assert first["anesthesia_minutes"] == "37" and "service_unit_quantity" not in first
    assert own == {name: second[name] for name in own}


def test_a_hospital_line_without_a_day_takes_the_one_day_of_the_statement(read, office):
    text = written(bills([office(claim_type="institutional")]))
    text = recounted(text.replace("DTP*472*D8*20260801~\n", ""))
    assert read(text)[0]["claim_line_start_date"] == "20260801"
    longer = text.replace("20260801-20260801", "20260801-20260803")
    assert "claim_line_start_date" not in read(longer)[0]


def test_lines_are_written_in_batches(reprice, kept, office, monkeypatch):
    path = kept(written(bills([office(claim_id=f"c{n}") for n in range(5)])))
    at_once = reprice(path)[1]
    monkeypatch.setattr(reading, "BATCH", 2)
    assert reprice(path)[1] == at_once


def test_the_payer_of_a_bill_is_whom_a_contract_names(read, office):
    assert {line["payer"] for line in read(written(bills([office()])))} == {"INVENTED PAYER"}
