/**
 * Names and values of headers. On the way out numbers and booleans become text, and what is undefined or null is
 * left out.
 */
export class StompHeaders {
  [key: string]: string;
}
