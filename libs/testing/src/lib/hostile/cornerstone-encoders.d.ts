// The packages ship no types; only what the encoders of `compressed-frame.ts` need is declared.
declare module '@cornerstonejs/codec-charls/wasmjs' {
  const load: () => Promise<import('./compressed-frame.ts').EncoderModule>;
  export default load;
}
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  const load: () => Promise<import('./compressed-frame.ts').EncoderModule>;
  export default load;
}
declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const load: () => Promise<import('./compressed-frame.ts').EncoderModule>;
  export default load;
}
