"""Outside the repository: the wheel in an empty environment, and an analyst's older DuckDB."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
QUERIES = {
    "select office_amount, hopd_total_amount from payment_by_site where hcpcs = '20560' "
    "and mac = 'national' and effective_from = '2026-07-01' and not qp": "24.72 41.91",
    "select office_amount, hopd_total_amount "
    "from site_payment('20560', '', 'national', 'national', '2026-07-01')": "24.72 41.91",
    "select nonfacility_amount from rate('20560', '', '10112', '00', '2026-07-01')": "22.82",
    "select count(*) from releases_on('2026-07-01')": "4",
    "select mac, locality from locality_of_zip('35203', '2025-11-01')": "10112 00",
    "select old_amount, change from rate_changes where hcpcs = '45378' and modifier = '' "
    "and mac = 'national' and site = 'office' and not qp and to_release = 'RVU26C'": "327.67 50.43",
}


def environment(folder: Path, *packages: str) -> Path:
    """A new environment with packages in it; gives its bin folder."""
    venv.create(folder, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    found = subprocess.run([folder / "bin" / "python", *install], capture_output=True, text=True)
    if found.returncode:
        pytest.skip(f"no package index here: {found.stderr[-300:]}")
    return folder / "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the repository as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_works_in_an_empty_folder(wheel, tmp_path):
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    at = environment(tmp_path / "env", *constraints, str(wheel))
    empty = tmp_path / "empty"
    empty.mkdir()
    found = subprocess.run([at / "ratebook", "sample"], cwd=empty, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    assert "$1,564.13" in found.stdout and (empty / ".sample" / "warehouse").is_dir()
    words = ["page", "20560", "--on", "2026-07-01", "--to", "page.html", "--home", ".sample"]
    subprocess.run([at / "ratebook", *words], cwd=empty, check=True, capture_output=True)
    assert "$41.91" in (empty / "page.html").read_text()


def test_another_project_with_a_folder_pipelines_harms_nothing(wheel, tmp_path):
    """An import package called `pipelines` is common: installed and removed beside ours."""
    other = tmp_path / "other"
    (other / "pipelines").mkdir(parents=True)
    for name in ("__init__.py", "cli.py", "home.py"):
        (other / "pipelines" / name).write_text("raise SystemExit('the other project')\n")
    (other / "pyproject.toml").write_text(
        "[build-system]\nrequires = ['hatchling']\nbuild-backend = 'hatchling.build'\n"
        "[project]\nname = 'other'\nversion = '1'\n"
        "[tool.hatch.build.targets.wheel]\npackages = ['pipelines']\n"
    )
    at = environment(tmp_path / "env", "--no-deps", str(wheel), str(other))
    version = [at / "ratebook", "--version"]
    assert subprocess.run(version, capture_output=True, text=True).stdout.startswith("ratebook ")
    remove = [at / "python", "-m", "pip", "uninstall", "--yes", "--quiet", "other"]
    subprocess.run(remove, check=True, capture_output=True)
    assert subprocess.run(version, capture_output=True, text=True).stdout.startswith("ratebook ")


def test_the_wheel_holds_the_package_and_its_sql_alone(wheel):
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"ratebook"}
    within = zipfile.ZipFile(wheel).namelist()
    assert {"ratebook/sql/marts/sites/payment_by_site.sql", "ratebook/py.typed"} <= set(within)


@pytest.mark.parametrize("version", ["1.2.2", "1.5.5"])
def test_an_older_duckdb_opens_the_published_file(sample_home, tmp_path, version):
    at = environment(tmp_path / "env", f"duckdb=={version}")
    code = (
        f"import duckdb; con = duckdb.connect({str(sample_home.database)!r}, read_only=True)\n"
        f"for query in {list(QUERIES)!r}: print(*con.sql(query).fetchone())"
    )
    found = subprocess.run([at / "python", "-c", code], capture_output=True, text=True)
    assert found.stdout.splitlines() == list(QUERIES.values()), found.stderr
