"""Addresses of reports."""

from django.urls import path

from vikno.reporting import views

app_name = "reporting"
urlpatterns = [
    path("quality/", views.quality, name="quality"),
    path("quality/<slug:code>/", views.check, name="check"),
    path("week/", views.week, name="week"),
    path("week/letters/", views.letters, name="letters"),
    path("year/<int:year>/", views.year, name="year"),
    path("year/<int:year>/paper/", views.year_paper, name="year_paper"),
    path("costs/", views.costs, name="costs"),
    path("costs/table/", views.cost_table, name="cost_table"),
    path("costs/<int:pk>/<int:year>/<int:number>/", views.cost_lines, name="cost_lines"),
    path("donor/", views.donor, name="donor"),
    path("quarter/", views.quarters, name="quarters"),
    path("quarter/<int:year>/<int:number>/", views.quarter, name="quarter"),
    path("quarter/<int:year>/<int:number>/signature/", views.signature, name="signature"),
    path("quarter/<int:year>/<int:number>/paper/", views.quarter_paper, name="quarter_paper"),
    path("quarter/<int:year>/<int:number>/table/", views.quarter_table, name="quarter_table"),
    path("signed/<int:pk>/", views.signed, name="signed"),
    path("signed/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("signed/<int:pk>/paper/", views.signed_paper, name="signed_paper"),
    path("signed/<int:pk>/table/", views.signed_table, name="signed_table"),
    path("national/", views.country, name="country"),
    path("national/table/", views.country_table, name="country_table"),
]
