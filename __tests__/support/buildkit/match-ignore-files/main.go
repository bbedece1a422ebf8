// Answers how moby/patternmatcher reads ignore files: cases as JSON on standard input, an answer for each on standard output.
package main

import (
	_ "github.com/moby/patternmatcher"
	_ "github.com/moby/patternmatcher/ignorefile"
)

func main() {}
