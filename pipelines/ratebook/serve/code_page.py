"""The page of a code: what of its answer is drawn, and which columns and rows its tables have."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup

from ratebook import charts
from ratebook.ask import basis
from ratebook.db import Row
from ratebook.serve import html, lanes, sentences, takeaways
from ratebook.serve.edition import Edition

TIME = {  # the lines of the chart: of each site the first amount that is there
    "asc": (("asc_unit_rate", "ASC, per billing unit"),
            ("asc_total_amount", "ASC with its professional"),
            ("asc_facility_amount", "ASC’s facility alone")),
    "hospital": (("hopd_unit_rate", "hospital, per billing unit"),
                 ("hopd_total_amount", "hospital with its professional"),
                 ("hopd_facility_amount", "hospital’s facility alone")),
    "office": (("office_unit_rate", "office, per billing unit"), ("office_amount", "office")),
    "professional": (("facility_professional_amount", "professional in a facility"),),
}  # fmt: skip
SITES = ("office", "hospital", "asc")
SHORT = {"office": "Office", "hospital": "Hospital", "asc": "ASC", "professional": "Professional"}
TOTALS = {"hopd_total_amount", "asc_total_amount"}
COLUMNS = {
    "office_amount": "Office", "office_unit_rate": "Office, per billing unit",
    "facility_professional_amount": "Professional in a facility",
    "hopd_facility_amount": "Hospital, facility", "hopd_total_amount": "Hospital, both",
    "hopd_unit_rate": "Hospital, per billing unit",
    "asc_facility_amount": "ASC, facility", "asc_total_amount": "ASC, both",
    "asc_unit_rate": "ASC, per billing unit",
}  # fmt: skip


def code(edition: Edition, answer: Row, changes: Row | None, alone: bool = False) -> str:
    """The page of a code; `alone` for one file without scripts, forms or links."""
    lines, spans = history_lines(answer), answer["history"]
    columns = shown(spans)
    return html.render(
        "code.html", edition, answer["on"], answer=answer, changes=changes, alone=alone,
        lines=lines, history=through_time(edition, answer, lines),
        columns=columns, periods=merged(spans, columns), strip=strip(answer),
        places_shown=shown(answer["localities"]), units=units(answer), here=html.address(answer),
        others=[(found["schedule"].lower(), found["title"]) for found in answer["schedules"]],
        waterfalls=waterfalls((changes or {}).get("changes", [])),
        takeaways=_takeaways(answer, lines, (changes or {}).get("changes", [])),
        **_head(answer),
    )  # fmt: skip


def _takeaways(answer: Row, lines: Sequence[charts.Series], changes: Sequence[Row]) -> Row:
    """By section the sentence that stands beside it."""
    return {
        "computed": takeaways.computed(answer), "history": takeaways.through_time(lines),
        "places": takeaways.among(answer) if answer["standing"] else "",
        "changes": takeaways.changed(changes),
    }  # fmt: skip


def _head(answer: Row) -> Row:
    """What stands above the sections: the place, the sentence, and of each site its words."""
    totals = [amount for site in SITES if (amount := sentences.amount_of(site, answer)) is not None]
    return {
        "place_words": html.place_words(answer), "written": html.written_place(answer),
        "facts": sentences.facts(answer), "sentence": sentences.sentence(answer),
        "most": max(totals, default=None), "basis": basis.words,
        "touching": touching(answer["warnings"]), "from": _sources(answer),
        "differences": {site: sentences.difference(site, answer) for site in SITES[1:]},
        "verdicts": {site: sentences.verdict(site, answer) for site in SITES},
    }  # fmt: skip


def _sources(answer: Row) -> dict[str, list[str]]:
    """The rows of CMS's files behind each site's figures."""
    found: dict[str, list[str]] = {}
    for name in SITES:
        site, index = answer[name], answer[name].get("index")
        professional = answer["hospital"]["professional_source"]
        own = (site["source"], site.get("item_source"), site.get("pfs_source"))
        found[name] = [html.at(source) for source in own if source]
        if index and index["index_release"]:
            found[name].append("Wage index: " + html.at({
                "release": index["index_release"], "file": index["index_file"],
                "row": index["index_row"]}))  # fmt: skip
        if name != "office" and site["professional_amount"] is not None and professional:
            found[name].append(f"Professional: {html.at(professional)}")
    parts = answer["office_parts"]
    if parts:
        gpcis = {name: parts[f"gpci_{name}"] for name in ("file", "row")}
        found["office"].append("GPCIs: " + html.at({"release": parts["release"], **gpcis}))
    return found


def touching(warnings: Sequence[str]) -> dict[str, list[str]]:
    """Each warning at the figure it touches: a site's own, or all of them."""
    found: dict[str, list[str]] = {"all": [], "office": [], "hospital": [], "asc": []}
    for warning in warnings:
        site = next((name for word, name in (("OPPS-", "hospital"), ("no OPPS", "hospital"),
                     ("ASC-", "asc"), ("no ASC", "asc")) if word in warning), "all")  # fmt: skip
        found[site].append(warning)
    return found


def history_lines(answer: Row) -> list[charts.Series]:
    """What each site pays through time: its total, or what else it has in this place."""
    found: list[charts.Series] = []
    for css, drawn in TIME.items():
        if css == "professional" and ({"office_amount"} | TOTALS) & set(shown(answer["history"])):
            continue  # the other lines hold it
        for key, name in drawn:
            spans = [(s["effective_from"], s["effective_through"], s[key])
                     for s in answer["history"]]  # fmt: skip
            if any(amount for _, _, amount in spans):
                found.append(charts.Series(name, css, spans, SHORT[css]))
                break
    return found


def through_time(edition: Edition, answer: Row, lines: Sequence[charts.Series]) -> Markup:
    """The amounts through time, above the releases that they are made of."""
    spans = answer["history"]
    drawn = lanes.of(edition.releases, spans[0]["effective_from"], answer["on"]) if spans else []
    return charts.steps(f"What {answer['code']} paid over time", lines, drawn, answer["on"])


def waterfalls(changes: Sequence[Row]) -> list[tuple[Row, Markup]]:
    """Each change with its steps as a picture, all in dollars of one length; without one where an
    amount is not there on both days."""
    there = [one for one in changes if one["change"] is not None
             and one["old_amount"] is not None and one["new_amount"] is not None]  # fmt: skip
    room = max((max(_levels(one)) - min(_levels(one)) for one in there), default=Decimal(0))
    return [(one, _waterfall(one, room) if one in there else Markup("")) for one in changes]


def _levels(one: Row) -> list[Decimal]:
    """The amounts that a change goes through."""
    found = [one["old_amount"]]
    for part in one["parts"]:
        found.append(found[-1] + part["amount"])
    return [*found, one["new_amount"]]


def _waterfall(one: Row, room: Decimal) -> Markup:
    """A change from its least amount on, on a scale that holds so many dollars."""
    least, title = min(_levels(one)), f"{html.SITES.get(one['site'], one['site'])}: the change"
    steps = [(part["words"], part["amount"], False) for part in one["parts"]]
    values = [("before", one["old_amount"], True), *steps, ("now", one["new_amount"], True)]
    return charts.waterfall(title, one["site"], values, (least, least + room))


def shown(rows: Sequence[Row]) -> dict[str, str]:
    """The columns of a table of amounts: those with an amount, a professional's alone where
    nothing says what he makes of a total."""
    there = {key for key in COLUMNS for row in rows if row.get(key) is not None}
    if there & TOTALS:
        there -= {"facility_professional_amount", "asc_facility_amount"}
    if "office_unit_rate" in there:
        there -= {"office_amount"}
    for site in ("hopd", "asc"):
        if f"{site}_unit_rate" in there:
            there -= {f"{site}_facility_amount", f"{site}_total_amount"}
    return {key: words for key, words in COLUMNS.items() if key in there}


def units(answer: Row) -> list[tuple[str, Row, str]]:
    """The rows of PPRRVU behind the amounts: in words, the row, and which of its two sites.

    They are the rows of the formulas below them: of 70450 that of the global service and, for
    the professional in a facility, that of modifier 26.
    """
    own = answer["units"]
    found = []
    if own:
        found.append(("RVUs in an office", own, "nonfacility"))
    if paid := answer["hospital_units"]:
        found.append(("RVUs for the hospital", paid, "nonfacility"))
    if facility := answer["professional_units"] or own:
        found.append(("RVUs in a facility", facility, "facility"))
    return [(_labeled(words, row, site, answer), row, site) for words, row, site in found]


def _labeled(words: str, row: Row, site: str, answer: Row) -> str:
    other = "" if row["modifier"] == answer["modifier"] else f", {row['hcpcs']}-{row['modifier']}"
    return words + other + (" (NA)" if row[f"{site}_na"] else "")


def strip(answer: Row) -> Markup:
    """The localities as dots, the one asked for among them."""
    standing = answer["standing"]
    if not standing or standing["lowest"] == standing["highest"]:
        return Markup("")
    site = standing["site"]
    marks = [
        charts.Mark(
            f"{r['locality_name']}, {r['state']} ({r['mac']}-{r['locality']})", r[site],
            "own" if (r["mac"], r["locality"]) == (answer["mac"], answer["locality"]) else "",
        )
        for r in answer["localities"]
        if r[site] is not None
    ]  # fmt: skip
    if answer["mac"] == "national":
        marks.append(charts.Mark("National", standing["amount"], "own"))
    return charts.strip(f"How {answer['place']} compares with other localities", marks)


def merged(spans: Sequence[Row], columns: Iterable[str]) -> list[Row]:
    """The spans of days, newest first, neighbors with the same figures in columns as one."""
    found: list[Row] = []
    for span in spans:
        same = found and all(found[-1][name] == span[name] for name in columns)
        if same and (span["effective_from"] - found[-1]["effective_through"]).days == 1:
            found[-1] = {**span, "effective_from": found[-1]["effective_from"]}
        else:
            found.append(dict(span))
    return found[::-1]
