"""Addresses of announcements for everybody."""

from django.urls import path

from vikno.portal import news_views as views

app_name = "portal_news"
urlpatterns = [
    path("", views.news, name="list"),
    path("feed.atom", views.feed, name="feed"),
    path("<int:pk>/", views.one, name="one"),
]
