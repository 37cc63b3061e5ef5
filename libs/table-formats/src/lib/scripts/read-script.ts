import { bilingual, columnLabel, isMissing, type Dataset, type TypedTable } from '../typed-table.ts';

const text = (value: string): string => `"${value.replace(/[\\"]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;

const vector = (values: readonly string[]): string => `c(${values.map(text).join(', ')})`;

/** What the script knows of a table: one line a column. */
function tableLines(table: TypedTable): string {
  const columns = table.columns.map((column, at) => {
    const codes = column.codes ?? [];
    const factor = column.type === 'code' && codes.length > 0;
    const parts = [
      `type = ${text(factor ? 'factor' : column.type === 'code' ? 'text' : column.type)}`, `label = ${text(columnLabel(column))}`,
      ...(factor ? [`codes = ${vector(codes.map(({ code }) => code))}`, `labels = ${vector(codes.map(({ label }) => bilingual(label)))}`] : []),
      ...(column.hasReasons || table.rows.some((row) => isMissing(row[at] ?? null)) ? ['reasons = TRUE'] : []),
    ];
    return `    ${text(column.name)} = list(${parts.join(', ')})`;
  });
  return `  ${text(table.name)} = list(\n${columns.join(',\n')}\n  )`;
}

const CODE = String.raw`
# SHA-256 of files: R 4.5 has it; before, a program of the system is asked.
sha256 <- function(files) {
  if (exists("sha256sum", where = asNamespace("tools"), inherits = FALSE)) return(unname(get("sha256sum", asNamespace("tools"))(files)))
  run <- function(program, arguments) suppressWarnings(tryCatch(system2(program, c(arguments, shQuote(files)), stdout = TRUE, stderr = FALSE), error = function(e) character()))
  lines <- if (nzchar(Sys.which("sha256sum"))) run("sha256sum", character()) else if (nzchar(Sys.which("shasum"))) run("shasum", c("-a", "256")) else character()
  if (length(lines) != length(files)) return(rep(NA_character_, length(files)))
  sub("^\\\\?([0-9a-f]{64}).*$", "\\1", lines)
}

check_manifest <- function(folder, paths) {
  lines <- readLines(file.path(folder, "MANIFEST.sha256"), encoding = "UTF-8")
  wanted <- stats::setNames(substr(lines, 1, 64), substring(lines, 67))[paths]
  if (anyNA(wanted)) stop("MANIFEST.sha256 does not list ", paste(paths[is.na(wanted)], collapse = ", "))
  found <- sha256(file.path(folder, paths))
  if (anyNA(found)) warning("no program for SHA-256 was found: digests were not checked", call. = FALSE)
  else if (any(found != wanted)) stop("not the bytes of the manifest: ", paste(paths[found != wanted], collapse = ", "))
  invisible(TRUE)
}

# NA with a letter in its payload, as package haven reads and shows it (haven::na_tag).
tagged_na <- function(tag) readBin(as.raw(c(0xa2, 0x07, 0x00, 0x00, utf8ToInt(tag), 0x00, 0xf0, 0x7f)), "double", endian = "little")

# One cell of a table: n/a is empty; \t \n \r \\ and a leading apostrophe are undone.
unescape_one <- function(cell) {
  # Split at the escaped backslashes, so that none is read twice; the blank keeps the last piece.
  parts <- strsplit(paste0(cell, " "), "\\\\", fixed = TRUE)[[1]]
  for (mark in list(c("\\t", "\t"), c("\\n", "\n"), c("\\r", "\r"))) parts <- gsub(mark[1], mark[2], parts, fixed = TRUE)
  whole <- paste(parts, collapse = "\\")
  substr(whole, 1, nchar(whole) - 1)
}

unescape <- function(cells) {
  empty <- cells == "n/a"
  cells <- sub("^'", "", cells)
  escaped <- grepl("\\", cells, fixed = TRUE)
  cells[escaped] <- vapply(cells[escaped], unescape_one, "", USE.NAMES = FALSE)
  cells[empty] <- NA_character_
  cells
}

read_lines <- function(file) {
  bytes <- readBin(file, "raw", file.size(file))
  text <- rawToChar(bytes)
  Encoding(text) <- "UTF-8"
  strsplit(text, "\n", fixed = TRUE)[[1]]
}

as_column <- function(info, cells, missing) {
  sealed <- !is.na(cells) & cells == "sealed" & info$type != "text"
  if (is.null(missing)) missing <- rep(NA_character_, length(cells))
  missing[sealed] <- "sealed"
  cells[sealed] <- NA_character_
  if (info$type == "factor") {
    known <- c(info$codes, setdiff(unique(cells[!is.na(cells)]), info$codes))
    labels <- c(info$labels, known[-seq_along(info$codes)])
    column <- factor(cells, levels = known, labels = make.unique(labels, sep = " #"))
    attr(column, "codes") <- stats::setNames(known, levels(column))
  } else if (info$type == "date") column <- as.Date(cells, format = "%Y-%m-%d")
  else if (info$type %in% c("number", "integer")) {
    column <- as.numeric(cells)
    for (at in which(!is.na(missing))) column[at] <- tagged_na(missing_reasons[[missing[at]]]$tag)
    if (isTRUE(info$reasons)) attr(column, "labels") <- stats::setNames(vapply(missing_reasons, function(reason) tagged_na(reason$tag), 0), vapply(missing_reasons, function(reason) reason$label, ""))
  } else column <- cells
  attr(column, "label") <- info$label
  # Why there is no value, for every type of column; numbers carry it as a tagged NA as well.
  if (any(!is.na(missing))) attr(column, "missing_reason") <- missing
  column
}

read_table <- function(folder, name) {
  lines <- read_lines(file.path(folder, paste0(name, ".tsv")))
  head <- strsplit(lines[1], "\t", fixed = TRUE)[[1]]
  body <- lines[-1]
  cells <- if (length(body) > 0) strsplit(paste0(body, "\t"), "\t", fixed = TRUE) else list()
  if (any(lengths(cells) != length(head))) stop("a row of ", name, ".tsv has another number of cells than its head")
  all <- matrix(as.character(unlist(cells)), ncol = length(head), byrow = TRUE, dimnames = list(NULL, head))
  columns <- lapply(stats::setNames(nm = names(tables[[name]])), function(column) {
    if (!column %in% head) return(NULL)
    reason <- paste0(column, "_missing")
    as_column(tables[[name]][[column]], unescape(all[, column]), if (reason %in% head) unescape(all[, reason]))
  })
  columns <- columns[!vapply(columns, is.null, TRUE)]
  structure(columns, class = "data.frame", row.names = seq_along(body))
}

read_export <- function(folder = ".") {
  present <- names(tables)[file.exists(file.path(folder, paste0(names(tables), ".tsv")))]
  check_manifest(folder, paste0(present, ".tsv"))
  lapply(stats::setNames(nm = present), function(name) read_table(folder, name))
}
`;

/**
 * read.R of an export: base R only. It checks the manifest, then gives a list of data frames: coded columns as factors
 * with their words (and their codes as an attribute), dates as Date, numbers with tagged NAs, every column with its label.
 */
export function readScript(dataset: Dataset): string {
  const reasons = dataset.missingReasons.map(({ code, label }, at) => `  ${text(code)} = list(tag = ${text(String.fromCharCode(97 + at))}, label = ${text(bilingual(label))})`);
  return `# ${dataset.study.code} ${dataset.study.version}: reads all tables of this export, with labels, factors and missing reasons. Base R only.
#   source("r/read.R", encoding = "UTF-8")
#   study <- read_export(".")        # the folder of the export
#   attr(study$lesions$malignant, "missing_reason")

missing_reasons <- list(
${reasons.join(',\n')}
)

tables <- list(
${dataset.tables.map(tableLines).join(',\n')}
)
${CODE}`;
}
