import { countMidiBActions, midiBActions } from './midi-b-actions.ts';
import type { Action } from './deidentification.types.ts';

describe('actions in the terms of MIDI-B', () => {
  it.each<[string, Action['action'], readonly string[]]>([
    ['0010,0020', 'replaced', ['tag_retained', 'text_removed', 'text_notnull', 'patid_consistent']], ['0008,0018', 'uid-mapped', ['tag_retained', 'uid_changed', 'uid_consistent']],
    ['0008,0020', 'date-shifted', ['tag_retained', 'date_shifted']], ['0008,0080', 'removed', ['text_removed']], ['0010,0030', 'emptied', ['tag_retained', 'text_removed']],
    ['0008,1090', 'kept', ['tag_retained', 'text_retained']], ['7fe0,0010', 'blanked', ['pixels_hidden', 'pixels_retained']], ['0012,0062', 'added', ['text_notnull']],
  ])('%s %s', (path, action, names) => expect(midiBActions({ path, action })).toEqual(names));

  it('are counted by name', () => expect(countMidiBActions({ actions: [{ path: '0008,0080', action: 'removed' }, { path: '0008,0081', action: 'removed' }, { path: '0008,0018', action: 'uid-mapped' }] })).toMatchObject({ text_removed: 2, uid_changed: 1, pixels_hidden: 0 }));
});
