declare module 'hjson/lib/hjson-parse.js' {
  /** Throws an Error whose message ends with the line and the column, and with a part of the text. */
  export default function parse(text: string): unknown
}
