"""Text as DuckDB reads it, where Spark would read other numbers and days: '1_000' and '2024/07/01'
are known to DuckDB alone, '2024' as a day and full-width digits to Spark alone."""

from sqlglot import exp
from sqlglot.expressions import DataType

UNDERSCORE = r"(?<=[0-9])_(?=[0-9])"
NUMBER = r"^\s*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,4})?\s*\z"
BASES = {16: r"^0[xX]([0-9a-fA-F]{1,15})\s*\z", 2: r"^0[bB]([01]{1,60})\s*\z"}
# DuckDB knows odder times beside a day; a line that has one is refused on Spark.
TIME = r"[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.]\d{1,9})?(Z|[+-]\d{2}(:\d{2})?)?)? *"
# A pattern, and which groups of it are year, month and day.
DAY = (rf"^\s*(\d{{1,4}})([-/ \\])(\d{{1,2}})\2(\d{{1,2}})(\s*|{TIME})\z", (1, 3, 4))
FORMATS = {
    "%Y%m%d": (r"^(\d{4})(\d{2})(\d{1,2})\z", (1, 2, 3)),
    "%m/%d/%Y": (r"^(\d{1,2})/(\d{1,2})/(\d{1,4})\z", (3, 1, 2)),
}
WHOLE = "decimal(38, 19)"  # what a whole number is read as before it is rounded


def number(text: exp.Expr, to: DataType) -> exp.Expr:
    """The number that a text says; NULL where it says none. A whole one is rounded."""
    plain = exp.func("regexp_replace", text, exp.Literal.string(UNDERSCORE), exp.Literal.string(""))
    said = exp.Anonymous(
        this="regexp_extract",
        expressions=[plain, exp.Literal.string(NUMBER), exp.Literal.number(0)],
    )
    if to.is_type(DataType.Type.DECIMAL):
        return _try(said, to)
    exact = _try(said, DataType.build(WHOLE, dialect="duckdb"))
    rounded = _try(exp.func("round", exact, exp.Literal.number(0)), to)
    return exp.func("coalesce", rounded, *(_in_base(plain.copy(), base, to) for base in BASES))


def _in_base(text: exp.Expr, base: int, to: DataType) -> exp.Expr:
    """A whole number as programs write it: 0x1F, 0b101."""
    words = [text, exp.Literal.string(BASES[base]), exp.Literal.number(1)]
    digits = exp.Anonymous(this="regexp_extract", expressions=words)
    numbers = [digits, exp.Literal.number(base), exp.Literal.number(10)]
    return _try(exp.Anonymous(this="conv", expressions=numbers), to)


def day(text: exp.Expr) -> exp.Expr:
    """The day that a text says as year, month, day."""
    return _day(text, *DAY)


def day_of(text: exp.Expr, formats: list[str]) -> exp.Expr:
    """The day that a text says in one of some formats, the first that fits."""
    found = [_day(text.copy(), *FORMATS[name]) for name in formats]
    return exp.func("coalesce", *found)


def _day(text: exp.Expr, pattern: str, groups: tuple[int, int, int]) -> exp.Expr:
    """Nothing matched gives '0000--', which is no day."""
    year, *rest = (
        exp.Anonymous(
            this="regexp_extract",
            expressions=[text.copy(), exp.Literal.string(pattern), exp.Literal.number(group)],
        )
        for group in groups
    )
    whole = exp.func("lpad", year, exp.Literal.number(4), exp.Literal.string("0"))
    said = exp.Anonymous(this="concat_ws", expressions=[exp.Literal.string("-"), whole, *rest])
    return _try(said, DataType.build("date"))


def _try(value: exp.Expr, to: DataType) -> exp.Expr:
    return exp.TryCast(this=value, to=to, safe=True)  # else sqlglot writes a cast that fails
