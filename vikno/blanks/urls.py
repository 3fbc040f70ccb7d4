from django.urls import path

from vikno.blanks import views

app_name = "blanks"
urlpatterns = [
    path("", views.home, name="home"),
    path("acts/<slug:noun>/", views.act, name="act"),
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/<int:pk>/", views.movement, name="movement"),
    path("ledger/<int:pk>/reversal/", views.movement_reversal, name="movement_reversal"),
    path("report/", views.report, name="report"),
    path("report/paper/", views.report_paper, name="report_paper"),
    path("report/table/", views.report_table, name="report_table"),
    path("keepers/", views.keepers, name="keepers"),
    path("keepers/<int:pk>/end/", views.keeper_end, name="keeper_end"),
    path("case/<str:number>/", views.case, name="case"),
    path("case/<str:number>/panel/", views.case_panel, name="case_panel"),
]
