"""A word that is not known, and those it may stand for."""

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, among: Iterable[str]) -> str:
    """` Did you mean x or y?`, with a blank before it; '' if nothing is near."""
    known = {name.lower().lstrip("-"): name for name in among}
    near = difflib.get_close_matches(word.lower().lstrip("-"), known, n=2, cutoff=0.7)
    return f" Did you mean {' or '.join(known[name] for name in near)}?" if near else ""
