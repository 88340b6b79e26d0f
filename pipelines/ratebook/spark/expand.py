"""Macros and views of `sql/` as steps: queries by name, each one select over tables and earlier
steps.

A cluster has no table macros, and plans a query of a thousand lines badly. So each part of a `with`
is a step of its own, called `<macro>_<part>`; a macro over the name of a table is expanded where it
is called, once for each table.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import sqlglot
from sqlglot import exp

from ratebook.build.models import Model, all_models
from ratebook.errors import DataError

BY_NAME = "query_table"
LARGEST = 500  # words of SQL that Spark plans well at once
Given = dict[str, exp.Expr]  # tables, as columns of their names, and values


@dataclass(frozen=True)
class Step:
    """A query by a name, in DuckDB's dialect. `kept`: its rows are worth keeping, since several
    steps read it, or since it is all that a macro gives and makes a large plan. None until that is
    known."""

    name: str
    query: exp.Query
    kept: bool | None = None
    ends_macro: bool = False


class Steps:
    """Steps as they are found, each after those that it reads."""

    def __init__(self, found: Iterable[Step] = ()) -> None:
        self._found = list(found)
        self._names: dict[tuple[str, str], str] = {}
        self._models = {model.name: model for model in all_models()}

    def macro(self, name: str, *given: str | exp.Expr) -> str:
        """Add the steps of a table macro over tables and values, unless they are there; the last
        one's name."""
        words = [exp.column(word) if isinstance(word, str) else word for word in given]
        key = (name, ", ".join(word.sql() for word in words))
        if key not in self._names:
            model = self._models[name]
            own = name if name not in self._names.values() else f"{name}_{len(self._names)}"
            self._names[key] = self.query(
                own, model.query, dict(zip(_arguments(model), words, strict=True)), True
            )
        return self._names[key]

    def view(self, name: str) -> str:
        """Add the steps of a view."""
        return self.query(name, self._models[name].query, {})

    def query(self, name: str, text: str, given: Given, ends_macro: bool = False) -> str:
        """Add the steps of a query. `given`: what stands for names in it."""
        tree = sqlglot.parse_one(text, dialect="duckdb")
        if not isinstance(tree, exp.Query):
            raise DataError(f"{name} is not a query.")
        named = dict(given)
        with_ = tree.args.get("with_")
        for part in with_.expressions if with_ else []:
            own = f"{name}_{part.alias}"
            self._add(Step(own, part.this, part.args.get("materialized")), named, given)
            named[part.alias] = exp.column(own)
        tree.set("with_", None)
        self._add(Step(name, tree, ends_macro=ends_macro), named, given)
        return name

    def done(self) -> list[Step]:
        """All steps, which know now whether several others read them."""
        readers = Counter(table for step in self._found for table in read(step))
        plans: dict[str, int] = {}
        found = []
        for step in self._found:
            size = sum(1 for _ in step.query.walk()) + sum(plans.get(n, 0) for n in read(step))
            large = step.ends_macro and size > LARGEST
            kept = readers[step.name] > 1 or large if step.kept is None else step.kept
            plans[step.name] = 0 if kept else size
            found.append(replace(step, kept=kept))
        return found

    def _add(self, step: Step, named: Given, values: Given) -> None:
        self._resolve(step.query, named)
        for column in list(step.query.find_all(exp.Column)):
            if not column.table and column.name in values:
                column.replace(values[column.name].copy())
        self._found.append(replace(step, query=self._plain(step.query)))

    def _resolve(self, tree: exp.Query, named: Given) -> None:
        """Put the name of a table or a step where one is read: by its name, by an argument or by a
        macro."""
        for table in list(tree.find_all(exp.Table)):
            called = table.this
            alias = table.alias
            if isinstance(called, exp.Anonymous):
                words = [_argument(word, named) for word in called.expressions]
                by_name = called.name == BY_NAME
                name = words[0].name if by_name else self.macro(called.name, *words)
            else:
                name = table.name
                name = named[name].name if name in named and not table.db else name
                alias = alias or table.name
            new = exp.to_table(name)
            if alias and alias != name:
                new.set("alias", exp.TableAlias(this=exp.to_identifier(alias)))
            if table.args.get("joins"):
                new.set("joins", table.args["joins"])
            table.replace(new)

    def _plain(self, tree: exp.Query) -> exp.Query:
        """Scalar macros expanded, whose schema a lake has not."""
        for dot in list(tree.find_all(exp.Dot)):
            if dot.this.name == "internal" and isinstance(dot.expression, exp.Anonymous):
                dot.replace(dot.expression)
        for call in list(tree.find_all(exp.Anonymous)):
            model = self._models.get(call.name.lower())
            if model and model.kind == "scalar":
                call.replace(self._called(model, call.expressions))
        return tree

    def _called(self, model: Model, given: list[exp.Expr]) -> exp.Expr:
        """The expression of a scalar macro with its arguments in it."""
        body = exp.maybe_parse(f"select ({model.query}\n)", into=exp.Select, dialect="duckdb")
        values = dict(zip(_arguments(model), given, strict=True))

        def put(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Column) and not node.table and node.name in values:
                return exp.paren(values[node.name].copy())
            return node

        called = self._plain(body).expressions[0].transform(put)
        return called  # type: ignore[no-any-return]


def inputs(steps: list[Step]) -> list[str]:
    """The tables that steps read and no step makes, sorted."""
    return sorted({table for step in steps for table in read(step)} - {s.name for s in steps})


def read(step: Step) -> Iterator[str]:
    """The tables and steps that a step reads, as often as it does."""
    return (table.name for table in step.query.find_all(exp.Table))


def _argument(word: exp.Expr, named: Given) -> exp.Expr:
    """What an argument stands for: text is the name of a table, whose schema a lake has not."""
    if isinstance(word, exp.Column | exp.Literal) and word.name in named:
        return named[word.name]
    return exp.column(word.name.rpartition(".")[2]) if word.is_string else word


def _arguments(model: Model) -> list[str]:
    return [name.strip() for name in model.args.split(",") if name.strip()]
