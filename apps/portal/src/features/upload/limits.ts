/** Files above this are held before they are read: a browser cleans a file in its memory, twice over. The command line streams and takes more. */
export const LARGEST_BYTES = 400_000_000;
