package sqlite

import (
	"errors"
	"os"
	"syscall"
)

// lockBot takes the place of the one bot that serves the file. The lock lies on a file
// of its own: SQLite needs the locks on the ledger for itself. The system drops it when
// the process ends, however it ends, so the file left behind means nothing. Where another
// process has the place, held says what is told.
func lockBot(shown, file string, held func(shown string) error) (*os.File, error) {
	lock, err := os.OpenFile(file+".lock", os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, unopenable(shown, err)
	}
	err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return lock, nil
	}
	err = errors.Join(err, lock.Close())
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, held(shown)
	}
	return nil, unopenable(shown, err)
}
