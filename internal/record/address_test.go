package record

import "testing"

func TestWithoutUser(t *testing.T) {
	tests := []struct {
		in, clean, host string
		found           bool
	}{
		{"https://example.it/a@b?c=@", "https://example.it/a@b?c=@", "example.it", false},
		{"https://example.it?a@b", "https://example.it?a@b", "example.it", false},
		{"https://example.it#a@b", "https://example.it#a@b", "example.it", false},
		{"https://a@example.it/", "https://example.it/", "example.it", true},
		{"https://a:b@c@example.it:80/d@e", "https://example.it:80/d@e", "example.it:80", true},
		{"https://@example.it", "https://example.it", "example.it", true},
		{`https://example.it\@example.org/`, `https://example.it\@example.org/`, "example.it", false},
	}
	for _, tt := range tests {
		clean, host, found := WithoutUser(tt.in)
		if clean != tt.clean || host != tt.host || found != tt.found {
			t.Errorf("WithoutUser(%q) = %q, %q, %v", tt.in, clean, host, found)
		}
	}
}
