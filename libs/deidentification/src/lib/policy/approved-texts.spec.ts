import { approvedDescription, makerOf, withoutMakers } from './approved-texts.ts';

describe('makers by coded choice', () => {
  it.each([
    ['迈瑞', 'Mindray'], ['深圳迈瑞', 'Mindray'], ['深圳迈瑞生物医疗电子股份有限公司', 'Mindray'], ['开立', 'SonoScape'], ['深圳开立生物医疗科技股份有限公司', 'SonoScape'], ['无锡祥生医疗科技股份有限公司', 'CHISON'],
    ['汕头超声', 'SIUI'], ['通用电气医疗', 'GE Healthcare'], ['飞利浦（中国）', 'Philips'], ['日立', 'Hitachi'],
  ])('%s is written as %s', (text, written) => expect(makerOf(text)).toBe(written));
  it.each(['欧阳兰欣', '迈瑞欧阳', '深圳', '', '北京医院', 'Mindray'])('%s names no maker of the list', (text) => expect(makerOf(text)).toBeNull());
  it.each([['迈瑞 Resona 7', 'Resona 7'], ['Resona 7', 'Resona 7'], ['开立S60', 'S60'], ['欧阳 S60', '欧阳 S60']])('%s without makers is %s', (text, left) => expect(withoutMakers(text)).toBe(left));
});

describe('approved descriptions', () => {
  it.each([['US Abdomen', 'Abdomen'], ['  liver ', 'Liver'], ['腹部彩超', 'Abdomen'], ['肝胆胰脾', 'Liver, gallbladder, pancreas and spleen'], ['ＡＢＤＯＭＥＮ', 'Abdomen'], ['肝脏超声造影', 'Contrast-enhanced ultrasound of the liver']])('%s is written as %s', (text, written) => {
    expect(approvedDescription(text)).toBe(written);
    expect(approvedDescription(written)).toBe(written);
  });
  it.each(['Liver of Meier', 'Abdomen 13912345678', '', '欧阳兰欣 腹部', 'liver\nMeier'])('%s is not on the list', (text) => expect(approvedDescription(text)).toBeNull());
});
