"""Files of claims as people have them; and nothing of a claim in what is said of them."""

from datetime import date

import duckdb
import pytest
from openpyxl import Workbook

from ratebook.claims.contract import columns
from ratebook.cli.main import main
from tests.conftest import rows_of
from tests.support import oracle_claims

pytestmark = pytest.mark.cms
SECRET = "SMITH-JOHN-1961"


@pytest.fixture
def reprice(claims_home, tmp_path, capsys):
    """A function that runs the verb: its status, what it wrote, and all that it said."""

    def run(source, *words, to="out.parquet"):
        target = tmp_path / to
        status = main(
            ["reprice", str(source), "--to", str(target), *words, "--home", str(claims_home.folder)]
        )
        said = "".join(capsys.readouterr())
        rows = duckdb.sql(f"from '{target}'").fetchall() if target.exists() else None
        return status, rows, said

    return run


def lines(office, count=3):
    return [
        office("99213", claim_id=SECRET, person_id=SECRET, claim_line_number=str(n))
        for n in range(count)
    ]


def test_csv_parquet_folder_and_table_give_the_same(reprice, office, tmp_path):
    folder = tmp_path / "claims"
    folder.mkdir()
    path = oracle_claims.written(folder / "a.csv", lines(office))
    duckdb.sql(f"copy (from read_csv('{path}', all_varchar = true)) to '{tmp_path}/a.parquet'")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as con:
        con.execute(f"create table mine as from '{tmp_path}/a.parquet'")
    sources = (path, folder, f"{folder}/*.csv", tmp_path / "a.parquet")
    found = [reprice(source)[1] for source in sources]
    found.append(reprice(tmp_path / "a.duckdb", "--table", "mine")[1])
    assert len(found[0]) == 3
    assert all(one == found[0] for one in found)


def test_columns_of_other_names_are_mapped(reprice, office, tmp_path):
    path = oracle_claims.written(tmp_path / "claims.csv", lines(office))
    path.write_text(path.read_text().replace("hcpcs_code", "CPT").replace(",", ";"))
    assert "lacks hcpcs_code" in reprice(path)[2]
    (tmp_path / "map.toml").write_text('hcpcs_code = "cpt"')
    assert reprice(path, "--map", str(tmp_path / "map.toml"))[0] == 0


@pytest.mark.parametrize("damage", [f'"{SECRET}', f"{SECRET},1", f"{SECRET}" + ",x" * 60, "\\xff"])
def test_a_damaged_row_is_named_by_its_number_and_stops_no_other(reprice, office, tmp_path, damage):
    path = oracle_claims.written(tmp_path / "claims.csv", lines(office))
    path.write_bytes(path.read_bytes() + damage.encode().replace(b"\\xff", b"\xff") + b"\r\n")
    status, rows, said = reprice(path)
    assert (status, len(rows)) == (1, 3)
    assert "row 5" in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("column", "value"),
    [("claim_line_start_date", SECRET), ("service_unit_quantity", SECRET), ("hcpcs_code", SECRET),
     ("charge_amount", SECRET), ("claim_type", SECRET), ("provider_type", SECRET), ("mac", SECRET),
     ("place_of_service_code", SECRET), ("hcpcs_modifier_1", SECRET), ("wage_index", SECRET)],
)  # fmt: skip
def test_no_value_of_a_claim_is_said(reprice, office, tmp_path, column, value):
    made = lines(office, 1)
    made[0][column] = value
    _, rows, said = reprice(oracle_claims.written(tmp_path / "claims.csv", made), to="out.csv")
    assert len(rows) == 1
    assert SECRET not in said


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
def test_names_with_accents_cost_no_line(reprice, office, tmp_path, encoding):
    made = [line | {"person_id": "JOSÉ MUÑOZ"} for line in lines(office)]
    path = oracle_claims.written(tmp_path / "claims.csv", made)
    path.write_bytes(path.read_text().encode(encoding))
    status, rows, _ = reprice(path)
    assert (status, len(rows)) == (0, 3)


def test_a_header_may_have_any_character(reprice, office, tmp_path):
    path = oracle_claims.written(tmp_path / "claims.csv", lines(office))
    path.write_text(path.read_text().replace("hcpcs_code", '"CPT ""code"", no."'))
    (tmp_path / "map.toml").write_text("hcpcs_code = 'CPT \"code\", no.'")
    assert reprice(path, "--map", str(tmp_path / "map.toml"))[0] == 0


def test_lines_that_end_in_two_ways_are_said(reprice, office, tmp_path):
    path = oracle_claims.written(tmp_path / "claims.csv", lines(office))
    path.write_bytes(path.read_bytes() + b"x,1\n")
    status, rows, said = reprice(path)
    assert (status, rows) == (1, None)
    assert "end in two ways" in said


def test_the_table_and_the_file_of_the_contract_are_alike(claims_home):
    described = "select column_name from (describe internal.claim_contract)"
    assert [name for (name,) in rows_of(claims_home.database)(described)] == list(columns())


def test_a_workbook_gives_what_the_csv_gives(reprice, office, tmp_path):
    """As Excel has it: numbers for codes and localities, a date, ZIP codes without their zero."""
    given = [office("99213", mac="", locality="", service_zip="02115", claim_line_number=str(n))
             for n in range(3)]  # fmt: skip
    book = Workbook()
    book.active.append(list(given[0]))
    for line in given:
        book.active.append([
            date.fromisoformat(cell) if name.endswith("date")
            else int(cell) if cell.isdigit() else cell or None
            for name, cell in line.items()
        ])  # fmt: skip
    book.save(tmp_path / "claims.xlsx")
    status, rows, _ = reprice(tmp_path / "claims.xlsx", to="book.parquet")
    assert (status, rows) == reprice(oracle_claims.written(tmp_path / "c.csv", given))[:2]
    assert rows[0][15] is not None  # priced_allowed


def test_a_workbook_that_is_none_is_refused(reprice, tmp_path):
    (tmp_path / "claims.xlsx").write_bytes(b"PK\x03\x04 and no more")
    status, _, said = reprice(tmp_path / "claims.xlsx")
    assert status == 2 and "cannot be read as a workbook" in said
