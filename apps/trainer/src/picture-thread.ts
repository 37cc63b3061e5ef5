import { readFile } from 'node:fs/promises';
import { loadPictureDecoder } from '@echocohort/codecs';
import { servePictures } from '@echocohort/training';

servePictures(() => loadPictureDecoder(({ path }) => readFile(path)));
