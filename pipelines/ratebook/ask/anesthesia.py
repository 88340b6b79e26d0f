"""What anesthesia pays: base units and time (`show 00811 --minutes 37`)."""

import duckdb

from ratebook.ask.question import Question
from ratebook.db import Row, row

PAYMENT = "select * from anesthesia_payment($hcpcs, $modifier, $mac, $locality, $on, $minutes, $qp)"
TITLE = "anesthesia under the physician fee schedule"


def is_anesthesia(hcpcs: str) -> bool:
    """Whether a code is one of anesthesia: 00100 to 01999."""
    return "00100" <= hcpcs <= "01999" and hcpcs.isdigit()


def payment(con: duckdb.DuckDBPyConnection, asked: Question) -> list[Row]:
    """The amount of an anesthesia code, in the shape of `schedules.amounts`; none of another code.

    `amount` in dollars, or the `reason` why there is none; `formula` says how it is made.
    """
    if not is_anesthesia(asked.hcpcs):
        return []
    names = ("hcpcs", "modifier", "mac", "locality", "on", "minutes", "qp")
    found = row(con, PAYMENT, {name: getattr(asked, name) for name in names})
    assert found is not None
    used = {"release": found["release"] or found["base_release"]}
    file = "source" if found["release"] else "base"
    source = used | {"file": found[f"{file}_file"], "row": found[f"{file}_row"]}
    national = asked.mac == "national"
    return [{
        "schedule": "PFS", "title": TITLE, "setting": "anesthetist", "modifier": asked.modifier,
        "variant": "qp" if asked.qp else "",
        "place_kind": None if national else "locality",
        "place": None if national else f"{asked.mac}-{asked.locality}",
        "amount": found["amount"], "unit_rate": None, "unit": None, "status": "J",
        "reason": found["reason"] or _formula(found), "patient_amount": found["patient_amount"],
        "source": source, "parts": None, **used,
        "effective_from": None, "effective_through": None,
    }]  # fmt: skip


def _formula(found: Row) -> str:
    share = f" x {found['paid_share']}" if found["paid_share"] != 1 else ""
    return (
        f"{found['base_units'].normalize():f} base units + {found['time_units']} of time = "
        f"{found['base_units'] + found['time_units']} x ${found['conversion_factor']}{share}; base "
        f"units: {found['base_release']}, {found['base_file']}, row {found['base_row']}"
    )
