"""What a section of the page shows, in one or two sentences with figures, beside its heading."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ratebook.charts import Series
from ratebook.db import Row
from ratebook.serve.html import SITES, STANDING, money, signed


def computed(answer: Row) -> str:
    """How the amounts of the physician fee schedule come about."""
    if not answer["office_parts"] and not answer["professional_parts"]:
        return ""
    times = "" if answer["mac"] == "national" else " × GPCIs of the place"
    return f"RVUs{times} × one conversion factor, summed and rounded once."


def through_time(lines: Sequence[Series]) -> str:
    """By how much each site's amount moved, from the first that is known to the last."""
    said = []
    for line in lines:
        known = [span for span in line.spans if span[2]]
        if len(known) > 1:
            (first, _, was), (_, _, now) = known[0], known[-1]
            assert was and now
            said.append(f"{line.short} {_moved(was, now)} since {first.year}.")
    return " ".join(said[::-1])


def _moved(was: Decimal, now: Decimal) -> str:
    percent = ((now - was) * 100 / was).quantize(Decimal(1), ROUND_HALF_UP)
    return "about the same" if not percent else f"{'+' if percent > 0 else '−'}{abs(percent)} %"


def among(answer: Row) -> str:
    """Where the place stands among the localities."""
    standing = answer["standing"]
    name = STANDING[standing["site"]]
    if standing["lowest"] == standing["highest"]:
        return f"{name}: {money(standing['lowest'])} in each of {standing['of']} localities."
    if standing["amount"] is None or standing["less"] is None:
        return f"{name}: {money(standing['lowest'])} to {money(standing['highest'])}."
    whose = "the national amount" if answer["mac"] == "national" else "this one"
    return f"{name}: {standing['less']} of {standing['of']} localities pay less than {whose}."


def changed(changes: Sequence[Row]) -> str:
    """The change of each site, and the step that makes most of it."""
    said = []
    for one in changes:
        if one["change"] is None:
            continue
        name = SITES.get(one["site"], one["site"].capitalize())
        if not one["change"]:
            said.append(f"{name}: the same.")
            continue
        said.append(f"{name} {signed(one['change'])}{_most_of(one['parts'])}.")
    return " ".join(said)


def _most_of(parts: Sequence[Row]) -> str:
    """The step that is the largest of several."""
    if len(parts) < 2:
        return ""
    largest = max(parts, key=lambda part: abs(part["amount"]))
    return f", {signed(largest['amount'])} by {largest['words']}"
