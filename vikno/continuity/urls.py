from django.urls import path

from vikno.continuity import views

app_name = "continuity"
urlpatterns = [
    path("", views.home, name="home"),
    path("table/", views.table, name="table"),
    path("new/<slug:cause>/", views.begin, name="begin"),
    path("<int:pk>/", views.interruption, name="interruption"),
    path("<int:pk>/extension/", views.extension, name="extension"),
    path("<int:pk>/points/", views.points, name="points"),
    path("<int:pk>/calls/<int:row>/", views.call, name="call"),
    path("<int:pk>/end/", views.end, name="end"),
]
