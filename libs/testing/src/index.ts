export * from './lib/ultrasound/ultrasound-picture.ts';
export { BACKGROUND_VIEWS } from './lib/ultrasound/background-view.ts';
export type { BackgroundView } from './lib/ultrasound/background-view.ts';
export * from './lib/ultrasound/vendor-layout.ts';
export type { LesionLook } from './lib/ultrasound/lesion-echo.ts';
export type { LiverBackground } from './lib/ultrasound/anatomy.ts';
export type { ScreenText } from './lib/ultrasound/furniture.ts';
export * from './lib/test-database.ts';
