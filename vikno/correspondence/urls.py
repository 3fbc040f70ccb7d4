from django.urls import path

from vikno.correspondence import views

app_name = "correspondence"
urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("letters/next/", views.queue, name="queue"),
    path("letters/undo/", views.undo, name="undo"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("letters/<int:pk>/files/<int:order>/", views.attachment, name="attachment"),
    path("letters/<int:pk>/case/", views.letter_case, name="letter_case"),
    path("letters/<int:pk>/application/", views.letter_application, name="letter_application"),
    path("letters/<int:pk>/rejection/", views.letter_rejection, name="letter_rejection"),
    path("letters/<int:pk>/return/", views.letter_return, name="letter_return"),
    path("messages/", views.messages, name="messages"),
    path("case/<str:number>/", views.case, name="case"),
    path("case/<str:number>/panel/", views.case_panel, name="case_panel"),
    path("case/<str:number>/messages/<int:pk>/told/", views.message_told, name="message_told"),
    path("case/<str:number>/messages/<int:pk>/again/", views.message_again, name="message_again"),
    path("wordings/", views.wordings, name="wordings"),
    path("wordings/<slug:event>/<slug:kind>/<slug:language>/", views.wording, name="wording"),
]
