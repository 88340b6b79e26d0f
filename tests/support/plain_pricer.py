"""Professional claim lines priced in plain Python, by the rules of `repriced`, not by its SQL.

It is slow and simple: a second opinion on the ranking of lines beside one another.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
FACILITY = set("02 06 08 19 21 22 23 24 26 31 34 41 42 51 52 53 56 61".split())
PERSON = {"np": "0.85", "pa": "0.85", "cns": "0.85", "csw": "0.75", "mft": "0.75", "mhc": "0.75"}
HELPERS = {  # the indicator that decides, what is paid, the values that allow it
    "62": ("co_surgery", "0.625", "21"), "AS": ("assistant_surgery", "0.136", "20"),
    "80": ("assistant_surgery", "0.16", "20"), "82": ("assistant_surgery", "0.16", "20"),
}  # fmt: skip
FILM = {"FX": "0.8", "CT": "0.85", "FY": "0.9"}
PARTS = {"4": ("0.5", "0.95"), "6": ("0.75", "1"), "7": ("0.8", "1")}
COLUMNS = """
    release, hcpcs, modifier, status_code, work_rvu, nonfacility_pe_rvu, facility_pe_rvu, mp_rvu,
    nonfacility_na, facility_na, pctc, global_days, pre_op, intra_op, post_op, multiple_procedure,
    bilateral_surgery, assistant_surgery, co_surgery, endoscopic_base, opps_nonfacility_pe,
    opps_facility_pe, opps_mp
"""


def cents(amount):
    """Rounded half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


class Tables:
    """What the lines are priced by, read once from a warehouse."""

    def __init__(self, con, release):
        found = con.execute(f"select {COLUMNS} from pfs_rvu where release = ?", [release])
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        self.rows = {(row["hcpcs"], row["modifier"]): row for row in rows}
        self.bases = {row["endoscopic_base"] for row in rows if row["endoscopic_base"]}
        ((self.factor,),) = con.execute(
            "select conversion_factor from conversion_factors where release = ? and not qp",
            [release],
        ).fetchall()
        self.places = {
            (mac, locality): (work, pe, mp)
            for mac, locality, work, pe, mp in con.execute(
                "select mac, locality, work_gpci, pe_gpci, mp_gpci from gpci where release = ?",
                [release],
            ).fetchall()
        }

    def fee(self, row, line, half=False, cap=False):
        """A row's fee in a line's place and setting, to the cent; None where it is not there."""
        if row is None:
            return None
        site = "facility" if line["facility"] else "nonfacility"
        pe, mp = row[f"{site}_pe_rvu"], row["mp_rvu"]
        if cap:
            if not (row["opps_nonfacility_pe"] or row["opps_facility_pe"] or row["opps_mp"]):
                return None
            pe, mp = row[f"opps_{site}_pe"], row["opps_mp"]
        if half:
            pe = row["nonfacility_pe_rvu"] / 2
        work_gpci, pe_gpci, mp_gpci = line["gpcis"]
        return cents((row["work_rvu"] * work_gpci + pe * pe_gpci + mp * mp_gpci) * self.factor)


def price(lines, tables):
    """What is allowed for each line, None where nothing is."""
    made = [_line(n, line, tables) for n, line in enumerate(lines)]
    together = defaultdict(list)
    for line in made:
        if line["payable"] and not line["reasoned"]:  # what is denied ranks with nothing
            together[line["person_id"], line["billing_npi"], line["claim_line_start_date"]].append(
                line
            )
    for group in together.values():
        _sides(group)
        _surgery(group, tables)
        _therapy(group, tables)
        _parts(group)
        for line in group:
            _finish(line)
    return [line.get("allowed") if line["payable"] else None for line in made]


def _line(n, given, tables):
    mods = given["hcpcs_modifier_1"].split()
    own = next((m for m in ("26", "TC") if m in mods), "")
    if not own and "53" in mods and (given["hcpcs_code"], "53") in tables.rows:
        own = "53"
    line = {**given, "n": n, "mods": mods, "own": own, "sides": Decimal(1), "reasoned": False,
            "units": int(given["service_unit_quantity"]), "amount": None,
            "row": tables.rows.get((given["hcpcs_code"], own)),
            "facility": given["place_of_service_code"] in FACILITY}  # fmt: skip
    ones = (Decimal(1),) * 3
    line["gpcis"] = (
        ones if given["mac"] == "national" else tables.places[given["mac"], given["locality"]]
    )
    line["payable"] = line["row"] is not None and _is_payable(line)
    if line["payable"]:
        line["fee"] = tables.fee(line["row"], line)
        line["cap"] = tables.fee(line["row"], line, cap=True)
        line["helper"] = next((m for m in HELPERS if m in mods), None)
        line["own_fee"], line["less"] = line["fee"], {"TC": Decimal(1), "26": Decimal(1)}
        _split(line, tables)
    return line


def _is_payable(line):
    row, mods = line["row"], line["mods"]
    units = row["work_rvu"] + row["nonfacility_pe_rvu"] + row["facility_pe_rvu"] + row["mp_rvu"]
    if row["status_code"] not in ("A", "R", "T") or not units:
        return False
    if row["facility_na" if line["facility"] else "nonfacility_na"] == "NA" and "55" not in mods:
        return False
    helper = next((m for m in HELPERS if m in mods), None)
    line["reasoned"] = helper and row[HELPERS[helper][0]] not in HELPERS[helper][2]
    whole = "78" in mods and row["global_days"] == "000"
    if {"54", "55", "78"} & set(mods) and not whole:
        parts = row["pre_op"] + row["intra_op"] + row["post_op"]
        line["reasoned"] = line["reasoned"] or row["global_days"] not in ("010", "090") or not parts
    return True


def _order(line):
    charge = line["charge"] if line["charge"] is not None else -1
    return -charge, int(line["claim_line_number"]), line["n"]


def _sides(group):
    halves = defaultdict(list)
    for line in group:
        kind, mods = line["row"]["bilateral_surgery"], set(line["mods"])
        if "50" in mods or {"RT", "LT"} <= mods:
            line["sides"] = Decimal({"1": "1.5", "3": "2"}.get(kind, "1"))
        elif kind == "1" and {"RT", "LT"} & mods:
            key = line["hcpcs_code"], line["own"], bool({"80", "82", "AS"} & mods), "55" in mods
            halves[key].append(line)
        if "50" in mods and kind in "123":
            line["units"] = 1
    for pair in halves.values():
        pair.sort(key=_order)
        for place, line in enumerate(pair[:2]):
            line["pair"] = pair[0]["n"]
            line["sides"] = Decimal("0.5") if place else Decimal(1)


def _surgery(group, tables):
    for helps in (False, True):
        lines = [one for one in group if bool({"80", "81", "82", "AS"} & set(one["mods"])) == helps
                 and one["row"]["multiple_procedure"] in ("2", "3")
                 and not {"55", "56"} & set(one["mods"])]  # fmt: skip
        _families(lines, tables)
        services = defaultdict(list)
        for line in lines:
            own = f"pair {line['hcpcs_code']}" if "pair" in line else f"line {line['n']}"
            services[line.get("service", own)].append(line)
        for place, members in enumerate(sorted(services.values(), key=_worth)):
            for line in members:
                units = line["units"]
                many = units / Decimal(2) if place else 1 + (units - 1) / Decimal(2)
                line["amount"] = line["own_fee"] * line["sides"] * many


def _families(lines, tables):
    families = defaultdict(list)
    for line in lines:
        code = line["hcpcs_code"]
        families[line["row"]["endoscopic_base"] or (code if code in tables.bases else None)].append(
            line
        )
    for family, members in families.items():
        if family is None or len(members) < 2:
            continue
        members.sort(key=lambda one: (-one["fee"], one["hcpcs_code"] == family, *_order(one)))
        for line in members:
            line["service"] = f"family {family}"
        for line in members[1:]:
            over = line["fee"] - tables.fee(tables.rows[family, ""], line)
            line["own_fee"] = Decimal(0) if line["hcpcs_code"] == family else max(over, Decimal(0))


def _worth(members):
    charges = [m["charge"] if m["charge"] is not None else -1 for m in members]
    total = sum(m["own_fee"] * m["sides"] for m in members)
    return -total, -max(charges), min(m["n"] for m in members)


def _therapy(group, tables):
    lines = [line for line in group if line["row"]["multiple_procedure"] == "5"]
    lines.sort(
        key=lambda one: (
            -one["row"]["nonfacility_pe_rvu"],
            -one["fee"],
            int(one["claim_line_number"]),
            one["n"],
        )
    )
    for place, line in enumerate(lines):
        less = tables.fee(line["row"], line, half=True)
        line["amount"] = less * line["units"] if place else line["fee"] + less * (line["units"] - 1)


def _parts(group):
    for kind, part in ((kind, part) for kind in PARTS for part in ("TC", "26")):
        lines = [
            one for one in group
            if one["row"]["multiple_procedure"] == kind and one["parts"][part] is not None
            and not {"59", "XE"} & set(one["mods"])
        ]  # fmt: skip
        lines.sort(key=lambda one: (-one["parts"][part], int(one["claim_line_number"]), one["n"]))
        for line in lines[1:]:
            line["less"][part] = Decimal(PARTS[kind][part == "26"])


def _split(line, tables):
    """The fees of the two parts of a line, and the cap of the technical one."""
    code, own, kind = line["hcpcs_code"], line["own"], line["row"]["pctc"]
    other = {part: tables.rows.get((code, part)) for part in ("TC", "26")}
    technical, cap = (
        tables.fee(other["TC"], line),
        other["TC"] and tables.fee(other["TC"], line, cap=True),
    )
    professional = tables.fee(other["26"], line)
    if own == "TC" or (kind == "3" and own != "26"):
        technical, cap = line["fee"], line["cap"]
    if own == "26" or (kind == "2" and own != "TC"):
        professional = line["fee"]
    line["parts"] = {
        "TC": None if own == "26" else technical,
        "26": None if own == "TC" else professional,
    }
    line["technical_cap"] = cap


def _unit(line, technical, professional):
    """One unit of a line, of whose parts so much is paid."""
    fee, tc, pc = line["fee"], line["parts"]["TC"], line["parts"]["26"]
    if tc is None:
        return pc * professional
    paid = tc * technical
    if line["technical_cap"] is not None:
        paid = min(paid, line["technical_cap"])
    return paid if pc is None else fee - (tc - paid) - (pc - pc * professional)


def _finish(line):
    kind, mods, units = line["row"]["multiple_procedure"], line["mods"], line["units"]
    film = Decimal(next((FILM[m] for m in FILM if m in mods), "1"))
    less, tc, pc = line["less"], line["parts"]["TC"], line["parts"]["26"]
    if (tc is not None and (kind in PARTS or film != 1)) or (line["own"] == "26" and kind == "4"):
        shares = [Decimal(share) for share in PARTS.get(kind, ("1", "1"))]
        first = _unit(line, film * less["TC"], less["26"])
        if film * less["TC"] == 1 and less["26"] == 1 and tc is not None and pc is not None:
            first = line["fee"] if line["cap"] is None else min(line["fee"], line["cap"])
        line["amount"] = (first + (units - 1) * _unit(line, film * shares[0], shares[1])) * line[
            "sides"
        ]
    elif line["amount"] is None:
        line["amount"] = line["fee"] * line["sides"] * units
    if line["cap"] is not None:
        line["amount"] = min(line["amount"], min(line["fee"], line["cap"]) * line["sides"] * units)
    if not line["reasoned"]:
        allowed = cents(line["amount"] * _shares(line))
        line["allowed"] = allowed if line["charge"] is None else min(allowed, line["charge"])


def _shares(line):
    """The part that a person, a modifier of help and a part of a global period leave."""
    row, mods, helper = line["row"], line["mods"], line["helper"]
    share = Decimal(1) if helper == "AS" else Decimal(PERSON.get(line["provider_type"], "1"))
    share *= Decimal("0.95") if line["participating"] == "no" else 1
    share *= Decimal(HELPERS[helper][1]) if helper else 1
    if "54" in mods:
        return share * (row["pre_op"] + row["intra_op"])
    if "55" in mods:
        return share * row["post_op"]
    return share * row["intra_op"] if "78" in mods and row["global_days"] != "000" else share
