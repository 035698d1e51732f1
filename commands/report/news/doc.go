// Package news says what moved between two points of a race as a desk would print it: each
// item a sentence, ranked, and of the first ones the line that a digest begins with. It
// tells nobody's sex and no entry's number.
package news
