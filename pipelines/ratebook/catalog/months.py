"""The months by their English names, as CMS writes them in names, titles and addresses."""

MONTHS = (
    "january february march april may june july august september october november december"
).split()


def number(word: str) -> int:
    """1 to 12, by a month's name or its first letters; 0 if it is none."""
    text = word.strip().lower()
    fits = (n for n, name in enumerate(MONTHS, start=1) if text and name.startswith(text))
    return next(fits, 0)
