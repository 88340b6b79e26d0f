"""X12 files by the standard (005010X222A1, X223A2, X221A1), made of claim lines. All in them is
invented; the NPIs have valid check digits."""

from decimal import Decimal
from itertools import groupby

Line = dict[str, str]
VERSIONS = {"837P": "005010X222A1", "837I": "005010X223A2", "835": "005010X221A1"}
GROUPS = {"837P": "HC", "837I": "HC", "835": "HP"}
TAXONOMIES = {"asc": "261QA1903X", "np": "363LF0000X"}
PRACTICE = "1234567893"
BILLER = ("billing_npi", "billing_zip", "service_zip", "provider_type")


def written(
    sets: list[tuple[str, list[str]]], marks: str = "*:~^", ends: str = "\n", groups: int = 1
) -> str:
    """An interchange: each set's name and segments, ST to SE, in functional groups."""
    element, component, end, repeat = marks
    made = []
    for number in range(1, groups + 1):
        name = sets[0][0]
        made.append(f"GS*{GROUPS[name]}*SEND*TAKE*20260801*1200*{number}*X*{VERSIONS[name]}")
        for place, (kind, segments) in enumerate(sets, 1):
            made += numbered(kind, segments, f"{number:02}{place:02}")
        made.append(f"GE*{len(sets)}*{number}")
    who = f"ZZ*{'SEND':15}*ZZ*{'TAKE':15}"
    isa = f"ISA*00*{'':10}*00*{'':10}*{who}*260801*1200*^*00501*000000001*0*T*:"
    whole = [isa, *made, f"IEA*{groups}*000000001"]
    table = str.maketrans({"*": element, ":": component, "^": repeat})
    return "".join(segment.translate(table) + end + ends for segment in whole)


def numbered(kind: str, segments: list[str], number: str) -> list[str]:
    """A transaction set with its counts."""
    version = VERSIONS.get(kind, "005010X279A1")
    first = f"ST*{kind[:3]}*{number}" + ("" if kind == "835" else f"*{version}")
    return [first, *segments, f"SE*{len(segments) + 2}*{number}"]


def recounted(text: str) -> str:
    """A text with SE01 as it must be, after segments were put in or taken out."""
    segments = text.split("~\n")
    start = 0
    for at, segment in enumerate(segments):
        if segment.startswith("ST*"):
            start = at
        elif segment.startswith("SE*"):
            segments[at] = f"SE*{at - start + 1}*{segment.split('*')[2]}"
    return "~\n".join(segments)


def bills(lines: list[Line]) -> list[tuple[str, list[str]]]:
    """837P and 837I sets of claim lines, in their order, of one kind each."""
    kinds = {"professional": "837P", "institutional": "837I"}
    return [
        (kinds[kind], billed(list(own)))
        for kind, own in groupby(lines, lambda line: line["claim_type"])
    ]


def billed(lines: list[Line]) -> list[str]:
    """The segments of an 837 between ST and SE: for each claim its biller, patient and lines."""
    made = [
        "BHT*0019*00*1*20260801*1200*CH", "NM1*41*2*INVENTED DESK*****46*123456789",
        "PER*IC*DESK*TE*5555550100", "NM1*40*2*INVENTED PAYER*****46*987654321",
    ]  # fmt: skip
    level = 0
    for _, of_biller in groupby(lines, lambda line: [line.get(name) for name in BILLER]):
        bill = list(of_biller)
        level, parent = level + 1, level + 1
        made += biller(bill[0], level)
        for _, own in groupby(bill, lambda line: (line["claim_id"], line.get("person_id"))):
            claim = list(own)
            level += 1
            made += patient(claim[0], level, parent) + claimed(claim)
    return made


def biller(line: Line, level: int) -> list[str]:
    """Loops 2000A and 2010AA; the ZIP code is that of the service where no facility has one."""
    taxonomy = TAXONOMIES.get(line.get("provider_type", ""))
    return [
        f"HL*{level}**20*1",
        *([f"PRV*BI*PXC*{taxonomy}"] if taxonomy else []),
        f"NM1*85*2*INVENTED PRACTICE*****XX*{line.get('billing_npi', PRACTICE)}",
        "N3*1 MAIN ST",
        f"N4*JACKSON*MS*{line.get('billing_zip', line.get('service_zip', '392010001'))}",
        "REF*EI*123456789",
    ]


def patient(line: Line, level: int, parent: int) -> list[str]:
    """Loops 2000B, 2010BA and 2010BB of a patient who is the subscriber."""
    return [
        f"HL*{level}*{parent}*22*0", "SBR*P*18*******MB",
        f"NM1*IL*1*DOE*PAT****MI*{line.get('person_id', 'P1')}",
        "N3*2 SIDE ST", "N4*JACKSON*MS*39202", "DMG*D8*19500101*F",
        "NM1*PR*2*INVENTED PAYER*****PI*00001",
    ]  # fmt: skip


def claimed(lines: list[Line]) -> list[str]:
    """Loop 2300 and its lines."""
    first = lines[0]
    total = summed(lines, "charge_amount")
    hospital = first["claim_type"] == "institutional"
    frequency = first.get("claim_frequency_code", "1")
    bill = first.get("bill_type_code", "131")
    place = (
        f"{bill[:2]}:A:{bill[2]}" if hospital else f"{first['place_of_service_code']}:B:{frequency}"
    )
    made = [f"CLM*{first['claim_id']}*{total}***{place}*Y*A*Y*Y"]
    if hospital:
        made += ["DTP*434*RD8*20260801-20260801", "CL1*3*1*01"]
    made.append("HI*ABK:Z0000")
    if first.get("condition_codes"):
        made.append("HI*" + "*".join(f"BG:{code}" for code in first["condition_codes"].split()))
    if first.get("rendering_npi"):
        made.append(f"NM1*82*1*ROE*DOC****XX*{first['rendering_npi']}")
    if first.get("facility_zip"):
        made += ["NM1*77*2*INVENTED SITE", "N3*3 SITE ST", f"N4*JACKSON*MS*{first['facility_zip']}"]
    for number, line in enumerate(lines, 1):
        made += serviced(line, number, hospital)
    return made


def serviced(line: Line, number: int, hospital: bool) -> list[str]:
    """Loop 2400."""
    counted = ("MJ", line["anesthesia_minutes"]) if line.get("anesthesia_minutes") else (
        "UN", line["service_unit_quantity"])  # fmt: skip
    amount = line.get("charge_amount", "0")
    service = (
        f"SV2*{line.get('revenue_center_code', '0360')}*{code(line)}*{amount}*{'*'.join(counted)}"
        if hospital
        else f"SV1*{code(line)}*{amount}*{'*'.join(counted)}***1"
    )
    day = line["claim_line_start_date"].replace("-", "")
    return [
        f"LX*{number}", service, f"DTP*472*D8*{day}", f"REF*6R*{line['claim_line_number']}"
    ]  # fmt: skip


def code(line: Line, qualifier: str = "HC") -> str:
    """SV101, SV202 or SVC01."""
    own = [line["hcpcs_code"], *(line.get(f"hcpcs_modifier_{n}", "") for n in range(1, 5))]
    return ":".join([qualifier, *own]).rstrip(":")


def paid(lines: list[Line], day: str = "20260901") -> list[str]:
    """The segments of an 835 between ST and SE: each claim with what was paid of its lines."""
    total = summed(lines, "paid_amount")
    made = [
        f"BPR*I*{total}*C*ACH*CCP*01*111000025*DA*1*1999999999**01*111000025*DA*2*{day}",
        "TRN*1*1*1999999999", f"DTM*405*{day}", "N1*PR*INVENTED PAYER", "N3*4 PAY ST",
        "N4*JACKSON*MS*39203", "PER*BL*DESK*TE*5555550100",
        f"N1*PE*INVENTED PRACTICE*XX*{PRACTICE}", "LX*1",
    ]  # fmt: skip
    for claim_id, own in groupby(lines, lambda line: line["claim_id"]):
        claim = list(own)
        status = claim[0].get("claim_status", "1")
        charge, amount = summed(claim, "charge_amount"), summed(claim, "paid_amount")
        owed = summed(claim, *(name for group, _, name in ADJUSTMENTS if group == "PR"))
        made.append(f"CLP*{claim_id}*{status}*{charge}*{amount}*{owed}*MB*CONTROL*11*1")
        made.append(f"NM1*QC*1*DOE*PAT****MI*{claim[0].get('person_id', 'P1')}")
        for line in claim:
            made += remitted(line)
    return made


def summed(lines: list[Line], *names: str) -> Decimal:
    """The sum of some amounts of lines."""
    return sum((Decimal(line.get(name) or 0) for line in lines for name in names), Decimal(0))


def remitted(line: Line) -> list[str]:
    """Loop 2110."""
    adjusted = [
        (group, reason, line[name]) for group, reason, name in ADJUSTMENTS if line.get(name)
    ]
    return [
        f"SVC*{code(line)}*{line['charge_amount']}*{line['paid_amount']}**{line['service_unit_quantity']}",
        f"DTM*472*{line['claim_line_start_date'].replace('-', '')}",
        *(f"CAS*{group}*{reason}*{amount}" for group, reason, amount in adjusted),
        *([f"REF*6R*{line['claim_line_number']}"] if line.get("control", "yes") == "yes" else []),
        *([f"AMT*B6*{line['allowed_amount']}"] if line.get("allowed_amount") else []),
    ]


ADJUSTMENTS = (
    ("CO", "45", "written_off"), ("CO", "253", "sequestration_amount"),
    ("PR", "1", "deductible_amount"), ("PR", "2", "coinsurance_amount"),
    ("PR", "3", "copayment_amount"),
)  # fmt: skip
