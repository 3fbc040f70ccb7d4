"""Addresses of questionnaires."""

from django.urls import path

from vikno.questionnaires import views

app_name = "questionnaires"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.questionnaire, name="questionnaire"),
    path("<int:pk>/draft/", views.start, name="start"),
    path("<int:pk>/responses/", views.responses, name="responses"),
    path("versions/<int:pk>/", views.version, name="version"),
    path("versions/<int:pk>/state/", views.state, name="state"),
    path("versions/<int:pk>/import/", views.import_form, name="import"),
    path("versions/<int:pk>/preview/", views.preview, name="preview"),
    path("versions/<int:pk>/difference/", views.difference, name="difference"),
    path("versions/<int:pk>/crosswalk/", views.crosswalk, name="crosswalk"),
    path("versions/<int:pk>/xlsform/", views.xlsform, name="xlsform"),
    path("versions/<int:pk>/document/", views.document_json, name="document"),
    path("versions/<int:pk>/schema/", views.response_schema, name="schema"),
    path("versions/<int:pk>/collecting/", views.collecting, name="collecting"),
    path("versions/<int:pk>/collecting/xlsform/", views.carried_xlsform, name="carried_xlsform"),
    path("versions/<int:pk>/collecting/xform/", views.carried_xform, name="carried_xform"),
    path("versions/<int:pk>/items/", views.add, name="add"),
    path("versions/<int:pk>/items/<str:code>/", views.item, name="item"),
    path("versions/<int:pk>/items/<str:code>/place/", views.item_move, name="item_move"),
    path("versions/<int:pk>/items/<str:code>/removal/", views.item_removal, name="item_removal"),
]
