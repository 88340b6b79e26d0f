"""The house: imports go one way, files stay small, Prefect has one room."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted((ROOT / "pipelines").rglob("*.py"))
# Each module may import those before it, never those after.
ORDER = (
    "errors near usage streams clock whole version bars connection home "
    "catalog names entry raw accepted licence wanted shown zips pages web site fetch "
    "offers discover layouts read recognise keep outcomes plan acquire verify mend normalize stage "
    "load models checks build publish reader inputs warehouse timetravel pack by_hand question "
    "unanswered place show explain status statement prompt charts exports export exported "
    "render report changes progress sample options serve serving exporting asking intake cli flows "
).split()
EXPORTS = (
    "engine source cells scratch manifest files workbook descriptors profiles profiled asked text "
    "postgres delta target "
).split()


def rank(module: str) -> tuple[int, int]:
    package, *inner = module.split(".")[1:]
    inside = EXPORTS.index(inner[0]) if package == "exports" and inner else 0
    return ORDER.index(package), inside


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path):
    own = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if own == "pipelines":
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipelines"):
            names = [f"{node.module}.{a.name}" for a in node.names]
            for name in names:
                if name.split(".")[1] in ORDER:
                    assert rank(name) <= rank(own), f"{own} imports {name}"


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 250
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 45, node.name


def test_prefect_is_imported_in_one_place():
    users = [
        p.name for p in CODE if "import prefect" in p.read_text() or "from prefect" in p.read_text()
    ]
    assert users == ["flows.py"]


def test_no_amount_is_binary_floating_point():
    for path in CODE:
        assert "float(" not in path.read_text() and "Float64" not in path.read_text(), path
