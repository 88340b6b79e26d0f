"""Parts of a query that Spark has no words for, as parts that it has: unions by name, asof joins,
named windows."""

from sqlglot import exp

from ratebook.errors import DataError
from ratebook.spark.columns import Columns, spark_type

LATER = "ratebook_later"  # when the next row of a key begins


def by_name(tree: exp.Query, columns: Columns) -> exp.Query:
    """A union by name as one by place: each side has all columns, in one order."""
    if not isinstance(tree, exp.Union) or not tree.args.get("by_name"):
        return tree
    for side in ("this", "expression"):
        own = tree.args[side]
        if isinstance(own, exp.Union):
            by_name(own, columns)
            continue
        has = set(own.named_selects)
        all_ = [
            exp.column(name, "side") if name in has
            else exp.alias_(exp.cast(exp.null(), spark_type(type).copy()), name)
            for name, type in columns.items()
        ]  # fmt: skip
        alias = exp.TableAlias(this=exp.to_identifier("side"))
        tree.set(side, exp.select(*all_).from_(exp.Subquery(this=own, alias=alias)))
    tree.set("by_name", False)
    return tree


def asof(join: exp.Join) -> None:
    """The latest row that began by then, as the row whose span has the day: each row holds until
    the next of its key begins."""
    right = join.this
    if not isinstance(right, exp.Subquery):
        raise DataError("an asof join needs a query on its right")
    both = list(join.args["on"].flatten())
    (since,) = [c for c in both if isinstance(c, exp.GTE)]
    keys = [c.expression.name for c in both if isinstance(c, exp.EQ)]
    begins, alias = since.expression.name, right.alias
    over = f"lead({begins}) over (partition by {', '.join(keys)} order by {begins})"
    named = exp.TableAlias(this=exp.to_identifier("each"))
    spanned = exp.select("*", f"{over} as {LATER}", dialect="duckdb")
    right.set("this", spanned.from_(exp.Subquery(this=right.this, alias=named)))
    later = exp.column(LATER, alias)
    still = exp.or_(later.is_(exp.null()), exp.LT(this=since.this.copy(), expression=later.copy()))
    join.set("on", exp.and_(join.args["on"], exp.paren(still)))
    join.set("method", None)


def windows(select: exp.Select) -> None:
    """Spark cannot add an order to a window that has a name: each is written where it is used."""
    named = {window.name: window for window in select.args.get("windows") or []}
    for window in select.find_all(exp.Window):
        found = named.get(window.args["alias"].name) if window.args.get("alias") else None
        if found and window is not found:
            window.set("alias", None)
            window.set("partition_by", [part.copy() for part in found.args["partition_by"]])
            if not window.args.get("order") and found.args.get("order"):
                window.set("order", found.args["order"].copy())
    select.set("windows", None)
