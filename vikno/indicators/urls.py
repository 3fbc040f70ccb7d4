"""Addresses of measures."""

from django.urls import path, re_path

from vikno.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.indicators, name="list"),
    path("counting/", views.counting, name="counting"),
    path("hours/", views.hours, name="hours"),
    path("coverage/", views.coverage, name="coverage"),
    path("national/", views.country, name="country"),
    path("national/network/", views.network, name="network"),
    path("national/<slug:code>/table/", views.country_table, name="country_table"),
    path("national/<slug:code>/", views.country_indicator, name="country_indicator"),
    re_path(r"^national/(?P<code>[-\w]+)/map\.(?P<kind>svg|png)$", views.country_map, name="country_map"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/around/", views.around, name="around"),
    path("<slug:code>/mode/", views.mode, name="mode"),
    path("<slug:code>/rows/", views.rows, name="rows"),
    path("<slug:code>/table/", views.table, name="table"),
]
