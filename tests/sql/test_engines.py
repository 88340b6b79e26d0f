"""The SQL of seeds, core and marts is SQL that another engine can run: Spark parses it, and it has
none of what only DuckDB understands."""

import re

import pytest
import sqlglot
from sqlglot import exp

from ratebook.build.models import all_models

# Local to DuckDB: what the build is checked by, and the macros, which are its own kind of thing.
LOCAL = ("yardsticks", "macros")
GUARDED = [m for m in all_models() if m.layer != "yardsticks"]
MODELS = [m for m in all_models() if m.layer not in LOCAL and not m.args]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_spark_can_read_it(model):
    tree = sqlglot.parse_one(model.query, dialect="duckdb")
    text = tree.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    assert sqlglot.parse_one(text, dialect="spark").named_selects == tree.named_selects


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_it_has_nothing_that_only_duckdb_understands(model):
    tree = sqlglot.parse_one(model.query, dialect="duckdb")
    assert not re.search(r"group by all|\brow\(|asof |\bcolumns\(|unpivot", model.query)
    compared = tree.find_all(exp.In, exp.GT, exp.LT, exp.EQ)
    assert not [e for e in compared if isinstance(e.this, exp.Tuple)], (
        "compare the columns of a pair one by one"
    )


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.name)
def test_least_and_greatest_say_what_a_null_is(model):
    """DuckDB and Spark ignore a NULL there, BigQuery and Snowflake do not."""
    tree = sqlglot.parse_one(model.query, dialect="duckdb")
    for call in tree.find_all(exp.Least, exp.Greatest):
        arguments = [call.this, *call.expressions]
        open_ones = [a.sql() for a in arguments if not isinstance(a, exp.Coalesce | exp.Literal)]
        assert len(open_ones) <= SURE.get(model.name, 0), (model.name, open_ones)


SURE = {"releases": 1, "opps_copayments": 2}  # last_day; the copayment and the rate: never NULL
