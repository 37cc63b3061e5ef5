import { servePictures } from '@echocohort/training';
import { pictureDecoder } from './cleaning/picture-decoder.ts';

servePictures(pictureDecoder);
