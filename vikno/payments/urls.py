from django.urls import path

from vikno.payments import views

app_name = "payments"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("table/", views.ledger_table, name="ledger_table"),
    path("bills/", views.bills, name="bills"),
    path("bills/<str:number>/", views.bill, name="bill"),
    path("bills/<str:number>/paper/<slug:size>/", views.bill_paper, name="bill_paper"),
    path("bills/<str:number>/receipts/", views.bill_receipts, name="bill_receipts"),
    path("bills/<str:number>/refunds/", views.bill_refunds, name="bill_refunds"),
    path("bills/<str:number>/cancellation/", views.bill_cancellation, name="bill_cancellation"),
    path("bills/<str:number>/entries/<int:pk>/reversal/", views.bill_entry_reversal, name="bill_entry_reversal"),
    path("bills/<str:number>/entries/<int:pk>/paper/<slug:size>/", views.entry_paper, name="entry_paper"),
    path("case/<str:number>/", views.case, name="case"),
    path("case/<str:number>/panel/", views.case_panel, name="case_panel"),
    path("case/<str:number>/bills/", views.case_bills, name="case_bills"),
    path("accounts/", views.accounts, name="accounts"),
    path("exemptions/", views.exemptions, name="exemptions"),
]
