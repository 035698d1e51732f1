package sheet

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// Decode gives the text of a file in UTF-8, without a mark before it. Files in UTF-16, as some
// spreadsheets write them, are known by that mark or by the zero in their first letter. What
// is in neither is given as it is.
func Decode(content []byte) ([]byte, error) {
	order, wide := byteOrder(content)
	switch {
	case bytes.HasPrefix(content, []byte("PK\x03\x04")), bytes.HasPrefix(content, []byte("\xd0\xcf\x11\xe0")):
		return nil, sentences.Ask("workbook")
	case !wide:
		return bytes.TrimPrefix(content, []byte("\ufeff")), nil
	}
	text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(content)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, sentences.Ask("cut")
	}
	return text, nil
}

// byteOrder tells in which order the bytes of UTF-16 stand, and whether a file is in UTF-16.
func byteOrder(content []byte) (unicode.Endianness, bool) {
	if len(content) < 2 {
		return unicode.LittleEndian, false
	}
	first, second := content[0], content[1]
	switch {
	case first == 0xff && second == 0xfe, first != 0 && second == 0:
		return unicode.LittleEndian, true
	case first == 0xfe && second == 0xff, first == 0 && second != 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}
