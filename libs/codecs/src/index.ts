export { loadPictureDecoder, type CodecBinary, type CodecName, type ReadBinary } from './lib/load-picture-decoder.ts';
