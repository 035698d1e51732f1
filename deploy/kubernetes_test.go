package deploy

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"testing"

	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// manifest is what kubernetes.yaml makes.
type manifest struct {
	Secrets map[string]core.Secret
	Job     batch.Job
	Bots    apps.Deployment
	Budget  policy.PodDisruptionBudget
	Service core.Service
	Ingress networking.Ingress
}

// kubernetes reads the manifest as Kubernetes does when it is strict. A field that it does not know is an error.
func kubernetes(t *testing.T) manifest {
	t.Helper()
	scheme := runtime.NewScheme()
	known := runtime.NewSchemeBuilder(core.AddToScheme, apps.AddToScheme, batch.AddToScheme, policy.AddToScheme, networking.AddToScheme)
	if err := known.AddToScheme(scheme); err != nil {
		t.Fatal(err)
	}
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
	text, err := os.ReadFile("kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m := manifest{Secrets: map[string]core.Secret{}}
	for documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text))); ; {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return m
		}
		if err != nil {
			t.Fatal(err)
		}
		object, _, err := decoder.Decode(document, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		m.add(t, object)
	}
}

// add puts an object where it belongs.
func (m *manifest) add(t *testing.T, object runtime.Object) {
	t.Helper()
	switch object := object.(type) {
	case *core.Secret:
		m.Secrets[object.Name] = *object
	case *batch.Job:
		m.Job = *object
	case *apps.Deployment:
		m.Bots = *object
	case *policy.PodDisruptionBudget:
		m.Budget = *object
	case *core.Service:
		m.Service = *object
	case *networking.Ingress:
		m.Ingress = *object
	default:
		t.Fatalf("nobody looks at %T", object)
	}
}

// environment gives what a container's program is given.
func (m *manifest) environment(t *testing.T, c core.Container) map[string]string {
	t.Helper()
	given := map[string]string{}
	for _, from := range c.EnvFrom {
		secret, is := m.Secrets[from.SecretRef.Name]
		if !is {
			t.Errorf("%s: there is no secret %s", c.Name, from.SecretRef.Name)
		}
		for name, value := range secret.StringData {
			given[name] = value
		}
	}
	for _, e := range c.Env { // these go before
		given[e.Name] = e.Value
	}
	return given
}

func TestKubernetesSettings(t *testing.T) {
	m := kubernetes(t)
	bot := m.Bots.Spec.Template.Spec.Containers[0]
	c := settings(t, m.environment(t, bot))
	if !c.Store.Database() || !c.OverHTTP() {
		t.Errorf("the ledger is %s, over HTTP %t", c.Store, c.OverHTTP())
	}
	if migrate := settings(t, m.environment(t, m.Job.Spec.Template.Spec.Containers[0])); !migrate.Store.Database() || migrate.Store == c.Store {
		t.Errorf("the tables are made by who only adds to them: %s", migrate.Store)
	}
	if want := port(t, c.Listen); want != "8080" || bot.Ports[0].ContainerPort != 8080 {
		t.Errorf("it listens at %s, and the port is %v", c.Listen, bot.Ports)
	}
}

// What names a pod, a port or a path names one that is there.
func TestKubernetesLeadsSomewhere(t *testing.T) {
	m := kubernetes(t)
	pod := m.Bots.Spec.Template
	http := pod.Spec.Containers[0].Ports[0].Name
	for _, probe := range []*core.Probe{pod.Spec.Containers[0].StartupProbe, pod.Spec.Containers[0].LivenessProbe, pod.Spec.Containers[0].ReadinessProbe} {
		if probe == nil || !served(probe.HTTPGet.Path) || probe.HTTPGet.Port.StrVal != http {
			t.Errorf("nobody answers %v", probe)
		}
	}
	if ready := pod.Spec.Containers[0].ReadinessProbe.HTTPGet.Path; ready != "/readyz" {
		t.Errorf("whether it can serve is asked at %s", ready)
	}
	selectors := []*meta.LabelSelector{m.Bots.Spec.Selector, m.Budget.Spec.Selector, meta.SetAsLabelSelector(m.Service.Spec.Selector)}
	for _, spread := range pod.Spec.TopologySpreadConstraints {
		selectors = append(selectors, spread.LabelSelector)
	}
	for _, s := range selectors {
		selector, err := meta.LabelSelectorAsSelector(s)
		if err != nil || !selector.Matches(labels.Set(pod.Labels)) || selector.Matches(labels.Set(m.Job.Spec.Template.Labels)) {
			t.Errorf("%v chooses other pods than the bots: %v", s, err)
		}
	}
	path := m.Ingress.Spec.Rules[0].HTTP.Paths[0]
	service := m.Service.Spec.Ports[0]
	if path.Path != slackPaths || path.Backend.Service.Name != m.Service.Name || path.Backend.Service.Port.Name != service.Name || service.TargetPort.StrVal != http {
		t.Errorf("%v leads to %v", path, service)
	}
}

// Two bots, of which one is always there, in containers that may do little.
func TestKubernetesKeepsOneBot(t *testing.T) {
	m := kubernetes(t)
	if *m.Bots.Spec.Replicas != 2 || m.Budget.Spec.MinAvailable.IntVal != 1 || len(m.Bots.Spec.Template.Spec.TopologySpreadConstraints) == 0 {
		t.Errorf("%d bots, of which %v stay", *m.Bots.Spec.Replicas, m.Budget.Spec.MinAvailable)
	}
	for _, pod := range []core.PodSpec{m.Bots.Spec.Template.Spec, m.Job.Spec.Template.Spec} {
		c := pod.Containers[0]
		if !*pod.SecurityContext.RunAsNonRoot || !*c.SecurityContext.ReadOnlyRootFilesystem || *c.SecurityContext.AllowPrivilegeEscalation ||
			c.SecurityContext.Capabilities.Drop[0] != "ALL" || *pod.AutomountServiceAccountToken {
			t.Errorf("%s may do more than it needs", c.Name)
		}
		if c.Resources.Requests.Memory().IsZero() || c.Resources.Limits.Memory().IsZero() || !pinned.MatchString(c.Image) {
			t.Errorf("%s: %s, %v", c.Name, c.Image, c.Resources)
		}
	}
}
