import { foldedDigits } from './fold-text.ts';
import { looksHarmless } from './harmless-words.ts';
import { matchIdentity } from './match-identity.ts';
import { nameOf } from './own-name.ts';
import type { OwnIdentity } from './own-identity.ts';

const identity = (name: string, number = '', date = ''): OwnIdentity => ({
  names: [nameOf(name)].filter((found) => found !== null), numbers: number === '' ? [] : [foldedDigits(number)], dates: date === '' ? [] : [date],
});

describe('a name', () => {
  it.each([
    ['as in the file', 'Zhang^Wei', 'ZHANG WEI', 'name'],
    ['the other way round', 'Zhang^Wei', 'Wei, Zhang', 'name'],
    ['without the space', 'Zhang^Wei', 'ZHANGWEI', 'name'],
    ['reversed without the space', 'Zhang^Wei', 'WEIZHANG', 'name'],
    ['one letter misread', 'Kowalski^Anna', 'KOWALSKl', 'name'],
    ['one letter lost', 'Kowalski^Anna', 'KOWASKI A', 'name'],
    ['digits for letters', 'Olson^Bob', '0LS0N', 'name'],
    ['surname only', 'Doe^John', 'DOE', 'name'],
    ['given name among other words', 'Doe^John', 'LIVER JOHN 5', 'name'],
    ['accents', 'Müller^Jürgen', 'MULLER', 'name'],
    ['Han as in the file', '王^小明', '王小明', 'name'],
    ['Han reversed', '王^小明', '小明王', 'name'],
    ['Han, one character misread', '王^小明', '主小明', 'name'],
    ['Han, given name', '王小明', '小明', 'name'],
    ['Han with a double surname', '欧阳娜', '欧阳娜 45', 'name'],
    ['Han file, pinyin on the screen', '张^伟', 'ZHANG WEI', 'name'],
    ['Han file, pinyin in one word', '王小明', 'wangxiaoming', 'name'],
    ['Han file, pinyin the other way round', '王小明', 'Xiaoming Wang', 'name'],
    ['Latin file, Han on the screen', 'Zhang^Wei', '张伟', 'name'],
    ['a surname that is read otherwise than the word', '单^芳', 'SHAN FANG', 'name'],
    ['ü written as v', '吕^布', 'LV BU', 'name'],
    ['somebody else', 'Zhang^Wei', 'LIU YANG', null],
    ['somebody else in Han', '王^小明', '李娜', null],
    ['the surname alone in Han says little and is left to a person', '王^小明', '王', null],
    ['a scanner word one letter from the name', 'Oliver^Jan', 'LIVER', null],
    ['a short label that is also a surname', 'Mi^Hua', 'MI 1.1', null],
    ['a short name in full', 'Mi^Hua', 'MI HUA', 'name'],
    ['two letters as a word', 'Xu^Bo', 'XU', 'name'],
    ['two letters inside a word', 'Xu^Bo', 'LUXURY', null],
  ])('%s', (_, own, text, match) => expect(matchIdentity(text, identity(own))).toBe(match));
});

describe('a number', () => {
  it.each([
    ['as in the file', 'H7654321', 'ID: H7654321', 'number'],
    ['with other separators', 'H-765-4321', 'H7654321', 'number'],
    ['letters read for digits', 'H7650321', 'H765O321', 'number'],
    ['one digit misread', 'H7654321', 'H7654821', 'number'],
    ['without leading zeros', '00012345', '12345', 'number'],
    ['split by blanks', '12345678', '1234 5678', 'number'],
    ['inside a longer line', '987654', 'No.987654 F', 'number'],
    ['another number', 'H7654321', '20190314', null],
    ['a short number inside another', '123', '51234', null],
    ['a short number by itself', 'A12', 'A12', 'number'],
  ])('%s', (_, own, text, match) => expect(matchIdentity(text, identity('', own))).toBe(match));
});

describe('a date', () => {
  it.each([
    '20190314', '2019-03-14', '14.03.2019', '03/14/2019', '14/3/19', '19.3.14', '2019年3月14日', '14 Mar 2019', 'March 14, 2019', '14032019', '03142019', '190314', '140319', '2019-03-14 10:22:31', '2O19-O3-14', '20190314102231',
  ])('%s is 2019-03-14', (text) => expect(matchIdentity(text, identity('', '', '20190314'))).toBe('date'));

  it.each(['20190315', '14:03', '3.14', '2019', '12.5cm', '1403 19'])('%s is not', (text) => expect(matchIdentity(text, identity('', '', '20190314'))).toBeNull());
});

describe('what may be proposed as harmless', () => {
  it.each(['1.06 cm', 'D1 2.40CM', 'LIVER', '肝右叶', '20Hz', 'MI 1.1 TIS 0.4', '+ Dist 3.2 mm', 'Vol 12.3 ml', '左肾 长径 10.2厘米'])('%s', (text) => expect(looksHarmless(text)).toBe(true));
  it.each(['DOE', 'ZHANG WEI', '王小明', '2019-03-14', '190314', '1234567', 'No 12', '某某医院', ''])('not: %s', (text) => expect(looksHarmless(text)).toBe(false));
});
