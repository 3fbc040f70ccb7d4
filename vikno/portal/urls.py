"""Addresses of the public site."""

from django.urls import path

from vikno.portal.views import health, home, pages, services, status, where

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("services/", services.services, name="services"),
    path("services/<str:code>/", services.service, name="service"),
    path("services/<str:code>/at/<int:point_id>/", services.card, name="card"),
    path("services/<str:code>/at/<int:point_id>.pdf", services.card_pdf, name="card_pdf"),
    path("services/<str:code>/where/", where.where, name="where"),
    path("services/<str:code>/checklist.pdf", where.checklist, name="checklist"),
    path("availability/", where.board, name="availability"),
    path("status/", status.status, name="status"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
