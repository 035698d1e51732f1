package blockkit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// barWidth is how many characters a bar may take: what a phone shows without wrapping.
const barWidth = 32

// fills draw a bar's parts, told apart by shape and not by colour, and named beside it.
var fills = []rune("█▓▒░▚▞▤▥")

// chart draws bars of characters: Slack's own chart has no alternative text, and nothing
// of it may be needed to follow the numbers.
func chart(c answer.Chart) slack.Block {
	var b strings.Builder
	for i, bar := range c.Bars {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(Flat(bar.Label) + ": " + legend(bar, c.Total) + "\n" + drawn(bar, c.Total) + "\n")
	}
	text := slack.NewRichTextSectionTextElement(cmp.Or(strings.TrimRight(b.String(), "\n"), "–"), nil)
	return slack.NewRichTextBlock("", &slack.RichTextPreformatted{
		Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{text},
	})
}

// legend names a bar's parts and gives their numbers: "█ 4 backs, ▓ 2 leans of 31".
func legend(bar answer.Bar, total int) string {
	var names []string
	for i, p := range bar.Segments {
		if p.Value > 0 {
			names = append(names, fmt.Sprintf("%c %d %s", fills[i%len(fills)], p.Value, Flat(p.Label)))
		}
	}
	if len(names) == 0 {
		return fmt.Sprintf("0 of %d", total)
	}
	return fmt.Sprintf("%s of %d", strings.Join(names, ", "), total)
}

// drawn gives the bar. Its parts end where their running sum ends, so that rounding
// never makes a bar longer or shorter than it is.
func drawn(bar answer.Bar, total int) string {
	if total < 1 {
		return ""
	}
	width := min(total, barWidth)
	var b strings.Builder
	sum, at := 0, 0
	for i, p := range bar.Segments {
		sum += max(p.Value, 0)
		end := min(width, (sum*width+total/2)/total)
		b.WriteString(strings.Repeat(string(fills[i%len(fills)]), end-at))
		at = end
	}
	return b.String() + strings.Repeat("·", width-at)
}

// trend shows numbers over time: as a chart of Slack's where that is asked for and its
// limits allow it, else in words. Slack takes charts in messages alone, and not everywhere.
func trend(t answer.Trend) []slack.Block {
	if t.Drawn && chartable(t) {
		return []slack.Block{lineChart(t)}
	}
	return list(answer.List{Heading: t.Caption, Items: t.Lines()})
}

// chartable tells whether Slack's chart can say what the trend says.
func chartable(t answer.Trend) bool {
	points, series := len(t.Points), len(t.Series)
	complete := !slices.ContainsFunc(t.Series, func(s answer.Series) bool { return len(s.Values) != points })
	return points > 0 && points <= maxPoints && series > 0 && series <= maxSeries && complete &&
		Flat(t.Caption) != "" && distinct(t.Points) && distinct(names(t.Series))
}

func names(list []answer.Series) []string {
	all := make([]string, len(list))
	for i, s := range list {
		all[i] = s.Name
	}
	return all
}

// distinct tells whether names are still told apart once they are as short as Slack asks.
func distinct(names []string) bool {
	short := make([]string, len(names))
	for i, name := range names {
		short[i] = shorten(Flat(name), maxChartName)
	}
	slices.Sort(short)
	return !slices.Contains(short, "") && len(slices.Compact(short)) == len(names)
}

func lineChart(t answer.Trend) slack.Block {
	points := make([]string, len(t.Points))
	for i, p := range t.Points {
		points[i] = shorten(Flat(p), maxChartName)
	}
	series := make([]slack.DataVisualizationDataSeries, len(t.Series))
	for i, s := range t.Series {
		data := make([]slack.DataVisualizationDataPoint, len(s.Values))
		for j, v := range s.Values {
			data[j] = slack.NewDataVisualizationDataPoint(points[j], float64(v))
		}
		series[i] = slack.NewDataVisualizationDataSeries(shorten(Flat(s.Name), maxChartName), data...)
	}
	axis := slack.NewDataVisualizationAxisConfig(points...)
	return slack.NewDataVisualizationBlock(shorten(Flat(t.Caption), maxChartTitle), slack.NewDataVisualizationLineChart(axis, series...))
}

// textOfChart counts the characters of a chart.
func textOfChart(b *slack.DataVisualizationBlock) int {
	chart := b.Chart.(*slack.DataVisualizationLineChart)
	return Size(b.Title) + sum(chart.Series, func(s slack.DataVisualizationDataSeries) int {
		return Size(s.Name) + sum(s.Data, func(p slack.DataVisualizationDataPoint) int { return Size(p.Label) })
	})
}
