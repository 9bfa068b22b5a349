"""Addresses: one include an app, Spanish paths, the same under /en/ in English."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from lms.views import homes, my_data, people, roster, site
from people.views.privacy import privacy

handler403 = "lms.views.site.forbidden"
handler404 = "lms.views.site.not_found"
handler500 = "lms.views.site.crashed"

urlpatterns = [
    path("salud/", site.health, name="health"),
    path("django-admin/", admin.site.urls),
    *i18n_patterns(
        path("", site.landing, name="landing"),
        path("inicio/", homes.home, name="home"),
        path("tutoria/", homes.tutor_home, name="tutor-home"),
        path("gestion/", homes.staff_home, name="staff-home"),
        path("personas/<uuid:public_id>/", people.person, name="person"),
        path("personas/<uuid:public_id>/papel/", people.person_paper, name="person-paper"),
        path("gestion/cohortes/<slug:code>/personas/", roster.roster, name="roster"),
        path(
            "gestion/cohortes/<slug:code>/personas/baja/",
            roster.roster_change,
            {"kind": "withdrawal"},
            name="roster-withdraw",
        ),
        path(
            "gestion/cohortes/<slug:code>/personas/reincorporar/",
            roster.roster_change,
            {"kind": "return"},
            name="roster-bring-back",
        ),
        path(
            "gestion/cohortes/<slug:code>/personas/tutoria/",
            roster.roster_change,
            {"kind": "tutor"},
            name="roster-tutor",
        ),
        path(
            "gestion/cohortes/<slug:code>/personas/mover/",
            roster.roster_change,
            {"kind": "move"},
            name="roster-move",
        ),
        path(
            "gestion/cohortes/<slug:code>/personas/cambios/<uuid:public_id>/deshacer/",
            roster.roster_undo,
            name="roster-undo",
        ),
        path("ayuda/", site.help_page, name="help"),
        path("accesibilidad/", site.accessibility, name="accessibility"),
        path("version-ligera/", site.light_version, name="light-version"),
        path("cuenta/papel/", site.role_switch, name="role-switch"),
        path("cuenta/mis-datos/", my_data.my_data, name="my-data"),
        path("cuenta/mis-datos/descargar/", my_data.my_data_download, name="my-data-download"),
        path("privacidad/", privacy, name="privacy"),
        path("", include("people.account_urls")),
        path("", include("people.urls")),
        path("", include("courses.urls")),
        path("", include("tutoring.urls")),
        path("", include("assessments.urls")),
        path("", include("completion.urls")),
        prefix_default_language=False,
    ),
]
