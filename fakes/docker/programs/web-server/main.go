// A web server for containers under load, which behaves as its environment says. It answers with VERSION; `?ms=2000` makes it wait before.
// The names are those of container-entrypoint.sh, which does the same with less:
//
//	MODE      web; broken: /healthz is 500; redirecting: /healthz is 302; mute: listens nowhere; dies: ends at once with code 3
//	PORT      8000 by default
//	BOOT      seconds before it listens
//	HOST      /healthz is 400 unless the request has this Host
//	HEADER    /healthz is 403 unless the request has this header, `name: value`
//	DRAIN     seconds for which it goes on after SIGTERM, unhealthy; without it every request in progress is cut
//
// A path that ends in /request answers with the request as the server got it, in JSON; one that ends in /env/NAME with a variable.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

var (
	mode     = variable("MODE", "web")
	version  = os.Getenv("VERSION")
	stopping atomic.Bool
)

func main() {
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM, syscall.SIGINT)
	if mode == "dies" {
		fmt.Fprintln(os.Stderr, "cannot find the database")
		os.Exit(3)
	}
	fmt.Printf("%s runs as %s\n", version, mode)
	go serve()
	<-terminated
	stopping.Store(true)
	time.Sleep(seconds("DRAIN"))
}

func serve() {
	time.Sleep(seconds("BOOT"))
	if mode == "mute" {
		return
	}
	http.HandleFunc("/healthz", health)
	http.HandleFunc("/", answer)
	err := http.ListenAndServe(":"+variable("PORT", "8000"), nil)
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func health(response http.ResponseWriter, request *http.Request) {
	status, text := healthStatus(request)
	if status == http.StatusFound {
		response.Header().Set("Location", "https://"+request.Host+"/healthz")
	}
	response.WriteHeader(status)
	fmt.Fprintln(response, text)
}

func healthStatus(request *http.Request) (int, string) {
	name, value, _ := strings.Cut(os.Getenv("HEADER"), ": ")
	switch {
	case stopping.Load():
		return http.StatusNotFound, "stopping"
	case mode == "broken":
		return http.StatusInternalServerError, "broken"
	case mode == "redirecting":
		return http.StatusFound, "redirecting"
	case request.Host != variable("HOST", request.Host):
		return http.StatusBadRequest, "unknown host " + request.Host
	case request.Header.Get(name) != value:
		return http.StatusForbidden, "no " + name
	}
	return http.StatusOK, "ok"
}

func answer(response http.ResponseWriter, request *http.Request) {
	milliseconds, _ := strconv.Atoi(request.URL.Query().Get("ms"))
	time.Sleep(time.Duration(milliseconds) * time.Millisecond)
	folder, name := path.Split(request.URL.Path)
	switch {
	case name == "request":
		json.NewEncoder(response).Encode(map[string]any{
			"path": request.URL.Path, "host": request.Host, "headers": request.Header,
		})
	case strings.HasSuffix(folder, "/env/"):
		fmt.Fprintln(response, os.Getenv(name))
	default:
		fmt.Fprintln(response, version)
	}
}

func variable(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func seconds(name string) time.Duration {
	value, _ := strconv.ParseFloat(os.Getenv(name), 64)
	return time.Duration(value * float64(time.Second))
}
