from django.urls import path

from vikno.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("table/", views.case_table, name="table"),
    path("journal/", views.journal, name="journal"),
    path("journal/sheet/", views.journal_sheet, name="journal_sheet"),
    path("journal/table/", views.journal_table, name="journal_table"),
    path("terms/", views.terms, name="terms"),
    path("terms/days/", views.add_days, name="add_days"),
    path("terms/days/<int:days_id>/revocation/", views.revoke_days, name="revoke_days"),
    path("day/", views.day_list, name="day_list"),
    path("scans/", views.unsorted, name="unsorted"),
    path("scans/<int:file_id>/attachment/", views.attachment, name="attachment"),
    path("handover/", views.handover, name="handover"),
    path("transfers/", views.transfers, name="transfers"),
    path("transfers/<int:transfer_id>/undoing/", views.transfer_undoing, name="transfer_undoing"),
    path("<str:number>/", views.case_page, name="case"),
    path("<str:number>/inventory/", views.inventory, name="inventory"),
    path("<str:number>/progress-sheet/", views.progress_sheet, name="progress_sheet"),
    path("<str:number>/notice/", views.decision_notice, name="decision_notice"),
    path("<str:number>/access-code/", views.access_code, name="access_code"),
    path("<str:number>/print/<slug:kind>/<slug:size>/", views.slip, name="slip"),
    path("<str:number>/scans/", views.scans, name="scans"),
    path("<str:number>/scans/<int:file_id>/", views.scan, name="scan"),
    path("<str:number>/tasks/<int:order>/", views.task, name="task"),
    path("<str:number>/tasks/<int:order>/reopening/", views.task_reopening, name="task_reopening"),
    path("<str:number>/<slug:noun>/", views.act, name="act"),
]
