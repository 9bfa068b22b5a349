"""The project as an app: its commands, tags, tasks and system checks."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ProjectConfig(AppConfig):
    name = "lms"

    def ready(self) -> None:
        from lms import checks  # noqa: F401, PLC0415 -- they register themselves


class SuperuserAdminConfig(AdminConfig):
    """Django's admin, for system administration only."""

    default_site = "lms.admin_site.SuperuserSite"
