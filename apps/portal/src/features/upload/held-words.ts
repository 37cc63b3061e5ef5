import type { LocalText } from '@echocohort/kernel';

/** Why a file is held in the browser, in both languages; other codes show the library's own sentence. */
export const HELD_WORDS: Readonly<Record<string, LocalText>> = {
  'empty-file': { zh: '文件为空（0 字节），请重新导出。', en: 'The file is empty (0 bytes). Export it again.' },
  'not-dicom': { zh: '不是 DICOM 文件，请重新导出为 DICOM。', en: 'Not a DICOM file. Export the image as DICOM.' },
  truncated: { zh: '文件不完整，请重新复制。', en: 'The file is cut short. Copy it again.' },
  'too-large': { zh: '文件超过 512 MB，请缩短动态图。', en: 'Larger than 512 MB. Shorten the clip.' },
  'no-trusted-region': { zh: '文件没有说明超声图像的位置，无法安全涂黑其余部分。', en: 'The file does not say where the ultrasound picture lies, so nothing around it can be blanked safely.' },
  'codec-not-supported': { zh: '暂不支持此压缩格式，请导出为未压缩或 JPEG。', en: 'This compression is not supported yet. Export uncompressed or as JPEG.' },
  'read-back-failed': { zh: '第二次读取仍发现可识别内容，文件已扣留。', en: 'A second reader still found something identifying; the file is held.' },
  'reader-failed': { zh: '浏览器无法读取此文件，未发送。', en: 'This browser could not read the file. It was not sent.' },
};
