"""Forms of support, by what they are about."""

from vikno.support.forms.acts import (
    AnswerForm,
    CorrectionForm,
    DepartureForm,
    ExceptionForm,
    IncidentForm,
    InspectionForm,
    InventoryForm,
    LinesForm,
)
from vikno.support.forms.agreement import (
    AmendmentForm,
    CancelForm,
    MemorandumForm,
    MilestoneForm,
    ReportForm,
    WordingForm,
)
from vikno.support.forms.common import ListForm, WordsForm
from vikno.support.forms.giving import (
    ActivityCorrectionForm,
    ActivityForm,
    AllocationForm,
    DeliveryForm,
    ItemForm,
    TableForm,
)
from vikno.support.forms.packages import DayOrderForm, GrantForm, PackageForm
from vikno.support.forms.results import ActualForm, IndicatorForm, PeriodForm, ResultForm

__all__ = [
    "ActivityCorrectionForm",
    "ActivityForm",
    "ActualForm",
    "AllocationForm",
    "AmendmentForm",
    "AnswerForm",
    "CancelForm",
    "CorrectionForm",
    "DayOrderForm",
    "DeliveryForm",
    "DepartureForm",
    "ExceptionForm",
    "GrantForm",
    "IncidentForm",
    "IndicatorForm",
    "InspectionForm",
    "InventoryForm",
    "ItemForm",
    "LinesForm",
    "ListForm",
    "MemorandumForm",
    "MilestoneForm",
    "PackageForm",
    "PeriodForm",
    "ReportForm",
    "ResultForm",
    "TableForm",
    "WordingForm",
    "WordsForm",
]
