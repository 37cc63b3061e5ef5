/** What a format allows as a name. All of them compare names without regard to case. */
export interface NameRules {
  readonly most: number;
  readonly upper?: boolean;
  readonly reserved: ReadonlySet<string>;
  /** Further names that are taken, by their form. */
  readonly reservedForm?: RegExp;
  /** Must a name begin with a letter? */
  readonly letterFirst?: boolean;
}

const BASE = /[^A-Za-z0-9_]/g;

const isReserved = (name: string, { reserved, reservedForm }: NameRules): boolean => reserved.has(name.toLowerCase()) || reservedForm?.test(name.toLowerCase()) === true;

/** A name of every column that the format takes: other signs become `_`, long names are cut and numbered, none occurs twice. */
export function formatNames(names: readonly string[], rules: NameRules): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let clean = name.replace(BASE, '_').replace(rules.letterFirst ? /^(?=[0-9_])/ : /^(?=[0-9])/, 'v');
    if (clean === '' || isReserved(clean, rules)) clean = `${clean}_`;
    if (rules.upper) clean = clean.toUpperCase();
    let chosen = clean.slice(0, rules.most);
    for (let number = 1; taken.has(chosen.toLowerCase()) || isReserved(chosen, rules); number++) {
      chosen = `${clean.slice(0, rules.most - String(number).length)}${number}`;
    }
    taken.add(chosen.toLowerCase());
    return chosen;
  });
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** SAS transport version 5: 8 signs, upper case. */
export const XPT5_NAMES: NameRules = { most: 8, upper: true, reserved: words('_n_ _error_ _all_') };
/** SAS transport version 8: 32 signs. */
export const XPT8_NAMES: NameRules = { most: 32, reserved: words('_n_ _error_ _all_ _numeric_ _character_') };
/** SPSS: 64 bytes; its keywords are no names, and a name begins with a letter. */
export const SPSS_NAMES: NameRules = { most: 64, letterFirst: true, reserved: words('all and by eq ge gt le lt ne not or to with') };
/** Stata: 32 characters; its types (str1, str2, … among them) and keywords are no names. */
export const STATA_NAMES: NameRules = { most: 32, reservedForm: /^str\d+$/, reserved: words('_all _b byte _coef _cons double float if in int long _n _pi _pred _rc _skip using with strl') };
