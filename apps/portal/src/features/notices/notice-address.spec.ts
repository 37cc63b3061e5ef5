import { noticeAddress, unreadText } from './notice-address.ts';

describe('a notice', () => {
  it.each([
    [{ runId: 'r', crossValidationId: null }, '/runs/r'],
    [{ runId: null, crossValidationId: 'c' }, '/cross-validations/c'],
    [{ runId: 'r', crossValidationId: 'c' }, '/cross-validations/c'],
    [{ runId: null, crossValidationId: null }, '/runs'],
  ])('%j leads to %s', (notice, address) => expect(noticeAddress(notice)).toBe(address));
  it.each([[0, '0'], [7, '7'], [99, '99'], [100, '99+']])('%d unread is shown as %s', (unread, text) => expect(unreadText(unread)).toBe(text));
});
