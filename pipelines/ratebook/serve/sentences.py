"""What a page says of an answer in words: the sentence on top, differences, verdicts on blanks."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ratebook.db import Row

SITES = (("office", "an office"), ("hospital", "a hospital"), ("asc", "a surgical center"))
VERDICTS = (  # what a reason says, and the verdict in the amount's place
    (r"rarely or never performed", "Not in an office"),
    (r"packaged|pays for the whole claim|another service's payment|bundled", "Packaged"),
    (r"each MAC sets|MAC sets the amount|contractor", "Set by the MAC"),
    (r"paid under the .* (schedule|limits)|are paid under the|DMEPOS", "Another schedule"),
    (r"more than one locality", "Name a locality"),
    (r"loaded|not known|does not say|do not say|no CMS document", "Not known"),
    (r"reasonable cost|at cost", "Paid at cost"),
)


def day(on: date) -> str:
    """A day as people write it: 1 August 2026."""
    return f"{on.day} {on:%B %Y}"


def facts(answer: Row) -> list[tuple[str, str]]:
    """What stands under the code: its global period, total RVUs and status."""
    units = answer["units"]
    kind = answer["name"]["category"]
    if not units:
        return [("Category", kind)] if kind else []
    meaning = {i["indicator"]: i["meaning"] for i in answer["indicators"]}
    found = [("Category", kind or "")]
    found += [("Global period", meaning.get("global_days") or units["global_days"])]
    totals = [f"{units[f'{site}_total']:.2f} {words}" for site, words in
              (("nonfacility", "office"), ("facility", "facility"))
              if units[f"{site}_total"] is not None and not units[f"{site}_na"]]  # fmt: skip
    found.append(("Total RVUs", ", ".join(totals)))
    status = meaning.get("status_code") or ""
    found.append(("Status", f"{status} ({units['status_code']})".strip()))
    return [(name, text) for name, text in found if text]


def amount_of(site: str, answer: Row) -> Decimal | None:
    """What a site is paid in all."""
    found: Decimal | None = answer[site]["amount" if site == "office" else "total_amount"]
    return found


def sentence(answer: Row) -> str:
    """The answer in one sentence, and what the patient owes in another."""
    paid = [(words, amount_of(site, answer), answer[site]) for site, words in SITES]
    there = [(words, _about(amount, site)) for words, amount, site in paid if amount is not None]
    where = answer["where"]["words"] or answer["locality_name"]
    start = "Nationally" if answer["mac"] == "national" else f"In {where}"
    if not there:
        return f"{start} on {day(answer['on'])} {_elsewhere(answer)}."
    text = f"{start} on {day(answer['on'])} Medicare allows " + _listed(
        [f"{amount} in {words}" for words, amount in there]
    )
    owed = [(words, _about(site["patient_amount"], site)) for words, amount, site in paid
            if amount is not None and site["patient_amount"] is not None]  # fmt: skip
    if not owed:
        return f"{text}."
    if all(amount in ("$0.00", "about $0") for _, amount in owed):
        return f"{text}. The patient owes nothing."
    named = "" if len(owed) == len(there) else f" ({_listed([words for words, _ in owed])})"
    return f"{text}. The patient owes {_listed([amount for _, amount in owed])}{named}."


def _elsewhere(answer: Row) -> str:
    """What is paid where none of the three sites is: to a supplier, an anesthetist."""
    paid = [s for s in answer["schedules"] if s["amount"] is not None]
    if not paid:
        return "no site has an amount; each says why"
    each = [
        f"${s['amount']:,.2f}{f' ({m})' if (m := s['modifier']) != answer['modifier'] else ''}"
        for s in paid
    ]
    return f"Medicare allows the {paid[0]['setting']} {_listed(each)}"


def _about(amount: Decimal, site: Row) -> str:
    """Dollars; of an estimate without cents."""
    if site.get("basis") != "estimate":
        return f"${amount:,.2f}"
    return f"about ${amount.quantize(Decimal(1), ROUND_HALF_UP):,}"


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def difference(site: str, answer: Row) -> str:
    """A facility's total against the office's, in words; '' where one of them is not there."""
    office, own = answer["office"]["amount"], amount_of(site, answer)
    if site == "hospital" and answer["hopd_minus_office"] is None:
        return ""
    if office is None or own is None:
        return ""
    if office == own:
        return "The same as in the office."
    more = "more" if own > office else "less"
    both = answer[site]["professional_amount"] is not None and own > office
    facility = "hospital" if site == "hospital" else "center"
    why = f": the {facility} and the professional are both paid"
    times = f", {own / office:.1f} times as much" if office > 0 and own >= 2 * office else ""
    return f"${abs(own - office):,.2f} {more} than the office{times}{why if both else ''}."


def verdict(site: str, answer: Row) -> tuple[str, str]:
    """What stands in the place of an amount that is not there, and the reason."""
    found: dict[str, Any] = answer[site]
    reason = found["reason"] or found.get("total_reason") or ""
    if site != "office" and found["facility_amount"] is not None:
        reason = found["total_reason"] or ""
        if found["facility_amount"] != 0 and not re.search(VERDICTS[4][0], reason):
            return "Total not known", reason
    words = next((words for fits, words in VERDICTS if re.search(fits, reason)), "")
    default = {"office": "Not in an office", "hospital": "Not paid in a hospital",
               "asc": "Not paid in an ASC"}[site]  # fmt: skip
    return words or default, reason
