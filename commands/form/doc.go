// Package form has the forms in which a report is written field by field: which inputs a
// draft has, what they come to, and the review that is looked at before it is recorded.
// What it reads is held to the same rules as what is typed.
package form
