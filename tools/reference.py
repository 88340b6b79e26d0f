"""The reference pages that say what the code says: commands, profiles, layouts, settings.

Each function gives the text of one page.
"""

import argparse
import os
import re

from ratebook import catalog
from ratebook.claims import contract
from ratebook.cli.main import GROUPS, parser
from ratebook.export.profiles import FOLDER, Profile, find
from ratebook.read.layouts import Column, all_layouts

MADE = "*Made from the code by `python -m tools.make_docs`.*"
SETTINGS = (
    ("`--home`", "`RATEBOOK_HOME`", "`.`", "The folder with `raw/` and `warehouse/`."),
    ("`--cms`", "`RATEBOOK_CMS`", "`https://www.cms.gov`",
     "Where CMS is: an address, a server of your own on loopback, or a folder laid out like the "
     "site."),
    ("`ratebook accept-ama-license`", "`RATEBOOK_ACCEPT_AMA_LICENSE`", "not accepted",
     "`yes` accepts the AMA's license of CPT for files that CMS puts behind it."),
    ("", "`RATEBOOK_TIMEOUT`", "`60`",
     "Seconds without a byte after which a request is tried again."),
    ("`--db`", "", "the published warehouse",
     "Another warehouse file to read: of an earlier day, or one of `warehouse/kept/`."),
)  # fmt: skip


def commands() -> str:
    """docs/reference/commands.md: every verb with its `--help`."""
    os.environ["COLUMNS"] = "90"  # the width of the help, whatever the terminal has
    verbs = parser().verbs
    text = ["# Commands", MADE, "Every verb takes `--home`. Exit status: 0 done, 1 the data or the "
            "network refused (nothing is lost), 2 invalid command line, 141 the reader of a pipe "
            "has gone."]  # fmt: skip
    for group, members in GROUPS.items():
        text.append(f"## {group}")
        for verb in members:
            text.append(f"### ratebook {verb.name}\n\n```text\n{_help(verbs[verb.name])}\n```")
    return "\n\n".join(text) + "\n"


def _help(verb: argparse.ArgumentParser) -> str:
    return "\n".join(line.rstrip() for line in verb.format_help().strip().split("\n"))


def settings() -> str:
    """docs/reference/settings.md: flags, environment and defaults."""
    rows = [f"| {flag} | {name} | {default} | {says} |" for flag, name, default, says in SETTINGS]
    head = ["| flag | environment | default | what it is |", "|---|---|---|---|"]
    said = "A flag comes first, then the environment, then the default."
    return "\n\n".join(["# Settings", said, "\n".join([*head, *rows])]) + "\n"


def profiles() -> str:
    """docs/reference/profiles.md: each export profile with its fields."""
    names = sorted(path.stem for path in FOLDER.glob("*.toml"))
    text = ["# Export profiles", MADE,
            "`ratebook export --profile NAME`. A profile of your own is a TOML file like these in "
            "`pipelines/ratebook/export/profiles/`: give its path instead of a name."]  # fmt: skip
    return "\n\n".join([*text, *(_profile(find(name)) for name in names)]) + "\n"


def _profile(made: Profile) -> str:
    head = f"## {made.name}\n\n{made.says}. Rows of `{made.model}`, file `{made.file}`."
    rows = [f"| `{field.name}` | {_from(field)} | {_look(field)} |" for field in made.columns]
    return "\n".join([head, "", "| field | from | how it looks |", "|---|---|---|", *rows])


def _from(field: object) -> str:
    value = getattr(field, "value", None)
    return f"always `{value!r}`" if value is not None else f"`{getattr(field, 'column', '')}`"


def _look(field: object) -> str:
    zeros, blanks = getattr(field, "zeros", 0), getattr(field, "blanks", 0)
    words = [f"zeros on the left to {zeros} characters"] if zeros else []
    words += [f"blanks on the right to {blanks} characters"] if blanks else []
    words += ["multiplied by `--percent`"] if getattr(field, "percent", False) else []
    return ", ".join(words)


def layouts() -> str:
    """docs/reference/layouts.md: each kind of CMS table and how its columns are headed."""
    text = ["# CMS's file layouts", MADE,
            "Columns are found by the text of their header, never by counting. A new column of "
            "CMS's is one line in the TOML file named below."]  # fmt: skip
    for name, given in catalog.datasets().items():
        text.append(f"## {name}: {given['title']}")
        for layout in (layout for layout in all_layouts() if layout.dataset == name):
            rows = [_column(column) for column in layout.columns]
            text.append("\n".join([
                f"### {layout.table}\n\n`{layout.file}`; key: {', '.join(layout.key)}.\n",
                "| column | header at CMS | holds |", "|---|---|---|", *rows,
            ]))  # fmt: skip
    return "\n\n".join(text) + "\n"


def claims() -> str:
    """docs/reference/claims.md: the columns of a claim line."""
    rows = [
        f"| `{name}` | {'yes' if given.get('required') else ''} | {given.get('says', '')} |"
        for name, given in contract.columns().items()
    ]
    head = ["| column | required | what it is |", "|---|---|---|"]
    text = [
        "# Columns of a claim line",
        MADE,
        "`ratebook reprice` takes these columns, in any order; others are not read. The names are "
        "those of Tuva's input layer (`medical_claim`), with what pricing needs beside it. "
        'Your own names: `--map map.toml` with lines such as `claim_id = "Claim No"`.',
        "\n".join([*head, *rows]),
    ]
    return "\n\n".join(text) + "\n"


def _column(column: Column) -> str:
    kind = f"decimal, {column.scale} places" if column.type == "decimal" else column.type
    more = [", ".join(value or "blank" for value in column.domain)] if column.domain else []
    more += ["may be absent"] if column.optional else []
    more += [] if column.keep else ["read past: no table has it"]
    holds = "; ".join([kind, *more])
    return f"| `{column.name}` | {_cell(column.spoken)} | {_cell(holds)} |"


def _cell(text: str) -> str:
    return re.sub(r"([|*<])", r"\\\1", text)
