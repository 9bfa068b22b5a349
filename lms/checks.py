"""System checks for a deployment: what must not go live as it is on a laptop."""

import os
import stat
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection


@register(Tags.security, deploy=True)
def check_secrets(**_context: Any) -> list[CheckMessage]:
    if settings.SECRET_KEY_IS_GIVEN:
        return []
    return [
        Error("SECRET_KEY is not set: the one made in AULA_DATA is for trying out.", id="lms.E001")
    ]


@register(Tags.security, deploy=True)
def check_services(**_context: Any) -> list[CheckMessage]:
    findings: list[CheckMessage] = []
    if connection.vendor == "sqlite":
        findings.append(
            checks.Warning("DATABASE_URL is not set: SQLite takes one writer.", id="lms.W001")
        )
    if not settings.REDIS_URL:
        findings.append(
            checks.Warning("REDIS_URL is not set: jobs travel through files.", id="lms.W002")
        )
    if not settings.EMAIL_HOST:
        findings.append(
            checks.Warning("EMAIL_HOST is not set: mail goes to a folder.", id="lms.W003")
        )
    if not settings.HTTPS:
        findings.append(Error("SITE_URL must begin with https://.", id="lms.E002"))
    if settings.DEMO:
        findings.append(Error("AULA_DEMO is on: its passwords are public.", id="lms.E003"))
    return findings


@register(Tags.files, deploy=True)
def check_places(**_context: Any) -> list[CheckMessage]:
    """Certificates, reports and keys are kept there: ours to write, and nobody else's to read."""
    if not os.access(settings.DATA, os.W_OK):
        return [Error(f"AULA_DATA ({settings.DATA}) cannot be written.", id="lms.E004")]
    if settings.DATA.stat().st_mode & stat.S_IRWXO:
        return [
            checks.Warning(
                f"AULA_DATA ({settings.DATA}) is open to every user of this machine.",
                hint=f"chmod o-rwx {settings.DATA}",
                id="lms.W004",
            )
        ]
    return []
