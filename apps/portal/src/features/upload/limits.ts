/** Files above this are refused before they are read: the API takes no larger ones. */
export const LARGEST_BYTES = 512 * 1024 * 1024;
