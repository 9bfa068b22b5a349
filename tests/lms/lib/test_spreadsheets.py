"""What is written can be read again, and never runs."""

import io
import zipfile

from python_calamine import CalamineWorkbook

from lms.lib.spreadsheets import write_csv, write_sheet


def test_every_text_stays_text_and_numbers_stay_numbers():
    nasty = ["=1+1", "+52 55", "-5", "@x", '=HYPERLINK("http://x")', "http://x.mx", None, 7]

    content = write_sheet("Lista: [1]", ["Uno"], [[each] for each in nasty], above=["Título"])

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows == [["Título"], ["Uno"], *[[each] for each in nasty[:6]], [""], [7.0]]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_a_csv_keeps_accents_and_runs_nothing():
    content = write_csv(["Municipio"], [["Ñandú"], ["=1+1"], [-3]])

    assert content.decode("utf-8-sig").splitlines() == ["Municipio", "Ñandú", "'=1+1", "-3"]
