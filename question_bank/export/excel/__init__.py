"""Questions as rows of a workbook: the usual layouts read, one of them written."""
