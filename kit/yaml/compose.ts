// Composes YAML documents, but not those that are nested too deeply.

import {
  Composer,
  type Document,
  type DocumentOptions,
  Lexer,
  type LineCounter,
  type ParseOptions,
  Parser,
  type SchemaOptions,
} from 'yaml'

/** The package composes recursively: near the end of the stack the whole process can die instead of an error being thrown. */
const MAX_DEPTH = 100

type Options = Omit<ParseOptions, 'lineCounter' | 'prettyErrors'> & DocumentOptions & SchemaOptions

/** Returns the documents of a string, with their errors. Throws a RangeError if it is nested too deeply. */
export function composeDocuments(
  text: string,
  options: Options = {},
  lines?: LineCounter,
): Document.Parsed[] {
  const parser = new Parser(lines?.addNewLine)
  // The parser does this itself only when it also runs the lexer.
  lines?.addNewLine(0)
  return [...new Composer(options).compose(tokens(text, parser))]
}

function* tokens(text: string, parser: Parser): ReturnType<Parser['parse']> {
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    // The stack also holds the document and the scalar.
    if (parser.stack.length > MAX_DEPTH + 2) throw new RangeError('YAML is nested too deeply')
  }
  yield* parser.end()
}
