from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "vikno.feedback"
    label = "feedback"
