package diag

// Nearest returns the candidate that is closest to word by edit distance,
// when it is close enough to be a slip (a third of the letters, at least one).
// Case is not counted. Of equally close candidates the first wins.
func Nearest(word string, candidates []string) (string, bool) {
	best, bestAt := max(1, len(word)/3)+1, -1
	for i, c := range candidates {
		if d := distance(fold(word), fold(c), best); d < best {
			best, bestAt = d, i
		}
	}
	if bestAt < 0 {
		return "", false
	}
	return candidates[bestAt], true
}

func fold(s string) []byte {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

// distance is the Damerau-Levenshtein distance (adjacent swaps count one),
// or limit where the lengths alone differ by as much.
func distance(a, b []byte, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	prev2 := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}
