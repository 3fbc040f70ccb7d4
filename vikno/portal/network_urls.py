"""Addresses of the public pages about points."""

from django.urls import path

from vikno.portal import network_views as views

app_name = "portal_network"
urlpatterns = [
    path("", views.points, name="points"),
    path("points.geojson", views.features, name="features"),
    path("<int:pk>/", views.point, name="point"),
    path("<int:pk>/point.geojson", views.point_features, name="point_features"),
]
