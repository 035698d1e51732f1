// Package beats answers who follows which members, what each of them should check today, and which
// positions nobody had word of for so long that whoever follows the member is asked.
package beats
