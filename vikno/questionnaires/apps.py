from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "vikno.questionnaires"
    label = "questionnaires"
