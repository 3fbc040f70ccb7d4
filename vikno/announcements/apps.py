from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "vikno.announcements"
    label = "announcements"
