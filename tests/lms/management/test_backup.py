"""Backup and restore, tried as an operator would: into a new place, by another process."""

import io
import json
import os
import subprocess
import sys
import tarfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from completion.models import Certificate
from courses.models import Cohort, Enrolment
from lms.lib.archive import sha256_of
from people.models import Territory, User
from tests.factories import (
    CertificateFactory,
    EnrolmentFactory,
    MunicipalityFactory,
    QuestionFactory,
    SubmissionFactory,
)

ADD_A_TERRITORY = (
    "from people.models import Territory as T;"
    "print(T.objects.create(code='MX2', name='x', kind='country').pk)"
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings, tmp_path):
    """A small site: people with accents, decimals, JSON, a parent before its child, and a PDF."""
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "media"
    settings.SECRET_KEY_IS_GIVEN = False
    pdf = settings.MEDIA_ROOT / "certificates" / "2026" / "á.pdf"
    pdf.parent.mkdir(parents=True)
    pdf.write_bytes(b"%PDF-1.7 \x00\xff")
    (settings.DATA / "secret_key").write_text("the key")
    MunicipalityFactory(name="Ñañú de los Ángeles")
    EnrolmentFactory(participant__given_names="José Ángel")
    QuestionFactory()
    SubmissionFactory(snapshot={"rows": [{"text": "Agua «segura»", "value": None}]})
    CertificateFactory(
        snapshot={"hours": 50, "name": "Ana"},
        state="ready",
        pdf="certificates/2026/á.pdf",
        pdf_sha256=sha256_of(pdf),
    )
    # A moment of before, which writing the row again would lose.
    Cohort.objects.update(created_at="2026-03-04T05:06:07.123456Z")
    return settings


def manage(data, *arguments):
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=settings.BASE_DIR,
        env=clean | {"AULA_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


def content(file):
    """Return all that an archive holds, but for the moment at which it was made."""
    with tarfile.open(file) as archive:
        found = {entry.name: archive.extractfile(entry).read() for entry in archive}
    manifest = json.loads(found.pop("manifest.json"))
    manifest.pop("made_at")
    return manifest, found


def test_a_site_comes_back_whole_in_an_empty_place(world, tmp_path):
    first, second, place = tmp_path / "1.tar.gz", tmp_path / "2.tar.gz", tmp_path / "new"
    call_command("backup", str(first))

    restored = manage(place, "restore", first)
    again = manage(place, "backup", second)

    assert (restored.returncode, again.returncode) == (0, 0), restored.stderr + again.stderr
    manifest, files = content(first)
    assert content(second) == (manifest, files)
    assert manifest["rows"]["people.user"] == User.objects.count()
    assert manifest["rows"]["courses.enrolment"] == Enrolment.objects.count()
    assert manifest["folios"] == list(Certificate.objects.values_list("folio", flat=True))
    assert set(manifest["files"]) == {"media/certificates/2026/á.pdf", "keys/secret_key"}
    assert (place / "secret_key").read_text() == "the key"
    assert (place / "secret_key").stat().st_mode & 0o077 == 0
    # Starting a site is expensive, so what must hold of the restored one is asked here.
    added = manage(place, "shell", "--no-imports", "-c", ADD_A_TERRITORY)
    assert int(added.stdout) > max(Territory.objects.values_list("pk", flat=True))
    (place / "media" / "certificates" / "2026" / "á.pdf").unlink()
    assert "This database is not empty." in manage(place, "restore", first).stderr


def test_restore_never_touches_a_folder_that_is_not_empty(world, tmp_path):
    call_command("backup", str(tmp_path / "1.tar.gz"))
    (tmp_path / "new" / "media").mkdir(parents=True)
    (tmp_path / "new" / "media" / "x").touch()

    refused = manage(tmp_path / "new", "restore", tmp_path / "1.tar.gz")

    assert refused.returncode == 1
    assert "is not empty. Restore into a new AULA_DATA." in refused.stderr


def rewritten(file, target, change):
    """Write the archive anew after ``change`` had its way with the content."""
    with tarfile.open(file) as archive:
        entries = [(entry, archive.extractfile(entry).read()) for entry in archive]
    with tarfile.open(target, "w:gz") as archive:
        for entry, old in entries:
            new = change(entry.name, old)
            entry.size = len(new)
            archive.addfile(entry, io.BytesIO(new))


def test_archive_of_a_version_whose_squashed_migration_was_written_anew_comes_back(world, tmp_path):
    call_command("backup", str(tmp_path / "1.tar.gz"))
    [now] = (
        name
        for app, name in content(tmp_path / "1.tar.gz")[0]["migrations"]
        if app == "completion" and "_squashed_" in name
    )
    before = b"0001_squashed_0003_initial"
    rewritten(
        tmp_path / "1.tar.gz",
        tmp_path / "2.tar.gz",
        lambda name, old: old.replace(now.encode(), before) if name == "manifest.json" else old,
    )

    restored = manage(tmp_path / "new", "restore", tmp_path / "2.tar.gz")
    again = manage(tmp_path / "new", "backup", tmp_path / "3.tar.gz")

    assert (restored.returncode, again.returncode) == (0, 0), restored.stderr + again.stderr
    assert content(tmp_path / "3.tar.gz")[1] == content(tmp_path / "1.tar.gz")[1]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda name, old: b"other" if name.endswith(".pdf") else old,
            "is missing from the archive or damaged",
        ),
        (
            lambda name, old: old.rpartition(b"\n[")[0] + b"\n" if "people.user." in name else old,
            "does not hold the",
        ),
        (
            lambda name, old: old.replace(b'"format": 1', b'"format": 9'),
            "was written by a newer version",
        ),
        (
            lambda name, old: old.replace(b"0001_initial", b"0099_tomorrow"),
            "was written by a newer version",
        ),
    ],
    ids=["a changed file", "a lost row", "another format", "an unknown migration"],
)
def test_a_damaged_archive_is_refused_and_leaves_no_row(world, tmp_path, change, reason):
    call_command("backup", str(tmp_path / "1.tar.gz"))
    rewritten(tmp_path / "1.tar.gz", tmp_path / "2.tar.gz", change)

    refused = manage(tmp_path / "new", "restore", tmp_path / "2.tar.gz")

    assert refused.returncode == 1
    assert reason in refused.stderr
    # Nothing stands in the way of the good one.
    assert not (tmp_path / "new" / "media").exists()


def test_what_is_no_archive_is_named(tmp_path):
    (tmp_path / "x.tar.gz").write_bytes(b"PK not this")

    refused = manage(tmp_path / "new", "restore", tmp_path / "x.tar.gz")

    assert "is no archive of this site" in refused.stderr


@pytest.mark.parametrize(
    ("name", "kind"), [("../escaped", tarfile.REGTYPE), ("manifest.json", tarfile.SYMTYPE)]
)
def test_a_file_that_leaves_the_archive_is_refused(tmp_path, name, kind):
    file = tmp_path / "hostile.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd"
        archive.addfile(entry, io.BytesIO())

    refused = manage(tmp_path / "data", "restore", str(file))

    assert refused.returncode == 1
    assert f"{name} does not belong in an archive of this site." in refused.stderr


def test_backup_never_overwrites_and_is_closed_to_others(world, tmp_path):
    file = tmp_path / "1.tar.gz"
    call_command("backup", str(file))

    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(file))

    assert file.stat().st_mode & 0o077 == 0
