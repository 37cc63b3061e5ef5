/** Makers of ultrasound scanners as Chinese hospitals' machines and gateways spell them, and the name that is written. */
const MAKERS: readonly (readonly [written: string, spellings: readonly string[]])[] = [
  ['Mindray', ['迈瑞', '邁瑞']], ['SonoScape', ['开立', '開立']], ['CHISON', ['祥生']], ['VINNO', ['飞依诺', '飛依諾']], ['SIUI', ['汕头超声', '汕超']],
  ['EDAN', ['理邦']], ['Neusoft', ['东软', '東軟']], ['United Imaging', ['联影', '聯影']], ['Wisonic', ['华声', '華聲']], ['Landwind', ['蓝韵', '藍韻']],
  ['WELLD', ['威尔德', '威爾德']], ['Esaote', ['百胜', '百勝']], ['Hitachi', ['日立']], ['Toshiba', ['东芝', '東芝']], ['Canon', ['佳能']],
  ['Siemens', ['西门子', '西門子']], ['Philips', ['飞利浦', '飛利浦']], ['GE Healthcare', ['通用电气', '通用電氣', '通用']], ['Samsung Medison', ['三星麦迪逊', '三星', '麦迪逊']],
  ['Aloka', ['阿洛卡']], ['SuperSonic Imagine', ['声科']], ['FUJIFILM', ['富士', '富士胶片']], ['Konica Minolta', ['柯尼卡美能达']], ['SonoSite', ['索诺声']],
];

/** What firms add to their name: place, trade and legal form. */
const ADDITIONS = /深圳市?|江苏省?|无锡市?|汕头市?|苏州市?|沈阳市?|上海市?|北京市?|广东省?|中国|生物|医疗|医学|电子|科技|技术|影像|超声|设备|系统|仪器|器械|股份|有限|责任|公司|集团|研究所|[()（）\s]/g;

const BY_SPELLING: ReadonlyMap<string, string> = new Map(MAKERS.flatMap(([written, spellings]) => spellings.map((spelling) => [spelling, written] as const)));
const ALL_SPELLINGS = [...BY_SPELLING.keys()].sort((a, b) => b.length - a.length);

/** The maker whom a text names and nothing else, or null. */
export function makerOf(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  return BY_SPELLING.get(plain) ?? BY_SPELLING.get(plain.replace(ADDITIONS, '')) ?? null;
}

/** Words of the makers' names in small letters. */
export const MAKER_WORDS: ReadonlySet<string> = new Set(MAKERS.flatMap(([written]) => written.toLowerCase().split(' ')));

/** A text without the makers' Chinese names: what is left may be a model's name. */
export const withoutMakers = (text: string): string => ALL_SPELLINGS.reduce((left, spelling) => left.replaceAll(spelling, ' '), text.normalize('NFKC')).replace(/\s+/g, ' ').trim();

/** Descriptions of studies, series and protocols that say what was examined and nothing else: what is written, and what is read as it. */
const DESCRIPTIONS: readonly (readonly [written: string, spellings: readonly string[]])[] = [
  ['Abdomen', ['abdomen', 'abdominal', 'abd', 'us abdomen', 'abdomen us', 'abdominal us', 'abdominal ultrasound', 'ultrasound abdomen', '腹部', '腹部超声', '腹部彩超', '腹部彩色多普勒超声']],
  ['Upper abdomen', ['upper abdomen', 'us upper abdomen', 'upper abdominal ultrasound', '上腹部', '上腹部超声', '上腹部彩超']],
  ['Liver', ['liver', 'us liver', 'liver us', 'liver ultrasound', 'ultrasound liver', 'hepatic ultrasound', '肝', '肝脏', '肝脏超声', '肝脏彩超']],
  ['Liver and gallbladder', ['liver and gallbladder', '肝胆', '肝胆超声', '肝胆彩超']],
  ['Liver, gallbladder, pancreas and spleen', ['liver gallbladder pancreas spleen', 'liver, gallbladder, pancreas and spleen', '肝胆胰脾', '肝胆胰脾超声', '肝胆胰脾彩超', '肝胆脾胰', '肝胆脾胰超声']],
  ['Focal liver lesion', ['focal liver lesion', 'liver lesion', 'fll', '肝脏占位', '肝占位', '肝脏局灶性病变']],
  ['Contrast-enhanced ultrasound of the liver', ['ceus liver', 'liver ceus', 'contrast-enhanced ultrasound of the liver', '肝脏超声造影', '肝超声造影']],
  ['Kidney', ['kidney', 'kidneys', 'renal', 'us renal', '肾', '肾脏', '双肾', '双肾超声']],
  ['Gallbladder', ['gallbladder', '胆囊', '胆囊超声']], ['Spleen', ['spleen', '脾', '脾脏', '脾脏超声']], ['Pancreas', ['pancreas', '胰', '胰腺', '胰腺超声']],
  ['Ultrasound', ['ultrasound', 'us', 'sonography', '超声', '彩超', '彩色超声', 'b超']], ['General', ['general', '常规']],
];

const plainly = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
const DESCRIBED: ReadonlyMap<string, string> = new Map(DESCRIPTIONS.flatMap(([written, spellings]) => [written, ...spellings].map((spelling) => [plainly(spelling), written] as const)));

/** The approved description that a text stands for, whole; null for anything else. */
export const approvedDescription = (text: string): string | null => DESCRIBED.get(plainly(text)) ?? null;
