import { refusedChoice, usualChoice, type ChosenNetwork } from '../../index.ts';

const network = (text: string): ChosenNetwork => {
  const [model = '', fold] = text.split('/');
  return { model, fold: fold === undefined ? null : Number(fold) };
};

describe('a choice of models', () => {
  it.each([
    ['L LB', null], ['L LBC', null], ['LBC', null], ['', null], ['L L/0 L/1 LB LB/0', null], ['LBC LB/0', null],
    ['L L', 'bundle-twice'], ['LB LBC', 'bundle-twice'], ['LBC LBC', 'bundle-twice'], ['L LB/0', 'bundle-fold-alone'], ['L/0', 'bundle-fold-alone'], ['LB LB/1 LBC/1', 'bundle-fold-twice'],
  ])('%s: %s', (chosen, code) => expect(refusedChoice(chosen.split(' ').filter((word) => word !== '').map(network))?.code ?? null).toBe(code));

  it('says why in both languages', () => expect(refusedChoice([network('LB'), network('LBC')])?.facts?.['sentence']).toEqual({ en: expect.stringContaining('Model-LB') as string, zh: expect.stringContaining('Model-LB') as string }));

  it.each([
    ['L LB', ['LB', 'L']], ['LBC LB L', ['L', 'LBC']], ['LB LBC L', ['L', 'LB']], ['L L L/1 L/0 LB/0', ['L/0', 'L/1', 'L']],
  ])('of %s, newest first, takes %j', (offered, taken) => {
    const chosen = usualChoice(offered.split(' ').map(network));
    expect(chosen.map(({ model, fold }) => (fold === null ? model : `${model}/${fold}`)).sort()).toEqual([...taken].sort());
    expect(refusedChoice(chosen)).toBeNull();
  });
});
