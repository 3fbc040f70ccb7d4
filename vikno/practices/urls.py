"""Addresses of practices."""

from django.urls import path

from vikno.practices import views

app_name = "practices"
urlpatterns = [
    path("", views.public_list, name="public_list"),
    path("feed.atom", views.feed, name="feed"),
    path("<int:pk>/", views.public_card, name="public_card"),
    path("<int:pk>/adoption/", views.adoption, name="adoption"),
    path("recordings/", views.recordings, name="recordings"),
    path("recordings/<int:pk>/", views.recording, name="recording"),
    path("recordings/<int:pk>/chapters.vtt", views.recording_chapters, name="recording_chapters"),
    path("recordings/<int:pk>/captions.vtt", views.recording_captions, name="recording_captions"),
    path("recordings/<int:pk>/film/", views.recording_film, name="recording_film"),
    path("recordings/ours/", views.recordings_ours, name="recordings_ours"),
    path("recordings/new/", views.recording_new, name="recording_new"),
    path("recordings/<int:pk>/edit/", views.recording_edit, name="recording_edit"),
    path("recordings/<int:pk>/marks/", views.recording_marks, name="recording_marks"),
    path("recordings/<int:pk>/marks/file/", views.recording_marks_file, name="recording_marks_file"),
    path("recordings/<int:pk>/transcript/", views.recording_transcript, name="recording_transcript"),
    path("recordings/<int:pk>/file/", views.recording_file, name="recording_file"),
    path("recordings/<int:pk>/file/film/", views.recording_own_film, name="recording_own_film"),
    path("recordings/<int:pk>/file/removal/", views.recording_file_removal, name="recording_file_removal"),
    path("recordings/<int:pk>/publication/", views.recording_publication, name="recording_publication"),
    path("recordings/<int:pk>/withdrawal/", views.recording_withdrawal, name="recording_withdrawal"),
    path("visits/<int:pk>/", views.from_visit, name="from_visit"),
    path("visits/<int:pk>/card/", views.from_visit_card, name="from_visit_card"),
    path("ours/", views.ours, name="ours"),
    path("sent/", views.sent, name="sent"),
    path("cards/new/", views.new, name="new"),
    path("cards/<int:pk>/", views.card, name="card"),
    path("cards/<int:pk>/edit/", views.edit, name="edit"),
    path("cards/<int:pk>/proof/", views.proof, name="proof"),
    path("cards/<int:pk>/sending/", views.send, name="send"),
    path("cards/<int:pk>/moves/<slug:move>/", views.move, name="move"),
    path("pilots/", views.pilots, name="pilots"),
    path("pilots/<int:pk>/", views.pilot, name="pilot"),
    path("pilots/<int:pk>/end/", views.pilot_end, name="pilot_end"),
    path("centre/", views.centre, name="centre"),
    path("centre/card/", views.centre_card, name="centre_card"),
    path("model/", views.model, name="model"),
    path("model/paper/", views.model_paper, name="model_paper"),
    path("model/table/", views.model_table, name="model_table"),
    path("model/<slug:code>/", views.model_group, name="model_group"),
]
