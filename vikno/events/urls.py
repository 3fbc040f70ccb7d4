"""Addresses of events."""

from django.urls import path

from vikno.events import views

app_name = "events"
urlpatterns = [
    path("", views.public_list, name="public_list"),
    path("check/", views.check, name="check"),
    path("check/paper/", views.check_paper, name="check_paper"),
    path("survey/<str:token>/", views.survey, name="survey"),
    path("e/<slug:number>/", views.public_event, name="public_event"),
    path("e/<slug:number>/calendar.ics", views.calendar, name="calendar"),
    path("ours/", views.ours, name="ours"),
    path("ours/<int:pk>/", views.register, name="register"),
    path("received/<int:pk>/", views.host_report, name="host_report"),
    path("delegations/<int:pk>/", views.delegation, name="delegation"),
    path("delegations/<int:pk>/moves/<slug:move>/", views.delegation_move, name="delegation_move"),
    path("delegations/<int:pk>/answers/", views.answers, name="answers"),
    path("delegations/<int:pk>/answers/change/", views.change_answers, name="change_answers"),
    path("delegations/<int:pk>/promise/", views.promise, name="promise"),
    path("people/<int:pk>/", views.timetable, name="timetable"),
    path("people/<int:pk>/sessions/", views.sessions_of_person, name="sessions_of_person"),
    path("people/<int:pk>/calendar.ics", views.timetable_calendar, name="timetable_calendar"),
    path("promises/<int:pk>/", views.outcome, name="outcome"),
    path("certificates/<int:pk>/", views.certificate, name="certificate"),
    path("work/", views.work, name="work"),
    path("work/new/", views.new, name="new"),
    path("work/doors/", views.doors, name="doors"),
    path("work/hosts/", views.hosts, name="hosts"),
    path("work/pools/<int:pk>/", views.pool, name="pool"),
    path("work/sessions/<int:pk>/", views.session, name="session"),
    path("work/<int:pk>/", views.overview, name="overview"),
    path("work/<int:pk>/change/", views.change, name="change"),
    path("work/<int:pk>/limits/", views.limits, name="limits"),
    path("work/<int:pk>/pools/", views.pools, name="pools"),
    path("work/<int:pk>/sessions/", views.sessions, name="sessions"),
    path("work/<int:pk>/moves/<slug:move>/", views.event_move, name="event_move"),
    path("work/<int:pk>/people.xlsx", views.people_table, name="people_table"),
    path("work/<int:pk>/answers/", views.answers_of_event_list, name="answers_of_event"),
    path("work/<int:pk>/answers.xlsx", views.answers_table, name="answers_table"),
    path("work/<int:pk>/badges/", views.badges, name="badges"),
    path("work/<int:pk>/sheet/", views.sheet, name="sheet"),
    path("work/<int:pk>/door/", views.door, name="door"),
    path("work/<int:pk>/report/", views.report, name="report"),
    path("work/<int:pk>/report/paper/", views.report_paper, name="report_paper"),
]
