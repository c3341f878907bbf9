package media

import "strings"

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xhtmlSpace = "http://www.w3.org/1999/xhtml"
)

// elements are those of a drawing that are published (SVG 1.1, and what SVG 2 adds that stands
// still), and where they may lead to. Others of SVG show nothing, and are dropped.
var elements = map[string]target{
	"svg": within, "g": within, "defs": within, "symbol": within, "use": within, "switch": within, "view": within, "a": within,
	"title": within, "desc": within, "style": within,
	"path": within, "rect": within, "circle": within, "ellipse": within, "line": within, "polyline": within, "polygon": within,
	"text": within, "tspan": within, "textPath": within, "image": orPicture,
	"linearGradient": within, "radialGradient": within, "stop": within, "pattern": within, "marker": within, "clipPath": within, "mask": within,
	"filter": within, "feBlend": within, "feColorMatrix": within, "feComponentTransfer": within, "feComposite": within,
	"feConvolveMatrix": within, "feDiffuseLighting": within, "feDisplacementMap": within, "feDistantLight": within, "feDropShadow": within,
	"feFlood": within, "feFuncA": within, "feFuncB": within, "feFuncG": within, "feFuncR": within, "feGaussianBlur": within,
	"feImage": orPicture, "feMerge": within, "feMergeNode": within, "feMorphology": within, "feOffset": within, "fePointLight": within,
	"feSpecularLighting": within, "feSpotLight": within, "feTile": within, "feTurbulence": within,
	"animate": within, "animateTransform": within, "animateMotion": within, "set": within, "mpath": within,
}

// target is where an element may lead to.
type target int

const (
	within    target = iota + 1 // to a part of the drawing
	orPicture                   // or to a picture that is part of the file
)

// textOnly are the elements that hold words alone. A reader of HTML takes what is in the first
// two for HTML.
var textOnly = map[string]bool{"title": true, "desc": true, "style": true}

// activeElements run, or show another document. Names are compared without their case: in HTML
// it makes no difference.
var activeElements = set("script foreignobject handler listener iframe frame embed object applet audio video canvas source track html head body meta base link form input button template img")

// animations change an attribute while the drawing is shown.
var animations = set("animate animateTransform animateMotion set")

// attributeKind is how the value of an attribute is read.
type attributeKind int

const (
	plain     attributeKind = iota + 1 // as it is
	paint                              // as a value of CSS
	styles                             // as declarations of CSS
	reference                          // as the address of a part of the drawing
	changed                            // as the name of an attribute that an animation changes
	changes                            // as its values, with ; between
)

// attributes are those of a drawing that are published. Others are dropped.
var attributes = kinds(map[attributeKind]string{
	plain: `id class lang role tabindex version baseProfile viewBox preserveAspectRatio zoomAndPan x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height d
		points pathLength transform gradientTransform gradientUnits spreadMethod offset patternUnits patternContentUnits patternTransform
		markerWidth markerHeight markerUnits orient refX refY clipPathUnits maskUnits maskContentUnits filterUnits primitiveUnits filterRes
		in in2 result mode type values tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 order kernelMatrix divisor bias
		targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent scale
		xChannelSelector yChannelSelector azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle stdDeviation radius dx dy
		baseFrequency numOctaves seed stitchTiles rotate textLength lengthAdjust startOffset method spacing side
		requiredFeatures requiredExtensions systemLanguage media title decoding
		aria-label aria-labelledby aria-describedby aria-hidden aria-roledescription focusable
		attributeType begin dur end min max restart repeatCount repeatDur calcMode keyTimes keySplines keyPoints path
		additive accumulate origin`,
	paint: `alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters color-profile
		color-rendering cursor direction display dominant-baseline enable-background fill fill-opacity fill-rule filter flood-color
		flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
		glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color marker
		marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering
		stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
		stroke-width text-align text-anchor text-decoration text-overflow text-rendering transform-box transform-origin unicode-bidi
		vector-effect visibility white-space word-spacing writing-mode line-height`,
	styles:    "style",
	reference: "href",
	changed:   "attributeName",
	changes:   "from to by",
})

func kinds(named map[attributeKind]string) map[string]attributeKind {
	all := make(map[string]attributeKind)
	for kind, names := range named {
		for name := range strings.FieldsSeq(names) {
			all[name] = kind
		}
	}
	return all
}

func set(names string) map[string]bool {
	all := make(map[string]bool)
	for name := range strings.FieldsSeq(names) {
		all[name] = true
	}
	return all
}

// kindOf gives how an attribute of an element is read, and the name by which it is written, ""
// for one that is dropped.
func kindOf(element string, a *attribute) (attributeKind, string) {
	name := string(a.name)
	switch a.space {
	case "":
		if name == "values" && animations[element] {
			return changes, name
		}
		return attributes[name], name
	case xlinkSpace:
		if name == "href" {
			return reference, "xlink:href"
		}
	case xmlSpace:
		if name == "space" || name == "lang" {
			return plain, "xml:" + name
		}
	}
	return 0, ""
}
