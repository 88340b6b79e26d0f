"""What payers paid (835), as SQL: beside the lines that were billed (837), or alone."""

AMOUNTS = (
    "allowed_amount", "paid_amount", "coinsurance_amount", "deductible_amount", "copayment_amount",
    "sequestration_amount",
)  # fmt: skip
FIRST = (
    "claim_line_number", "hcpcs_code", "billed_code", "charge_amount", "claim_status",
    "line_refusal", "line_note", "place", "paid_on",
)  # fmt: skip
REVERSAL = "22"  # CLP02
OTHER_PAYERS = "'2', '3', '20', '21'"  # second and third; the first's payment counts
TAKEN_BACK = "the payer took its payment back"
OTHER_CODE = "the payer paid another code than was billed"
UNBILLED = "the remittance has this line, the claims do not"
ALONE = (
    "an 835 does not say claim_type, place_of_service_code and service_zip: give the 837 of its "
    "claims, too"
)


def alone(remits: str) -> str:
    """The lines of 835 files, none of which can be priced."""
    refused = f"coalesce(line_refusal, '{ALONE}') as line_refusal"
    number = "coalesce(claim_line_number, place) as claim_line_number"
    return f"select * replace ({refused}, {number}) from {remits}"


def beside(claims: str, remits: str) -> str:
    """The billed lines with what was paid for them, then what was paid for no billed line.

    A line is found by its claim (CLP01 is CLM01) and its own number (REF 6R, else LX01); where the
    payer gives no number, by its place in the claim, if code and charge are the same. What is paid
    and not billed has no charge and no units here: it must not take back a line that was billed.
    """
    amounts = ", ".join(f"p.{name}" for name in AMOUNTS)
    return f"""
        with paid as materialized ({_paid(remits)}),
        found as materialized (
            select c.nth as line, p.nth as payment
            from {claims} as c inner join paid as p on c.claim_id = p.claim_id and (
                p.control = c.control
                or p.control is null and p.place = c.place and p.own_code = c.hcpcs_code
                and try_cast(p.charge_amount as decimal(14, 2))
                    = try_cast(c.charge_amount as decimal(14, 2))
            )
            qualify row_number() over (partition by c.nth order by p.nth desc) = 1
        ),
        noted as (
            select *, concat_ws('; ', line_note,
                case when claim_status = '{REVERSAL}' then '{TAKEN_BACK}' end) as payment_note
            from paid
        )
        select * exclude (part, nth) from (
            select 1 as part, c.* exclude ({", ".join(AMOUNTS)}, line_note), {amounts},
                nullif(concat_ws('; ', c.line_note, nullif(p.payment_note, ''),
                    case when p.own_code <> c.hcpcs_code then '{OTHER_CODE}' end), '') as line_note
            from {claims} as c left join found as f on c.nth = f.line
            left join noted as p on f.payment = p.nth
            union all by name
            select 2 as part, p.nth, p.claim_id, p.claim_line_number, p.hcpcs_code, {amounts},
                coalesce(p.line_refusal, '{UNBILLED}') as line_refusal
            from paid as p anti join found as f on p.nth = f.payment
        ) order by part, nth
    """


def _paid(remits: str) -> str:
    """The last payment of each line: a correction comes after the reversal of what it corrects, and
    a reversal that nothing follows leaves no amount. What a payer split is added up."""
    sums = ", ".join(
        f"case when first(claim_status order by nth) is distinct from '{REVERSAL}' "
        f"then sum(try_cast({name} as decimal(14, 2))) end::varchar as {name}"
        for name in AMOUNTS
    )
    firsts = ", ".join(f"first({name} order by nth) as {name}" for name in FIRST)
    return f"""
        select *, coalesce(billed_code, hcpcs_code) as own_code from (
            select claim_id, claim_place, file, control, min(nth) as nth, {firsts}, {sums}
            from (select *, coalesce(control, 'place ' || place) as line_key from {remits})
            group by claim_id, claim_place, file, control, line_key
        )
        qualify row_number() over (
            partition by claim_id, coalesce(control, 'place ' || place)
            order by claim_status in ({OTHER_PAYERS}), paid_on desc nulls last, nth desc
        ) = 1
    """
