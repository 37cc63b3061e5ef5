/** Version of the code that trains, as it goes into the run record; a spec compares it with the root package. */
export const CODE_VERSION = '0.1.0';
