/** How far a presentation enlarges the page: pictures of pixels have so many more of them. */
export const enlargement = $state({ by: 1 });
