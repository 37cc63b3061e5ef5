import { folded, hanOf } from './fold-text.ts';

/** Words that scanners and sonographers put into the picture: anatomy, sides, planes, modes, measurements, units. */
const WORDS: ReadonlySet<string> = new Set((
  'a ao aorta area bile bladder b bpm c cbd cf cfm cine cl cm cm2 cm3 cms col color colour cyst d d1 d2 d3 d4 db dec deg depth diam dist doppler dr dist1 ' +
  'ed edv fps fr freq frq g ga gain gb gen h harm hepatic hr hz inf inferior ivc kidney khz kpa l lat left length lesion linear liver lk lobe long longitudinal lt lv m map max ' +
  'mass mean med medial mhz mi min mid ml mm mm2 ms msec m s n node ob p pancreas pd pg pi portal post pre prf probe ps psv pv pw r rate res ri right rk rt s sag sagittal sd ' +
  'sec seg segment spleen std sup superior sv sync tgc thi ti tib tic tis trans transverse trv us v vein vel velocity vol volume w wf width x y z zoom and of the to in at cm/s m/s'
).split(' '));

const HAN_WORDS: readonly string[] = [
  '肝脏', '肝', '左叶', '右叶', '尾状叶', '胆囊', '胆总管', '胆', '脾脏', '脾', '胰腺', '胰', '左肾', '右肾', '肾', '门静脉', '肝静脉', '下腔静脉', '静脉', '主动脉', '动脉', '膀胱', '横切', '纵切', '斜切', '切面', '肋间', '剑突下', '右肋下',
  '肿块', '结节', '病灶', '囊肿', '血管瘤', '长径', '横径', '前后径', '距离', '面积', '周长', '体积', '速度', '阻力指数', '深度', '增益', '频率', '帧频', '厘米', '毫米', '左', '右', '上', '下', '段', '叶', '长', '宽', '厚',
];
const HAN_PATTERN = new RegExp([...HAN_WORDS].sort((a, b) => b.length - a.length).join('|'), 'g');

const LONGEST_NUMBER = 5;
const DATE = /\d{4}\s*[-./年]\s*\d|\d{1,2}([-./])\d{1,2}\1\d{2,4}|月\s*\d|\d\s*月/;

/** Whether a word belongs to the scanner's own vocabulary. */
export const isScannerWord = (word: string): boolean => WORDS.has(word);

/**
 * Whether a text is made of nothing but measurements and scanner words. It is a proposal for the person who decides, and
 * lets no text pass: a surname can look like one.
 */
export function looksHarmless(text: string): boolean {
  if (text === '' || DATE.test(text)) return false;
  const han = hanOf(text);
  if (han.replace(HAN_PATTERN, '') !== '') return false;
  const rest = folded(text).replace(/\p{Script=Han}/gu, ' ');
  const words = rest.match(/[a-z][a-z0-9]*(?:\/s)?|\d+(?:[.,]\d+)?|[^\s\da-z]/g) ?? [];
  return words.every((word) => (/^\d/.test(word) ? word.replace(/\D/g, '').length <= LONGEST_NUMBER : /^[a-z]/.test(word) ? isScannerWord(word) || isScannerWord(word.replace(/\d+$/, '')) : /^[.,:;=+\-*/()[\]%°×<>·'"|~_#]$/.test(word)));
}
