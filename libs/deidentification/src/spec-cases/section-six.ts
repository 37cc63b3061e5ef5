/** One row of the requirements' table of hostile cases. */
export interface RequiredCase {
  readonly number: number;
  readonly what: string;
  readonly expected: 'clean' | 'hold' | 'either';
  /** Cases of the generator; each must come out as expected. */
  readonly cases: readonly string[];
  /** Specs that prove the rest, where one file alone cannot. */
  readonly alsoIn?: string;
}

const row = (number: number, what: string, expected: RequiredCase['expected'], cases: string, alsoIn?: string): RequiredCase => ({ number, what, expected, cases: cases === '' ? [] : cases.split(' '), ...(alsoIn ? { alsoIn } : {}) });

/** All 79, each with where it is proven. */
export const REQUIRED_CASES: readonly RequiredCase[] = [
  row(1, 'all common identifiers, text around the picture', 'clean', 'tags-basic', 'clean-files.int-spec.ts (dciodvfy)'),
  row(2, 'three sequences deep, stray name in a region item', 'clean', 'nested-sq'), row(3, 'private elements', 'clean', 'private-tags'), row(4, 'creator is a person, no creator, odd group as UN', 'clean', 'private-creator'),
  row(5, 'known tag as UN', 'clean', 'un-vr'), row(6, 'UN of undefined length', 'clean', 'un-undefined-length'), row(7, 'public tag of no dictionary', 'clean', 'unknown-public'), row(8, 'free text', 'clean', 'free-text approved-descriptions'),
  row(9, 'original and encrypted attributes', 'clean', 'original-attributes'), row(10, 'dates, zone, age, lunar birth date', 'clean', 'dates', 'relations.spec.ts'), row(11, 'dates in odd forms', 'clean', 'date-odd-forms'),
  row(12, 'UIDs that hold birth date and telephone', 'clean', 'uids-with-phi'), row(13, 'preamble', 'clean', 'preamble'), row(14, 'file meta information', 'clean', 'file-meta'), row(15, 'trailing padding', 'clean', 'trailing-padding'),
  row(16, 'bytes after the end', 'either', 'trailing-bytes'), row(17, 'element after the pixels', 'either', 'after-pixels'), row(18, 'tag twice', 'hold', 'duplicate-tag two-pictures'), row(19, 'pixel data too long', 'clean', 'pixel-tail'),
  row(20, 'odd length', 'clean', 'odd-length'), row(21, 'wrong group lengths', 'clean', 'group-length'), row(22, 'undefined lengths, empty item', 'clean', 'undefined-length-sq'), row(23, '400 levels', 'either', 'deep-nesting'),
  row(24, 'GB18030', 'clean', 'cs-gb18030 cs-maker'), row(25, 'GBK', 'clean', 'cs-gbk'), row(26, 'UTF-8', 'clean', 'cs-utf8'), row(27, 'ISO 2022 IR 58', 'clean', 'cs-iso2022-58'), row(28, 'GB bytes under ISO_IR 100', 'clean', 'cs-mislabelled'),
  row(29, 'UTF-8 without a character set', 'clean', 'cs-missing charset-escape'), row(30, 'name inside the region', 'hold', '', 'libs/text-detection and the command line (found); streams.spec.ts (blanked by a person)'),
  row(31, 'no regions', 'hold', 'no-regions region-without-data-type region-graphics', 'templates.spec.ts'), row(32, 'region is the whole picture', 'hold', 'region-whole-image', 'templates.spec.ts'),
  row(33, 'region beyond the picture', 'hold', 'region-out-of-bounds', 'region-one-over is clamped'), row(34, 'region turned inside out', 'hold', 'region-inverted'), row(35, 'says that it is clean', 'clean', 'claims-clean'),
  row(36, 'icon, colour profile', 'clean', 'icon-icc'), row(37, 'overlays, curves', 'clean', 'overlay-curve'), row(38, 'overlay in the high bits', 'clean', 'overlay-high-bits'), row(39, 'implicit VR', 'clean', 'ts-implicit'),
  row(40, 'big endian', 'clean', 'ts-big-endian big-endian-16 big-endian-8-as-words'), row(41, 'deflated', 'clean', 'ts-deflated'), row(42, 'RLE', 'clean', 'ts-rle rle-16 rle-cine'), row(43, 'colour by plane', 'clean', 'planar-1'),
  row(44, 'YBR_FULL_422 raw', 'clean', 'ybr422-raw ybr-full'), row(45, 'palette whose first entry is white', 'clean', 'palette palette-unused-entries'), row(46, 'JPEG 4:2:2', 'clean', 'jpeg-baseline jpeg-444 jpeg-420 jpeg-grey'), row(47, 'JPEG comment', 'clean', 'jpeg-comment'),
  row(48, 'cine, text moves', 'clean', 'jpeg-cine-moving-text'), row(49, 'fragments, empty offset table', 'clean', 'jpeg-fragments-no-bot'), row(50, 'extra fragment, text in the offset table', 'either', 'jpeg-extra-fragment'),
  row(51, 'JPEG 2000', 'clean', '', 'libs/testing decoded-codecs.int-spec.ts'), row(52, 'JPEG-LS', 'clean', '', 'libs/testing decoded-codecs.int-spec.ts'),
  row(53, 'JPEG lossless', 'clean', 'ts-jpeg-lossless jpeg-lossless-rgb jpeg-lossless-12-bits jpeg-lossless-cine'), row(54, 'text in frame 6 only', 'clean', 'multiframe-one-frame'), row(55, 'encapsulated PDF', 'hold', 'encapsulated-pdf'),
  row(56, 'page of patient data', 'hold', 'demographics-page'), row(57, 'structured report', 'hold', 'structured-report'), row(58, 'cut pixels', 'hold', 'truncated-pixels'), row(59, 'cut header', 'hold', 'truncated-header'),
  row(60, 'element of 4 GB', 'hold', 'huge-length huge-pixels huge-item'), row(61, 'deflate bomb of 600 MB', 'hold', 'deflate-bomb'), row(62, 'no preamble, no meta information', 'either', 'no-preamble no-preamble-implicit'), row(63, 'not DICOM', 'hold', 'not-dicom empty'),
  row(64, 'number that climbs folders', 'clean', 'path-traversal', 'apps/cli (names of outputs)'), row(65, 'identifiers in the path', 'clean', '', 'apps/cli'), row(66, 'one study, references', 'clean', '', 'relations.spec.ts'), row(67, '37 days later', 'clean', '', 'relations.spec.ts'),
  row(68, 'DICOMDIR', 'hold', 'dicomdir'), row(69, 'symbolic link or device', 'hold', '', 'apps/cli'), row(70, 'the same file twice, changed once', 'clean', '', 'relations.spec.ts; apps/cli (never overwritten)'), row(71, 'same number, two centres', 'clean', '', 'relations.spec.ts'),
  row(72, 'number with zeros or blanks', 'either', '', 'relations.spec.ts'), row(73, 'killed in the middle', 'either', '', 'apps/cli'), row(74, 'disk full', 'either', '', 'apps/cli'), row(75, 'identifiers in errors and logs', 'either', '', 'hostile-corpus.int-spec.ts searches each refusal; apps/cli'),
  row(76, 'JPEG XL, HTJ2K, video', 'hold', 'codec-4.110 codec-4.111 codec-4.112 codec-4.201 codec-4.202 codec-4.203 codec-4.100 codec-4.102 codec-4.103 codec-4.104 codec-4.107 codec-4.108', 'with a decoder HTJ2K is clean: decoded-codecs.int-spec.ts'),
  row(77, 'extended offset table, frames out of order', 'clean', 'extended-offset-table', 'relations.spec.ts'), row(78, 'restart markers; progressive under the baseline UID', 'either', 'jpeg-restart jpeg-progressive'),
  row(79, 'QR code; face in a volume', 'hold', 'qr-code ultrasound-volume volume-rendering'),
];
