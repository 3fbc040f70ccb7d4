from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "vikno.notifications"
    label = "notifications"
