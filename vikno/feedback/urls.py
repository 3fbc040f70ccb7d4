"""Addresses of feedback: first residents', then the centre's."""

from django.urls import path

from vikno.feedback.views import complaints, public, sending, staff

app_name = "feedback"
urlpatterns = [
    path("at/<int:point_id>/<str:key>/", public.poster, name="poster"),
    path("visit/<int:point_id>/<str:token>/", public.visit, name="visit"),
    path("ticket/<int:point_id>/<uuid:token>/", public.ticket, name="ticket"),
    path("complaint/<int:point_id>/", public.complain, name="complain"),
    path("thanks/<int:point_id>/", public.thanks, name="done"),
    path("point/<int:point_id>/", public.voice, name="voice"),
    path("", staff.overview, name="overview"),
    path("posters/", staff.posters, name="posters"),
    path("posters/<int:pk>/sheet/", staff.poster_sheet, name="poster_sheet"),
    path("posters/<int:pk>/end/", staff.poster_end, name="poster_end"),
    path("invitations/", staff.invitations, name="invitations"),
    path("agreements/<str:number>/", sending.agreement, name="agreement"),
    path("sending/", sending.sending, name="sending"),
    path("actions/", staff.actions, name="actions"),
    path("actions/<int:pk>/withdrawal/", staff.action_withdrawal, name="action_withdrawal"),
    path("complaints/", complaints.register, name="complaints"),
    path("complaints/new/", complaints.complaint_new, name="complaint_new"),
    path("complaints/export/", complaints.export, name="complaints_export"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/<slug:noun>/", complaints.step, name="complaint_step"),
]
