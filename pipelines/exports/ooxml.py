"""The parts of a workbook around its rows, as Excel wants them (ECMA-376)."""

from xml.sax.saxutils import escape

from pipelines.exports.source import Column

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
GENERAL, TEXT, OWN = 0, 49, 164  # numbers of formats: two of Excel's, and the first of our own
TWO_PLACES = 4  # the style of an amount with two places; see _styles
MOST_PLACES = 20


def places(column: Column) -> int:
    """How many decimal places a column shows: its own, and two at least."""
    return min(max(2, int(column.type.rstrip(")").split(",")[1])), MOST_PLACES)


def style(column: Column) -> int:
    """The number of the style of a column of amounts."""
    return TWO_PLACES + places(column) - 2


def head(columns: list[Column]) -> str:
    """What stands before the rows: a header that stays in view."""
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{max(len(column.name) + 3, 11)}" customWidth="1"/>'
        for i, column in enumerate(columns, start=1)
    )
    names = "".join(_text(column.name, 2) for column in columns)
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData><row>{names}</row>\n"
    )


def foot(columns: list[Column], rows: int) -> str:
    """What stands after the rows: a filter over all of them."""
    return f'</sheetData><autoFilter ref="A1:{_letters(len(columns))}{rows + 1}"/></worksheet>'


def frame(names: list[str], cover: list[tuple[str, str]], columns: list[Column]) -> dict[str, str]:
    """Every other part of a workbook whose sheets of rows have these names, by its path."""
    sheets = ["about", *names]
    lines = [(c.name, c.meaning) for c in columns if c.meaning]
    return {
        "xl/worksheets/sheet1.xml": _cover([*cover, ("", ""), ("Column", "Meaning"), *lines]),
        "xl/styles.xml": _styles(),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>'
            for i, name in enumerate(sheets, start=1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml")]
        ),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "[Content_Types].xml": _types(len(sheets)),
    }


def _text(text: str, style: int) -> str:
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _cover(lines: list[tuple[str, str]]) -> str:
    rows = "".join(f"<row>{_text(left, 2)}{_text(right, 1)}</row>" for left, right in lines)
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><cols><col min="1" max="1" width="30" customWidth="1"/>'
        f'<col min="2" max="2" width="100" customWidth="1"/></cols>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def _styles() -> str:
    """Styles: 0 plain, 1 text, 2 bold text, 3 date, from 4 on amounts with two places or more."""
    codes = ["yyyy-mm-dd", *(f"0.{'0' * n}" for n in range(2, MOST_PLACES + 1))]
    formats = "".join(
        f'<numFmt numFmtId="{OWN + i}" formatCode="{code}"/>' for i, code in enumerate(codes)
    )
    kinds = [(GENERAL, 0), (TEXT, 0), (TEXT, 1), *((OWN + i, 0) for i in range(len(codes)))]
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1" applyFont="1"/>'
        for number, font in kinds
    )
    font = '<sz val="11"/><name val="Calibri"/>'
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(kinds)}">{cells}</cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def _types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{i}.xml", "worksheet") for i in range(1, sheets + 1)]
    found = "".join(
        f'<Override PartName="{name}" ContentType="{TYPES}.{kind}+xml"/>' for name, kind in parts
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{found}</Types>'
    )


def _letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
