package postgres

// What people type or paste is bytea: text takes neither NUL nor broken UTF-8.

// asBytes gives values as they are sent, the texts at some places as bytes.
func asBytes(values []any, typed map[int]bool) []any {
	for i, v := range values {
		if text, is := v.(string); is && typed[i] {
			values[i] = []byte(text)
		}
	}
	return values
}

// intoBytes gives where the values of a row go, those at some places as bytes.
func intoBytes(places []any, typed map[int]bool) []any {
	for i, p := range places {
		if text, is := p.(*string); is && typed[i] {
			places[i] = bytesInto{text}
		}
	}
	return places
}

// bytesInto puts bytes into a string.
type bytesInto struct{ text *string }

// ScanBytes takes the bytes of a value.
func (b bytesInto) ScanBytes(v []byte) error {
	*b.text = string(v)
	return nil
}
