"""The prompt of `ratebook sql`: statements that end in a semicolon, with a history."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

HELP = """A statement ends with a semicolon and may take several lines. Read-only.
  show tables;                       the tables
  describe payment_by_site;          its columns
  from releases_on('2026-08-01');    the releases in effect on a day
  .help, .quit                       these lines; leave (or Ctrl-D)"""
FIRST, MORE = "ratebook> ", "     ...> "
GIVEN_UP = "\x03"


def statements(words: list[str]) -> Iterator[str]:
    """What a person types, one statement after another, until .quit or the end of input.

    `words` complete with the tabulator on a terminal.
    """
    with _history(words):
        held: list[str] = []
        while (line := _line(MORE if held else FIRST)) is not None:
            if line == GIVEN_UP:
                held = []
            elif not held and line.strip().startswith("."):
                if line.strip() in (".quit", ".exit", ".q"):
                    return
                print(HELP)
            elif line.strip() or held:
                held.append(line)
                if line.rstrip().endswith(";"):
                    yield "\n".join(held)
                    held = []


def _line(prompt: str) -> str | None:
    """A line, None at the end of input; Ctrl-C gives up what was begun."""
    try:
        return input(prompt)
    except EOFError:
        print()
        return None
    except KeyboardInterrupt:
        print()
        return GIVEN_UP


@contextlib.contextmanager
def _history(words: list[str]) -> Iterator[None]:
    import readline

    kept = history_file()
    with contextlib.suppress(OSError):
        readline.read_history_file(kept)
    readline.set_history_length(1000)
    readline.set_completer(_completer(words))
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(kept)


def history_file() -> Path:
    """Where the history is kept: XDG_STATE_HOME, else ~/.local/state."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "ratebook" / "history"


def _completer(words: list[str]) -> Callable[[str, int], str | None]:
    def complete(text: str, state: int) -> str | None:
        fitting = [word for word in words if word.startswith(text.lower())]
        return fitting[state] if state < len(fitting) else None

    return complete
