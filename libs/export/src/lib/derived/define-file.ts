import type { SnapshotManifest } from '@echocohort/cohort';
import { defineXml, type DefineMethod, type DefineOrigin, type DefineSource } from '@echocohort/table-formats';
import { streamedText, type DerivedFile } from './derived-file.ts';
import type { SnapshotDataset } from './dataset.ts';

const method = (code: string, name: string, en: string, zh: string): DefineMethod => ({ code, name, text: { en, zh } });

const SPLIT = method('split', 'Split into sets', 'Centres outside development are external validation; all others were divided by patient with the seed that SNAPSHOT.json records.', '外部中心为外部验证集；其余按患者划分，所用种子记录于 SNAPSHOT.json。');
const HEADER = method('image-header', 'Header of the image', 'Read out of the image file as it is stored.', '读取自所存储的图像文件。');
const DIGEST = method('image-digest', 'Bytes of the image', 'Counted and digested (SHA-256) from the bytes of the image file.', '由图像文件的字节计数并计算 SHA-256 摘要。');
const MALIGNANT = method('malignant', 'Malignant or benign', 'Follows from the histological type by the table of types in study.json.', '由病理类型按 study.json 中的类型表得出。');
const BOX = method('flow', 'Box of the flow chart', 'Follows from the criteria of eligibility by the rules in study.json.', '由入排标准按 study.json 中的规则得出。');

const derived = (by: DefineMethod): DefineOrigin => ({ type: 'Derived', source: 'Sponsor', method: by });
const collected = (en: string, zh: string): DefineOrigin => ({ type: 'Collected', source: 'Investigator', description: { en, zh } });

const PATHOLOGY = collected('Pathology report, confirmed by a second person', '病理报告，经第二人确认');
const DRAWN = collected('Drawn on the image by a person, or proposed by a program: see column source', '由人工在图像上勾画，或由程序提出：见 source 列');
const QUERY = collected('Query of the panel of auditors', '审核小组提出的质疑');

/** Origins of columns that belong to no form; all others are given out by the platform. */
const ORIGINS: Readonly<Record<string, DefineOrigin>> = {
  'participants.centre_role': { type: 'Protocol', source: 'Sponsor' },
  'lesions.set': derived(SPLIT), 'splits.set': derived(SPLIT), 'splits.fold': derived(SPLIT),
  'lesions.scan_date': collected('Date of the scan, shifted by a number of days of its own for each patient', '检查日期，按每位患者各自的天数平移'),
  'lesions.device': collected('Device of the scan', '检查所用设备'),
  'lesions.histology': PATHOLOGY, 'lesions.pathology_method': PATHOLOGY, 'lesions.specimen_date': PATHOLOGY, 'lesions.malignant': derived(MALIGNANT),
  'images.sha256': derived(DIGEST), 'images.bytes': derived(DIGEST), 'images.rows': derived(HEADER), 'images.columns': derived(HEADER), 'images.frames': derived(HEADER), 'images.role': { type: 'Protocol', source: 'Sponsor' },
  'outlines.image': derived(DIGEST), 'outlines.kind': DRAWN, 'outlines.shape': DRAWN, 'outlines.points': DRAWN, 'outlines.source': DRAWN,
  'exclusions.box': derived(BOX),
  'queries.slot': QUERY, 'queries.item': QUERY, 'queries.reason': QUERY, 'queries.status': QUERY, 'queries.raised_at': QUERY, 'queries.closed_at': QUERY,
};

/** `dataset-json/define.xml`: what every Dataset-JSON file and every SAS transport file holds, and where it comes from. */
export function defineFile(manifest: SnapshotManifest, { dataset, definition, forms }: SnapshotDataset, hasTransport: (table: string) => boolean): DerivedFile {
  const formNames = new Map(definition.forms.map(({ code, name }) => [code, name]));
  const source: DefineSource = {
    dataset, fileOid: `${dataset.study.code}.${manifest.record.root.slice(0, 16)}.define`, hasTransport, onePerSubject: (table) => table === 'participants',
    madeOf: { en: `Root of the locked snapshot: ${manifest.record.root}.`, zh: `锁定快照的根：${manifest.record.root}。` },
    originOf: (table, column) => {
      const form = forms.get(`${table}.${column}`);
      if (form === undefined) return ORIGINS[`${table}.${column}`] ?? { type: 'Assigned', source: 'Sponsor' };
      const name = formNames.get(form);
      return collected(`Form ${name?.en ?? form}, item ${column}`, `表单 ${name?.zh ?? form}，条目 ${column}`);
    },
  };
  return streamedText('dataset-json/define.xml', () => defineXml(source));
}
