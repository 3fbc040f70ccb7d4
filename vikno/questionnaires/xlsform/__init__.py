"""XLSForm in and out: the named subset of it and our own columns."""

from vikno.questionnaires.xlsform.book import Fault
from vikno.questionnaires.xlsform.reading import Imported, read_xlsform
from vikno.questionnaires.xlsform.writing import write_xlsform

__all__ = ["Fault", "Imported", "read_xlsform", "write_xlsform"]
