"""What only one verb needs is an extra of the package: `pip install 'ratebook[serve]'`."""

from importlib.util import find_spec

from ratebook.errors import DataError

EXTRAS = {
    "serve": ("fastapi", "uvicorn", "orjson"),
    "postgres": ("psycopg",),
    "delta": ("deltalake",),
    "mcp": ("mcp",),
    "x12": ("pyx12",),
    "lake": ("deltalake", "sqlglot"),
    "spark": ("pyspark", "deltalake", "sqlglot"),
    "spark-connect": ("pyspark", "deltalake", "sqlglot"),
}


def require(extra: str, what: str) -> None:
    """DataError with the line to type where the packages of an extra are not installed.

    `what`: what needs them, as in `ratebook serve`.
    """
    missing = [name for name in EXTRAS[extra] if not find_spec(name)]
    if missing:
        raise DataError(
            f"{what} needs packages that are not installed ({', '.join(missing)}): "
            f"pip install 'ratebook[{extra}]'"
        )
