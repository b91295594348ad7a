package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"reftel/site/vocab"
)

// A WorldMap shows the posts where they are. Its units are degrees: x is the
// longitude, y the latitude with south below.
type WorldMap struct {
	Posts   []MapPost
	Missing int // posts without a known place
}

// A MapPost is a circle on the map, whose area grows with the number of cables.
type MapPost struct {
	ListLink
	X, Y, R string // in degrees
}

// Radii of the circles, in degrees: of the post with most cables, and the
// least that can be seen and hit.
const (
	largestCircle  = 7.0
	smallestCircle = 1.1
)

// worldMap puts posts on the map, nil where no place of any is known. Small
// circles come last, so that large ones do not hide them.
func worldMap(lists []facetView) *WorldMap {
	m := &WorldMap{}
	largest := 0
	for i := range lists {
		largest = max(largest, lists[i].count)
	}
	for i := range lists {
		v := &lists[i]
		post, ok := vocab.LookupPost(v.name)
		if !ok || post.Latitude == 0 && post.Longitude == 0 {
			m.Missing++
			continue
		}
		radius := max(smallestCircle, largestCircle*math.Sqrt(float64(v.count)/float64(largest)))
		m.Posts = append(m.Posts, MapPost{v.link(), degrees(post.Longitude), degrees(-post.Latitude), degrees(radius)})
	}
	if len(m.Posts) == 0 {
		return nil
	}
	slices.SortStableFunc(m.Posts, func(a, b MapPost) int { return cmp.Compare(b.Count, a.Count) })
	return m
}

func degrees(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
