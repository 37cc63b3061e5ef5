import type { FormDefinitionView, ItemView, StudyView } from '@echocohort/contracts';
import { slotsInOrder } from '@echocohort/protocol';
import type { FormDefinition, ItemDefinition, StudyDefinition } from '@echocohort/study';
import type { CurrentStudy } from '../../platform/active-study.ts';

/** The active study as everybody may read it. */
export function studyViewOf(study: CurrentStudy): StudyView {
  const { definition } = study;
  return {
    code: study.code,
    name: definition.study.title,
    version: definition.study.version,
    digest: study.digest,
    protocolVersion: definition.protocol.version,
    protocolNote: definition.protocol.note ?? null,
    centres: definition.centres.map(({ code, name, role }) => ({ code, name, role })),
    devices: definition.devices.map(({ code, centre, manufacturer, model, transducer }) => ({ code, centre, manufacturer, model, transducer: transducer === '' ? null : transducer })),
    approval: definition.deidentification.approval,
    slots: slotsInOrder(definition.protocol).map((slot) => {
      const { code, order, name, view, role, imageType, min, max, counted } = slot;
      return { code, order, name, view, role, imageType, min, max, counted, requirements: { ...slot } };
    }),
    forms: definition.forms.map((form) => formView(form, definition)),
    lesionTypes: definition.lesionTypes.map(({ code, name, malignant }) => ({ code, name, malignant })),
    pathologyMethods: definition.pathologyMethods.map(({ code, name }) => ({ code, name })),
    panelReasons: definition.panelReasons.map(({ code, text }) => ({ code, text })),
    cohortDefaults: { trainingParts: definition.cohort.trainingParts, internalParts: definition.cohort.internalParts },
  };
}

const formView = (form: FormDefinition, definition: StudyDefinition): FormDefinitionView => ({
  code: form.code,
  name: form.name,
  scope: form.scope,
  items: form.items.map((item) => itemView(item, definition)),
});

function itemView(item: ItemDefinition, definition: StudyDefinition): ItemView {
  return {
    code: item.code,
    label: item.label,
    type: item.type,
    unit: item.unit ?? null,
    choices: item.choices ?? [],
    range: item.range ?? null,
    required: item.required,
    missingReasons: definition.missingReasons.filter(({ code }) => item.missingReasons.includes(code)),
  };
}
