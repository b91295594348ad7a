package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"reftel/site"
)

// DefaultAddr is where the preview is, unless the user says otherwise.
const DefaultAddr = "127.0.0.1:1966"

// ports is how many ports are tried from the default one on.
const ports = 20

// farewell is how long requests under way may take when the server ends.
const farewell = 2 * time.Second

// Options say how a project is previewed.
type Options struct {
	// Addr is host and port to listen on. "" stands for DefaultAddr or, where
	// that is in use, one of the next ports. Without a host it is this machine
	// alone that is served.
	Addr string
	// Open starts the user's browser.
	Open bool
	// Say tells the user one thing.
	Say func(string)
	// Loaded is called after each load of the project: with the site, or with
	// the reason why there is none and the one before is still shown.
	Loaded func(*site.Site, error)
}

// Serve shows a project in the browser and keeps it up to date until ctx ends.
// It fails when nothing can be listened on or the first load fails.
func Serve(ctx context.Context, p *site.Project, o Options) error {
	listener, name, err := listenAt(o.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watcher := WatchProject(inner, p, o.Say)
	first, err := p.Load(inner)
	if err != nil {
		return err
	}
	o.Loaded(first, nil)
	s := newServer(first)
	end := serveHTTP(inner, listener, guard{name, s}, cancel)
	defer end()
	announce(listener.Addr(), name, o)
	Follow(inner, p, watcher, first, func(newest *site.Site, failure error) {
		s.show(newest, failure)
		o.Loaded(newest, failure)
	})
	if ctx.Err() != nil {
		return nil
	}
	return context.Cause(inner)
}

// listenAt opens the address; it also returns the host by name, if it has one
// that must be taken on trust.
func listenAt(addr string) (listener net.Listener, name string, err error) {
	if addr == "" {
		listener, err = listenNear(DefaultAddr)
		return listener, "", err
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, "", fmt.Errorf("listen: %w", err)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	if _, err := netip.ParseAddr(host); err != nil && host != "localhost" {
		name = host
	}
	listener, err = net.Listen("tcp", net.JoinHostPort(host, port))
	if inUse(err) {
		err = fmt.Errorf("%s is in use; is there another preview? --addr chooses another port", addr)
	}
	return listener, name, err
}

// listenNear opens the address or one of the next ports.
func listenNear(addr string) (net.Listener, error) {
	from, err := netip.ParseAddrPort(addr)
	if err != nil {
		return nil, err
	}
	for i := range uint16(ports) {
		at := netip.AddrPortFrom(from.Addr(), from.Port()+i)
		listener, err := net.Listen("tcp", at.String())
		if !inUse(err) {
			return listener, err
		}
	}
	return nil, fmt.Errorf("%s and the %d ports after it are in use; --addr chooses another", addr, ports-1)
}

// inUse reports whether an address could not be opened because it is already.
func inUse(err error) bool {
	const windows = syscall.Errno(10048) // WSAEADDRINUSE
	return errors.Is(err, syscall.EADDRINUSE) || runtime.GOOS == "windows" && errors.Is(err, windows)
}

// serveHTTP answers requests until ctx ends or the function that it returns is
// called. What goes wrong meanwhile ends ctx through fail.
func serveHTTP(ctx context.Context, l net.Listener, h http.Handler, fail context.CancelCauseFunc) (end func()) {
	var plain http.Protocols
	plain.SetHTTP1(true)
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
		Protocols:         &plain,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			fail(err)
		}
	}()
	return func() {
		fail(nil) // ends the streams, which would not end by themselves
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
		defer cancel()
		if server.Shutdown(late) != nil {
			server.Close()
		}
	}
}

// announce tells where the preview is, and opens it if that was asked for.
func announce(addr net.Addr, name string, o Options) {
	tcp := addr.(*net.TCPAddr)
	host := tcp.IP.String()
	if name != "" {
		host = name
	} else if tcp.IP.IsUnspecified() {
		host = "localhost"
	}
	address := "http://" + net.JoinHostPort(host, strconv.Itoa(tcp.Port)) + "/"
	o.Say("the preview is at " + address)
	if !tcp.IP.IsLoopback() {
		o.Say("everybody on the network can read it, drafts too")
	}
	if !o.Open {
		return
	}
	if err := openBrowser(address); err != nil {
		o.Say(fmt.Sprintf("no browser could be started: %v", err))
	}
}

// openBrowser hands an address to the system's browser and does not wait.
func openBrowser(address string) error {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "darwin":
		cmd = exec.Command("open", address)
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	default:
		cmd = exec.Command("xdg-open", address)
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait()
	return nil
}
