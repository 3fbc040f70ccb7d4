"""Addresses of announcements for everybody."""

from django.urls import path

from vikno.portal import letters_views
from vikno.portal import news_views as views

app_name = "portal_news"
urlpatterns = [
    path("", views.news, name="list"),
    path("feed.atom", views.feed, name="feed"),
    path("<int:pk>/", views.one, name="one"),
    path("letters/", letters_views.letters, name="letters"),
    path("letters/confirm/<str:token>/", letters_views.confirm, name="letters_confirm"),
    path("letters/leave/<str:token>/", letters_views.leave, name="letters_leave"),
]
