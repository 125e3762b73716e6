/** Says why what was typed cannot be; asked again where the language changes. */
export type Complain = (say: () => string) => void;
