package theme

import (
	"bytes"
	"html/template"
	"strings"
	"text/template/parse"
)

// fold puts texts and addresses of assets that never change into the templates, once for
// all pages: a call from a template costs as much as a line of text. A text with a sign
// that HTML escapes is left to the engine, which knows where it stands, and so is every
// template with a script or style in it.
func (t *Theme) fold() {
	for _, one := range t.templates.Templates() {
		if one.Tree == nil || one.Tree.Root == nil {
			continue
		}
		if source := one.Tree.Root.String(); strings.Contains(source, "<script") && strings.Contains(source, "</script>") && !onlyFiles(source) || strings.Contains(source, "<style") {
			continue
		}
		t.foldList(one.Tree.Root)
	}
}

// onlyFiles reports whether the scripts of a template are all files of their own.
func onlyFiles(source string) bool {
	for _, part := range strings.Split(source, "<script")[1:] {
		if tag, _, _ := strings.Cut(part, "</script>"); !strings.HasSuffix(strings.TrimSpace(tag), ">") {
			return false
		}
	}
	return true
}

func (t *Theme) foldList(list *parse.ListNode) {
	if list == nil {
		return
	}
	var out []parse.Node
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			if text, constant := t.constant(n); constant {
				node = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(text)}
			}
		case *parse.IfNode:
			t.foldBranch(&n.BranchNode)
		case *parse.WithNode:
			t.foldBranch(&n.BranchNode)
		case *parse.RangeNode:
			t.foldBranch(&n.BranchNode)
		}
		if text, is := node.(*parse.TextNode); is && len(out) > 0 {
			if last, is := out[len(out)-1].(*parse.TextNode); is {
				last.Text = bytes.Join([][]byte{last.Text, text.Text}, nil)
				continue
			}
		}
		out = append(out, node)
	}
	list.Nodes = out
}

func (t *Theme) foldBranch(b *parse.BranchNode) {
	t.foldList(b.List)
	t.foldList(b.ElseList)
}

// constant gives what {{t "key"}} or {{asset "name"}} stands for. What is not there is
// left for the engine to report, with its place.
func (t *Theme) constant(n *parse.ActionNode) (string, bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	name, isName := n.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	arg, isText := n.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !isName || !isText {
		return "", false
	}
	var text string
	var err error
	switch name.Ident {
	case "t":
		text, err = t.texts.Get(arg.Text)
	case "asset":
		text, err = t.assetPath(arg.Text)
	default:
		return "", false
	}
	return text, err == nil && template.HTMLEscapeString(text) == text
}
