"""The settings of a contract, as people and places of service name them."""

from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

# What a line is: a professional's at office or at facility rates, the hospital's, the center's.
SETTINGS = ("office", "facility", "hospital", "asc")
# Places of service that volumes and fees often have instead.
PLACES = {"11": "office", "19": "facility", "21": "facility", "22": "facility", "23": "facility"}
ALIKE = {"non-facility": "office", "nonfacility": "office"}


def setting(text: str, where: str) -> str:
    """A setting by its word, or by a place of service; UsageError with the near word."""
    word = text.strip().lower()
    found = PLACES.get(word, ALIKE.get(word, word))
    if found not in SETTINGS:
        raise UsageError(f"{where}'{text}' is not a setting: {', '.join(SETTINGS)}."
                         f"{did_you_mean(word, SETTINGS)}")  # fmt: skip
    return found
