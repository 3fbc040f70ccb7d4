from django.urls import path

from vikno.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.service_list, name="services"),
    path("add/", views.add_service, name="add"),
    path("import/", views.import_page, name="import"),
    path("figures/", views.figures, name="figures"),
    path("words/", views.words, name="words"),
    path("words/<int:pk>/removal/", views.word_removal, name="word_removal"),
    path("words/missed/<slug:digest>/settlement/", views.missed_settlement, name="missed_settlement"),
    path("bundles/", views.bundle_list, name="bundles"),
    path("bundles/<int:pk>/", views.bundle_page, name="bundle"),
    path("export/<str:kind>/", views.export_file, name="export"),
    path("<int:pk>/", views.service_page, name="service"),
    path("<int:pk>/card/", views.card_pdf, name="card"),
    path("<int:pk>/details/", views.details, name="details"),
    path("<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("<int:pk>/restoration/", views.restoration, name="restoration"),
    path("<int:pk>/versions/new/", views.new_version, name="new_version"),
    path("<int:pk>/versions/<int:version_pk>/", views.version_page, name="version"),
    path("<int:pk>/versions/<int:version_pk>/draft/", views.draft, name="draft"),
    path("<int:pk>/versions/<int:version_pk>/publication/", views.publication, name="publication"),
    path("<int:pk>/versions/<int:version_pk>/confirmation/", views.confirmation, name="confirmation"),
    path("<int:pk>/versions/<int:version_pk>/discard/", views.discard, name="discard"),
    path("workflows/import/", views.import_workflows_page, name="import_workflows"),
    path("workflows/export/<str:kind>/", views.export_workflows_file, name="export_workflows"),
    path("<int:pk>/workflows/new/", views.new_workflow, name="new_workflow"),
    path("<int:pk>/workflows/<int:workflow_pk>/", views.workflow_page, name="workflow"),
    path("<int:pk>/workflows/<int:workflow_pk>/draft/", views.workflow_draft, name="workflow_draft"),
    path("<int:pk>/workflows/<int:workflow_pk>/sheet/", views.workflow_sheet, name="workflow_sheet"),
    path("<int:pk>/workflows/<int:workflow_pk>/publication/", views.workflow_publication, name="workflow_publication"),
    path("<int:pk>/workflows/<int:workflow_pk>/discard/", views.workflow_discard, name="workflow_discard"),
]
