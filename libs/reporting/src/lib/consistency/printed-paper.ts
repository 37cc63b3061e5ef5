/** An estimate with its printed limits. */
export interface PrintedEstimate {
  readonly est: number;
  readonly lower: number;
  readonly upper: number;
}

/** One variable of Table 1: counts of each level in each column. */
export interface PrintedVariable {
  readonly variable: string;
  readonly unit: string;
  readonly levels: readonly string[];
  readonly counts: Readonly<Record<string, readonly number[]>>;
  /** Null where the table shows none. */
  readonly printed_percent?: Readonly<Record<string, readonly (number | null)[]>> | undefined;
}

/** The cells of Table 2 for one stratum and cohort. */
export type PrintedCell = Readonly<Record<'acc' | 'se' | 'sp', PrintedEstimate>> & { readonly auc?: PrintedEstimate | undefined };

/** A number printed in the text. */
export type PrintedClaim =
  | { readonly id: string; readonly kind: 'accuracy'; readonly cohort?: string | undefined; readonly same_cases?: boolean | undefined; readonly compare_with?: string | undefined; readonly accuracy: number; readonly sensitivity: number; readonly specificity: number }
  | { readonly id: string; readonly kind: 'auc-difference'; readonly paired: boolean; readonly a: PrintedEstimate; readonly b: PrintedEstimate; readonly p: number | string }
  | { readonly id: string; readonly kind: 'net-benefit'; readonly cohort?: string | undefined; readonly threshold: number; readonly net_benefit: number; readonly above_treat_all?: boolean | undefined };

/** Numbers printed in a paper; whatever was not printed is absent. Column names of Table 1: the first is all, the others its parts. */
export interface PrintedPaper {
  readonly flow?: PrintedFlow | undefined;
  readonly table1?: readonly PrintedVariable[] | undefined;
  /** Units to totals, in the order of the columns. */
  readonly table1_totals?: Readonly<Record<string, readonly number[]>> | undefined;
  readonly odds_ratios?: readonly { readonly factor: string; readonly or: number; readonly lower: number; readonly upper: number }[] | undefined;
  /** Stratum, then cohort. */
  readonly table2?: Readonly<Record<string, Readonly<Record<string, PrintedCell>>>> | undefined;
  readonly table2_stratum_totals?: Readonly<Record<string, number>> | undefined;
  readonly outcome?: Readonly<Record<string, { readonly malignant: number; readonly benign: number }>> | undefined;
  readonly claims?: readonly PrintedClaim[] | undefined;
}

/** The flow of patients. */
export interface PrintedFlow {
  readonly eligible?: number | undefined;
  readonly excluded?: number | undefined;
  readonly enrolled_patients?: number | undefined;
  readonly lesions?: number | undefined;
  readonly images?: number | undefined;
  readonly images_per_lesion?: number | undefined;
  readonly hospitals?: number | undefined;
  readonly development_hospitals?: number | undefined;
  readonly external_hospitals?: number | undefined;
  readonly development_patients?: number | undefined;
  readonly development_lesions?: number | undefined;
  readonly development_images?: number | undefined;
  readonly external_patients?: number | undefined;
  readonly external_lesions?: number | undefined;
  readonly external_images?: number | undefined;
  readonly cohorts?: Readonly<Record<string, { readonly patients?: number | undefined; readonly lesions?: number | undefined; readonly images?: number | undefined }>> | undefined;
}

/** A number that cannot be, where it stands, and what the others imply. */
export interface Finding {
  readonly rule: string;
  readonly where: string;
  readonly printed: unknown;
  readonly implied: unknown;
  readonly note: string;
}

/** How many digits after the point a group of numbers was printed with: the most that any shows, since trailing zeros are lost. */
export const digitsOf = (values: readonly (number | null)[]): number => values.reduce<number>((most, value) => Math.max(most, value === null ? 0 : (String(value).split('.')[1] ?? '').length), 0);

/** Half a unit of the last printed digit, with room for the doubles' own rounding. */
export const halfUnit = (values: readonly number[]): number => 0.5 * 10 ** -digitsOf(values) + 1e-9;
