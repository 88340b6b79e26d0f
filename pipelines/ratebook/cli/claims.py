"""The verb for claims, `reprice`, and how `explain` walks a line of one."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ratebook.cli.spark import engine_options
from ratebook.errors import UsageError
from ratebook.home import Home


def reprice_options(found: argparse.ArgumentParser) -> None:
    """What `reprice` takes."""
    found.add_argument(
        "claims",
        metavar="CLAIMS",
        help="csv, parquet, a workbook, X12 (837P, 837I, 835), a folder or pattern of them, or a "
        "DuckDB file",
    )
    found.add_argument(
        "--to", metavar="FILE", help="where the priced lines go (.csv, .parquet, .xlsx)"
    )
    found.add_argument(
        "--report", metavar="FILE", help="the summary as a page or a workbook (.html, .xlsx)"
    )
    read_options(found)
    found.add_argument(
        "--short", metavar="FILE",
        help="with --contract: where the lines go that the payer allowed too little for, the "
        "largest first (.csv, .parquet, .xlsx)",
    )  # fmt: skip
    found.add_argument(
        "--shard", metavar="I/N",
        help="only the I-th of N parts, which share no patient: for several machines, or a run "
        "in pieces",
    )  # fmt: skip
    engine_options(found)


def read_options(found: argparse.ArgumentParser) -> None:
    """How a file of claims is read."""
    found.add_argument(
        "--map", metavar="FILE", help='TOML with the names your columns have: claim_id = "Claim No"'
    )
    found.add_argument(
        "--table", metavar="NAME", default="", help="the table, where claims are in a DuckDB file"
    )
    found.add_argument(
        "--remit", metavar="FILE", default="", help="what was paid (835) for claims in X12 files"
    )
    found.add_argument(
        "--edits", metavar="HOW", default="flag",
        help="NCCI's edits: flag (priced, and told of), deny (no amount) or off; default: flag",
    )  # fmt: skip
    found.add_argument(
        "--contract", metavar="FILE",
        help="TOML with what payers agreed to: their amounts beside Medicare's",
    )  # fmt: skip


def reprice(args: argparse.Namespace, at: Home) -> int:
    """Price the lines of a file of claims; exit status 1 where a row of it cannot be read."""
    from ratebook.claims import report
    from ratebook.cli import spark, terminal

    if args.lake and not args.engine:
        raise UsageError("--lake goes with --engine.")
    if args.engine:
        report.require_endings(None, args.report)
    found = spark.priced(args, at) if args.engine else _here(args, at)
    if args.report:
        report.write_summary(found, Path(args.report))
    terminal.dump(found) if args.json else terminal.say(
        _summary(args.to or args.report or args.short, found)
    )
    for name, number in found["rows_unread"][:10]:
        terminal.warn(f"warning: {name}, row {number}: it is not csv, and was not priced")
    return 1 if found["rows_unread"] else 0


def _here(args: argparse.Namespace, at: Home) -> dict[str, Any]:
    """The summary of claims priced on this machine, after their lines are written."""
    from ratebook.ask import reader
    from ratebook.claims import batches, report

    if not args.to and not args.report and not args.short:
        raise UsageError("Say where the priced lines go (--to FILE), or their sum (--report FILE).")
    if args.short and not args.contract:
        raise UsageError("--short needs the contract that was short: --contract FILE.")
    report.require_endings(args.to, args.report, args.short)
    part = batches.shard(args.shard)
    with reader.reading(at) as con, TemporaryDirectory(prefix="ratebook-") as folder:
        found: dict[str, Any] = _priced(args, con, args.claims, Path(folder), part)
        if args.to:
            report.write_lines(con, Path(args.to))
        if args.short:
            report.write_lines(con, Path(args.short), report.SHORT)
    return found


def walk(args: argparse.Namespace, at: Home) -> int:
    """One line of a claim, step by step, in words that can go with an appeal."""
    from ratebook.ask import reader
    from ratebook.claims import reprice
    from ratebook.claims.batches import Part
    from ratebook.cli import terminal

    if not args.claim_id or not args.line:
        raise UsageError("Say which line: --claim FILE --claim-id ID --line N.")
    part = Part(claim_id=args.claim_id.strip())
    with reader.reading(at) as con, TemporaryDirectory(prefix="ratebook-") as folder:
        _priced(args, con, args.claim, Path(folder), part)
        one = reprice.line(con, args.claim_id.strip(), args.line.strip())
    if not one:
        raise UsageError(f"{args.claim} has no such line.")
    terminal.dump(one) if args.json else terminal.say(_walk(one))
    return 0


def _priced(args: argparse.Namespace, con: Any, claims: str, folder: Path, part: Any) -> Any:
    from ratebook.claims import contract, edits, reprice

    how = edits.require_way(args.edits)
    mapped = contract.mapping(Path(args.map) if args.map else None)
    if not args.contract:
        return reprice.priced(con, claims, args.table, mapped, folder, part, how, remit=args.remit)
    from ratebook.contracts import contract_file, priced, summary, tables

    tables.hand_over(con, contract_file.read(Path(args.contract)))
    found = reprice.priced(
        con, claims, args.table, mapped, folder, part, how, priced.lines, args.remit
    )
    return found | {"contract": summary.summary(con)}


def _summary(to: str, found: dict[str, Any]) -> str:
    from ratebook.claims.sentences import dollars, edit, sentences

    first, *rest = sentences(found)
    said = [f"{to}: {first}", *rest]
    if found["without_amount"]:
        said.append(f"Without an amount (charges {dollars(found['charges_without_amount'])}):")
        said += [f"  {one['lines']:>9,}  {one['reason']}" for one in found["reasons"]]
    if found["flags"]:
        said.append("Said of lines with an amount:")
        said += [f"  {one['lines']:>9,}  {one['flag']}" for one in found["flags"]]
    if found["edits"]:
        said.append("NCCI's edits:")
        said += [f"  {one['lines']:>9,}  {edit(one)}" for one in found["edits"]]
    if "contract" in found:
        said += _contract(found["contract"])
    return "\n".join(said)


def _contract(found: dict[str, Any]) -> list[str]:
    """What was due by the contract, by payer, and the lines that it pays nothing for."""
    said = ["By the contract:", *(f"  {words}" for words in found["says"])]
    if found["reasons"]:
        said.append("Without an amount by the contract:")
        said += [f"  {one['lines']:>9,}  {one['payer']}: {one['reason']}"
                 for one in found["reasons"]]  # fmt: skip
    return said


def _walk(one: dict[str, Any]) -> str:
    """A line in words that can go with an appeal."""
    from ratebook.claims.sentences import dollars

    units = one["service_unit_quantity"]
    head = [one["hcpcs_code"], one["hcpcs_modifiers"], f"x {units}" if units else ""]
    said = [f"{' '.join(filter(None, head))} on {one['claim_line_start_date']}"]
    if one["priced_allowed"] is None:
        said.append(f"No amount: {one['reason']}.")
        return "\n".join([*said, *_agreed(one), *_edits(one)])
    said.append(f"{one['schedule']}, {one['release']}, {one['basis']}")
    said += [_step(step) for step in one["steps"]]
    said.append(
        f"Allowed {dollars(one['priced_allowed'])}: Medicare {dollars(one['priced_medicare'])}, "
        f"the patient {dollars(one['priced_patient'])}."
    )
    if one["underpaid"]:
        word = "short of that by" if one["underpaid"] > 0 else "more than that by"
        said.append(
            f"The payer allowed {dollars(one['allowed_amount'])}: {word} "
            f"{dollars(abs(one['underpaid']))}."
        )
    said += _agreed(one)
    said += [f"Note: {flag}." for flag in one["flags"]]
    return "\n".join([*said, *_edits(one)])


def _edits(one: dict[str, Any]) -> list[str]:
    """What NCCI says of a line."""
    said = [f"NCCI: {edit['says']}." for edit in one["edits"]]
    if one["edits_unchecked"]:
        said.append(f"NCCI: {one['edits_unchecked']}.")
    return said


def _agreed(one: dict[str, Any]) -> list[str]:
    """What the contract says of a line."""
    from ratebook.claims.sentences import dollars

    if "contract_allowed" not in one:
        return []
    if one["contract_allowed"] is None:
        return [f"By the contract no amount: {one['contract_reason']}."]
    said = [f"By the contract of {one['contract_payer']} {dollars(one['contract_allowed'])}: "
            f"{one['contract_term']}."]  # fmt: skip
    if one["contract_short"]:
        word = "short of that by" if one["contract_short"] > 0 else "more than that by"
        said.append(f"The payer allowed {dollars(one['allowed_amount'])}: {word} "
                    f"{dollars(abs(one['contract_short']))}.")  # fmt: skip
    return said


def _step(step: dict[str, Any]) -> str:
    factor = f" (x {step['factor'].normalize():f})" if step["factor"] is not None else ""
    whole, _, rest = f"{step['amount']:,.6f}".partition(".")
    return f"  {step['rule']}{factor}: ${whole}.{rest.rstrip('0').ljust(2, '0')}"
