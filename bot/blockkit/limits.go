package blockkit

// Slack's limits, in characters unless said. Sources: docs.slack.dev (reference of
// blocks, of composition objects and of chat.postMessage), as read in January 2026;
// where Slack gives no number, the thread that measured one is named. What we allow
// ourselves stays below them.
const (
	maxBlocks  = 50
	maxHeader  = 150
	maxContext = 2_000
	maxAlt     = 2_000  // of a picture's words in a block
	maxFileAlt = 1_000  // of those that go with its upload
	maxRows    = 100    // of a table, its heading row included
	maxColumns = 20     // of a table
	maxCells   = 10_000 // summed over a message's tables
	maxTables  = 1
	maxCharts  = 2

	maxChartTitle = 50
	maxChartName  = 20 // of a series, and of a point
	maxSeries     = 6  // of a chart
	maxPoints     = 20
	maxButtons    = 25
	maxLabel      = 75 // of a button
	MaxValue      = 2_000
	maxURL        = 3_000

	maxOptions    = 100   // of a select
	maxOption     = 75    // of an option's label, and of its value
	maxInput      = 3_000 // of a text typed into an input
	maxLabelText  = 2_000 // of an input's label, hint and error
	maxTitle      = 24    // of a dialog, and of its buttons
	MaxMetadata   = 3_000
	maxViewBlocks = 100 // of a dialog and of Home

	// MaxInputs is ours: a dialog of more is no form.
	MaxInputs = 40

	// maxViewText is ours too, summed over a view's blocks: Slack takes 250 KB, in a JSON
	// that can be eight times as long.
	maxViewText = 30_000

	// maxBlockText is summed over a message's blocks. Slack names no number, and answers
	// msg_blocks_too_long from about 12,000 to 13,200 on (slackapi/bolt-js#2509, #2867).
	maxBlockText = 11_500

	// maxText is of the top-level text. Slack cuts it above 40,000 without a word.
	maxText = 30_000

	// maxUpdate is of the top-level text of a message that is rewritten (chat.update).
	maxUpdate = 4_000

	// maxRun is the longest piece that running text and list items are cut into, so that
	// pieces pack into messages.
	maxRun = 2_400
)
