import type { LocalText } from '@echocohort/kernel';
import type { FhirImage, FhirSource, FhirStudy } from '../../index.ts';
import type { Dataset, TypedCell, TypedColumn } from '../typed-table.ts';

const words = (en: string, zh: string): LocalText => ({ en, zh });

/** A study with every type of item, a unit, bounds, words of help, missing reasons of several kinds and codes with `_`. */
export const fhirStudy: FhirStudy = {
  study: { code: 'fll_liver', version: '2.1', title: words('Study of focal liver lesions', '肝脏局灶性病变研究'), registration: 'NCT00000000' },
  centres: [{ code: 'C01', name: words('Centre 01', '第一中心医院'), role: 'development' }, { code: 'C12', name: words('Centre 12', '第十二中心医院'), role: 'external' }],
  devices: [{ code: 'D01', manufacturer: 'Maker', model: 'One' }],
  protocol: { slots: [{ code: 'L1', order: 1, name: words('Lesion, long axis', '病灶长轴') }, { code: 'B2', order: 2, name: words('Background', '肝背景') }] },
  forms: [
    {
      code: 'clinical', name: words('Clinical data', '临床资料'), scope: 'patient', items: [
        { code: 'age', label: words('Age', '年龄'), type: 'integer', unit: 'a', range: { min: 0, max: 120 }, required: true, missingReasons: [] },
        { code: 'sex', label: words('Sex', '性别'), type: 'choice', choices: [{ code: 'male', label: words('Male', '男') }, { code: 'female', label: words('Female', '女') }], required: true, missingReasons: [] },
        { code: 'afp', label: words('AFP', '甲胎蛋白'), help: words('Within one week', '一周内测得'), type: 'number', unit: 'ng/mL', range: { min: 0.5, max: null }, required: true, missingReasons: ['not-measured', 'not-recorded'] },
        { code: 'afp_date', label: words('Date of AFP', '甲胎蛋白检测日期'), type: 'date', required: true, requiredIf: { item: 'afp' }, missingReasons: ['not-recorded'] },
      ],
    },
    {
      code: 'us_features', name: words('Ultrasound', '超声特征'), scope: 'lesion', items: [
        { code: 'shape', label: words('Shape', '形态'), type: 'choice', choices: [{ code: 'round', label: words('Round', '圆形') }, { code: 'irregular', label: words('Irregular', '不规则') }], required: true, missingReasons: ['not-assessable'] },
        { code: 'halo', label: words('Halo', '低回声晕'), type: 'boolean', required: true, missingReasons: ['not-assessable'] },
        { code: 'remark', label: words('Remark', '备注'), type: 'text', maxLength: 200, required: false, missingReasons: [] },
      ],
    },
  ],
  lesionTypes: [{ code: 'hcc', name: words('Hepatocellular carcinoma', '肝细胞癌'), icdO3: '8170/3' }, { code: 'abscess', name: words('Abscess', '脓肿') }],
  pathologyMethods: [{ code: 'biopsy', name: words('Biopsy', '活检') }],
};

const column = (name: string, type: TypedColumn['type']): TypedColumn => ({ name, type, label: words(name, name) });
const gone = (missing: string): TypedCell => ({ missing });
const sealed = gone('sealed');

/** Two patients of one centre, one of a sealed centre; one lesion without an outcome, one with answers missing for every reason. */
export const fhirDataset: Dataset = {
  study: fhirStudy.study, createdAt: new Date(Date.UTC(2026, 10, 23, 10, 5, 7)),
  missingReasons: [
    { code: 'not-measured', label: words('Not measured', '未检测') }, { code: 'not-recorded', label: words('Not recorded', '未记录') }, { code: 'not-assessable', label: words('Cannot be judged', '无法判断') },
    { code: 'not-entered', label: words('Not entered', '未录入') }, { code: 'sealed', label: words('Sealed', '密封') },
  ],
  tables: [
    {
      name: 'participants', title: words('Participants', '受试者'), columns: [column('subject', 'text'), column('centre', 'code'), column('age', 'integer'), column('sex', 'code'), column('afp', 'number'), column('afp_date', 'date')],
      rows: [['C01-0001', 'C01', 56, 'male', 12.5, '2019-03-06'], ['C01-0002', 'C01', 9e9, gone('not-entered'), gone('not-measured'), gone('not-entered')], ['C12-0001', 'C12', 40, 'female', 0.1, null]],
    },
    {
      name: 'lesions', title: words('Lesions', '病灶'),
      columns: ['lesion', 'subject', 'centre', 'set', 'scan_date', 'device', 'shape', 'halo', 'remark', 'histology', 'malignant', 'pathology_method', 'specimen_date'].map((name) => column(name, name.endsWith('_date') ? 'date' : ['lesion', 'subject', 'remark'].includes(name) ? 'text' : 'code')),
      rows: [
        ['C01-0001-L1', 'C01-0001', 'C01', 'training', '2019-03-01', 'D01', 'round', '1', '肝右叶 S5\n"二"\u0007', 'hcc', '1', 'biopsy', '2019-03-09'],
        ['C01-0001-L2', 'C01-0001', 'C01', 'training', '2019-03-01', null, 'stray', '0', gone('not-entered'), 'abscess', '0', 'biopsy', '2019-03-09'],
        ['C01-0002-L1', 'C01-0002', 'C01', 'internal_validation', null, 'D01', gone('not-assessable'), gone('not-entered'), gone('not-entered'), null, null, null, null],
        ['C12-0001-L1', 'C12-0001', 'C12', 'external_validation', '2020-01-01', 'D01', 'irregular', gone('not-assessable'), gone('not-entered'), sealed, sealed, sealed, sealed],
      ],
    },
    {
      name: 'images', title: words('Images', '图像'), columns: [column('path', 'text'), column('lesion', 'text'), column('slot', 'code')],
      rows: [['dicom/1.dcm', 'C01-0001-L1', 'L1'], ['dicom/2.dcm', 'C01-0001-L1', 'B2'], ['dicom/broken.dcm', 'C01-0001-L2', 'L1'], ['dicom/leak.dcm', 'C01-0002-L1', 'L1'], ['dicom/5.dcm', 'C12-0001-L1', 'L1']],
    },
  ],
};

const UIDS = '2.25.1234567890';

/** What the sample's images say of themselves; one cannot be read, and one has a name where its UID should be. */
function imageOf(path: string): FhirImage | null {
  if (path.includes('broken')) return null;
  const image = { studyUid: `${UIDS}.1`, seriesUid: `${UIDS}.2`, instanceUid: `${UIDS}.3.${path.replace(/\D/g, '')}`, sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', modality: 'US' };
  return path.includes('leak') ? { ...image, instanceUid: 'ZHANG^SAN' } : image;
}

/** The sample as a source; `leftOut` gathers the images that nothing refers to. */
export const fhirSource = (leftOut: string[] = []): FhirSource => ({
  definition: fhirStudy, dataset: fhirDataset, root: 'ab'.repeat(32), signers: ['7f9c24e8-3b12-4fef-91e0-aa11bb22cc33'],
  image: (path) => Promise.resolve(imageOf(path)), leftOut: (path) => { leftOut.push(path); },
});
