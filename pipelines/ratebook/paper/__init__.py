"""Reports as one HTML file: a sheet with its style, no script, nothing from the network."""

from functools import cache
from typing import Any

import jinja2

from ratebook import __version__


def page(package: str, **values: Any) -> str:
    """The template `report.html` of a package, on the sheet that all reports share.

    `title`, `notes`, `sample` (a notice, or None) and `kinds` (a class for a column's name) are
    the sheet's own.
    """
    return _template(package).render(version=__version__, **values)


@cache
def _template(package: str) -> jinja2.Template:
    loaders = [jinja2.PackageLoader(name, ".") for name in (package, "ratebook.paper")]
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders), autoescape=True, trim_blocks=True
    )
    return made.get_template("report.html")
