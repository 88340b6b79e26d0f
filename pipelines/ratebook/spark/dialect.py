"""A step's query in Spark's dialect, with the meaning that it has in DuckDB.

sqlglot writes what both dialects have. Here is the rest: what it leaves as it is, and what has the
same name and another meaning. Decimals need nothing: with ANSI mode on and without loss of
precision (cluster.SETTINGS) Spark multiplies exactly, and rounds half away from zero as DuckDB
does.
"""

from collections.abc import Callable
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.expressions import DataType

from ratebook.errors import DataError
from ratebook.spark import shapes, texts
from ratebook.spark.columns import Columns, spark_type

WHOLE = DataType.INTEGER_TYPES
END = r"\z"  # $ would be before a line's end, too


@cache
def _spelled(type: str) -> str:
    return str(spark_type(type).sql(dialect="spark"))


def query(tree: exp.Query, columns: Columns) -> str:
    """The text of a query (columns.spelled_out) whose rows have these columns, of these types."""
    named = shapes.by_name(tree, columns)
    for join in list(named.find_all(exp.Join)):
        if join.method == "ASOF":
            shapes.asof(join)
    for select in named.find_all(exp.Select):
        shapes.windows(select)
    text = _changed(named).sql(
        dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE, pretty=True, comments=False
    )
    typed = (f"cast(own.{name} as {_spelled(type)}) as {name}" for name, type in columns.items())
    return f"select {', '.join(typed)}\nfrom (\n{text}\n) as own"


def _changed(tree: exp.Query) -> exp.Query:
    """Inner expressions first, so that what is changed holds what was."""
    for node in reversed(list(tree.dfs())):
        new = _change(node)
        if new is not node:
            node.replace(new)
    return tree


def _change(node: exp.Expr) -> exp.Expr:
    change = CHANGES.get(type(node))
    if change:
        return change(node)
    if isinstance(node, exp.Anonymous):
        if node.name.lower() not in CALLS:
            raise DataError(f"{node.name}() has no meaning for Spark yet (spark/dialect.py).")
        return CALLS[node.name.lower()](node)
    return node


def _cast(node: exp.Expr) -> exp.Expr:
    """Text is read as DuckDB reads it; of a decimal a whole number is made by rounding."""
    to, own = node.args["to"], node.this
    if own.is_type(*DataType.TEXT_TYPES):
        if to.is_type(DataType.Type.DATE):
            return texts.day(own)
        if to.is_type(*WHOLE, DataType.Type.DECIMAL) and isinstance(node, exp.TryCast):
            return texts.number(own, to)
    if isinstance(node, exp.TryCast):
        node.set("safe", True)
    if to.is_type(DataType.Type.INT128, DataType.Type.UBIGINT):
        node.set("to", spark_type("HUGEINT").copy())
    elif to.is_type(*WHOLE) and not own.is_type(*WHOLE, *DataType.TEXT_TYPES):
        node.set("this", exp.func("round", own, exp.Literal.number(0)))
    return node


def _end(node: exp.Expr) -> exp.Expr:
    """A pattern whose $ is the end of the text."""
    pattern = node.args["expression"]
    if pattern.is_string and pattern.name.endswith("$"):
        pattern.replace(exp.Literal.string(pattern.name[:-1] + END))
    return node


def _whole_match(node: exp.Expr) -> exp.Expr:
    pattern = exp.Literal.string(rf"\A(?:{node.expression.name}){END}")
    return exp.RegexpLike(this=node.this, expression=pattern)


def _all_matches(node: exp.Expr) -> exp.Expr:
    words = [node.this, node.expression, exp.Literal.number(0)]
    return exp.Anonymous(this="regexp_extract_all", expressions=words)


def _replaced(node: exp.Expr) -> exp.Expr:
    """Spark replaces all; DuckDB one, unless it is told 'g'."""
    return exp.Anonymous(
        this="regexp_replace", expressions=[node.this, node.expression, node.args["replacement"]]
    )


def _lists(node: exp.Expr) -> exp.Expr:
    """DuckDB leaves a list out that is NULL."""
    parts = [node.this, *node.expressions]
    return exp.Anonymous(this="concat", expressions=[_or_empty(part) for part in parts])


def _or_empty(part: exp.Expr) -> exp.Expr:
    if isinstance(part, exp.Case | exp.Array):
        return part
    return exp.func("coalesce", part, exp.Array(expressions=[]))


def _where(node: exp.Expr) -> exp.Expr:
    """The values whose mask is true. None of them may be NULL, which would be left out."""
    values, mask = (argument.expressions for argument in node.expressions)
    picked = [
        exp.Case(ifs=[exp.If(this=true, true=value)])
        for value, true in zip(values, mask, strict=True)
    ]
    return exp.Anonymous(this="array_compact", expressions=[exp.Array(expressions=picked)])


def _has_any(node: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="arrays_overlap", expressions=[node.this, node.expression])


def _has_all(node: exp.Expr) -> exp.Expr:
    own, wanted = node.expressions
    left = exp.Anonymous(this="array_except", expressions=[wanted, own])
    return exp.EQ(
        this=exp.Anonymous(this="size", expressions=[left]), expression=exp.Literal.number(0)
    )


def _length(node: exp.Expr) -> exp.Expr:
    if not node.this.is_type(DataType.Type.ARRAY):
        return node
    return exp.Anonymous(this="size", expressions=[node.this])


def _same_values(node: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="array_intersect", expressions=node.expressions)


def _element(node: exp.Expr) -> exp.Expr:
    """An element by its number; NULL where the list is shorter. (sqlglot counts from 0.)"""
    (number,) = node.expressions
    if isinstance(node.this, exp.Map | exp.Struct) or not number.is_int:
        raise DataError("Spark is given elements of lists by their numbers alone.")
    return exp.Anonymous(this="get", expressions=[node.this, number])


def _listed(node: exp.Expr) -> exp.Expr:
    """A list in an order: of pairs of what it is ordered by and the value, which are sorted."""
    order = node.this
    if not isinstance(order, exp.Order):
        return node
    keys: list[exp.Expr] = []
    for one in order.expressions:
        if one.args.get("desc") and not one.this.is_type(DataType.Type.BOOLEAN):
            raise DataError("Spark is given lists that descend by booleans alone.")
        missing = exp.Is(this=one.this.copy(), expression=exp.null())
        keys += [missing, exp.not_(one.this.copy()) if one.args.get("desc") else one.this.copy()]
    pairs = exp.Struct(expressions=[
        *(exp.PropertyEQ(this=exp.to_identifier(f"key_{i}"), expression=key)
          for i, key in enumerate(keys)),
        exp.PropertyEQ(this=exp.to_identifier("value"), expression=order.this.copy()),
    ])  # fmt: skip
    collected = exp.Anonymous(this="collect_list", expressions=[pairs])
    sorted_ = exp.Anonymous(this="array_sort", expressions=[collected])
    value = exp.Dot(this=exp.to_identifier("pair"), expression=exp.to_identifier("value"))
    each = exp.Lambda(this=value, expressions=[exp.to_identifier("pair")])
    return exp.Anonymous(this="transform", expressions=[sorted_, each])


def _strptime(node: exp.Expr) -> exp.Expr:
    text, formats = node.expressions
    return texts.day_of(text, [one.name for one in formats.expressions])


def _same(node: exp.Expr) -> exp.Expr:
    return node


CHANGES: dict[type, Callable[[exp.Expr], exp.Expr]] = {
    exp.Cast: _cast, exp.TryCast: _cast, exp.RegexpExtract: _end, exp.RegexpLike: _end,
    exp.RegexpFullMatch: _whole_match, exp.RegexpExtractAll: _all_matches,
    exp.RegexpReplace: _replaced, exp.ArrayConcat: _lists,
    exp.ArrayOverlaps: _has_any, exp.Bracket: _element, exp.ArrayAgg: _listed,
    exp.Length: _length,
}  # fmt: skip
CALLS = {
    "list_where": _where, "list_has_all": _has_all, "try_strptime": _strptime, "hash": _same,
    "list_intersect": _same_values,
}  # fmt: skip
