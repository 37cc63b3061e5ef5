import { changed, newFile, type IntakeFile } from './intake-files.ts';

const dropped = (id: number, slot: string | null = null): IntakeFile => newFile(id, new File(['x'], `${id}.dcm`), slot);

describe('files on their way to a slot', () => {
  it('follow proposals until a person chooses', () => {
    const proposed = changed([dropped(1), dropped(2, 'L2')], { kind: 'proposed', slots: new Map([[1, 'L1'], [2, 'B1']]) });
    expect(proposed.map((file) => file.slot)).toEqual(['L1', 'L2']);
  });

  it('lose a proposal that is made no more', () => expect(changed([{ ...dropped(1), slot: 'L1' }], { kind: 'proposed', slots: new Map() })[0]?.slot).toBeNull());

  it('keep the slot that they were sent for', () => {
    const sending = changed([dropped(1)], { kind: 'sending', id: 1, slot: 'L1' });
    expect(changed(sending, { kind: 'proposed', slots: new Map([[1, 'B1']]) })[0]).toMatchObject({ slot: 'L1', status: 'sending' });
  });

  it('may be sent again after a refusal, with the refusal gone', () => {
    const refused = changed([dropped(1)], { kind: 'refused', id: 1, refusal: { code: 'no-connection', detail: 'x' } });
    expect(refused[0]?.status).toBe('refused');
    expect(changed(refused, { kind: 'sending', id: 1, slot: 'L1' })[0]).toMatchObject({ status: 'sending', refusal: null });
  });

  it('touch only the file that is named', () => expect(changed([dropped(1), dropped(2)], { kind: 'reason', id: 2, reason: 'blurred' }).map((file) => file.reason)).toEqual(['', 'blurred']));
  it('are put away one by one or all', () => {
    expect(changed([dropped(1), dropped(2)], { kind: 'removed', id: 1 }).map((file) => file.id)).toEqual([2]);
    expect(changed([dropped(1)], { kind: 'emptied' })).toEqual([]);
  });
});
