package main

import "os/exec"

// openBrowser opens an address of ours in the browser that the person uses. No shell
// reads it, and nobody waits for the browser to end.
func openBrowser(system, address string) error {
	words := browserCommand(system, address)
	cmd := exec.Command(words[0], words[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

// browserCommand gives the command of a system that opens an address.
func browserCommand(system, address string) []string {
	switch system {
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}
	case "darwin":
		return []string{"open", address}
	}
	return []string{"xdg-open", address}
}
