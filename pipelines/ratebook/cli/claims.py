"""The verb for claims: `reprice`."""

import argparse
from decimal import Decimal
from pathlib import Path
from typing import Any

from ratebook.errors import UsageError
from ratebook.home import Home


def reprice_options(found: argparse.ArgumentParser) -> None:
    """What `reprice` takes."""
    found.add_argument(
        "claims",
        metavar="CLAIMS",
        help="csv, parquet, a folder or pattern of them, or a DuckDB file",
    )
    found.add_argument("--to", metavar="FILE", help="where the priced lines go (.csv, .parquet)")
    found.add_argument(
        "--map", metavar="FILE", help='TOML with the names your columns have: claim_id = "Claim No"'
    )
    found.add_argument(
        "--table", metavar="NAME", default="", help="the table, where CLAIMS is a DuckDB file"
    )
    found.add_argument(
        "--claim-id", metavar="ID", help="with --line: walk one line instead, step by step"
    )
    found.add_argument("--line", metavar="N", help="the line of --claim-id")


def reprice(args: argparse.Namespace, at: Home) -> int:
    """Price the lines of a file of claims; exit status 1 where a row of it cannot be read."""
    from ratebook.ask import reader
    from ratebook.claims import contract, reprice
    from ratebook.cli import terminal

    if bool(args.claim_id) != bool(args.line) or bool(args.claim_id) == bool(args.to):
        raise UsageError("Say where the priced lines go (--to FILE), or which one to walk "
                         "(--claim-id ID --line N).")  # fmt: skip
    mapped = contract.mapping(Path(args.map) if args.map else None)
    with reader.reading(at) as con:
        found = reprice.priced(con, args.claims, args.table, mapped)
        if args.claim_id:
            one = reprice.line(con, args.claim_id, args.line)
            if not one:
                raise UsageError(f"{args.claims} has no such line.")
            terminal.dump(one) if args.json else terminal.say(_walk(one))
            return 0
        reprice.write(con, Path(args.to))
    terminal.dump(found) if args.json else terminal.say(_summary(args.to, found))
    for name, number in found["rows_unread"][:10]:
        terminal.warn(f"warning: {name}, row {number}: it is not csv, and was not priced")
    return 1 if found["rows_unread"] else 0


def _dollars(amount: Decimal | None) -> str:
    return f"${amount or 0:,.2f}"


def _summary(to: str, found: dict[str, Any]) -> str:
    said = [
        f"{to}: {found['lines']:,} lines, {found['priced']:,} with an amount, "
        f"{found['without_amount']:,} without",
        f"Medicare would have allowed {_dollars(found['priced_allowed'])}: its part "
        f"{_dollars(found['priced_medicare'])}, the patients' {_dollars(found['priced_patient'])}.",
    ]
    if found["compared"]:
        said.append(
            f"Against allowed_amount on {found['compared']:,} lines: {found['lines_underpaid']:,} "
            f"short by {_dollars(found['underpaid_sum'])}, {found['lines_overpaid']:,} over by "
            f"{_dollars(abs(found['overpaid_sum'] or 0))}."
        )
    if found["without_amount"]:
        said.append(f"Without an amount (charges {_dollars(found['charges_without_amount'])}):")
        said += [f"  {one['lines']:>9,}  {one['reason']}" for one in found["reasons"]]
    if found["flags"]:
        said.append("Said of lines with an amount:")
        said += [f"  {one['lines']:>9,}  {one['flag']}" for one in found["flags"]]
    return "\n".join(said)


def _walk(one: dict[str, Any]) -> str:
    """A line in words that can go with an appeal."""
    units = one["service_unit_quantity"]
    head = [one["hcpcs_code"], one["hcpcs_modifiers"], f"x {units}" if units else ""]
    said = [f"{' '.join(filter(None, head))} on {one['claim_line_start_date']}"]
    if one["priced_allowed"] is None:
        return "\n".join([*said, f"No amount: {one['reason']}."])
    said.append(f"{one['schedule']}, {one['release']}, {one['basis']}")
    said += [_step(step) for step in one["steps"]]
    said.append(
        f"Allowed {_dollars(one['priced_allowed'])}: Medicare {_dollars(one['priced_medicare'])}, "
        f"the patient {_dollars(one['priced_patient'])}."
    )
    if one["underpaid"]:
        word = "short of that by" if one["underpaid"] > 0 else "more than that by"
        said.append(
            f"The payer allowed {_dollars(one['allowed_amount'])}: {word} "
            f"{_dollars(abs(one['underpaid']))}."
        )
    return "\n".join([*said, *(f"Note: {flag}." for flag in one["flags"])])


def _step(step: dict[str, Any]) -> str:
    factor = f" (x {step['factor'].normalize():f})" if step["factor"] is not None else ""
    whole, _, rest = f"{step['amount']:,.6f}".partition(".")
    return f"  {step['rule']}{factor}: ${whole}.{rest.rstrip('0').ljust(2, '0')}"
