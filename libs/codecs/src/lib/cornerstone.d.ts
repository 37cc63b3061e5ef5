// The packages ship no types. Each module is a factory of an Emscripten module; only what is called here is declared.
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const factory: import('./wasm-module.ts').WasmFactory;
  export default factory;
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const factory: import('./wasm-module.ts').WasmFactory;
  export default factory;
}
declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const factory: import('./wasm-module.ts').WasmFactory;
  export default factory;
}
