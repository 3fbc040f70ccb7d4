"""Addresses of assessments."""

from django.urls import path

from vikno.assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.assessments, name="list"),
    path("beginning/", views.beginning, name="beginning"),
    path("<int:pk>/", views.assessment, name="assessment"),
    path("<int:pk>/records/", views.records, name="records"),
    path("<int:pk>/submission/", views.submission, name="submission"),
    path("<int:pk>/closing/", views.closing, name="closing"),
    path("<int:pk>/dimensions/<slug:code>/", views.dimension, name="dimension"),
    path("<int:pk>/results/", views.results, name="results"),
    path("<int:pk>/report/", views.report, name="report"),
    path("<int:pk>/annex/", views.annex, name="annex"),
    path("<int:pk>/gaps/<slug:code>/item/", views.gap_item, name="gap_item"),
    path("<int:pk>/gaps/<slug:code>/acceptance/", views.gap_acceptance, name="gap_acceptance"),
    path("<int:pk>/questions/<slug:code>/evidence/", views.evidence_new, name="evidence_new"),
    path("evidence/<int:pk>/", views.evidence, name="evidence"),
    path("evidence/<int:pk>/revision/", views.revision, name="revision"),
    path("evidence/<int:pk>/judgement/", views.judgement, name="judgement"),
    path("evidence/<int:pk>/file/", views.evidence_file, name="evidence_file"),
    path("<int:pk>/checking/<slug:code>/", views.checking, name="checking"),
    path("<int:pk>/return/", views.returning, name="returning"),
    path("<int:pk>/approval/", views.approval, name="approval"),
    path("<int:pk>/expert/", views.expert, name="expert"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/new/", views.round_new, name="round_new"),
    path("rounds/own-model/", views.own_model, name="own_model"),
    path("rounds/<int:pk>/", views.round_page, name="round"),
    path("rounds/<int:pk>/invitations/", views.invitations, name="invitations"),
    path("rounds/<int:pk>/invitations/file/", views.invitations_file, name="invitations_file"),
    path("rounds/<int:pk>/prefill/", views.round_prefill, name="round_prefill"),
    path("roadmap/", views.roadmap, name="roadmap"),
    path("roadmap/new/", views.item_new, name="item_new"),
    path("roadmap/table/", views.roadmap_table, name="roadmap_table"),
    path("roadmap/paper/", views.roadmap_paper, name="roadmap_paper"),
    path("roadmap/<int:pk>/", views.item, name="item"),
    path("roadmap/<int:pk>/move/", views.item_move, name="item_move"),
]
