"""Addresses of the directory of territories."""

from django.urls import path, re_path

from vikno.territories import views

app_name = "territories"
urlpatterns = [
    path("", views.search, name="search"),
    path("suggest/", views.suggest, name="suggest"),
    path("imports/", views.imports, name="imports"),
    re_path(r"^(?P<code>UA[0-9]{17})/$", views.unit, name="unit"),
    re_path(r"^(?P<code>UA[0-9]{17})/map/$", views.unit_map, name="unit_map"),
]
