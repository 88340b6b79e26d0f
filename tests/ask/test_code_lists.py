"""Lists of codes and of volumes as people have them: Excel's, pandas', and typed by hand."""

from decimal import Decimal

import pytest
from openpyxl import Workbook

from ratebook.ask.code_list import Code, codes
from ratebook.diff.volumes import volumes
from ratebook.errors import UsageError


@pytest.fixture
def listed(tmp_path):
    """A file with a list: of text, bytes, or rows of a workbook."""

    def write(content, name="list.csv"):
        path = tmp_path / name
        if isinstance(content, list):
            book = Workbook()
            for row in content:
                book.active.append(row)
            book.save(path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


ONE = [("45378-59", "office", Decimal("1200.5"))]
SHEET = [["HCPCS ", "Mod", "Site", "Units"], [45378, 59, "Office", 1200.5]]


@pytest.mark.messy
@pytest.mark.parametrize(
    "content",
    ["hcpcs,modifier,site,volume\n45378,59,office,1200.5\n",
     "\ufeffHCPCS Code,Modifier,Site,Volume\r\n45378,59,OFFICE,1200.5\r\n",
     "hcpcs;modifier;site;volume\n45378;59;office;1200.5\n",
     "sep=;\nhcpcs;modifier;site;volume\n45378;59;office;1200.5\n",
     "hcpcs|modifier|site|volume\n45378|59|office|1200.5\n",
     "hcpcs\tmod\tsite\tunits\n45378\t59\toffice\t1,200.50\n".encode("utf-16"),
     ' CPT ,Site,VOLUME \n\n45378-59,office,"1,200.5"\n\n,,\n',
     'hcpcs_code,modifier_1,modifier_2,site,volume,,\n="45378",59,,office,1200.5000,,\n',
     "hcpcs,modifier,site,volume\n'45378,59.0,office,1 200.5\n",
     "hcpcs,modifier,site,volume\n45378.0,59,office,1200.5\n",
     b"hcpcs,modifier,site,volume\n45378\xa0,59,\xa0office,1\xa0200.5\n",
     "hcpcs,modifier,site,volume\r45378,59,office,1200.5\r",
     SHEET, [[], ["HCPCS", "Modifier", "Site", "Volume"], ["45378", "59", "office", "1,200.5"]]],
    ids=["plain", "bom", "semicolons", "sep", "pipes", "utf-16", "blanks", "formula", "apostrophe",
         "floats", "cp1252", "mac", "workbook", "workbook of text"],
)  # fmt: skip
def test_a_list_of_volumes_is_read_as_it_is_saved(listed, content):
    found = volumes(listed(content))
    assert [(line.written, line.site, line.volume) for line in found] == ONE


@pytest.mark.messy
@pytest.mark.parametrize(
    ("code", "hcpcs"), [("100", "00100"), ("0100", "00100"), ("810", "00810"), ("8.0", None),
                        ("g0463", "G0463"), ("9921", "09921"), ("99213X", None), ("", None)]
)  # fmt: skip
def test_a_code_that_lost_its_zeros_gets_them_back(listed, code, hcpcs):
    (line,) = volumes(listed(f"hcpcs,volume\n{code},7\n"))
    assert (line.hcpcs, line.volume) == (hcpcs, 7) and bool(line.problem) == (hcpcs is None)


@pytest.mark.messy
@pytest.mark.parametrize(
    ("text", "says"),
    [("hcpcs,amount\n45378,1", "must have a heading with hcpcs and volume"),
     ("45378,1\n", "must have a heading"), ("", "must have a heading"),
     ("hcpcs,volume\n", "has no lines below its heading"),
     ("hcpcs,volume\n45378,many", "line 2: 'many' is not a valid volume"),
     ("hcpcs,volume\n45378,1.2E+05", "line 2: '1.2E+05' is not a valid volume"),
     ("hcpcs,volume\n45378,####", "line 2: '####' is not a valid volume"),
     ("hcpcs,volume\n45378,-3", "line 2: '-3' is not a valid volume"),
     ("hcpcs;volume\n45378;1200,5", "line 2: '1200,5' is not a valid volume"),
     ("hcpcs,volume\n45378,", "line 2: '' is not a valid volume"),
     ("hcpcs,volume\n45378,NaN", "'NaN' is not a valid volume"),
     ("hcpcs,volume\n45378,0.00001", "at most four decimals"),
     ("hcpcs,site,volume\n45378,home,1", "line 2: 'home' is not a valid site"),
     ("hcpcs,locality,volume\n45378,5,1", "line 2: '5' is"),
     ("hcpcs,volume,colour\n45378,1,red", "column colour is not known"),
     ("hcpcs,volume,\n45378,1,red", "column 3, which has no name, is not known"),
     ("hcpcs,volume,units\n45378,1,2", "two columns for volume"),
     (b"hcpcs\0,volume\n45378,1", "is not a text file"),
     (b"PK\x03\x04 no workbook", "cannot be read as a workbook")],
)  # fmt: skip
def test_volumes_that_cannot_be_read_are_named(listed, text, says):
    with pytest.raises(UsageError) as error:
        volumes(listed(text))
    assert says in str(error.value)


COLONOSCOPY, VISITS = Code("45378", None), [Code("99213", None), Code("99214", None)]


@pytest.mark.messy
@pytest.mark.parametrize(
    ("content", "found"),
    [("hcpcs,what\n45378,mine\n99213,theirs\n\n", [COLONOSCOPY, VISITS[0]]),
     ("99213 99214\n", VISITS), ("99213;99214\n", VISITS), ("99213, 99214\n", VISITS),
     ("99213\n\n99214\n", VISITS), ("hcpcs\n99213;99214\n", VISITS),
     ("code\n\"99213, 99214\"\n", VISITS), ([["HCPCS"], [99213], ["99214"]], VISITS),
     ("\ufeffCPT;Description\n99213;a\n99214;b\n", VISITS),
     ("70450,26\n", [Code("70450", ("26",))]), ("70450 26\n", [Code("70450", ("26",))]),
     ("hcpcs,modifier\n70450,26\n70450,\n", [Code("70450", ("26",)), Code("70450", ())]),
     ("45378-59-LT\n", [Code("45378", ("59", "LT"))]),
     ("100\n45378.0\n", [Code("00100", None), COLONOSCOPY])],
)  # fmt: skip
def test_a_list_of_codes_is_read_as_it_is_typed(listed, content, found):
    assert codes(listed(content)) == found


def test_a_line_that_is_no_code_is_named(listed):
    with pytest.raises(UsageError, match="line 3: 'POLYP8' is"):
        codes(listed("hcpcs\n45378\npolyp8\n"))
    with pytest.raises(UsageError, match="contains no codes"):
        codes(listed("hcpcs\n\n"))
