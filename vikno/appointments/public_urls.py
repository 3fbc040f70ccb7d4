"""Addresses of residents: no sign-in. Secrets stand after the question mark, never in a path."""

from django.urls import path

from vikno.appointments.views import choosing, feeds, mine

app_name = "appointments_public"
urlpatterns = [
    path("", choosing.start, name="start"),
    path("code/", mine.code, name="code"),
    path("mine/", mine.find, name="find"),
    path("mine/booking/", mine.booking, name="booking"),
    path("mine/booking/confirmation/", mine.confirmation, name="confirmation"),
    path("mine/booking/cancellation/", mine.cancellation, name="cancellation"),
    path("mine/booking/time/", mine.time, name="time"),
    path("mine/booking/event.ics", mine.event, name="event"),
    path("link/<str:number>/", mine.link, name="link"),
    path("calendar/<str:number>.ics", feeds.calendar, name="calendar"),
    path("<int:point_id>/", choosing.services, name="services"),
    path("<int:point_id>/<str:code>/", choosing.days, name="days"),
    path("<int:point_id>/<str:code>/on/<str:day>/", choosing.times, name="times"),
    path("<int:point_id>/<str:code>/at/<int:minute>/", choosing.contact, name="contact"),
    path("<int:point_id>/<str:code>/waiting/", choosing.waiting, name="waiting"),
]
