"""The rows of a profile: of a day, of localities, of a factor, as one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from ratebook.ask import place
from ratebook.db import quoted
from ratebook.errors import DataError, UsageError
from ratebook.export import descriptors
from ratebook.export.profiles import Profile, require_columns
from ratebook.export.source import Code, ExportRows, condition, described, of_codes, types

NONE = (
    "no {dataset}release in effect on {on} is loaded. `ratebook status` lists what is; download "
    "one by its name, as in `ratebook refresh RVU25D`."
)
DATED = ("effective_from", "effective_through")


@dataclass(frozen=True)
class Options:
    """What a profile may be asked for; None and empty if it was not."""

    on: date | None = None
    localities: tuple[str, ...] = ()
    percent: Decimal | None = None
    site: str | None = None
    qp: bool = False

    @property
    def told(self) -> list[str]:
        """What the name of a file says beside its pattern, so that no two exports share one."""
        percent = "" if self.percent is None else f"{self.percent:f}pct"
        return list(filter(None, [self.site or "", percent, "qp" if self.qp else ""]))

    @property
    def given(self) -> dict[str, bool]:
        """Which options were given, by the name that a profile takes them by."""
        return {
            "locality": bool(self.localities), "percent": self.percent is not None,
            "site": self.site is not None, "qp": self.qp,
        }  # fmt: skip


def require_taken(profile: Profile, options: Options) -> None:
    """UsageError if an option was given that the profile does not take, or one is wanting."""
    one = "one locality" in profile.options
    for name, given in options.given.items():
        if given and name not in profile.options and not (name == "locality" and one):
            raise UsageError(f"Profile {profile.name} does not take --{name}.")
    if one and len(options.localities) != 1:
        raise UsageError(
            f"Profile {profile.name} is for one locality: give it, as in --locality 10112-00, or "
            "--locality national."
        )


def of_profile(
    con: duckdb.DuckDBPyConnection, profile: Profile, options: Options, on: date,
    where: str | None, with_descriptors: bool, codes: Sequence[Code] = (),
) -> ExportRows:  # fmt: skip
    """What a profile writes of a day, of some codes or where a condition holds.

    DataError if no release holds on the day, or a locality is in none; UsageError if the
    profile does not fit its model."""
    model = profile.model
    try:
        columns = list(types(con, f"select * from {model}"))
    except duckdb.CatalogException as error:
        raise UsageError(f"profile {profile.name}: table '{model}' does not exist.") from error
    require_columns(profile, [*columns, "descriptor"])
    conditions = [_on(con, profile, on, columns), condition(profile.filter)]
    conditions += _chosen(con, profile, options, on, columns)
    conditions += [of_codes(codes, columns, model)] if codes else []
    base = f"select * from {model} where {' and '.join(conditions)}"
    percent = options.percent if options.percent is not None else Decimal(100)
    base = _where(base, profile, percent, where, columns) if where else base
    rows = f"select *, '' as descriptor from (\n{base}\n)"
    if with_descriptors:
        if "descriptor" not in {field.column for field in profile.columns}:
            raise UsageError(f"Profile {profile.name} has no column for descriptors.")
        rows = descriptors.joined(base, columns)
    fields = ", ".join(f'{field.typed(percent)} as "{field.name}"' for field in profile.columns)
    query = f"select {fields} from (\n{rows}\n){_ordered(profile)}"
    names = {field.name: field.column for field in profile.columns}
    return ExportRows(
        profile.name, query, base, profile.key, comment=f"{profile.says}\n{described(model)[1]}",
        names=names,
    )  # fmt: skip


def _where(
    base: str, profile: Profile, percent: Decimal, where: str, columns: list[str]
) -> str:  # fmt: skip
    """The rows for which a condition holds, which may name columns of the profile as well as of
    its model; a name that both have is the model's."""
    own = [f for f in profile.columns if f.name not in columns and f.column in [*columns, f.value]]
    fields = "".join(f', {field.typed(percent)} as "{field.name}"' for field in own)
    without = ", ".join(f'"{field.name}"' for field in own)
    chosen = f"* exclude ({without})" if own else "*"
    return f"select {chosen} from (select *{fields} from ({base})) where {condition(where)}"


def _on(
    con: duckdb.DuckDBPyConnection, profile: Profile, on: date, columns: list[str]
) -> str:  # fmt: skip
    """The condition of the day: the one release that holds, which DuckDB can look up at once."""
    if profile.dataset:
        return f"release = {quoted(release_of(con, profile, on))}"
    if not set(DATED) <= set(columns):
        return "true"
    held = f"date '{on}' between effective_from and effective_through"
    if not con.sql(f"select 1 from {profile.model} where {held} limit 1").fetchall():
        raise DataError(f"{profile.name}: {NONE.format(dataset='', on=on)}")
    return held


def release_of(con: duckdb.DuckDBPyConnection, profile: Profile, on: date) -> str:
    """The release of a profile's data set in effect on a day; DataError if none does."""
    query = (
        "select release from releases where dataset = ? "
        "and ? between effective_from and effective_through"
    )
    found = con.sql(query, params=[profile.dataset, on]).fetchall()
    if not found:
        raise DataError(f"{profile.name}: {NONE.format(dataset=profile.dataset + ' ', on=on)}")
    return str(found[0][0])


def _ordered(profile: Profile) -> str:
    names = ", ".join(f'"{name}"' for name in profile.order)
    return f" order by {names}" if names else ""


def _chosen(
    con: duckdb.DuckDBPyConnection, profile: Profile, options: Options, on: date,
    columns: list[str],
) -> list[str]:  # fmt: skip
    """The conditions of the options that a model has columns for."""
    found = []
    if "qp" in columns:
        found.append("qp" if options.qp else "not qp")
    if "site" in profile.options:
        found.append(f"site_of_service = {quoted(options.site or 'office')}")
    if options.localities:
        keys = [_existing(con, text, on) for text in options.localities]
        pairs = ", ".join(f"({quoted(mac)}, {quoted(number)})" for mac, number in keys)
        found.append(f"(mac, locality) in ({pairs})")
    return found


def _existing(con: duckdb.DuckDBPyConnection, text: str, on: date) -> tuple[str, str]:
    """A locality that a release of the day has; DataError if none has."""
    key = place.choose(con, text, "", on)
    there = "mac = ? and locality = ? and ? between effective_from and effective_through"
    query = f"select 1 from localities_history where {there}"
    if key != place.NATION and not con.sql(query, params=[*key, on]).fetchall():
        raise DataError(
            f"{key[0]}-{key[1]} is not a locality on {on}: `ratebook localities` lists them."
        )
    return key


def file_name(
    con: duckdb.DuckDBPyConnection, profile: Profile, options: Options, on: date
) -> str:  # fmt: skip
    """The name of a profile's file, from its pattern."""
    release = release_of(con, profile, on) if profile.dataset else ""
    keys = [place.choose(con, text, "", on) for text in options.localities]
    places = [place.named(*key) for key in keys]
    name = profile.file.format(
        on=on, release=release, vintage=release.removeprefix("RVU"),
        locality="_".join(places) or "ALL",
    )  # fmt: skip
    path = Path(name)
    return "-".join([path.stem, *options.told]) + path.suffix
