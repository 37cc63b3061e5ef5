import { AUDIT_EVENTS, AUDIT_EVENT_TYPES, auditSentence, isAuditEventType, payloadFaults } from '../index.ts';

const digest = 'ab'.repeat(32);
const id = '0b9b1a3c-6d0e-4c57-9d6a-0d6b3f0f6f11';

describe('the vocabulary', () => {
  it('names object and past act, and says itself in both languages', () => {
    for (const type of AUDIT_EVENT_TYPES) {
      expect(type).toMatch(/^[a-z-]+\.[a-z-]+$/);
      if (!isAuditEventType(type)) throw new Error(type);
      const { zh, en } = auditSentence(type);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z]/);
    }
  });

  it('holds the events that the study promises', () => {
    expect(AUDIT_EVENT_TYPES).toEqual([
      'agreement.accepted', 'agreement.published', 'analysis.downloaded', 'analysis.made',
      'case.state-changed', 'cohort.defined', 'cohort.locked', 'cohort.split', 'cohort.split-committed', 'cross-validation.finished', 'cross-validation.started', 'device.resolved',
      'eligibility.changed', 'export.downloaded', 'export.made', 'external-outcomes.opened', 'external-outcomes.share-given', 'form.saved', 'grant.changed',
      'image.approved', 'image.refused', 'image.stored', 'image.superseded', 'image.text-found', 'image.text-harmless', 'key-holder.enrolled', 'lesion.opened', 'model.lesions-read', 'model.registered', 'opinion.given', 'outline.drawn', 'panel.accepted',
      'pathology.confirmed', 'pathology.entered', 'person.access-changed', 'person.created', 'person.password-changed', 'person.sign-in-refused', 'person.signed-in',
      'person.signed-out', 'query.answered', 'query.closed', 'query.raised', 'run.failed', 'run.finished', 'run.paused', 'run.resumed', 'run.started',
      'snapshot.release-withdrawn', 'snapshot.released', 'snapshot.signed', 'snapshot.succeeded', 'snapshot.taken', 'study.version-activated', 'subject.models-read', 'subject.registered', 'subject.withdrawn', 'template.drawn', 'template.rejected', 'template.signed', 'template.withdrawn', 'token.issued', 'token.revoked',
    ]);
    expect(Object.keys(AUDIT_EVENTS)).toHaveLength(AUDIT_EVENT_TYPES.length);
  });

  it.each([
    ['image.stored', { slot: 'B1', image: digest, receipt: 7, findings: [] }, []],
    ['image.stored', { slot: 'B1', image: 'x', receipt: 7, findings: [] }, ['image: invalid_format']],
    ['pathology.entered', { report: id }, []],
    ['pathology.entered', { report: id, malignant: true }, ['payload: unrecognized_keys']],
    ['query.raised', { query: id, slot: null, item: 'afp', reason: 'blurred' }, []],
    ['case.state-changed', { from: 'complete', to: 'accepted', cause: 'panel.accepted' }, []],
    ['case.state-changed', { from: 'complete', to: 'Wang Xiaoming, born 1961', cause: 'x' }, ['to: invalid_format']],
  ] as const)('%s with %j: faults %j', (type, payload, faults) => expect(payloadFaults(type, payload)).toEqual(faults));

  it('does not take an inherited name for an event', () => expect(isAuditEventType('toString')).toBe(false));
});
