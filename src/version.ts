/** The version of this build; the package's own (a test compares them). */
export const version = "0.1.0";
