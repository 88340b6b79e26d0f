"""The months by their English names, as CMS writes them in names, titles and addresses, and the
quarters that some files write instead."""

MONTHS = (
    "january february march april may june july august september october november december"
).split()
QUARTERS = {"q1": 1, "q2": 4, "q3": 7, "q4": 10}


def number(word: str) -> int:
    """1 to 12, by a month's name or its first letters, or the first month of `Q3`; 0 if it is
    neither."""
    text = word.strip().lower()
    if text in QUARTERS:
        return QUARTERS[text]
    fits = (n for n, name in enumerate(MONTHS, start=1) if text and name.startswith(text))
    return next(fits, 0)
