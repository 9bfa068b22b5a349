"""One file that holds a whole site: the rows of every table, the files, and a list to check by.

The archive is a ``.tar.gz`` with ``tables/<app>.<model>.jsonl`` (one row a line, whatever the
database), ``files/…`` and ``manifest.json``. Rows are written and read with the tables as they were
at the migrations that the manifest names, so an archive can be restored by a later version.
"""

import base64
import hashlib
import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model
from django.utils.duration import duration_iso_string

from lms.lib.migrations import squashed, step_executor

FORMAT = 1
BATCH = 500
TABLES, FILES, MANIFEST = "tables", "files", "manifest.json"
# What a site makes again by itself.
LEFT_OUT = {"sessions.session"}


class BrokenArchive(Exception):
    """The archive cannot be used; the message says why."""


# Writing


def write_archive(file: IO[bytes], *, files: dict[str, Path], facts: dict[str, Any]) -> dict:
    """Write the database and ``files`` (name in the archive → path) and return the manifest.

    The rows are read in one transaction; ``facts`` are kept in the manifest as they are.
    """
    manifest = {"format": FORMAT, "rows": {}, "files": {}, **facts}
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
        with transaction.atomic():
            _read_one_moment()
            manifest["migrations"] = sorted(map(list, _executor().loader.applied_migrations))
            for model in _models_as_migrated():
                manifest["rows"][model._meta.label_lower] = _add_table(archive, model)
        for name, path in sorted(files.items()):
            manifest["files"][name] = {"sha256": sha256_of(path), "size": path.stat().st_size}
            archive.add(path, f"{FILES}/{name}")
        _add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    return manifest


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_one_moment() -> None:
    """See one moment of the database, whatever others write meanwhile."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _executor() -> MigrationExecutor:
    return MigrationExecutor(connection)


def _models_as_migrated() -> list[type[Model]]:
    """Return the models as the applied migrations left them, in the order of their names."""
    executor = _executor()
    # Django has no public name for the state of the tables as they are.
    state = executor._create_project_state(with_applied_migrations=True)  # noqa: SLF001 -- above
    models = state.apps.get_models(include_auto_created=True, include_swapped=False)
    stored = [model for model in models if model._meta.managed and not model._meta.proxy]
    wanted = [model for model in stored if model._meta.label_lower not in LEFT_OUT]
    return sorted(wanted, key=lambda model: model._meta.label_lower)


def _add_table(archive: tarfile.TarFile, model: type[Model]) -> int:
    names = [column.attname for column in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    count = 0
    with tempfile.TemporaryFile() as table:
        table.write(json.dumps(names).encode() + b"\n")
        for row in rows.iterator(chunk_size=2000):
            table.write(json.dumps([_plain(value) for value in row], ensure_ascii=False).encode())
            table.write(b"\n")
            count += 1
        entry = tarfile.TarInfo(f"{TABLES}/{model._meta.label_lower}.jsonl")
        entry.size = table.tell()
        table.seek(0)
        archive.addfile(entry, table)
    return count


def _plain(value: Any) -> Any:
    """Return ``value`` as JSON has it; the field turns it back."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


# Reading


def is_empty_database() -> bool:
    """Say whether no table holds a row, but for what migrating writes by itself."""
    by_itself = {"contenttypes.contenttype", "auth.permission"} | LEFT_OUT
    return not any(
        model._base_manager.exists()
        for model in _models_as_migrated()
        if model._meta.label_lower not in by_itself
    )


def read_archive(file: Path, *, places: dict[str, Path]) -> dict:
    """Restore an archive into an empty database, and its files into ``places`` by their folder.

    Everything is checked against the manifest: rows by table, and the hash of each file. A
    problem raises BrokenArchive and leaves the database as it was.
    """
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        try:
            with tarfile.open(file, "r:gz") as archive:
                _unpack(archive, unpacked)
            manifest = json.loads((unpacked / MANIFEST).read_bytes())
        except (OSError, tarfile.TarError, EOFError, ValueError) as broken:
            raise BrokenArchive(f"{file} is no archive of this site: {broken}") from broken
        if manifest.get("format") != FORMAT:
            raise BrokenArchive(f"{file} was written by a newer version.")
        _check_files(unpacked / FILES, manifest["files"])
        _migrate_to(manifest["migrations"])
        with transaction.atomic():
            _load_tables(unpacked / TABLES, manifest["rows"])
        _place_files(unpacked / FILES, manifest["files"], places)
    return manifest


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Write the plain files of an archive below ``folder``; anything else is not ours.

    The filters of ``extractall`` would do this, but the Python of Debian 12 has none.
    """
    for member in archive:
        target = (folder / member.name).resolve()
        if not member.isfile() or not target.is_relative_to(folder.resolve()):
            raise BrokenArchive(f"{member.name} does not belong in an archive of this site.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.extractfile(member) as packed, target.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)


def _check_files(folder: Path, expected: dict[str, dict]) -> None:
    for name, facts in expected.items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != facts["sha256"]:
            raise BrokenArchive(f"The file {name} is missing from the archive or damaged.")


def _migrate_to(applied: list[list[str]]) -> None:
    """Make the tables as they were when the archive was written."""
    wanted = frozenset(tuple(key) for key in applied)
    executor = step_executor(wanted)
    loader = executor.loader
    # What stood for several steps is written anew now and then; the archive names the steps too.
    replaced = {key for key in wanted - set(loader.disk_migrations) if "_squashed_" in key[1]}
    ours = {key for key in wanted - replaced if key[0] in loader.migrated_apps}
    if unknown := sorted(ours - set(loader.disk_migrations)):
        raise BrokenArchive(f"The archive was written by a newer version ({'.'.join(unknown[0])}).")
    if set(loader.applied_migrations) - wanted - squashed(_executor().loader):
        raise BrokenArchive("The tables of this database are newer than the archive.")
    graph = loader.graph
    # A squashed migration that the archive holds stands for those that it holds too.
    there = ours & set(graph.nodes)
    followed = {
        key
        for key in there
        if any(
            child.key in there and child.key[0] == key[0] for child in graph.node_map[key].children
        )
    }
    executor.migrate(sorted(there - followed))


def _load_tables(folder: Path, expected: dict[str, int]) -> None:
    models = {model._meta.label_lower: model for model in _models_as_migrated()}
    if missing := sorted(set(expected) - set(models)):
        raise BrokenArchive(f"There is no table for {missing[0]}.")
    for model in models.values():
        # What migrations wrote. References are checked when the transaction ends.
        model._base_manager.all()._raw_delete(connection.alias)  # noqa: SLF001 -- no cascades
    for label, count in expected.items():
        if _load_table(models[label], folder / f"{label}.jsonl") != count:
            raise BrokenArchive(f"The archive does not hold the {count} rows of {label}.")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)


def _load_table(model: type[Model], table: Path) -> int:
    count = 0
    with table.open(encoding="utf-8") as lines:
        by_name = {column.attname: column for column in model._meta.concrete_fields}
        columns = [by_name[name] for name in json.loads(next(lines))]
        for column in columns:
            # A moment that Django would write anew is a fact here.
            if hasattr(column, "auto_now"):
                column.auto_now = column.auto_now_add = False
        for batch in _batches(lines):
            rows = [_row(model, columns, json.loads(line)) for line in batch]
            count += len(model._base_manager.bulk_create(rows))
    return count


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    lines = iter(lines)
    while batch := list(islice(lines, BATCH)):
        yield batch


def _row(model: type[Model], columns: list[Field], values: list[Any]) -> Model:
    return model(
        **{
            column.attname: None if value is None else column.to_python(value)
            for column, value in zip(columns, values, strict=True)
        }
    )


def _place_files(folder: Path, names: Iterable[str], places: dict[str, Path]) -> None:
    """Copy each file to the place that its first folder stands for."""
    for name in names:
        place, _slash, rest = name.partition("/")
        target = (places[place] / rest).resolve()
        if not target.is_relative_to(places[place].resolve()):
            raise BrokenArchive(f"The archive wants to write outside its folders: {name}.")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.write_bytes((folder / name).read_bytes())
