"""Lines that CMS's software and documents priced, as a file of claims."""

import csv
import re
from pathlib import Path

from ratebook.claims.contract import columns
from tests.support import cms

PROVIDERS = {"nonpar assigned": ("", "no"), "hospital": ("hospital", "")}
DAYS = {"55 for 60 of 90 days": "60", "55 for 30 of 90 days": "30"}


def rows(name: str) -> list[dict[str, str]]:
    """The lines of an oracle file."""
    with (cms.ORACLES / name).open(newline="") as opened:
        return list(csv.DictReader(opened))


def professional(row: dict[str, str]) -> dict[str, str]:
    """A line of `claims.csv` of an office or a surgical center, in the columns of the contract."""
    kind, participating = PROVIDERS.get(row["provider"], (row["provider"], ""))
    center = row["setting"] == "asc"
    return {
        "claim_id": row["case_id"], "claim_line_number": row["line"], "person_id": row["case_id"],
        "claim_type": "professional", "billing_npi": "1", "hcpcs_code": row["hcpcs"],
        "place_of_service_code": "24" if center else row["place_of_service"] or "11",
        "claim_line_start_date": row["date_of_service"], "hcpcs_modifier_1": row["modifiers"],
        "service_unit_quantity": row["units"], "anesthesia_minutes": row["minutes"],
        "mac": row["mac"], "locality": row["locality"], "wage_index": row["wage_index"],
        "charge_amount": row["billed_amount"], "post_op_days": DAYS.get(row["rule"], ""),
        "provider_type": "asc" if center else kind, "participating": participating,
    }  # fmt: skip


def grouped(row: dict[str, str]) -> dict[str, str]:
    """A line of `claims_opps_random.csv`, which a grouper has been through."""
    same = ("claim_id", "apc", "status_indicator", "discount_formula", "payment_method_flag",
            "payment_adjustment_flag", "wage_index", "rural_sch", "quality_reported")  # fmt: skip
    return {name: row[name] for name in same} | {
        "claim_line_number": row["line"], "claim_type": "institutional", "hcpcs_code": "99999",
        "claim_line_start_date": row["date_of_service"], "service_unit_quantity": row["units"],
        "deductible_remaining": row["claim_deductible"],
    }  # fmt: skip


def hospital(row: dict[str, str]) -> dict[str, str]:
    """A hospital's line of `claims.csv` as it is billed, before a grouper."""
    return {
        "claim_id": row["case_id"], "claim_line_number": row["line"], "bill_type_code": "131",
        "claim_type": "institutional", "claim_line_start_date": row["date_of_service"],
        "hcpcs_code": row["hcpcs"], "hcpcs_modifier_1": row["modifiers"],
        "service_unit_quantity": row["units"], "wage_index": row["wage_index"], "mac": "national",
        "deductible_remaining": row["deductible_remaining"],
        "quality_reported": "no" if "quality not reported" in row["note"] else "yes",
        "rural_sch": "yes" if row["provider"] == "rural SCH" else "no",
        "provider_type": "reh" if row["provider"] == "REH" else "",
    }  # fmt: skip


def after_grouper(row: dict[str, str]) -> dict[str, str]:
    """The same with what CMS's grouper said, where the note of the line has it."""
    said = re.search(
        r"SI (\w+), discount formula (\d), payment method flag (\w), "
        r"payment adjustment flag (\d+), APC (\d+)", row["note"],
    )  # fmt: skip
    names = ("status_indicator", "discount_formula", "payment_method_flag",
             "payment_adjustment_flag", "apc")  # fmt: skip
    return hospital(row) | dict(zip(names, said.groups() if said else (), strict=bool(said)))


def written(path: Path, lines: list[dict[str, str]]) -> Path:
    """A csv of claim lines."""
    with path.open("w", newline="") as opened:
        names = [name for name in columns() if any(name in line for line in lines)]
        made = csv.DictWriter(opened, names)
        made.writeheader()
        made.writerows(lines)
    return path
