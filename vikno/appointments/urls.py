"""Addresses of staff."""

from django.urls import path

from vikno.appointments.views import arranging, calendars, days, phone, reports, waiting

app_name = "appointments"
urlpatterns = [
    path("", days.day, name="day"),
    path("cancellation/<int:point_id>/<str:on>/", days.day_cancellation, name="day_cancellation"),
    path("booking/<int:pk>/", days.booking, name="booking"),
    path("booking/<int:pk>/mark/", days.booking_mark, name="booking_mark"),
    path("booking/<int:pk>/cancellation/", days.booking_cancellation, name="booking_cancellation"),
    path("new/", phone.choose, name="choose"),
    path("new/<int:point_id>/<str:code>/", phone.times, name="times"),
    path("new/<int:point_id>/<str:code>/at/<int:minute>/", phone.contact, name="contact"),
    path("new/<int:point_id>/<str:code>/waiting/", phone.wait, name="wait"),
    path("booking/<int:pk>/time/", phone.move, name="move"),
    path("duty/<int:point_id>/", arranging.duty, name="duty"),
    path("duty/<int:point_id>/<slug:noun>/", arranging.duty_add, name="duty_add"),
    path("ended/<slug:noun>/<int:pk>/", arranging.end, name="end"),
    path("terms/", arranging.terms, name="terms"),
    path("minutes/", arranging.minutes, name="minutes"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/<int:pk>/end/", waiting.waiting_end, name="waiting_end"),
    path("report/", reports.report, name="report"),
    path("report/table/", reports.report_table, name="report_table"),
    path("calendars/", calendars.calendars, name="calendars"),
]
