export type { FormDefinition, ItemDefinition, MissingReason } from './lib/item-definition.schema.ts';
export { studyDefinitionSchema } from './lib/study-definition.schema.ts';
export type { AnalysisVariable, CentreDefinition, DeviceDefinition, PanelReason, StudyDefinition } from './lib/study-definition.schema.ts';
export type { DefinitionPath, DefinitionProblem } from './lib/definition-problem.ts';
export * from './lib/parse-study-definition.ts';
export * from './lib/item-input.ts';
export * from './lib/validate-item.ts';
export * from './lib/validate-form.ts';
