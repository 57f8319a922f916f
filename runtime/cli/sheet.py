"""Tables of words as files that a translator's spreadsheet opens: CSV, and .xlsx where openpyxl is there.

A cell that begins like a formula is written with a ' in front, because a spreadsheet would run it; the sign
is taken away again when the table is read. What comes back from a stranger's spreadsheet is bounded before
it is read, and all that is wrong with it is one sentence.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from runtime.flow.wording import said

LARGEST = 5_000_000
"""Bytes of a file; a flow's words are a hundredth of it."""
LARGEST_UNPACKED = 60_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 40
LONGEST_CELL = 8_000

_RISKY = "=+-@'\t\r"
_DELIMITERS = ",;\t"


class BadSheet(Exception):
    """str(self): one sentence for the person who brought the file."""


def write_sheet(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Writes the rows, the first of which has the names of the columns. Raises BadSheet."""
    safe = [[_guarded(cell) for cell in row] for row in rows]
    if path.suffix.lower() == ".xlsx":
        _write_xlsx(path, safe)
        return
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(safe)
    # Excel takes UTF-8 for UTF-8 only when the file begins with this mark.
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def read_sheet(path: Path) -> list[list[str]]:
    """The rows, blank ones left out. Raises BadSheet."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadSheet(said("{file} is larger than 5 MB; no flow has that many words", file=path))
        rows = _read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadSheet(said("{file} cannot be read: {reason}", file=path, reason=reason)) from None
    return [[_bare(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell[:1] and cell[0] in _RISKY else cell


def _bare(cell: str) -> str:
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _RISKY else cell


def _read_csv(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif data[:4] == b"PK\x03\x04":
        raise BadSheet(said("{file} is an Excel workbook; give its name the ending .xlsx", file=path))
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise BadSheet(
            said("{file} is not UTF-8 text; in Excel save it as “CSV UTF-8 (comma delimited)”", file=path)
        ) from None
    if "\0" in text:
        raise BadSheet(said("{file} is not a text file", file=path))
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            _bounded(path, row, len(rows))
    except csv.Error as error:
        raise BadSheet(
            said(
                "{file} is not a table, near row {row}: {reason}", file=path, row=len(rows) + 1, reason=error
            )
        ) from None
    return rows


def _bounded(path: Path, row: Sequence[str], count: int) -> None:
    if count > MOST_ROWS:
        raise BadSheet(said("{file} has more than {most} rows", file=path, most=MOST_ROWS))
    if len(row) > MOST_COLUMNS:
        raise BadSheet(
            said("row {row} of {file} has more than {most} columns", row=count, file=path, most=MOST_COLUMNS)
        )
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise BadSheet(
            said(
                "a cell in row {row} of {file} is longer than {most} letters",
                row=count,
                file=path,
                most=LONGEST_CELL,
            )
        )


def _write_xlsx(path: Path, rows: Sequence[Sequence[str]]) -> None:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise BadSheet(_NO_EXCEL) from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("words")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append(row)
    book.save(path)


def _read_xlsx(path: Path) -> list[list[str]]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise BadSheet(_NO_EXCEL) from None
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise BadSheet(said("{file} unpacks to more than 60 MB", file=path))
        book = load_workbook(path, read_only=True, data_only=True)
    except BadSheet:
        raise
    except Exception:  # whatever a broken or hostile workbook makes of the library
        raise BadSheet(said("{file} is not an Excel workbook that can be read", file=path)) from None
    rows: list[list[str]] = []
    try:
        for cells in book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS):
            row = ["" if cell is None else str(cell) for cell in cells]
            while row and not row[-1]:
                row.pop()
            rows.append(row)
            _bounded(path, row, len(rows))
    except BadSheet:
        raise
    except Exception:
        raise BadSheet(said("{file} is not an Excel workbook that can be read", file=path)) from None
    finally:
        book.close()
    return rows


_NO_EXCEL = "for .xlsx install the extra `excel`: pip install 'flowctl[excel]'; a .csv file needs nothing"
