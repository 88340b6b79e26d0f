"""How the command line is read: an invalid word gets one line, with the words it may stand for."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from ratebook.suggest import did_you_mean


@dataclass(frozen=True)
class Verb:
    """A verb: what runs it, what it does in a line, its words, and an example to copy."""

    name: str
    run: Callable[..., int]
    says: str
    words: str
    example: str
    options: Callable[[argparse.ArgumentParser], None] = lambda found: None
    common: tuple[str, ...] = ("json",)  # of `json`, `cms`, `db`


class Parser(argparse.ArgumentParser):
    """A parser that reports an unknown verb or option before it reports what is missing."""

    verbs: "dict[str, Parser]"
    given: list[str]

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does it, once every verb and option is known."""
        self.given = list(args or ())
        verbs = getattr(self, "verbs", None)
        if verbs is not None:
            self._require_verb(verbs)
        else:
            self._require_options()
        return super().parse_known_args(args, namespace)

    def _require_verb(self, verbs: "dict[str, Parser]") -> None:
        first = self.given[0] if self.given else ""
        if first.startswith("-") and first not in self.options:
            of_verbs = {option for verb in verbs.values() for option in verb.options}
            if first.split("=")[0] in of_verbs:
                self.error(f"{first} goes after a verb, as in `ratebook status {first}`")
            self.error(f"unknown option {first}.{did_you_mean(first, self.options)}")
        if first and not first.startswith("-") and first not in verbs:
            near = did_you_mean(first, verbs)
            self.error(f"unknown verb '{first}'.{near or ' `ratebook` without a verb lists them.'}")

    def _require_options(self) -> None:
        for word in self.given:
            name = word.split("=")[0]
            if word == "--":
                return
            if not word.startswith("--") or " " in name or "\n" in name:
                continue  # a value, or a SQL comment
            if not any(option.startswith(name) for option in self.options):
                self.error(f"unknown option {name}.{did_you_mean(name, self.options)}")

    @property
    def options(self) -> list[str]:
        """Every option, as it is typed."""
        return list(self._option_string_actions)

    def error(self, message: str) -> NoReturn:
        """One line on standard error, exit status 2."""
        end = "" if message.endswith(("?", ".", ")")) else "."
        self.exit(2, f"{self.prog}: {message}{end} See `{self.prog} --help`.\n")


def one_of(*choices: str) -> Any:
    """A reader of an option that takes one of some words."""

    def read(text: str) -> str:
        if text.lower() not in choices:
            near = did_you_mean(text, choices)
            raise argparse.ArgumentTypeError(f"'{text}' is not one of {', '.join(choices)}.{near}")
        return text.lower()

    return read


def overview(groups: Mapping[str, Sequence[Verb]], about: str) -> str:
    """What `ratebook` alone prints: every verb in its group."""
    widest = max(len(verb.name) for verbs in groups.values() for verb in verbs)
    lines = [about, "", "usage: ratebook VERB [options]"]
    for group, verbs in groups.items():
        lines += ["", f"{group}:"]
        lines += [f"  {verb.name:{widest}}  {verb.says}" for verb in verbs]
    lines += ["", "`ratebook VERB --help` shows the options of a verb and an example."]
    return "\n".join(lines)
