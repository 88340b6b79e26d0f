"""What the API's answers look like, for its description; amounts are decimals as text."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Amount = str | None
Basis = Literal["hospital", "area", "estimate", "national", "everywhere", "locality"]
Released = dict[str, str | None]  # by schedule, in lower case: pfs, opps, asc


class Document(BaseModel):
    """Fields may be added within a version, never taken away."""

    model_config = ConfigDict(extra="allow")


class Source(Document):
    """The row of CMS's file that a figure comes from."""

    release: str
    file: str
    row: int | None


class Office(Document):
    """The whole service in an office."""

    amount: Amount
    unit_rate: Amount
    paid_by: str | None
    reason: str | None
    patient_amount: Amount
    source: Source | None


class Name(Document):
    """What the service is called, and whose words they are; reason says why it has none."""

    name: str | None
    short_name: str | None
    owner: str | None
    category: str | None
    release: str | None
    notice: str | None
    reason: str | None


class Index(Document):
    """The wage index that an amount is made with, and the amounts at both ends of the place."""

    area: str | None
    area_name: str | None
    wage_index: str
    lowest_amount: Amount
    highest_amount: Amount
    lowest_area: str | None
    highest_area: str | None
    index_release: str | None
    index_file: str | None
    index_row: int | None
    labor_share: str


class Hospital(Document):
    """The facility's payment, the professional's, and both."""

    facility_amount: Amount
    professional_amount: Amount
    total_amount: Amount
    total_reason: str | None
    unit_rate: Amount
    paid_by: str | None
    basis: Basis | None
    national_rate: Amount
    index: Index | None
    patient_amount: Amount
    patient_parts: list[Amount]
    patient_reason: str | None
    hcpcs: str | None
    apc: str | None
    status_indicator: str | None
    reason: str | None
    professional_reason: str | None
    source: Source | None
    professional_source: Source | None


class Asc(Document):
    """The surgical center's payment, the professional's, and both."""

    facility_amount: Amount
    professional_amount: Amount
    total_amount: Amount
    total_reason: str | None
    unit_rate: Amount
    paid_by: str | None
    basis: Basis | None
    national_rate: Amount
    index: Index | None
    patient_amount: Amount
    patient_parts: list[Amount]
    patient_reason: str | None
    payment_indicator: str | None
    reason: str | None
    source: Source | None


class Schedule(Document):
    """What a schedule pays that is none of the three sites': the laboratory's."""

    schedule: str
    title: str
    setting: str
    place_kind: str | None
    place: str | None
    amount: Amount
    unit_rate: Amount
    unit: str | None
    modifier: str
    patient_amount: Amount
    status: str | None
    reason: str | None
    release: str
    source: Source
    parts: dict[str, Any] | None


class CodeAnswer(Document):
    """A code on a day in a place. `office_parts` and `professional_parts` say how it came about."""

    code: str
    name: Name
    billing_unit: str | None
    related: list[dict[str, Any]]
    place: str
    where: dict[str, str]
    patient: dict[str, Any]
    payable: bool
    on: date
    qp: bool
    releases: Released
    effective_from: date | None
    effective_through: date | None
    office: Office
    hospital: Hospital
    asc: Asc
    schedules: list[Schedule]
    hopd_minus_office: Amount
    hopd_minus_office_reason: str | None
    caveat: str | None
    warnings: list[str]
    notes: list[str]
    origin: Literal["cms", "sample"]
    units: dict[str, Any] | None
    professional_units: dict[str, Any] | None
    hospital_units: dict[str, Any] | None
    indicators: list[dict[str, str | None]]
    modifiers: list[str]
    history: list[dict[str, Any]]
    standing: dict[str, Any] | None
    localities: list[dict[str, Any]]
    office_parts: dict[str, Any] | None
    professional_parts: dict[str, Any] | None
    hospital_parts: dict[str, Any] | None


class ProblemDocument(Document):
    """RFC 9457. The last part of `type` tells errors apart."""

    type: str
    title: str
    status: int
    detail: str


class Changes(Document):
    """By site: the amount before and now, and the parts of the difference."""

    code: str
    on: date
    since: date
    releases: Released
    releases_before: Released
    changes: list[dict[str, Any]]


class Comparison(Document):
    """Answers, or problems in their places."""

    on: date
    releases: Released
    codes: list[CodeAnswer | ProblemDocument]


class Found(Document):
    """Codes and where they are listed."""

    q: str
    codes: list[dict[str, Any]]


class Places(Document):
    """Places to choose from: what to type, and what it is."""

    q: str
    places: list[dict[str, str]]


class Localities(Document):
    """Localities of a day."""

    on: date
    release: str | None
    localities: list[dict[str, Any]]


class Releases(Document):
    """Loaded releases."""

    origin: str
    on: date
    releases: list[dict[str, Any]]


class Checks(Document):
    """What rules found."""

    origin: str
    on: date
    checks: list[dict[str, Any]]


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": words,
        "content": {"application/problem+json": {"schema": ProblemDocument.model_json_schema()}},
    }
    for status, words in (
        (404, "unknown-code, unloaded-date, no-such-modifier, unknown-locality, "
              "unknown-zip, unknown-county, unknown-area, unknown-state, unknown-hospital, no-qp"),
        (409, "split-zip, several-localities, open-hospital"), (422, "bad-request"), (503, "busy"),
    )
}  # fmt: skip
