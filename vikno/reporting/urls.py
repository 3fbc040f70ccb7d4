"""Addresses of reports."""

from django.urls import path

from vikno.reporting import views

app_name = "reporting"
urlpatterns = [
    path("quality/", views.quality, name="quality"),
    path("quality/<slug:code>/", views.check, name="check"),
]
