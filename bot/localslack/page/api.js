// What the page asks of the server, and the stream of news that comes back.

export async function ask(deed, wish) {
  const response = await fetch("/do/" + deed, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wish),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || "The workspace did not accept that.");
  return answer;
}

// listen opens the stream for a person and opens it again when it breaks. It gives a
// function that ends it.
export function listen(user, hear, lost) {
  let source;
  let timer;
  let wait = 500;
  const open = () => {
    source = new EventSource("/events?user=" + encodeURIComponent(user));
    source.onmessage = (e) => { wait = 500; hear(JSON.parse(e.data)); };
    source.onerror = () => {
      source.close();
      lost();
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 5000);
    };
  };
  open();
  return () => { clearTimeout(timer); source.close(); };
}
