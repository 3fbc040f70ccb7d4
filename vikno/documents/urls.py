from django.urls import path

from vikno.documents import views

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", views.document, name="document"),
    path("files/<int:pk>/", views.file, name="file"),
]
