"""Addresses of roles and people. Signing in keeps the names that allauth knows: see `sign_in_urls`."""

from django.urls import path

from vikno.accounts import key_views, views

app_name = "accounts"
urlpatterns = [
    path("activity/", views.activity, name="activity"),
    path("role/", views.role, name="role"),
    path("letters/", views.letters, name="letters"),
    path("password/expired/", views.password_expired, name="password_expired"),
    path("people/", views.people, name="people"),
    path("people/new/", views.person_new, name="person_new"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/roles/", views.role_new, name="role_new"),
    path("people/<int:pk>/password/", views.person_password, name="person_password"),
    path("roles/<int:pk>/closure/", views.role_closure, name="role_closure"),
    path("keys/", key_views.keys, name="keys"),
    path("keys/new/", key_views.key_new, name="key_new"),
    path("keys/<int:pk>/revocation/", key_views.key_revocation, name="key_revocation"),
]
