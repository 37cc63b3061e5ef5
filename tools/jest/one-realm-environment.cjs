// Jest runs each spec in a context of its own, whose typed arrays are not those that native add-ons make. Specs that run
// onnxruntime-node name this environment in their first comment, so that both sides speak of the same Float32Array.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class OneRealmEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { Float32Array, BigInt64Array, Int32Array, Uint8Array, ArrayBuffer });
  }
};
