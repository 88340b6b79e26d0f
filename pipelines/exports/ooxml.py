"""The parts of a workbook around its rows, as Excel wants them (ECMA-376)."""

from xml.sax.saxutils import escape

from pipelines.exports.source import Column

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIRST_PLACES = 4  # styles 0 to 3 are plain, text, bold and date; then amounts by their places
MOST_PLACES = 20


def places(column: Column) -> int:
    """How many decimal places a column shows: its own, and two at least."""
    return min(max(2, int(column.type.rstrip(")").split(",")[1])), MOST_PLACES)


def style(column: Column) -> int:
    """The number of the style of a column of amounts."""
    return FIRST_PLACES + places(column)


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
    formats = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="0.{"0" * n}"/>'
        for n in range(1, MOST_PLACES + 1)
    )
    kinds = ['numFmtId="0" fontId="0"', 'numFmtId="49" fontId="0" applyNumberFormat="1"',
             'numFmtId="49" fontId="1" applyFont="1"', 'numFmtId="14" fontId="0" '
             'applyNumberFormat="1"', 'numFmtId="1" fontId="0" applyNumberFormat="1"']  # fmt: skip
    kinds += [
        f'numFmtId="{164 + n}" fontId="0" applyNumberFormat="1"' for n in range(1, MOST_PLACES + 1)
    ]
    cells = "".join(f'<xf {kind} fillId="0" borderId="0" xfId="0"/>' for kind in kinds)
    font = '<sz val="11"/><name val="Calibri"/>'
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="{MOST_PLACES}">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(kinds)}">{cells}</cellXfs></styleSheet>'
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
