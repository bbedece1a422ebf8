// Answers how moby/patternmatcher reads ignore files: cases as JSON on standard input, an answer for each on standard output.
package main

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

type ignoreFile struct {
	Text  string   `json:"text"`
	Paths []string `json:"paths"`
}

type answer struct {
	// The paths that do not reach the builder.
	Ignored []string `json:"ignored"`
	// Why the file is refused.
	Error string `json:"error,omitempty"`
}

func match(of ignoreFile) answer {
	result := answer{Ignored: []string{}}
	patterns, err := ignorefile.ReadAll(strings.NewReader(of.Text))
	if err != nil {
		return answer{Ignored: []string{}, Error: err.Error()}
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return answer{Ignored: []string{}, Error: err.Error()}
	}
	// patternmatcher refuses some patterns only once one of them can change an answer: here each is asked alone.
	for _, pattern := range patterns {
		rules := []string{pattern}
		if strings.HasPrefix(pattern, "!") {
			rules = []string{"x", pattern}
		}
		if _, err := patternmatcher.MatchesOrParentMatches("x", rules); err != nil {
			return answer{Ignored: []string{}, Error: err.Error()}
		}
	}
	for _, path := range of.Paths {
		ignored, err := matcher.MatchesOrParentMatches(path)
		if err != nil {
			return answer{Ignored: []string{}, Error: err.Error()}
		}
		if ignored {
			result.Ignored = append(result.Ignored, path)
		}
	}
	return result
}

func main() {
	var cases []ignoreFile
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	answers := make([]answer, len(cases))
	for i, of := range cases {
		answers[i] = match(of)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
