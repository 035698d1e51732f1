// Package deploy is how several bots run beside one database: a Compose file and a Kubernetes manifest,
// checked by tests. It is a module of its own, so that what checks them weighs on nothing else.
package deploy
