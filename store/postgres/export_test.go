package postgres

// Step gives the text of a step, for tests of databases of earlier versions.
func Step(number string) (string, error) {
	text, err := steps.ReadFile("schema/" + number + ".sql")
	return string(text), err
}
