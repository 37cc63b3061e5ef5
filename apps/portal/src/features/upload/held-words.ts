import type { LocalText } from '@echocohort/kernel';

const again = { zh: '请从超声仪重新导出。', en: 'Export it from the scanner again.' };
const held = (zh: string, en: string, act: LocalText = again): LocalText => ({ zh: `${zh}${act.zh}`, en: `${en} ${act.en}` });
const draw: LocalText = { zh: '请点“绘制保留区域”，由第二人签署后即可使用。', en: 'Draw what stays; once a second person has signed the template, the file is cleaned with it.' };
const leave: LocalText = { zh: '此文件不能发送。', en: 'It cannot be sent.' };

/** Why a file is held in the browser and what to do, in both languages; other codes show the library's own sentence. */
export const HELD_WORDS: Readonly<Record<string, LocalText>> = {
  'empty-file': held('文件为空（0 字节）。', 'The file is empty (0 bytes).'),
  'not-dicom': { zh: '不是 DICOM 文件，请重新导出为 DICOM。', en: 'Not a DICOM file. Export the image as DICOM.' },
  truncated: { zh: '文件不完整，请重新复制。', en: 'The file is cut short. Copy it again.' },
  'too-large': { zh: '文件超过浏览器可处理的 400 MB。请缩短动态图，或用命令行 deidentify 和 send 发送。', en: 'Larger than the 400 MB that a browser cleans. Shorten the clip, or send it with the commands deidentify and send.' },
  'no-trusted-region': held('文件没有说明超声图像的位置，无法安全涂黑其余部分。', 'The file does not say where the ultrasound picture lies, so nothing around it can be blanked safely.', draw),
  'region-covers-image': held('文件声称整个画面都是图像，无法区分图像与文字。', 'The file calls the whole screen picture, so nothing tells picture from text.', draw),
  'region-inverted': held('文件中的超声区域坐标颠倒，不可信。', 'An ultrasound region of the file is turned inside out, so none can be trusted.'),
  'region-out-of-bounds': held('文件中的超声区域超出画面，不可信。', 'An ultrasound region of the file reaches beyond the picture, so none can be trusted.'),
  'too-many-regions': held('文件列出的区域过多，不可信。', 'The file lists more regions than any scanner draws.'),
  'template-ambiguous': held('两个已签署的模板都适用于此版式。', 'Two signed templates claim this layout.', { zh: '请审核专家撤回其中一个。', en: 'Ask the panel to withdraw one of them.' }),
  'template-unknown': held('文件所用的模板已不再有效。', 'The template that the file was cleaned with is not in force any more.', { zh: '请用原文件重新处理。', en: 'Clean the scanner\'s file again.' }),
  'box-invalid': held('有一个框不在画面内。', 'A box lies outside the picture.', { zh: '请移除后重新画。', en: 'Remove it and draw it again.' }),
  'codec-not-supported': held('不支持此压缩格式。', 'This compression is not supported.', { zh: '请导出为未压缩、JPEG 或 JPEG 2000。', en: 'Export uncompressed, as JPEG or as JPEG 2000.' }),
  'pixel-layout-not-supported': held('不支持此像素格式。', 'Pixels in this form cannot be cleaned.', { zh: '请导出为未压缩或 JPEG。', en: 'Export uncompressed or as JPEG.' }),
  'jpeg-damaged': held('JPEG 图像已损坏。', 'The JPEG picture in the file is damaged.'),
  'rle-damaged': held('RLE 图像已损坏。', 'The RLE picture in the file is damaged.'),
  'picture-damaged': held('图像数据已损坏。', 'The picture in the file is damaged.'),
  'pixel-data-truncated': held('图像数据不完整。', 'The picture data are cut short.'),
  'no-pixel-data': held('文件中没有图像。', 'The file holds no picture.'),
  'frame-count-mismatch': held('帧数与文件说明不符。', 'The file holds another number of frames than it says.'),
  'image-description-incomplete': held('文件没有说明图像的大小与格式。', 'The file does not say how its pixels lie.'),
  'image-too-large': held('图像尺寸不合理。', 'The file claims more pixels than an ultrasound picture has.', leave),
  'palette-unreadable': held('文件的颜色表无法读取。', 'The colour table of the file cannot be read.'),
  'attribute-missing': held('文件缺少必需的属性。', 'The file lacks an attribute that an image must have.'),
  'duplicate-element': held('文件中同一属性出现两次，含义不明。', 'The file holds an attribute twice, so its content is ambiguous.'),
  'sop-class-not-accepted': held('不是超声图像（可能是报告、文档或截屏）。', 'No ultrasound image; it may be a report, a document or a screen capture.', leave),
  'volume-rendering': held('三维容积数据可能显示面部，须由人工处理。', 'A volume may show a face.', leave),
  'not-ultrasound': held('文件的检查类型不是超声。', 'The file does not name ultrasound as its modality.', leave),
  dicomdir: held('这是介质目录，不是图像。', 'This is the directory of a medium, not an image.', leave),
  'already-clean-other-subject': held('文件曾为另一位受试者处理过。', 'The file was cleaned before for another subject.', { zh: '请确认是哪位患者的图像。', en: 'Check whose picture it is.' }),
  'nesting-too-deep': held('文件结构异常（嵌套过深）。', 'The file is nested deeper than any scanner writes.'),
  'malformed-element': held('文件结构已损坏。', 'The structure of the file is damaged.'),
  'malformed-sequence': held('文件结构已损坏。', 'The structure of the file is damaged.'),
  'malformed-fragments': held('图像片段已损坏。', 'The fragments of the picture are damaged.'),
  'too-many-elements': held('文件的属性过多。', 'The file holds more attributes than any scanner writes.'),
  'header-too-large': held('文件头过大。', 'The header of the file is larger than any scanner writes.'),
  'inflated-too-large': held('压缩内容异常膨胀。', 'The compressed content unpacks to more than any picture.', leave),
  'deflate-damaged': held('压缩内容已损坏。', 'The compressed content is damaged.'),
  'read-back-failed': held('第二次读取仍发现可识别内容。', 'A second reader still found something identifying in the clean file.', { zh: '请把此提示告知数据管理员。', en: 'Tell the data manager of this note.' }),
  'text-search-failed': held('无法在此浏览器中查找图中文字，文件已扣留。', 'The picture could not be searched for text in this browser, so it is held.', { zh: '请刷新页面后重新添加。', en: 'Reload the page and add the file again.' }),
  'reader-failed': held('浏览器无法读取此文件，未发送。', 'This browser could not read the file. It was not sent.', { zh: '请关闭其他页面后重试，或用命令行 deidentify。', en: 'Close other pages and try again, or use the command deidentify.' }),
};
