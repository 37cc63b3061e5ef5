// Takes the place of Node's own modules in the browser: the decoders name them in branches that run in Node only.
export {};
