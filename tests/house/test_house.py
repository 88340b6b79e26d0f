"""The house: imports go one way, files stay small, each thing has one name and one room."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pipelines" / "ratebook"
CODE = sorted(PACKAGE.rglob("*.py"))
# Each room may import from those before it, never from those after.
ORDER = (
    "errors extras suggest clock version atomic progress db charts paper home sample "
    "catalog archive read fetch build ask status refresh refresh_report export diff x12 claims "
    "contracts spark serve mcp session cli flows __main__"
).split()
# What a verb never needs: seconds of imports, or a way out to the network.
SPARED = {
    "export.run": "polars requests prefect fastapi",
    "build.checks": "polars requests prefect fastapi",
    "diff.compare": "polars requests prefect fastapi",
    "diff.report_file": "polars requests prefect fastapi xlsxwriter",
    "ask.show": "polars requests prefect fastapi jinja2",
    "ask.explain": "polars requests prefect fastapi jinja2",
    "status": "polars requests prefect fastapi jinja2",
    "refresh": "polars prefect fastapi jinja2",
    "serve.run": "polars requests prefect",
    "cli.main": "polars requests prefect fastapi duckdb jinja2 rich",
}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> list[str]:
    """The modules of ours that a file imports, without `ratebook.`."""
    nodes = (node for node in ast.walk(ast.parse(path.read_text())))
    return [
        f"{node.module}.{alias.name}".removeprefix("ratebook.")
        for node in nodes
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("ratebook.")
        for alias in node.names
    ]


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_imports_go_one_way(path):
    own = name_of(path).split(".")[0]
    rooms = {name.split(".")[0] for name in imported(path)} & set(ORDER)
    later = [room for room in rooms if own in ORDER and ORDER.index(room) > ORDER.index(own)]
    assert not later, f"{name_of(path)} imports from {later}, which come after {own}"


def test_every_room_stands_in_the_order():
    assert {name_of(path).split(".")[0] for path in CODE} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_files_and_functions_stay_small(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 45, node.name


def test_no_two_classes_have_one_name():
    trees = [ast.parse(path.read_text()) for path in CODE]
    names = Counter(n.name for tree in trees for n in ast.walk(tree) if isinstance(n, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("module", SPARED)
def test_no_verb_imports_what_it_does_not_use(module):
    said = f"import sys, ratebook.{module}; print(*set(sys.modules) & {SPARED[module].split()!r:})"
    command = said.replace("& [", "& {").replace("])", "})")
    found = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert (found.stdout.strip(), found.stderr) == ("", "")


def test_prefect_is_imported_in_one_place():
    users = [
        p.name for p in CODE if "import prefect" in p.read_text() or "from prefect" in p.read_text()
    ]
    assert users == ["flows.py"]


def test_no_amount_is_binary_floating_point():
    for path in CODE:
        assert "float(" not in path.read_text() and "Float64" not in path.read_text(), path


def test_every_test_file_is_collected(request):
    """pytest passes over folders by their names (`build`, `dist`), in silence."""
    from fnmatch import fnmatch

    passed_over = request.config.getini("norecursedirs")
    rooms = {path.name for path in (ROOT / "tests").rglob("*") if path.is_dir()} - {"__pycache__"}
    hidden = [name for name in rooms if any(fnmatch(name, pattern) for pattern in passed_over)]
    assert [name for name in hidden if not name.startswith(".")] == []
