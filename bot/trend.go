package bot

import (
	"slices"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// trend shows numbers over time: as a chart of Slack's where that is asked for and its
// limits allow it, else in words. Slack takes charts in messages alone, and not everywhere.
func trend(t commands.Trend) []slack.Block {
	if t.Drawn && chartable(t) {
		return []slack.Block{lineChart(t)}
	}
	return list(commands.List{Heading: t.Caption, Items: t.Lines()})
}

// chartable tells whether Slack's chart can say what the trend says.
func chartable(t commands.Trend) bool {
	points, series := len(t.Points), len(t.Series)
	complete := !slices.ContainsFunc(t.Series, func(s commands.Series) bool { return len(s.Values) != points })
	return points > 0 && points <= maxPoints && series > 0 && series <= maxSeries && complete &&
		flat(t.Caption) != "" && distinct(t.Points) && distinct(names(t.Series))
}

func names(list []commands.Series) []string {
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
		short[i] = shorten(flat(name), maxChartName)
	}
	slices.Sort(short)
	return !slices.Contains(short, "") && len(slices.Compact(short)) == len(names)
}

func lineChart(t commands.Trend) slack.Block {
	points := make([]string, len(t.Points))
	for i, p := range t.Points {
		points[i] = shorten(flat(p), maxChartName)
	}
	series := make([]slack.DataVisualizationDataSeries, len(t.Series))
	for i, s := range t.Series {
		data := make([]slack.DataVisualizationDataPoint, len(s.Values))
		for j, v := range s.Values {
			data[j] = slack.NewDataVisualizationDataPoint(points[j], float64(v))
		}
		series[i] = slack.NewDataVisualizationDataSeries(shorten(flat(s.Name), maxChartName), data...)
	}
	axis := slack.NewDataVisualizationAxisConfig(points...)
	return slack.NewDataVisualizationBlock(shorten(flat(t.Caption), maxChartTitle), slack.NewDataVisualizationLineChart(axis, series...))
}

// textOfChart counts the characters of a chart.
func textOfChart(b *slack.DataVisualizationBlock) int {
	chart := b.Chart.(*slack.DataVisualizationLineChart)
	n := size(b.Title)
	for _, s := range chart.Series {
		n += size(s.Name)
		for _, p := range s.Data {
			n += size(p.Label)
		}
	}
	return n
}
