# Reads the folder of an export with clients/r and prints every text cell, sizes of tables, and words of a coded column.
arguments <- commandArgs(TRUE)
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1])), "../../clients/r/echocohort.R"), encoding = "UTF-8")
snapshot <- echocohort_folder(arguments[1])
for (name in strsplit(arguments[2], ",", fixed = TRUE)[[1]]) {
  table <- echocohort_table(snapshot, name, "zh")
  cat("rows", name, nrow(table), ncol(table), "\n", sep = "\t")
}
lesions <- echocohort_table(snapshot, "lesions", "zh")
for (remark in lesions$remark) cat("remark", if (is.na(remark)) "NA" else paste(as.integer(charToRaw(remark)), collapse = " "), "\n", sep = "\t")
cat("words", levels(lesions$shape), "\n", sep = "\t")
cat("reason", attr(echocohort_table(snapshot, "participants")$afp, "missing_reason")[1], "\n", sep = "\t")
cat("files", echocohort_verify(snapshot), "\n", sep = "\t")
cat("refused", tryCatch(class(echocohort_folder(arguments[1], root = strrep("0", 64)))[1], error = function(e) class(e)[1]), "\n", sep = "\t")
