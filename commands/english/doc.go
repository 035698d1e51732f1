// Package english has the forms that a sentence needs: a count with its noun, a list of names,
// an article, a text as it was typed; and reads the files of sentences by which rooms refuse.
package english
