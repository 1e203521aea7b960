/** Up to so many rows a delivery is a day's changes and no city: what is done once a run then weighs more than its rows. */
export const dayRows = 200_000;
