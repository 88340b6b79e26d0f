"""What day it is: Medicare's, whose releases begin at midnight in US Eastern time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")


def today(now: datetime | None = None) -> date:
    """The day in US Eastern time, of this moment or of another."""
    return (now or datetime.now(EASTERN)).astimezone(EASTERN).date()
