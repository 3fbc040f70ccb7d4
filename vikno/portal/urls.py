"""Addresses of the public site."""

from django.urls import path

from vikno.portal.views import health, pages, status

app_name = "portal"
urlpatterns = [
    path("status/", status.status, name="status"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
