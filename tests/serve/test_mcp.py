"""`ratebook mcp`, by the SDK's own client over standard input and output."""

import asyncio
import sys

import pytest
from mcp import Client, StdioServerParameters


@pytest.fixture
def call(sample_home):
    """Ask one tool of a server that runs over the sample."""

    def ask(tool, **arguments):
        async def asked():
            words = ["-m", "ratebook", "mcp", "--home", str(sample_home.folder)]
            async with Client(StdioServerParameters(command=sys.executable, args=words)) as client:
                if not tool:
                    return {found.name for found in (await client.list_tools()).tools}
                return await client.call_tool(tool, arguments)

        return asyncio.run(asked())

    return ask


def test_it_has_tools_that_read(call):
    assert call("") == {"search", "show", "explain", "compare", "diff", "edits", "releases"}


def test_an_answer_has_its_day_release_basis_and_warnings(call):
    answer = call("show", code="45378", place="94110", on="2026-07-01").structured_content
    assert answer["hospital"]["total_amount"] == "1564.13"
    assert answer["hospital"]["basis"] == "estimate"
    assert answer["releases"]["pfs"] == "RVU26C"
    assert answer["origin"] == "sample"
    assert answer["warnings"]


def test_what_is_refused_is_the_tools_error(call):
    found = call("show", code="2056")
    assert found.is_error
    assert "'2056' is not a valid code" in found.content[0].text


def test_codes_beside_each_other_and_one_that_is_not_listed(call):
    found = call("compare", codes=["20560", "99999"], on="2026-07-01").structured_content["codes"]
    assert found[0]["office"]["amount"] == "24.72"
    assert "99999" in found[1]["error"]


def test_changes_explanations_and_what_is_loaded(call):
    changed = call("diff", code="20560", since="2025-10-15", on="2026-07-01")
    assert not changed.is_error
    assert call("explain", code="20560", on="2026-07-01").structured_content["office_parts"]
    names = {r["release"] for r in call("releases").structured_content["releases"]}
    assert "RVU26C" in names


def test_a_quarter_of_edits_that_is_not_loaded_is_said(call):
    found = call("edits", codes=["45385", "45380"], on="2026-07-01").structured_content
    assert "the edits of 2026 Q3 are not loaded" in found["warnings"][0]
    assert call("edits", codes=["4538"]).is_error and call("edits", codes=[]).is_error
