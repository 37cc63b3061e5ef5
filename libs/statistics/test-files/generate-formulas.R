# generate-formulas.R: formulas with splines, contrasts, ordered factors, the point, functions of columns, and columns with other scripts and
# scales. Writes data/odd_columns.csv and cases/formulas_logistic.json. Run in this folder: Rscript generate-formulas.R (R 4.2.2).
source("reference-lib.R"); library(splines)
DATA <- "data"; CASES <- "cases"; set.seed(77)
n <- 150; od <- data.frame(id = sample(1000:9999, n), y = NA, AFP.level = round(exp(rnorm(n, 3, 2)), 1), tumour_size = round(rgamma(n, 2, .6), 2), x.1 = rnorm(n) * 1e9, tiny = rnorm(n) * 1e-9, flag = sample(0:1, n, TRUE), bg = sample(c("肝硬化", "正常", "脂肪肝"), n, TRUE), grp = sample(c("grade I", "grade II", "grade III"), n, TRUE, c(.5, .3, .2)), age = sample(20:85, n, TRUE))
od$y <- rbinom(n, 1, plogis(-2 + .25 * od$tumour_size + .3 * log(od$AFP.level) + .5 * (od$bg == "肝硬化") + .3 * od$flag)); write_data(DATA, "odd_columns", od)
DD <- lapply(setNames(nm = c("melanoma", "birthwt", "infert", "lung", "odd_columns")), function(f) read_data(DATA, f))
DD$birthwt$race <- factor(DD$birthwt$race, levels = c("white", "black", "other"))
LF <- function(f, formula) case(paste0(f, ": ", formula), list(csv = paste0(f, ".csv"), formula = formula), "glm(formula, binomial, control = glm.control(epsilon = 1e-13, maxit = 200)); confint.default", logit_out(fit_glm(as.formula(formula), DD[[f]]), profile = FALSE, full = FALSE))
cs <- list(
  LF("birthwt", "low ~ . - id - bwt - age + log(lwt)"), LF("melanoma", "died ~ ns(age, 3) * sex"), LF("melanoma", "died ~ splines::bs(age, df = 5, degree = 2) + ulcer"), LF("melanoma", "died ~ ns(thickness, knots = c(2, 4), Boundary.knots = c(0.5, 8)) - 1"), LF("melanoma", "died ~ bs(age, df = 4, intercept = TRUE) - 1"),
  LF("lung", "dead ~ ns(age, 2) + bs(meal.cal, 4)"), LF("birthwt", "low ~ C(factor(race), contr.sum) * lwt"), LF("infert", "case ~ C(factor(education), contr.helmert) + ordered(parity) "), LF("infert", "case ~ factor(spontaneous, ordered = TRUE) - 1"), LF("infert", "factor(spontaneous > 0, levels = c(TRUE, FALSE)) ~ age + induced"),
  LF("melanoma", "died ~ log(base = 2, x = thickness) + pmin(age, 50, na.rm = TRUE) + I(!ulcer)"), LF("melanoma", "died ~ scale(age, TRUE, FALSE) + cut(thickness, c(0, 1, 20), c('thin', 'thick')) + round(year / 7, 1)"), LF("melanoma", "died ~ cut(age, seq(0, 100, by = 25)) + paste0(sex, '-', ulcer)"), LF("melanoma", "died ~ relevel(factor(sex, levels = c('male', 'female')), ref = 'female') + I(year %in% 1970:1973)"),
  LF("odd_columns", "y ~ relevel(factor(bg), ref = '正常') * flag + log(AFP.level)"), LF("odd_columns", "y ~ grp + x.1 + tiny + `tumour_size`"), LF("odd_columns", "y ~ factor(bg, levels = c('正常', '脂肪肝', '肝硬化')):flag"), LF("odd_columns", "y ~ interaction(grp, flag, sep = '_') + age"))
write_cases(CASES, "formulas_logistic", "Formulas as R reads them", "R", cs, list(rel = 1e-7, abs = 1e-9))
f <- "cases/formulas_logistic.json"; x <- readLines(f); writeLines(sub('"method": "formulas_', '"method": "', x, fixed = TRUE), f)
