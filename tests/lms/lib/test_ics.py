from datetime import UTC, datetime, timedelta, timezone

from lms.lib.ics import Event, calendar_of

STARTS = datetime(2026, 3, 5, 18, 0, tzinfo=timezone(timedelta(hours=-6)))


def event(**facts):
    return Event(
        **{
            "uid": "1@aula",
            "starts_at": STARTS,
            "ends_at": STARTS + timedelta(minutes=60),
            "changed_at": datetime(2026, 1, 1, tzinfo=UTC),
            "summary": "Asesoría",
        }
        | facts
    )


def test_the_file_is_as_the_standard_says():
    assert calendar_of(event(url="https://sala.example/x", location="En línea")).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Aula ODS//ES\r\nMETHOD:PUBLISH\r\n"
        "BEGIN:VEVENT\r\nUID:1@aula\r\nDTSTAMP:20260101T000000Z\r\nSEQUENCE:1767225600\r\n"
        "DTSTART:20260306T000000Z\r\nDTEND:20260306T010000Z\r\nSUMMARY:Asesoría\r\n"
        "STATUS:CONFIRMED\r\nLOCATION:En línea\r\nURL:https://sala.example/x\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_a_cancelled_event_says_so():
    assert b"\r\nSTATUS:CANCELLED\r\n" in calendar_of(event(is_cancelled=True))


def test_a_later_sequence_replaces_and_a_cancellation_names_who_may_cancel():
    file = calendar_of(event(sequence=2, organizer="aula@x.mx", is_cancelled=True)).decode()

    assert "\r\nMETHOD:CANCEL\r\n" in file
    assert "\r\nSEQUENCE:2\r\n" in file
    assert "\r\nORGANIZER:mailto:aula@x.mx\r\n" in file


def test_signs_with_a_meaning_are_escaped_and_no_text_makes_a_line_of_its_own():
    file = calendar_of(event(summary="Uno, dos; tres\\\nEND:VEVENT", url="https://x\r\nATTACH:y"))

    assert b"SUMMARY:Uno\\, dos\\; tres\\\\\\nEND:VEVENT\r\n" in file
    assert b"URL:https://xATTACH:y\r\n" in file
    assert file.count(b"\r\nEND:VEVENT\r\n") == 1


def test_long_lines_are_folded_between_letters_and_read_the_same_unfolded():
    words = "Asesoría número ñandú " * 20

    file = calendar_of(event(description=words))

    assert max(len(line) for line in file.split(b"\r\n")) == 75
    assert f"DESCRIPTION:{words}" in file.decode().replace("\r\n ", "")
