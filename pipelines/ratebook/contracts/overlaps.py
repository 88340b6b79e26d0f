"""No two terms of a payer may say what one service pays on one day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ratebook.contracts.terms import Term
from ratebook.errors import UsageError


def require_none(terms: Sequence[Term]) -> None:
    """UsageError where two terms are for the same and hold on one day, or two ranges cross."""
    alike: dict[tuple[str | None, ...], list[Term]] = defaultdict(list)
    for term in terms:
        alike[term.selects].append(term)
    for found in alike.values():
        for one, other in pairwise(sorted(found, key=lambda term: term.first_day)):
            if other.first_day <= one.last_day:
                raise UsageError(_twice(one, other))
    _require_no_crossing([term for term in terms if term.first_code != term.last_code])


def _twice(one: Term, other: Term) -> str:
    first, second = sorted([one, other], key=lambda term: len(term.where))
    return (
        f"{second.where}: '{other.services}' has a term on {other.first_day} already "
        f"({first.where}). Keep one, or end one (to) before the other begins (from)."
    )


def _require_no_crossing(ranges: Iterable[Term]) -> None:
    """Of ranges that lie in each other the inner is taken; of two that cross neither is."""
    groups: dict[tuple[str, str | None], list[Term]] = defaultdict(list)
    for term in ranges:
        groups[term.payer, term.setting].append(term)
    for found in groups.values():
        ordered = sorted(found, key=lambda term: (term.first_code or "", term.last_code or ""))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 :]:
                if _cross(one, other):
                    raise UsageError(
                        f"{other.where}: the range {other.services} crosses {one.services} "
                        f"({one.where}). Let one end where the other begins."
                    )


def _cross(one: Term, other: Term) -> bool:
    on_one_day = one.first_day <= other.last_day and other.first_day <= one.last_day
    first, last = one.first_code or "", one.last_code or ""
    return on_one_day and first < (other.first_code or "") <= last < (other.last_code or "")
