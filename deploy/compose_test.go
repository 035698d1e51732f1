package deploy

import (
	"slices"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// compose loads a Compose file as Docker does, by its schema, with what deploy/.env would say.
func compose(t *testing.T, path string) *types.Project {
	t.Helper()
	project, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  ".",
		ConfigFiles: []types.ConfigFile{{Filename: path}},
		Environment: types.Mapping{"OWNER_PASSWORD": "owner", "APP_PASSWORD": "app", "DOMAIN": "natobot.example.com"},
	}, func(o *loader.Options) {
		o.SkipResolveEnvironment = true // .env is not in the repository
		o.SetProjectName("natobot", true)
	})
	if err != nil {
		t.Fatal(err)
	}
	return project
}

// environment gives what a service gives its program.
func environment(s types.ServiceConfig) map[string]string {
	given := map[string]string{}
	for name, value := range s.Environment {
		given[name] = *value
	}
	return given
}

func TestComposeOfOneBot(t *testing.T) {
	bot := compose(t, "../compose.yaml").Services["natobot"]
	given := environment(bot)
	given["NATO_STORE"] = t.TempDir() + "/natobot.db" // /data is in the container alone
	c := settings(t, withSlack(given))
	if want := "8080"; port(t, c.Listen) != want || bot.Ports[0].Target != 8080 {
		t.Errorf("it listens at %s, and %v is published", c.Listen, bot.Ports)
	}
}

func TestComposeOfTwoBots(t *testing.T) {
	project := compose(t, "compose.yaml")
	bot := project.Services["natobot"]
	if bot.Deploy == nil || bot.Deploy.Replicas == nil || *bot.Deploy.Replicas != 2 || !slices.Equal(bot.HealthCheck.Test, []string{"CMD", "/natobot", "health"}) {
		t.Errorf("replicas %v, health %v", bot.Deploy, bot.HealthCheck)
	}
	for _, name := range []string{"natobot", "migrate"} {
		c := settings(t, withSlack(environment(project.Services[name])))
		if !c.Store.Database() || !c.OverHTTP() {
			t.Errorf("%s: the ledger is %s, over HTTP %t", name, c.Store, c.OverHTTP())
		}
	}
	c := settings(t, withSlack(environment(bot)))
	contains(t, "Caddyfile", "dynamic a natobot "+port(t, c.Listen), "handle "+slackPaths+"*")
	for name, s := range project.Services {
		if !s.ReadOnly || !slices.Contains(s.CapDrop, "ALL") || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("%s may do more than it needs", name)
		}
		if s.Image != "natobot" && !pinned.MatchString(s.Image) {
			t.Errorf("%s: %s names no version", name, s.Image)
		}
		if lasts := s.Restart != ""; lasts && (s.HealthCheck == nil || len(s.HealthCheck.Test) == 0) {
			t.Errorf("%s: nobody asks whether it is well", name)
		}
		if s.Ports != nil && name != "proxy" {
			t.Errorf("%s is open to the world", name)
		}
	}
	for service, conditions := range map[string]map[string]string{
		"migrate": {"db": types.ServiceConditionHealthy},
		"roles":   {"migrate": types.ServiceConditionCompletedSuccessfully},
		"natobot": {"db": types.ServiceConditionHealthy, "roles": types.ServiceConditionCompletedSuccessfully},
		"proxy":   {"natobot": types.ServiceConditionHealthy},
	} {
		for on, want := range conditions {
			if got := project.Services[service].DependsOn[on].Condition; got != want {
				t.Errorf("%s waits for %s: %q, want %q", service, on, got, want)
			}
		}
	}
}
