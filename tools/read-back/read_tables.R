# Reads .sav, .dta and .xpt of a folder with haven and foreign and compares every cell with cells.tsv (table, column, row,
# kind, value) that the test wrote. Prints one line a difference; nothing means that all are equal.
folder <- commandArgs(TRUE)[1]
suppressMessages(library(haven))
unescape <- function(text) { text <- gsub("\\r", "\r", gsub("\\n", "\n", gsub("\\t", "\t", gsub("\\\\", "\001", text, fixed = TRUE), fixed = TRUE), fixed = TRUE), fixed = TRUE); gsub("\001", "\\", text, fixed = TRUE) }
cells <- read.delim(file.path(folder, "cells.tsv"), quote = "", colClasses = "character", encoding = "UTF-8", na.strings = character(), comment.char = "")
reasons <- read.delim(file.path(folder, "reasons.tsv"), quote = "", colClasses = "character", encoding = "UTF-8", comment.char = "")
cells$value <- unescape(cells$value)
Encoding(cells$value) <- "UTF-8"
differs <- function(...) cat(..., "\n", sep = "")
number <- function(x) as.numeric(unclass(x))
names_in <- function(file, table, column) { all <- read.csv(file.path(folder, file), colClasses = "character", encoding = "UTF-8", na.strings = character()); own <- all[all$table == table, ]; stats::setNames(own[[column]], own$variable) }
# Beyond 7.2e75 a transport file holds nothing, below 5.4e-79 zero.
in_xpt <- function(value) if (abs(value) > 7.2e75) NA_real_ else if (abs(value) < 5.4e-79) 0 else value
compare <- function(file, frame, tag_of, names_of, holds = identity) {
  table <- sub("(_v5)?\\.[a-z]+$", "", basename(file))
  for (column in unique(cells$column[cells$table == table])) {
    own <- cells[cells$table == table & cells$column == column, ]
    variable <- names_of[[column]]
    if (!variable %in% names(frame)) { differs(basename(file), " lacks ", variable); next }
    found <- frame[[variable]]
    for (row in seq_len(nrow(own))) {
      here <- paste(basename(file), column, "row", row)
      kind <- own$kind[row]; wanted <- own$value[row]; value <- found[row]
      if (kind == "text") { if (!identical(enc2utf8(as.character(value)), wanted)) differs(here, ": ", as.character(value), " instead of ", wanted) }
      else if (kind == "number") { if (!identical(number(value) + 0, holds(as.numeric(wanted)) + 0) && !(is.na(value) && is.na(holds(as.numeric(wanted))))) differs(here, ": ", format(number(value), digits = 17), " instead of ", wanted) }
      else if (kind == "date") { if (!identical(number(value), number(as.Date(wanted)))) differs(here, ": ", format(value), " instead of ", wanted) }
      else if (kind == "empty") { if (!is.na(value) || !is.na(tag_of(found)[row])) differs(here, " is not empty") }
      else if (kind == "missing" && !identical(tag_of(found)[row], reasons$tag[reasons$code == wanted])) differs(here, ": missing reason ", tag_of(found)[row], " instead of ", wanted)
    }
  }
}
tags <- function(x) if (is.double(x)) na_tag(x) else rep(NA_character_, length(x))
# In .sav a reason is a number in the user-missing range: its label says which.
labels_as_tags <- function(x) {
  labels <- attr(x, "labels"); range <- attr(x, "na_range")
  vapply(seq_along(x), function(at) {
    value <- number(x)[at]
    if (is.null(range) || is.na(value)) return(NA_character_)
    if (value < range[1] - 1e-6 || value > range[2] + 1e-6) return(NA_character_)
    # Days are seconds divided by 86,400: equal but for the last bits.
    nearest <- which.min(abs(number(labels) - value))
    label <- if (abs(number(labels)[nearest] - value) <= 1e-9 * max(1, abs(value))) names(labels)[nearest] else NA
    if (is.na(label)) NA_character_ else { tag <- reasons$tag[reasons$label == label]; if (length(tag)) tag else NA_character_ }
  }, "")
}
for (table in unique(cells$table)) {
  compare(file.path(folder, paste0(table, ".dta")), read_dta(file.path(folder, paste0(table, ".dta"))), tags, names_in("stata_names.csv", table, "name"))
  compare(file.path(folder, paste0(table, ".xpt")), read_xpt(file.path(folder, paste0(table, ".xpt"))), tags, names_in("names.csv", table, "name_v8"), in_xpt)
  sav <- read_sav(file.path(folder, paste0(table, ".sav")), user_na = TRUE)
  for (column in names(sav)) if (grepl("DATE", paste(attr(sav[[column]], "format.spss"), ""))) { labels <- attr(sav[[column]], "labels"); class(sav[[column]]) <- NULL
    raw <- number(sav[[column]]); attributes(sav[[column]]) <- NULL; sav[[column]] <- structure(raw, labels = if (is.null(labels)) NULL else stats::setNames(number(labels) / 86400 - 141428, names(labels)), na_range = if (is.null(labels)) NULL else range(number(labels) / 86400 - 141428)) }
  compare(file.path(folder, paste0(table, ".sav")), sav, labels_as_tags, names_in("spss_names.csv", table, "name"))
  five <- foreign::read.xport(file.path(folder, paste0(table, "_v5.xpt")))
  if (nrow(five) != max(as.integer(cells$row[cells$table == table]))) differs(table, "_v5.xpt has ", nrow(five), " rows in foreign")
}
