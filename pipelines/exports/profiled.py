"""The rows of a profile: of a day, of localities, of a factor, as one query."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from pipelines import place
from pipelines.errors import DataError, UsageError
from pipelines.exports import descriptors
from pipelines.exports.profiles import Profile, require_columns
from pipelines.exports.source import Source, condition, described, types
from pipelines.models import quoted

NONE = (
    "no {dataset}release that is loaded holds on {on}. `ratebook status` lists them; fetch one "
    "by its name, as in `ratebook refresh RVU25D`."
)
DATED = ("effective_from", "effective_through")


@dataclass(frozen=True)
class Options:
    """What a profile may be asked for; None and empty where it was not."""

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
    """UsageError where an option was given that the profile does not take, or one is wanting."""
    one = "one locality" in profile.options
    for name, given in options.given.items():
        if given and name not in profile.options and not (name == "locality" and one):
            raise UsageError(f"Profile {profile.name} takes no --{name}.")
    if one and len(options.localities) != 1:
        raise UsageError(
            f"Profile {profile.name} is of one locality: give it, as in --locality 10112-00, "
            "or --locality national."
        )


def of_profile(
    con: duckdb.DuckDBPyConnection, profile: Profile, options: Options, on: date,
    where: str | None, with_descriptors: bool,
) -> Source:  # fmt: skip
    """What a profile writes of a day. DataError where no release holds on it, or a locality is
    in none; UsageError where the profile does not fit its model."""
    model = profile.model
    try:
        columns = list(types(con, f"select * from {model}"))
    except duckdb.CatalogException as error:
        raise UsageError(f"profile {profile.name}: there is no table '{model}'.") from error
    require_columns(profile, [*columns, "descriptor"])
    conditions = [_on(con, profile, on, columns), condition(profile.filter)]
    conditions += _chosen(con, profile, options, on, columns)
    conditions += [condition(where)] if where else []
    base = f"select * from {model} where {' and '.join(conditions)}"
    rows = f"select *, '' as descriptor from (\n{base}\n)"
    if with_descriptors:
        if "descriptor" not in {field.column for field in profile.columns}:
            raise UsageError(f"Profile {profile.name} has no column for descriptors.")
        rows = descriptors.joined(base, columns)
    percent = options.percent if options.percent is not None else Decimal(100)
    fields = ", ".join(f'{field.typed(percent)} as "{field.name}"' for field in profile.columns)
    query = f"select {fields} from (\n{rows}\n){_ordered(profile)}"
    names = {field.name: field.column for field in profile.columns}
    return Source(
        profile.name, query, base, profile.key, comment=f"{profile.says}\n{described(model)[1]}",
        names=names,
    )  # fmt: skip


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
    """The release of a profile's data set that holds on a day; DataError where none does."""
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
    """A locality that a release of the day has; DataError where none has."""
    key = place.locality_key(text)
    there = "mac = ? and locality = ? and ? between effective_from and effective_through"
    query = f"select 1 from localities_history where {there}"
    if key != place.NATION and not con.sql(query, params=[*key, on]).fetchall():
        raise DataError(
            f"There is no locality {key[0]}-{key[1]} on {on}: the table `localities` lists them."
        )
    return key


def file_name(
    con: duckdb.DuckDBPyConnection, profile: Profile, options: Options, on: date
) -> str:  # fmt: skip
    """The name of a profile's file, from its pattern."""
    release = release_of(con, profile, on) if profile.dataset else ""
    places = ["-".join(dict.fromkeys(place.locality_key(text))) for text in options.localities]
    name = profile.file.format(
        on=on, release=release, vintage=release.removeprefix("RVU"),
        locality="_".join(places) or "ALL",
    )  # fmt: skip
    path = Path(name)
    return "-".join([path.stem, *options.told]) + path.suffix
