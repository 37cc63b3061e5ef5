import type { SnapshotManifest } from '@echocohort/cohort';

const setLine = (manifest: SnapshotManifest): string => manifest.record.sets.map(({ set, patients, lesions }) => `| ${set} | ${patients} | ${lesions} |`).join('\n');

/** README.md of an export: what it is, how to check it, how to read its tables. */
export function readmeText(manifest: SnapshotManifest): string {
  const { record } = manifest;
  return `# ${record.study.code}: ${record.cohort.name}

A locked snapshot of the study's record. Root of its Merkle tree:

    ${record.root}

| set | patients | lesions |
|---|---|---|
${setLine(manifest)}

## Check it
- \`node verify.mjs\` in this folder (Node 20 or newer, nothing to install) recomputes everything and names each file that differs. A copy that you trust judges any folder: \`node verify.mjs FOLDER\`.
- \`sha256sum -c MANIFEST.sha256\` checks the bytes of every file.
- \`EXPORT.json\` lists every file that was made of the snapshot, signed by the server.
- \`SNAPSHOT.json\` holds the record, its root, the signatures of people and the server's signature over both. Compare root and key with those that you were told by another way.

## Read it
- Tables are UTF-8, separated by tabs; \`n/a\` is an empty cell. \`\\t\`, \`\\n\`, \`\\r\`, \`\\\\\` stand for tab, line ends and backslash. A cell that begins with an apostrophe had one put before it, so that no spreadsheet runs it as a formula.
- Beside each coded column stands \`<column>_label\`, and beside each item \`<column>_missing\` with the reason why there is no value. \`codebook.csv\` (programs), \`codebook.html\` (people) and the \`.json\` beside each table explain every column and code in English and Chinese.
- All dates are shifted by a number of days of their own for each patient; distances between dates of one patient are true.
- \`sealed\` stands for outcomes of external centres. \`sealed/commitment.json\` proves later that what is opened is what was sealed. Once opened, they are in \`sealed/outcomes.tsv\`.
- \`sas/\` (transport files of version 8 and, with \`_v5\`, of version 5; \`read.sas\` gives them their words, \`names.csv\` says what short names stand for), \`spss/\`, \`stata/\`, \`r/read.R\`, \`parquet/\`, \`excel/\`, \`dataset-json/\`, \`odm/study.xml\` and \`redcap/\` hold the same data. In SAS, SPSS and Stata a coded column is a number with labels, \`<column>_code\` its code, and missing reasons are \`.A\`, \`.a\` and numbers below −9000.
- \`fhir/\` holds the same data as HL7 FHIR R4 resources, one a line and a file for each type (\`manifest.json\` lists them): patients and lesions under the codes of the study, forms and answers, examinations, outcomes (sealed ones are \`masked\`). A missing value names its reason by the extension \`data-absent-reason\` and beside it by the study's own code.
- \`dataset-json/define.xml\` (CDISC Define-XML 2.1) describes every Dataset-JSON and SAS transport file: type, length, label, codes, missing reasons and origin of each column in English and Chinese. It claims no CDISC domain.
- Drawn regions: \`outlines.tsv\`, \`seg/\` (DICOM Segmentation), \`sr/\` (sizes, in millimetres where the image is calibrated), \`masks/\` (PNG: 85 background, 170 feature, 255 lesion; NIfTI-1 \`.nii.gz\`, the same pixels: 1 lesion, 2 background, 3 feature, first axis columns, second axis rows downwards, millimetres where one calibration holds every outline, else no unit; no place in the body is claimed), \`coco.json\`.
- Images: \`dicom/<subject>/<lesion>/<place in the protocol>_<slot>.dcm\`, listed in \`images.tsv\`.
- The layout follows BIDS where BIDS has rules (\`participants.tsv\` with \`participant_id\`, \`dataset_description.json\`, \`.bidsignore\`); BIDS has no type for clinical ultrasound, so it is not a valid BIDS data set.
`;
}
