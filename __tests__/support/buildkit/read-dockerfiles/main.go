// Answers how BuildKit reads Dockerfiles: cases as JSON on standard input, an answer for each on standard output.
// Base images are not resolved: a resolver writes down what it is asked for.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

type dockerfile struct {
	Text      string            `json:"text"`
	BuildArgs map[string]string `json:"buildArgs"`
	Platforms []string          `json:"platforms"`
}

type answer struct {
	// The images that were asked for, as BuildKit normalises them.
	References []string `json:"references"`
	// Empty, or what refused it: parser, instructions, convert (names and stages), dispatch (single instructions).
	Phase   string `json:"phase,omitempty"`
	Message string `json:"message,omitempty"`
	// The first line of the error, 0 without one.
	Line int `json:"line,omitempty"`
}

type recorder struct {
	lock       sync.Mutex
	references map[string]bool
}

func (r *recorder) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.references[ref] = true
	return ref, "", []byte(`{"os": "linux", "architecture": "amd64", "rootfs": {"type": "layers", "diff_ids": ["sha256:1"]}}`), nil
}

func lineOf(err error) int {
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		return located.Locations[0][0].Start.Line
	}
	return 0
}

func refusal(phase string, err error) answer {
	return answer{References: []string{}, Phase: phase, Message: err.Error(), Line: lineOf(err)}
}

func read(of dockerfile) (result answer) {
	defer func() {
		if problem := recover(); problem != nil {
			result = answer{References: []string{}, Phase: "panic", Message: fmt.Sprint(problem)}
		}
	}()
	parsed, err := parser.Parse(strings.NewReader(of.Text))
	if err != nil {
		return refusal("parser", err)
	}
	stages, _, err := instructions.Parse(parsed.AST, nil)
	if err != nil {
		return refusal("instructions", err)
	}
	names := of.Platforms
	if len(names) == 0 {
		names = []string{"linux/amd64"}
	}
	asked := &recorder{references: map[string]bool{}}
	for _, name := range names {
		// A single instruction that is refused says nothing about the names for the next platform.
		if problem := convert(of, name, asked); err == nil {
			err = problem
		}
	}
	if err != nil {
		result = refusal("convert", err)
		if isOfCommand(result, stages) {
			result.Phase = "dispatch"
		}
	}
	result.References = slices.Sorted(maps.Keys(asked.references))
	if result.References == nil {
		result.References = []string{}
	}
	return result
}

var isOfNames = regexp.MustCompile("^(failed to parse stage name|circular dependency)")

// Tells an error of a single instruction from one in the names of images and stages. Those have the line of a FROM, of an ARG before it,
// or none.
func isOfCommand(result answer, stages []instructions.Stage) bool {
	if result.Line == 0 || len(stages) == 0 || isOfNames.MatchString(result.Message) {
		return false
	}
	isOfStage := func(stage instructions.Stage) bool { return stage.Location[0].Start.Line == result.Line }
	return result.Line > stages[0].Location[0].Start.Line && !slices.ContainsFunc(stages, isOfStage)
}

func convert(of dockerfile, name string, asked *recorder) error {
	platform, err := platforms.Parse(name)
	if err != nil {
		return err
	}
	platform = platforms.Normalize(platform)
	capabilities := pb.Caps.CapSet(pb.Caps.All())
	_, err = dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(of.Text), dockerfile2llb.ConvertOpt{
		Config: dockerui.Config{
			BuildArgs:      maps.Clone(of.BuildArgs),
			BuildPlatforms: []ocispecs.Platform{{OS: "linux", Architecture: "amd64"}},
		},
		TargetPlatform: &platform,
		MetaResolver:   asked,
		LLBCaps:        &capabilities,
		AllStages:      true,
	})
	return err
}

func main() {
	var cases []dockerfile
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	answers := make([]answer, len(cases))
	for i, of := range cases {
		answers[i] = read(of)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
