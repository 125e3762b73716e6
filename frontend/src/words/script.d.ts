/** A module of the page as a file of its own: its address. */
declare module '*?script' {
  const address: string;
  export default address;
}
