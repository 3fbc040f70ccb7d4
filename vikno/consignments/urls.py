from django.urls import path

from vikno.consignments import views

app_name = "consignments"
urlpatterns = [
    path("", views.home, name="home"),
    path("scan/", views.scan, name="scan"),
    path("day/", views.day, name="day"),
    path("trips/", views.courier, name="courier"),
    path("bags/", views.bags, name="bags"),
    path("bags/<str:number>/", views.bag, name="bag"),
    path("bags/<str:number>/cases/", views.bag_cases, name="bag_cases"),
    path("bags/<str:number>/cases/<str:case>/removal/", views.bag_case_removal, name="bag_case_removal"),
    path("bags/<str:number>/seal/", views.bag_seal, name="bag_seal"),
    path("bags/<str:number>/seal/removal/", views.bag_seal_removal, name="bag_seal_removal"),
    path("bags/<str:number>/trip/", views.bag_trip, name="bag_trip"),
    path("bags/<str:number>/receipt/", views.bag_receipt, name="bag_receipt"),
    path("bags/<str:number>/differences/", views.bag_differences, name="bag_differences"),
    path("bags/<str:number>/manifest/", views.bag_manifest, name="bag_manifest"),
    path("case/<str:number>/", views.case, name="case"),
    path("case/<str:number>/custody/", views.case_custody, name="case_custody"),
    path("case/<str:number>/bag/", views.case_bag, name="case_bag"),
    path("case/<str:number>/<slug:noun>/", views.case_move, name="case_move"),
    path("provider/", views.provider, name="provider"),
    path("provider/<str:number>/", views.provider_case, name="provider_case"),
    path("provider/<str:number>/acceptance/", views.provider_case_acceptance, name="provider_case_acceptance"),
    path("provider/<str:number>/decision/", views.provider_case_decision, name="provider_case_decision"),
    path("provider/<str:number>/return/", views.provider_case_return, name="provider_case_return"),
]
