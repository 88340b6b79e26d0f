"""Lines priced with what NCCI says of them: pairs, unit limits and add-on codes."""

from collections.abc import Callable

import duckdb

from ratebook.db import quoted
from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

HOW = ("flag", "deny", "off")  # priced and told of; refused before they are priced; not looked at
Lines = Callable[[duckdb.DuckDBPyConnection, str], str]
NOT_ASKED = "not asked for"  # in edits_unchecked, where NCCI was not looked at
LINES = """
    create or replace temp table ratebook_lines as select * from internal.claim_lines({claims})
"""
EDITED = """
    create or replace temp table edited as
    select * from internal.line_edits('{claims}', '{into}')
"""
NONE = f"""
    create or replace temp table edited as
    select line_row, edits[:0] as edits, '{NOT_ASKED}' as edits_unchecked
    from {{into}}
    left join (from internal.line_edits('{{claims}}', '{{into}}') limit 0) using (line_row)
"""
BESIDE = """
    select p.*, coalesce(e.edits, []) as edits, e.edits_unchecked
    from {into} as p left join {edited} as e on p.line_row = e.line_row
"""
# A refused line counts for no other: what its patient's lines pay is computed again without it.
REFUSED = """
    create or replace temp table refused as
    select line_row, 'NCCI: ' || edits[1].says as says from edited
    where len(edits) > 0 and edits[1].refuses
"""
AGAIN = """
    create or replace temp table again as
    select c.* replace (r.says as ratebook_refusal)
    from {claims} as c left join refused as r on c.line_row = r.line_row
    where c.ratebook_key in (
        select ratebook_key from {claims} semi join refused using (line_row)
    )
"""
REPLACED = """
    create or replace temp table {into} as
    select * from {into} anti join priced_again using (line_row)
    union all by name
    select * from priced_again
"""


def require_way(how: str) -> str:
    """`how` if it is one of HOW; UsageError if not."""
    if how not in HOW:
        raise UsageError(
            f"--edits takes {', '.join(HOW)}; not '{how}'.{did_you_mean(how, list(HOW))}"
        )
    return how


def by_medicare(con: duckdb.DuckDBPyConnection, claims: str) -> str:
    """The SQL of the priced lines of a table of claims, as `repriced` prices them, but in two
    statements: each is planned in half of the time, and holds less."""
    con.execute(LINES.format(claims=quoted(claims)))
    return "select * from internal.claim_priced('ratebook_lines')"


def price(
    con: duckdb.DuckDBPyConnection, claims: str, into: str, how: str = "flag",
    lines: Lines = by_medicare,
) -> None:  # fmt: skip
    """Price the lines of the table `claims` as the temporary table `into`. `lines`: what gives
    the SQL of priced lines.

    `flag`: the column edits says what NCCI refuses, and amounts are as if no edit were; `deny`: a
    line that an edit refuses has no amount, and its words as the reason; `off`: NCCI is not asked.
    """
    names = {"claims": claims, "into": into}
    con.execute(f"create or replace temp table {into} as {lines(con, claims)}")
    con.execute((NONE if how == "off" else EDITED).format(**names))
    if how == "deny":
        _refuse(con, names, lines)
    beside = BESIDE.format(into=into, edited="edited")
    con.execute(f"create or replace temp table {into} as {beside}")


def _refuse(con: duckdb.DuckDBPyConnection, names: dict[str, str], lines: Lines) -> None:
    con.execute(REFUSED)
    if con.execute("select count(*) from refused").fetchone() == (0,):
        return
    con.execute(AGAIN.format(**names))
    con.execute(f"create or replace temp table priced_again as {lines(con, 'again')}")
    con.execute(REPLACED.format(**names))
