"""A copy of the project with a made-up schedule: what the ninth data set takes, file by file."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
CATALOG = """
[WALK]
title = "Made-up schedule of walkers"
schedule = "walker fee schedule"
terms = ["units"]
settings = ["supplier"]
alike = 'walk'
made = "WALK-{year}-{mm}"
release = 'WALK-(?P<year>20\\d\\d)-(?P<month>01|04|07|10)'
due = "quarter"
pages = []
names = [
  { pattern = 'walk-(?P<year>20\\d\\d)-(?P<month>{month})', release = "WALK-{year}-{mm}" },
]
aside = []
yearly = []
patterns = ["/files/zip/walk-{year}-{month}.zip"]

[WALK.releases]
"""
LAYOUT = """
table = "walk"
dataset = "WALK"
required = true
member = 'walkers'
key = ["hcpcs"]
row = { column = "hcpcs", pattern = '[A-Z]\\d{4}' }
columns = [
  { name = "hcpcs", header = ['HCPCS'], type = "code" },
  { name = "units", header = ['UNITS'], type = "decimal", scale = 2 },
  { name = "factor", header = ['FACTOR'], type = "decimal", scale = 4 },
]
"""
STATES = """
table = "walk_states"
dataset = "WALK"
required = true
member = 'states'
key = ["state"]
row = { column = "state", pattern = '[A-Z]{2}' }
columns = [
  { name = "state", header = ['STATE'], type = "code" },
  { name = "state_index", header = ['INDEX'], type = "decimal", scale = 4 },
]
"""
RATES = """-- A walker's units.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: made up
-- depends: releases, loaded_walk
select l.release, l.hcpcs, l.units, l.factor, r.effective_from, r.effective_through,
    l.source_file, l.source_row
from loaded_walk as l inner join releases as r on l.release = r.release
"""
INDICES = """-- The index of a state.
-- grain: one row per release and state
-- key: release, state
-- source: made up
-- depends: loaded_walk_states
select release, state, state_index, source_file, source_row from loaded_walk_states
"""
TERMS = """-- A walker's terms.
-- grain: one row per release and hcpcs
-- schema: internal
-- source: walk_rates
-- kind: view
-- into: code_terms
-- depends: walk_rates
select 'WALK' as schedule, release, hcpcs, '' as modifier, 'supplier' as setting, '' as variant,
    factor, false as is_rate, units as term_1, 0 as term_2, 0 as term_3, null as cap_1,
    null as cap_2, null as cap_3, null as weight, null as weight_factor, null as unit_rate,
    'W' as status, null as class, 'rate' as payment, null as reason, effective_from,
    effective_through, source_file, source_row
from main.walk_rates
"""
PLACES = """-- The states.
-- grain: one row per release and state
-- schema: internal
-- source: walk_states
-- kind: view
-- into: place_terms
-- depends: walk_states
select 'WALK' as schedule, release, 'state' as place_kind, state as place, state as place_name,
    null as mac, null as locality, state_index as index_1, 1 as index_2, 1 as index_3,
    source_file, source_row
from main.walk_states
"""
FILES = {
    "pipelines/ratebook/read/layouts/walk.toml": LAYOUT,
    "pipelines/ratebook/read/layouts/walk_states.toml": STATES,
    "sql/cms/walk_rates.sql": RATES,
    "sql/cms/walk_states.sql": INDICES,
    "sql/core/terms/walk_terms.sql": TERMS,
    "sql/core/places/walk_places.sql": PLACES,
}


def project(folder: Path) -> Path:
    """The project in a folder, with the schedule: one catalog entry and `FILES`."""
    for part in ("pipelines/ratebook", "sql"):
        shutil.copytree(ROOT / part, folder / part)
    with (folder / "pipelines/ratebook/catalog/catalog.toml").open("a") as catalog:
        catalog.write(CATALOG)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


def release(path: Path, rows: list[str], states: list[str]) -> Path:
    """A zip of the schedule: rows of `hcpcs,units,factor`, and of `state,index`."""
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("walkers.csv", "\n".join(["HCPCS,UNITS,FACTOR", *rows, ""]))
        made.writestr("states.csv", "\n".join(["STATE,INDEX", *states, ""]))
    return path


def ratebook(project: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A verb of that project."""
    return subprocess.run(
        [sys.executable, "-m", "ratebook", *words, "--home", str(home)],
        env=os.environ | {"PYTHONPATH": str(project / "pipelines")},
        capture_output=True, text=True,
    )  # fmt: skip
