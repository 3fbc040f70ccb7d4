"""Addresses of the house itself."""

from django.urls import path

from vikno.common import views

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/places.geojson", views.gallery_places, name="gallery_places"),
    path("large-print/", views.large_print, name="large_print"),
]
