# Reads an export with its own r/read.R and prints every cell: table, column, row, kind, value, missing reason.
folder <- commandArgs(TRUE)[1]
source(file.path(folder, "r", "read.R"), encoding = "UTF-8")
study <- read_export(folder)
escape <- function(text) gsub("\n", "\\n", gsub("\t", "\\t", gsub("\\", "\\\\", text, fixed = TRUE), fixed = TRUE), fixed = TRUE)
tag <- function(value) { raw <- writeBin(value, raw(), endian = "little"); if (is.na(value) && raw[5] != 0) rawToChar(raw[5]) else "" }
for (table in names(study)) for (column in names(study[[table]])) {
  cells <- study[[table]][[column]]
  reasons <- attr(cells, "missing_reason"); codes <- attr(cells, "codes")
  cat("label", table, column, "", "", attr(cells, "label"), "\n", sep = "\t")
  for (row in seq_along(cells)) {
    value <- cells[[row]]
    kind <- if (is.factor(cells)) "factor" else if (inherits(cells, "Date")) "date" else if (is.numeric(cells)) "number" else "text"
    shown <- if (is.na(value)) "NA" else if (kind == "factor") paste0(unname(codes[as.character(value)]), "=", as.character(value)) else if (kind == "number") format(value, digits = 17) else if (kind == "date") format(value) else escape(value)
    cat(kind, table, column, row, shown, if (is.null(reasons) || is.na(reasons[row])) "" else reasons[row], if (kind == "number") tag(value) else "", "\n", sep = "\t")
  }
}
