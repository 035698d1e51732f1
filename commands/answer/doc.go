// Package answer has what the desk answers as values: a [Reply] of sections and lines, a
// [Form] with its inputs, and their plain text. Slack and the terminal show the same value,
// each in its own way. The package knows nothing of what is answered.
package answer
