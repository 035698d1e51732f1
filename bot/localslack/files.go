package localslack

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// File is what the app uploaded: https://docs.slack.dev/messaging/working-with-files.
type File struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Title   string `json:"title"`
	Alt     string `json:"alt_txt"`
	Kind    string `json:"mimetype"` // "" until Slack has looked at it
	Size    int    `json:"size"`
	Content []byte `json:"-"`
	Untidy  bool   `json:"-"` // the body that brought it said no length, or went on after its end

	upload string // the secret of its upload URL
	done   bool   // the upload was completed
}

const (
	// maxFile is what this workspace takes; Slack takes a thousand times as much.
	maxFile = 8 << 20

	// processing is how long a completed upload cannot be shown yet. In Slack it is about
	// as long, and nobody is told when it ends.
	processing = 400 * time.Millisecond

	maxAlt = 1000 // characters of what a file shows; a block that shows it takes twice as many
)

// Files are the completed uploads, oldest first.
func (s *Server) Files() []File {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []File
	for _, f := range s.files {
		if f.done {
			list = append(list, *f)
		}
	}
	return list
}

func (s *Server) getUploadURL(c call) (object, error) {
	name := c.text("filename")
	size, err := strconv.Atoi(c.number("length"))
	switch {
	case name == "" || err != nil || size < 1:
		return nil, refuse("invalid_arguments")
	case size > maxFile:
		return nil, refuse("file_upload_size_restricted")
	case utf8.RuneCountInString(c.text("alt_txt")) > maxAlt:
		return nil, refuse("alt_txt_too_large")
	}
	f := &File{ID: s.id("F04"), Name: name, Title: name, Alt: c.text("alt_txt"), Size: size, upload: secret()}
	s.files = append(s.files, f)
	return object{"file_id": f.ID, "upload_url": "http://" + c.host + "/upload/" + f.upload}, nil
}

// serveUpload takes a file's content, as a form's field or as the body itself. The URL
// is its own permission, so it works once.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	content, untidy, err := uploaded(w, r)
	if err != nil {
		http.Error(w, "no file", http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := find(s.files, func(f *File) bool { return f.upload == r.PathValue("secret") })
	if f == nil || len(content) != f.Size {
		http.Error(w, "no such upload, or another length than was announced", http.StatusBadRequest)
		return
	}
	f.upload, f.Content, f.Untidy = "", content, untidy
	_, _ = io.WriteString(w, "OK") // the app may be gone
}

// uploaded reads the file of a body. Slack passes over what follows the end, and so does this; but
// it is noticed.
func uploaded(w http.ResponseWriter, r *http.Request) (content []byte, untidy bool, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxFile+maxBody)
	body, err := io.ReadAll(r.Body)
	kind, of, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return body, r.ContentLength < 0, err
	}
	part, err := multipart.NewReader(bytes.NewReader(body), of["boundary"]).NextPart()
	if err != nil {
		return nil, false, err
	}
	content, err = io.ReadAll(part)
	ends := bytes.Count(body, []byte("\r\n--"+of["boundary"]+"--"))
	return content, r.ContentLength < 0 || ends != 1, err
}

// completeUpload makes uploads the app's files and shares them, in a channel that the app
// is in, or nowhere: then only the app has them until a message shows one.
func (s *Server) completeUpload(c call) (object, error) {
	var wanted []struct{ ID, Title string }
	if err := json.Unmarshal(c.raw("files"), &wanted); err != nil || len(wanted) == 0 {
		return nil, refuse("invalid_arguments")
	}
	channel := c.text("channel_id")
	if channel != "" {
		ch, err := s.postable(channel)
		if err != nil {
			return nil, err
		}
		channel = ch.ID
	}
	var list []*File
	for _, want := range wanted {
		f := s.file(want.ID)
		if f == nil || f.Content == nil || f.done {
			return nil, refuse("file_not_found")
		}
		if want.Title != "" {
			f.Title = want.Title
		}
		list = append(list, f)
	}
	told := []object{}
	for _, f := range list {
		f.done = true
		time.AfterFunc(processing, func() { s.processed(f) })
		told = append(told, object{"id": f.ID, "title": f.Title})
	}
	if channel != "" {
		s.add(&Message{Channel: channel, User: BotUserID, Text: c.text("initial_comment"), ThreadTS: c.text("thread_ts"), Files: list})
	}
	return object{"files": told}, nil
}

func (s *Server) processed(f *File) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Kind, _, _ = strings.Cut(http.DetectContentType(f.Content), ";")
	for _, m := range s.messages {
		if slices.Contains(m.Files, f) {
			s.tellMessage("message", m)
		}
	}
	s.touch()
}

func (s *Server) fileInfo(c call) (object, error) {
	f := s.file(c.text("file"))
	if f == nil || !f.done {
		return nil, refuse("file_not_found")
	}
	return object{"file": object{
		"id": f.ID, "name": f.Name, "title": f.Title, "alt_txt": f.Alt, "mimetype": f.Kind, "size": f.Size,
		"user": BotUserID, "url_private": "http://" + c.host + "/files/" + f.ID,
	}}, nil
}

// serveFile gives a file to the page.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.file(r.PathValue("id"))
	s.mu.Unlock()
	if f == nil || !f.done {
		http.NotFound(w, r)
		return
	}
	kind := "application/octet-stream" // anything but a picture is saved, never opened here
	if f.Kind == "image/png" || f.Kind == "image/jpeg" || f.Kind == "image/gif" {
		kind = f.Kind
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(f.Content) // the page may be gone
}

// file gives the file of that id, nil for none. The caller holds the lock.
func (s *Server) file(id string) *File {
	return find(s.files, func(f *File) bool { return f.ID == id })
}

// pictured tells whether blocks can show a file: it must be an image of the app's that Slack has
// finished with. The caller holds the lock.
func (s *Server) pictured(id string) bool {
	f := s.file(id)
	return f != nil && f.done && strings.HasPrefix(f.Kind, "image/") && !s.faults.noPictures
}
