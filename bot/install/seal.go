package install

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"errors"
)

// Keys seal tokens, so that who reads the database alone has none: AES-256 in Galois/Counter mode, the
// key being the SHA-256 of a secret, which must itself be long and random.
type Keys struct{ list []cipher.AEAD }

// NewKeys makes keys of secrets. The first seals, and any of them opens: two while one is changed.
func NewKeys(secrets ...string) (Keys, error) {
	var k Keys
	for _, secret := range secrets {
		key := sha256.Sum256([]byte(secret))
		block, err := aes.NewCipher(key[:])
		if err != nil {
			return Keys{}, err
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return Keys{}, err
		}
		k.list = append(k.list, aead)
	}
	if len(k.list) == 0 {
		return Keys{}, errors.New("install: no key")
	}
	return k, nil
}

// Seal seals a token for an installation: in another's place it cannot be opened.
func (k Keys) Seal(token string, of Installation) []byte {
	return k.list[0].Seal(nil, nil, []byte(token), bound(of))
}

// Resealed gives an installation's token sealed by the first key, where it was by another; nil else.
func (k Keys) Resealed(i Installation) []byte {
	for n, aead := range k.list {
		token, err := aead.Open(nil, nil, i.Sealed, bound(i))
		if err == nil && n > 0 {
			return k.Seal(string(token), i)
		}
	}
	return nil
}

// ErrSealed is of a token that none of the keys opens.
var ErrSealed = errors.New("a token was sealed with another key: put that one back into NATO_SECRET_KEY, beside the new one")

// Open gives the token that was sealed for an installation.
func (k Keys) Open(sealed []byte, of Installation) (string, error) {
	for _, aead := range k.list {
		if token, err := aead.Open(nil, nil, sealed, bound(of)); err == nil {
			return string(token), nil
		}
	}
	return "", ErrSealed
}

// newState makes a new state: what the browser is given, and what is kept of it.
func newState() (state, hash string) {
	state = rand.Text()
	return state, hashOf(state)
}
