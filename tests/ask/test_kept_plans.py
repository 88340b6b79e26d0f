"""Plans that are kept give the rows that a query gives."""

from datetime import date

import pytest

from ratebook.ask import rates, reader
from ratebook.ask.kept_plans import KeptPlans, fits
from ratebook.ask.known import known_of, period
from ratebook.ask.place import Place
from ratebook.ask.question import Question

DAY = date(2026, 8, 1)
CODES = ("20560", "45378", "G0463", "70450", "J0897", "99213", "80053", "99999")
PLACES = (
    Place("national", "national"), Place("01112", "05"), Place("10112", "00"),
    Place("01112", "05", "county", "06075"),
)  # fmt: skip


@pytest.fixture(scope="module")
def con(sample_home):
    with reader.reading(sample_home) as found:
        yield found


@pytest.fixture(scope="module")
def plans(con):
    return KeptPlans(con)


@pytest.mark.parametrize("hcpcs", CODES)
@pytest.mark.parametrize("modifier", ["", "26"])
def test_a_kept_plan_gives_the_rows_of_the_query(con, plans, hcpcs, modifier):
    span = period(known_of(con).periods, DAY)
    for place in PLACES:
        asked = Question(hcpcs, modifier, place, DAY, qp=place.mac == "10112")
        (own,) = rates.of_places(con, [asked], [span], every_day=True)
        (near,) = rates.of_localities(con, [asked], [span])
        assert plans.of_place(asked) == own
        assert plans.of_localities(asked, span) == near


def test_a_question_about_the_patient_has_a_plan_of_its_own():
    nation = Place("national", "national")
    assert fits(Question("45378", "", nation, DAY))
    assert not fits(Question("45378", "", nation, DAY, pt=True))
