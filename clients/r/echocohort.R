# Reads a locked EchoCohort snapshot, from a server by token or from the folder of an export. Base R (3.6 or newer) only.
#
#   source("echocohort.R")
#   snapshot <- echocohort_server("https://study.example", "<snapshot id>", token, root = "<root as you know it>")
#   snapshot <- echocohort_folder("export")
#   lesions <- echocohort_table(snapshot, "lesions")   # data frame: factors with words, dates, numbers
#   attr(lesions$max_diameter, "label")                # what a column means
#   attr(lesions$shape, "codes")                       # the study's codes, named by their words
#   attr(lesions$malignant, "missing_reason")          # why a value is missing, one reason a row
#   echocohort_file(snapshot, "dicom/C01-0001/C01-0001-L1/01_L1.dcm")   # path of a checked copy
#
# Every file is compared with the digest that was locked before it is given out, and the list of digests with the digest of
# the list in the manifest. The Merkle root and the server's signature are checked by verify.mjs of an export; give the
# root that you know from elsewhere as `root`.

.ec_stop <- function(code, detail) stop(structure(class = c(code, "echocohort_error", "error", "condition"), list(message = paste0(detail, " [", code, "]"), call = NULL)))

.ec_sha256 <- function(files) {
  if (exists("sha256sum", where = asNamespace("tools"), inherits = FALSE)) return(unname(get("sha256sum", asNamespace("tools"))(files)))
  program <- if (nzchar(Sys.which("sha256sum"))) "sha256sum" else if (nzchar(Sys.which("shasum"))) c("shasum", "-a", "256") else .ec_stop("no-sha256", "Neither R 4.5 nor sha256sum nor shasum is here: digests cannot be checked")
  lines <- system2(program[1], c(program[-1], shQuote(files)), stdout = TRUE)
  sub("^\\\\?([0-9a-f]{64}).*$", "\\1", lines)
}

.ec_read_text <- function(file) {
  text <- rawToChar(readBin(file, "raw", file.size(file)))
  Encoding(text) <- "UTF-8"
  text
}

.ec_snapshot <- function(fetch, manifest_text, cache, root) {
  pattern <- "\"path\":\\s*\"([^\"\\\\]+)\",\\s*\"sha256\":\\s*\"([0-9a-f]{64})\",\\s*\"size\":\\s*([0-9]+)"
  found <- regmatches(manifest_text, gregexpr(pattern, manifest_text, perl = TRUE))[[1]]
  leaves <- data.frame(path = sub(pattern, "\\1", found, perl = TRUE), sha256 = sub(pattern, "\\2", found, perl = TRUE), size = as.numeric(sub(pattern, "\\3", found, perl = TRUE)), stringsAsFactors = FALSE)
  Encoding(leaves$path) <- "UTF-8"
  member <- function(name) { hit <- regmatches(manifest_text, regexpr(paste0("\"", name, "\":\\s*\"[0-9a-f]{64}\""), manifest_text, perl = TRUE)); if (length(hit)) sub(".*\"([0-9a-f]{64})\"$", "\\1", hit) else "" }
  if (nrow(leaves) == 0 || any(grepl("(^|/)\\.{0,2}(/|$)|\\\\|:", leaves$path))) .ec_stop("manifest-unreadable", "The manifest of the snapshot cannot be read")
  # The list is digested in the order of the bytes of its paths.
  sorted <- leaves[order(vapply(leaves$path, function(path) paste(format(as.hexmode(as.integer(charToRaw(enc2utf8(path)))), width = 2), collapse = ""), ""), method = "radix"), ]
  list_file <- tempfile("echocohort-list-")
  on.exit(unlink(list_file))
  writeBin(charToRaw(enc2utf8(paste0(sorted$sha256, "  ", sorted$path, "\n", collapse = ""))), list_file)
  if (.ec_sha256(list_file) != member("leafListDigest")) .ec_stop("manifest-differs", "The list of files is not the one that was locked")
  own <- sub(".*\"leafListDigest\":\\s*\"[0-9a-f]{64}\",\\s*\"root\":\\s*\"([0-9a-f]{64})\".*", "\\1", manifest_text)
  if (nchar(own) != 64) .ec_stop("manifest-unreadable", "The manifest names no root")
  if (!is.null(root) && root != own) .ec_stop("root-differs", paste0("This is snapshot ", own, ", not ", root))
  structure(list(fetch = fetch, leaves = leaves, root = own, cache = cache), class = "echocohort_snapshot")
}

.ec_piece <- 1048576L

# Why the server refused, in its own words: R itself gives out the status alone. The token goes in by standard input, so that no list of processes shows it.
.ec_reason <- function(address, token) {
  if (!nzchar(Sys.which("curl"))) return(NULL)
  answer <- suppressWarnings(tryCatch(system2("curl", c("-s", "-m", "20", "-r", "0-0", "-K", "-"), input = c(paste0("url = \"", address, "\""), paste0("header = \"Authorization: Bearer ", token, "\"")), stdout = TRUE, stderr = FALSE), error = function(e) character()))
  text <- paste(answer, collapse = "\n")
  member <- function(name) { hit <- regmatches(text, regexpr(paste0("\"", name, "\":\\s*\"([^\"\\\\]|\\\\.)*\""), text, perl = TRUE)); if (length(hit)) gsub("\\\\(.)", "\\1", sub("\"$", "", sub("^\"[a-z]+\":\\s*\"", "", hit))) else NULL }
  if (is.null(member("code"))) NULL else list(code = member("code"), detail = member("detail"))
}

.ec_refused <- function(status, address, token) {
  if (is.na(status)) .ec_stop("no-connection", "The server does not answer")
  reason <- .ec_reason(address, token)
  # The server knows why a token that it once issued has ended, and says so; of any other it says nothing.
  if (status == 401 && !(length(reason) && startsWith(reason$code, "token-"))) .ec_stop("signed-out", "The token is expired, was revoked (as when the release is taken back), or is not known to this server: ask who released the snapshot to you")
  if (!is.null(reason)) .ec_stop(reason$code, reason$detail)
  if (status == 403) .ec_stop("forbidden", "The release of this snapshot was taken back or has ended, or the token may not read it")
  if (status == 404) .ec_stop("not-found", "The server has no such snapshot or file for this token")
  .ec_stop(paste0("http-", status), paste("The server answered", status))
}

# Reads an address into a file; goes on where an earlier attempt broke off when the size is known.
.ec_download <- function(address, token, target, size = NA) {
  before <- options(timeout = max(3600, getOption("timeout")))
  on.exit(options(before))
  unfinished <- paste0(target, ".part")
  have <- if (!is.na(size) && file.exists(unfinished) && file.size(unfinished) < size) file.size(unfinished) else 0
  headers <- c(Authorization = paste("Bearer", token), if (have > 0) c(Range = sprintf("bytes=%.0f-", have)))
  status <- NA
  noted <- function(w) { found <- regmatches(conditionMessage(w), regexpr("HTTP status was '[0-9]{3}", conditionMessage(w))); if (length(found)) status <<- as.integer(substring(found, 18)); invokeRestart("muffleWarning") }
  from <- tryCatch(withCallingHandlers(url(address, open = "rb", method = "libcurl", headers = headers), warning = noted), error = function(e) NULL)
  if (is.null(from)) .ec_refused(status, address, token)
  on.exit(close(from), add = TRUE)
  into <- file(unfinished, if (have > 0) "ab" else "wb")
  copied <- tryCatch(withCallingHandlers({ while (length(piece <- readBin(from, "raw", .ec_piece))) writeBin(piece, into); TRUE }, warning = function(w) invokeRestart("muffleWarning")), error = function(e) FALSE, finally = close(into))
  if (!copied || (!is.na(size) && file.size(unfinished) < size)) .ec_stop("no-connection", "The connection broke off; what came is kept in the cache, and the next call goes on from there")
  file.rename(unfinished, target)
  target
}

# A snapshot on a server. `token`: a read-only token of this snapshot; `cache`: a folder that keeps files between runs.
echocohort_server <- function(url, snapshot, token, root = NULL, cache = tempfile("echocohort-")) {
  base <- paste0(sub("/+$", "", url), "/v1/snapshots/", utils::URLencode(snapshot, reserved = TRUE))
  dir.create(cache, showWarnings = FALSE, recursive = TRUE)
  fetch <- function(leaf) {
    target <- file.path(cache, leaf$sha256)
    if (file.exists(target) && file.size(target) == leaf$size) target else .ec_download(paste0(base, "/file?path=", utils::URLencode(leaf$path, reserved = TRUE)), token, target, leaf$size)
  }
  manifest <- .ec_download(paste0(base, "/manifest"), token, file.path(cache, "manifest.json"))
  .ec_snapshot(fetch, .ec_read_text(manifest), cache, root)
}

# The folder of an unpacked export.
echocohort_folder <- function(folder, root = NULL) {
  fetch <- function(leaf) {
    file <- file.path(folder, leaf$path)
    if (!file.exists(file) || nzchar(Sys.readlink(file))) .ec_stop("file-missing", paste(leaf$path, "is not in the folder"))
    file
  }
  .ec_snapshot(fetch, .ec_read_text(file.path(folder, "SNAPSHOT.json")), NULL, root)
}

# Path of a file on this machine, after its digest was checked.
echocohort_file <- function(snapshot, path) {
  leaf <- snapshot$leaves[snapshot$leaves$path == path, ]
  if (nrow(leaf) != 1) .ec_stop("no-such-file", paste("The snapshot has no file", path))
  file <- snapshot$fetch(leaf)
  if (.ec_sha256(file) != leaf$sha256) {
    if (!is.null(snapshot$cache)) unlink(file)
    .ec_stop("digest-differs", paste(path, "does not hold the bytes that were locked"))
  }
  file
}

# Reads and checks every file; gives their number.
echocohort_verify <- function(snapshot) {
  for (path in snapshot$leaves$path) echocohort_file(snapshot, path)
  nrow(snapshot$leaves)
}

# \t, \n, \r and \\ of one cell. Split at the escaped backslashes, so that none is read twice; the blank keeps the last piece.
.ec_unescape_one <- function(cell) {
  parts <- strsplit(paste0(cell, " "), "\\\\", fixed = TRUE)[[1]]
  for (mark in list(c("\\t", "\t"), c("\\n", "\n"), c("\\r", "\r"))) parts <- gsub(mark[1], mark[2], parts, fixed = TRUE)
  whole <- paste(parts, collapse = "\\")
  substr(whole, 1, nchar(whole) - 1)
}

.ec_unescape <- function(cells) {
  empty <- cells == "n/a"
  cells <- sub("^'", "", cells)
  escaped <- grepl("\\", cells, fixed = TRUE)
  cells[escaped] <- vapply(cells[escaped], .ec_unescape_one, "", USE.NAMES = FALSE)
  cells[empty] <- NA_character_
  cells
}

# The codebook as a data frame, one row a column and code.
echocohort_codebook <- function(snapshot) {
  codebook <- utils::read.csv(text = .ec_read_text(echocohort_file(snapshot, "codebook.csv")), colClasses = "character", na.strings = character(), encoding = "UTF-8", check.names = FALSE)
  # An apostrophe stands before what a spreadsheet would run as a formula.
  codebook[] <- lapply(codebook, function(cells) sub("^'", "", cells))
  codebook
}

.ec_cells <- function(snapshot, table) {
  lines <- strsplit(.ec_read_text(echocohort_file(snapshot, paste0(table, ".tsv"))), "\n", fixed = TRUE)[[1]]
  head <- strsplit(lines[1], "\t", fixed = TRUE)[[1]]
  rows <- if (length(lines) > 1) strsplit(paste0(lines[-1], "\t"), "\t", fixed = TRUE) else list()
  if (any(lengths(rows) != length(head))) .ec_stop("table-unreadable", paste("A row of", table, "has another number of cells than its head"))
  matrix(as.character(unlist(rows)), ncol = length(head), byrow = TRUE, dimnames = list(NULL, head))
}

# A table as a data frame with labels, factors, dates and missing reasons. `language`: "en" or "zh".
echocohort_table <- function(snapshot, table, language = "en") {
  cells <- .ec_cells(snapshot, table)
  codebook <- echocohort_codebook(snapshot)
  codebook <- codebook[codebook$table == paste0(table, ".tsv") & !codebook$type %in% c("label", "missing-reason"), ]
  columns <- lapply(stats::setNames(nm = intersect(unique(codebook$column), colnames(cells))), function(name) {
    about <- codebook[codebook$column == name, ]
    values <- .ec_unescape(cells[, name])
    missing <- if (paste0(name, "_missing") %in% colnames(cells)) .ec_unescape(cells[, paste0(name, "_missing")]) else rep(NA_character_, length(values))
    type <- about$type[1]
    if (type != "text") { sealed <- !is.na(values) & values == "sealed"; missing[sealed] <- "sealed"; values[sealed] <- NA_character_ }
    codes <- about[about$code != "" & about$code != "sealed", ]
    if (type %in% c("number", "integer")) column <- as.numeric(values)
    else if (type == "date") column <- as.Date(values, format = "%Y-%m-%d")
    else if (nrow(codes) > 0) {
      levels <- c(codes$code, setdiff(unique(values[!is.na(values)]), codes$code))
      words <- make.unique(c(codes[[paste0("code_label_", language)]], levels[-seq_len(nrow(codes))]), sep = " #")
      column <- factor(values, levels = levels, labels = words)
      attr(column, "codes") <- stats::setNames(levels, words)
    } else column <- values
    attr(column, "label") <- paste0(about[[paste0("label_", language)]][1], if (nzchar(about$unit[1])) paste0(" (", about$unit[1], ")") else "")
    if (any(!is.na(missing))) attr(column, "missing_reason") <- missing
    column
  })
  structure(columns, class = "data.frame", row.names = seq_len(nrow(cells)), root = snapshot$root)
}
