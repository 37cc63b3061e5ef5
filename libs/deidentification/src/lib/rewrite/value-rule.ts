/** How the value of an allowed attribute becomes the value that is written. Every rule is a fixed point on its own output. */
export type ValueRule =
  /** An instance UID: replaced by its keyed UID. */
  | { readonly kind: 'mapped-uid' }
  /** A UID of the standard's registry, from a list. */
  | { readonly kind: 'registered-uid'; readonly allowed: ReadonlySet<string> }
  /** Coded values by position; one that the list does not know is left empty. */
  | { readonly kind: 'codes'; readonly allowed: (value: string, position: number) => boolean }
  | { readonly kind: 'date' }
  /** Time of day, cut to the hour. */
  | { readonly kind: 'time' }
  /** Date shifted, time cut to the hour, zone kept. */
  | { readonly kind: 'date-time' }
  /** Ages over 89 years become 90. */
  | { readonly kind: 'age' }
  /** The subject's code, whatever the source says. */
  | { readonly kind: 'subject' }
  /** Always written with this text. */
  | { readonly kind: 'fixed'; readonly text: string }
  /** Name and version of these rules, and the mask template where one was used. */
  | { readonly kind: 'method' }
  /** Written without a value: the attribute must be there, its content must not. */
  | { readonly kind: 'empty' }
  /** Name of a device: plain letters, few digits, no date, nothing of the patient. */
  | { readonly kind: 'device-text'; readonly mostDigits: number; readonly keepPositions: boolean }
  /** Name of a scanner's maker: as device text, or in Chinese as a coded choice. */
  | { readonly kind: 'maker'; readonly mostDigits: number }
  /** Name of a scanner's model: as device text, without the maker's Chinese name. */
  | { readonly kind: 'model'; readonly mostDigits: number }
  /** A description from the list of approved ones, in the list's wording. */
  | { readonly kind: 'approved-text' }
  /** IS or DS within bounds, written in one spelling. */
  | { readonly kind: 'number-text'; readonly integer: boolean; readonly least: number; readonly most: number; readonly mostValues: number }
  /** One binary number within bounds. */
  | { readonly kind: 'binary'; readonly width: 2 | 4 | 8; readonly float: boolean }
  /** Pointers to attributes, from a list. */
  | { readonly kind: 'tags'; readonly allowed: ReadonlySet<string> }
  /** Written from the decoded image description, so that it fits the pixels that are written. */
  | { readonly kind: 'image' }
  /** A code that the list knows, with the list's own meaning. */
  | { readonly kind: 'coded-choice'; readonly choices: readonly CodedChoice[] }
  /** The codes of the rules applied, always written. */
  | { readonly kind: 'fixed-codes'; readonly codes: readonly CodedChoice[] }
  /** Items cleaned by their own list; an item without a needed attribute goes. */
  | { readonly kind: 'items'; readonly list: readonly AllowRule[]; readonly needs: readonly string[] };

/** Code value, scheme and meaning. */
export interface CodedChoice {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

/** One attribute that may stay at one place, with the reason. */
export interface AllowRule {
  readonly tag: string;
  readonly vr: string;
  readonly rule: ValueRule;
  /** Type 2 of the image object: written empty when the source has no usable value. */
  readonly orEmpty?: boolean;
  /** Type 2C: written empty when the source has it in an unusable form. */
  readonly orEmptyIfPresent?: boolean;
  /** Without it the file is no image of a study: the file is held. */
  readonly required?: boolean;
  readonly reason: string;
}
