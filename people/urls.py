"""Addresses of people."""

from django.urls import path

from people.views import bounces, devices, merging, organisations, profile, team

app_name = "people"

urlpatterns = [
    path("correo/rebotes/", bounces.bounce_report, name="bounce-report"),
    path("cuenta/", profile.profile, name="profile"),
    path("cuenta/sesion/", devices.session, name="session"),
    path("gestion/equipo/", team.team, name="team"),
    path("gestion/equipo/invitar/", team.team_invite, name="team-invite"),
    path("gestion/equipo/<uuid:public_id>/terminar/", team.membership_end, name="membership-end"),
    path(
        "gestion/equipo/<uuid:public_id>/reenviar/",
        team.membership_invite_again,
        name="membership-invite-again",
    ),
    path("gestion/organizaciones/", organisations.organisation_list, name="organisation-list"),
    path("gestion/organizaciones/nueva/", organisations.organisation_new, name="organisation-new"),
    path(
        "gestion/organizaciones/<uuid:public_id>/",
        organisations.organisation_edit,
        name="organisation-edit",
    ),
    path(
        "gestion/organizaciones/<uuid:public_id>/unir/",
        merging.organisation_merge,
        name="organisation-merge",
    ),
]
