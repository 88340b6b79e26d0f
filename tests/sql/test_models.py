"""The SQL says what it depends on, explains itself, and keeps the public columns."""

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from ratebook.build.checks import all_checks
from ratebook.build.models import all_models, read_model
from ratebook.version import sql_folder

PUBLIC = {
    "releases": "release dataset effective_from effective_through revision published_on url sha256 "
    "fetched_at",
    "localities": "mac locality state locality_name effective_from effective_through",
    "pfs_payment": "hcpcs modifier mac locality qp effective_from effective_through "
    "nonfacility_amount facility_amount nonfacility_before_cap facility_before_cap "
    "opps_cap_nonfacility opps_cap_facility payable not_payable_reason release",
    "payment_by_site": "hcpcs modifier mac locality locality_name state qp effective_from "
    "effective_through office_amount facility_professional_amount hopd_hcpcs hopd_apc "
    "hopd_status_indicator hopd_facility_amount hopd_total_amount asc_payment_indicator "
    "asc_facility_amount asc_total_amount hopd_minus_office office_reason hopd_reason asc_reason "
    "pfs_release opps_release asc_release stale_from caveat",
    **dict.fromkeys(
        ("pfs_rvu", "gpci", "conversion_factors", "opps_rates", "asc_rates", "wage_index",
         "anesthesia_conversion_factors"),
        "release effective_from effective_through source_file source_row",
    ),
}  # fmt: skip


MACROS = {model.name for model in all_models() if model.kind in ("scalar", "macro")}


@pytest.mark.parametrize("model", all_models(), ids=lambda model: model.name)
def test_a_model_depends_on_the_tables_it_reads_and_no_other(model):
    tree = sqlglot.parse_one(model.query, dialect="duckdb")
    named = {cte.alias for cte in tree.find_all(exp.CTE)}
    read = {table.name for table in tree.find_all(exp.Table) if table.name} - named
    read |= {call.name.lower() for call in tree.find_all(exp.Anonymous)} & MACROS
    given = {word.name for word in tree.find_all(exp.Literal) if word.is_string}
    read |= {name.removeprefix("internal.") for name in given if name.startswith("internal.")}
    assert ("seed" in read) == bool(model.seed)
    read -= {"seed"}
    assert {f"parts of {model.name}" if name == "parts" else name for name in read} == set(
        model.depends
    )


@pytest.mark.parametrize("model", all_models(), ids=lambda model: model.name)
def test_a_model_says_its_grain_and_source(model):
    assert "\ngrain: " in model.comment and "\nsource: " in model.comment
    assert "select *" not in model.query.split("\n)\n")[-1]


KEYED = [model for model in all_models() if model.key]
LARGE = {
    "pfs_payment": "release = 'RVU26C'", "carrier_file": "release = 'RVU26C'",
    "fee_schedule": "release = 'RVU25D'", "payment_by_site": "pfs_release = 'RVU26C'",
    "tall_payment": "mac = 'national'", "payment_by_area": "hcpcs like '992%'",
    "payment": "hcpcs like '992%'", "payment_changes": "hcpcs like '992%'",
    "payment_steps": "hcpcs like '992%'", "pair_changes": "hcpcs like '992%'",
    "terms_compared": "hcpcs like '992%'", "rate_changes": "hcpcs like '992%'",
    "pfs_payment_history": "hcpcs like '992%'", "payment_by_site_history": "hcpcs like '992%'",
}  # fmt: skip


@pytest.mark.cms
@pytest.mark.parametrize("model", KEYED, ids=lambda model: model.name)
def test_a_key_is_unique_and_never_null(genuine, model):
    rows = f"from {model.full_name} where {LARGE.get(model.name, 'true')}"
    absent = " or ".join(f"{column} is null" for column in model.key)
    key = ", ".join(model.key)
    assert genuine(f"select {key} {rows} group by all having count(*) > 1 limit 1") == []
    assert genuine(f"select {key} {rows} and ({absent}) limit 1") == []


def test_every_model_but_rejects_and_pairs_has_a_key():
    kept = {m.name for m in all_models() if m.kind in ("table", "view") and not m.into}
    assert kept - {model.name for model in KEYED} == {"rejects", "ptp_pairs", "ptp_edits"}


def test_a_check_says_what_it_means_and_how_severe_it_is():
    assert {check.severity for check in all_checks()} == {"blocking", "finding"}
    assert all(check.says.split("\n")[0].endswith((".", "`.")) for check in all_checks())


@pytest.mark.parametrize("table", PUBLIC)
def test_the_public_columns_are_there(sample, table):
    found = {name for (name,) in sample(f"select column_name from (describe {table})")}
    assert set(PUBLIC[table].split()) <= found


def test_amounts_are_decimals_with_two_places(sample):
    types = sample(
        "select distinct data_type from duckdb_columns() where table_name <> 'claim_contract' and ("
        "(column_name like '%amount%' and column_name <> 'amount_type') or column_name = 'fee' "
        "or column_name like '%cap%facility' or column_name like '%before_cap')"
    )
    assert types == [("DECIMAL(12,2)",)]
    assert not sample("select 1 from duckdb_columns() where not internal and data_type in "
                      "('DOUBLE', 'FLOAT')")  # fmt: skip


def test_every_table_and_column_explains_itself(sample):
    silent = sample(
        "select table_name, column_name from duckdb_columns() "
        "where not internal and comment is null "
        "union all select table_name, '' from duckdb_tables() where comment is null "
        "union all select view_name, '' from duckdb_views() where not internal and comment is null"
    )
    assert silent == []


def test_a_model_that_cannot_be_run_is_named(tmp_path, monkeypatch):
    from ratebook.build.models import build
    from ratebook.errors import DataError

    path = tmp_path / "marts" / "broken.sql"
    path.parent.mkdir()
    path.write_text("-- Broken.\n-- grain: none\nselect nothing from nowhere\n")
    monkeypatch.setattr("ratebook.build.models.sql_folder", lambda: tmp_path)
    with duckdb.connect() as con, pytest.raises(DataError, match="sql/marts/broken.sql"):
        build(con, [read_model(path)])


def test_every_model_is_one_file_with_its_name():
    names = sorted(p.stem for p in sql_folder().rglob("*.sql") if p.parent.name != "checks")
    assert names == sorted(model.name for model in all_models())
