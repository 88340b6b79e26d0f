"""The tables of `show`: the three sites of one code, or several codes under each other."""

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table

from ratebook.ask import basis, names, schedules
from ratebook.ask.show import unit_dollars
from ratebook.cli.terminal import money, sample_notice, say, warn
from ratebook.db import Row

BILLERS = {"office": "office", "professional": "professional in a facility",
           "hospital": "hospital", "asc": "ASC"}  # fmt: skip
LONGEST = 100  # characters of a line of sources and reasons
TOGETHER = (
    "code", "office", "patient", "hospital", "professional", "total", "patient", "minus office",
    "ASC", "total", "patient",
)  # fmt: skip


def side_by_side(answer: dict[str, Any]) -> None:
    """The table of one code: each site with what the patient owes, its source or its reason."""
    sample_notice(answer["origin"])
    _named(answer)
    grid = _grid(f"{_code(answer)}, {_here(answer)}",
                 ("site", "facility", "professional", "total", "patient"))  # fmt: skip
    grid.add_column("from", overflow="fold", max_width=LONGEST)
    for row in _sites(answer):
        grid.add_row(*row)
    say(grid)
    if answer["caveat"]:
        say(f"{_code(answer)}: {answer['caveat']}")
    if "modified" in answer:
        _modified(answer)
    for warning in answer["warnings"]:
        warn(f"warning: {warning}")


def _modified(answer: dict[str, Any]) -> None:
    """What modifiers do that have no row of their own, setting by setting."""
    code = f"{answer['hcpcs']}-{answer['asked_modifier']}"
    grid = _grid(f"{code}: what the modifier does", ("who bills", answer["hcpcs"], code, "patient"))
    grid.add_column("what it does", overflow="fold", max_width=LONGEST)
    for row in answer["modified"]:
        words = [row["says"], row["reason"], *row["flags"]]
        grid.add_row(
            BILLERS[row["setting"]], money(row["amount_without"]), money(row["amount"]),
            money(row["patient"]), "\n".join(filter(None, words)),
        )  # fmt: skip
    say(grid)


def _named(answer: dict[str, Any]) -> None:
    """The name of the service, with the AMA's line where it is the AMA's."""
    name = answer["name"]
    if said := names.title(name):
        say(f"{_code(answer)}, {said}")
    if name["notice"]:
        say(name["notice"])
    elif name["reason"] == names.HOW and answer["origin"] != "sample":
        say(f"no name: {name['reason']}")


def together(answers: Sequence[dict[str, Any]]) -> None:
    """One table of several codes in one place; below it why figures are missing, and the bases."""
    sample_notice(answers[0]["origin"])
    grid = _grid(_here(answers[0]), TOGETHER)
    for answer in answers:
        hospital, asc = answer["hospital"], answer["asc"]
        grid.add_row(
            _code(answer), office_money(answer["office"]),
            money(answer["office"]["patient_amount"]), facility_money(hospital),
            money(hospital["professional_amount"]), _total(hospital),
            money(hospital["patient_amount"]), money(answer["hopd_minus_office"]),
            facility_money(asc), _total(asc), money(asc["patient_amount"]),
        )  # fmt: skip
    say(grid)
    _names(answers)
    for codes, name, reason in basis.missing(answers):
        say(f"{', '.join(codes)} {name}: {reason}")
    said = {answer["caveat"]: _code(answer) for answer in reversed(answers) if answer["caveat"]}
    for caveat, code in reversed(said.items()):
        say(f"{code}: {caveat}")
    for answer in answers:
        for found in answer["schedules"]:
            say(" ".join([_code(answer), *filter(None, _schedule(found))]).replace("\n", ", "))


def _names(answers: Sequence[dict[str, Any]]) -> None:
    for answer in answers:
        if words := names.title(answer["name"]):
            say(f"{_code(answer)}: {words}")
    for notice in dict.fromkeys(a["name"]["notice"] for a in answers if a["name"]["notice"]):
        say(notice)


def found(rows: Sequence[Row], one: dict[str, Any] | None) -> None:
    """The table of a search: codes, names, and what the sites pay, of a facility both parts."""
    if one:
        sample_notice(one["origin"])
    grid = _grid(_here(one) if one else "", ("code", "office", "hospital", "ASC"))
    grid.add_column("name", overflow="fold", max_width=LONGEST)
    for row in rows:
        words = ": ".join(filter(None, [row["category"], row["name"]]))
        grid.add_row(row["hcpcs"], *(money(row[site]) for site in ("office", "hospital", "asc")),
                     " ".join(filter(None, [words, row["why"] and f"({row['why']})"])))  # fmt: skip
    say(grid)
    if any(row["owner"] == "AMA" for row in rows):
        say(names.NOTICE)


def _grid(title: str, names: Sequence[str]) -> Table:
    grid = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, name in enumerate(names):
        grid.add_column(name, justify="right" if number else "left", no_wrap=True)
    return grid


def _code(answer: Row) -> str:
    return str(answer["hcpcs"] + (f"-{answer['modifier']}" if answer["modifier"] else ""))


def _here(answer: Row) -> str:
    """The place, the day, the factor and the patient, as a title says them."""
    place = answer["locality_name"]
    if answer["mac"] not in ("national", "open"):
        place = f"{answer['mac']}-{answer['locality']} {place}, {answer['state']}"
    words = answer["where"]["words"]
    place = f"{words} ({place})" if words else place
    factor = ", qualifying APM participant" if answer["qp"] else ""
    patient = answer["patient"]
    left = (
        f", ${patient['deductible']:,.2f} of the deductible left" if patient["deductible"] else ""
    )
    turned = ", screening turned into a treatment (PT)" if patient["pt"] else ""
    return f"{place}, on {answer['on']}{factor}{left}{turned}"


def office_money(site: Row) -> str:
    """What an office is paid; of a drug the limit of one unit, with the third decimal."""
    if site["unit_rate"] is not None and site["amount"] is not None:
        return unit_dollars(site["unit_rate"])
    return money(site["amount"])


def facility_money(site: Row) -> str:
    """A facility's payment: of a drug, blood, a source or a product the rate of one unit, with
    the third decimal that CMS prints."""
    if site["unit_rate"] is not None:
        return unit_dollars(site["unit_rate"])
    return money(site["facility_amount"])


def _sites(answer: dict[str, Any]) -> list[tuple[str, ...]]:
    office, hospital, asc = answer["office"], answer["hospital"], answer["asc"]
    return [
        ("office", "", office_money(office), office_money(office),
         money(office["patient_amount"]), _because(office, [])),
        ("hospital", facility_money(hospital), money(hospital["professional_amount"]),
         _total(hospital), money(hospital["patient_amount"]),
         _because(hospital, _hospital_words(answer))),
        ("ASC", facility_money(asc), money(asc["professional_amount"]), _total(asc),
         money(asc["patient_amount"]), _because(asc, _asc_words(asc))),
        *(_schedule(found) for found in answer["schedules"]),
    ]  # fmt: skip


def _schedule(found: Row) -> tuple[str, ...]:
    """What another schedule pays: one amount, to whom it pays."""
    amount = unit_dollars(found["unit_rate"]) if found["unit_rate"] else money(found["amount"])
    unit = f" ({found['unit']})" if found["unit"] else ""
    each = f"per billing unit{unit}: multiply by the units, then round" if unit else None
    words = [found["title"], *filter(None, [each, found["reason"], _place(found["source"])])]
    where = "-".join(filter(None, [found["setting"], found["modifier"]]))
    where += f", {place}" if (place := schedules.place_words(found)) else ""
    return where, "", "", amount, money(found["patient_amount"]), "\n".join(words)


def _total(site: Row) -> str:
    """A site's total; of an item, beside which no one is paid, the rate of one unit."""
    alone = site["unit_rate"] is not None and site["total_amount"] is not None
    return facility_money(site) if alone else money(site["total_amount"])


def _hospital_words(answer: dict[str, Any]) -> list[str]:
    hospital = answer["hospital"]
    words = []
    if hospital["hcpcs"] not in (None, answer["hcpcs"]):
        words.append(f"billed as {hospital['hcpcs']}")
    if hospital["apc"]:
        words.append(f"APC {hospital['apc']}")
    if hospital["status_indicator"]:
        words.append(f"status indicator {hospital['status_indicator']}")
    return words


def _asc_words(asc: Row) -> list[str]:
    return [f"payment indicator {asc['payment_indicator']}"] if asc["payment_indicator"] else []


def _because(site: Row, found: list[str]) -> str:
    lines = [", ".join(found)] if found else []
    if site["reason"]:
        lines.append(site["reason"])
    elif site.get("unit_rate") is not None:
        lines.append("per billing unit: multiply by the units, then round")
    if "basis" in site and (said := basis.words(site)):
        lines.append(said)
    if site.get("pfs_source"):
        lines.append(f"paid by the physician fee schedule: {_place(site['pfs_source'])}")
    if site.get("item_source"):
        lines.append(f"paid as on its own schedule: {_place(site['item_source'])}")
    lines += [_place(site["source"])] if site["source"] else []
    return "\n".join([*lines, *_beside(site)])


def _beside(site: Row) -> list[str]:
    """Where the professional's amount is from; why there is no total or no patient's share."""
    lines = []
    if professional := site.get("professional_source"):
        lines.append(f"professional: {_place(professional)}")
    elif site.get("professional_reason"):
        lines.append(f"professional: {site['professional_reason']}")
    if site.get("total_reason") not in (None, site["reason"], site.get("professional_reason")):
        lines.append(f"no total: {site['total_reason']}")
    if site.get("patient_reason"):
        lines.append(f"patient: {site['patient_reason']}")
    return lines


def _place(source: Row) -> str:
    return f"{source['release']}, {source['file']}, row {source['row']}"
