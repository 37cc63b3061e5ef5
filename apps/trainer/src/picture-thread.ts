import { servePictures } from '@echocohort/training';

servePictures();
