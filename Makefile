# What a developer does, one word each. `make` alone lists them.

GO       ?= go
FUZZTIME ?= 1m
TOOL     := $(GO) tool -modfile=tools.mod

.DEFAULT_GOAL := help
.PHONY: help run test tools vet update screenshot fuzz soak sim bench cover

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile

run: ## start the bot (the local workspace, unless Slack's tokens are set)
	$(GO) run .

test: tools vet ## everything that must hold: vet, staticcheck, format, tests with -race, the browser
	$(GO) test -race -timeout 14m ./...
	cd deploy && $(GO) test ./...

# The compiler for -race, the browser, strace, by which the disk fails in tests, axe, which tells whether
# everybody can read a page, and PostgreSQL and PgBouncer, of which the tests start servers of their own: Debian is
# told not to start any, now or with the machine. Missing ones are installed where that is ours to do; elsewhere the
# text says what to install.
tools:
	@missing=; \
	command -v git >/dev/null || missing="$$missing git"; \
	command -v gcc >/dev/null || missing="$$missing gcc libc6-dev"; \
	[ "$$(uname)" != Linux ] || command -v strace >/dev/null || missing="$$missing strace"; \
	[ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="$$missing chromium"; \
	[ -n "$$NATO_TEST_POSTGRES" ] || command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || missing="$$missing pgbouncer"; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	if [ -z "$$missing" ]; then :; elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >>/etc/postgresql-common/createcluster.conf; \
		policy=/usr/sbin/policy-rc.d; [ -e $$policy ] || { trap "rm $$policy" EXIT; printf '#!/bin/sh\nexit 101\n' >$$policy; chmod 755 $$policy; }; \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends -o Dpkg::Options::=--force-confold $$missing || exit; \
		case $$missing in *pgbouncer*) update-rc.d pgbouncer disable;; esac; \
	else \
		echo "To run every test, install:$$missing"; [ -z "$$CI" ]; \
	fi
	@[ -f testdata/axe/node_modules/axe-core/axe.min.js ] || ! command -v npm >/dev/null || \
		npm ci --prefix testdata/axe --ignore-scripts --no-audit --no-fund --silent || [ -z "$$CI" ]

vet:
	$(GO) mod tidy -diff
	$(GO) mod verify
	$(GO) vet ./...
	cd deploy && $(GO) mod tidy -diff && $(GO) vet ./...
	$(TOOL) staticcheck ./...
	@unformatted=$$($(TOOL) gofumpt -l .); [ -z "$$unformatted" ] || { echo "Run gofumpt on:"; echo "$$unformatted"; exit 1; }

update: ## rewrite the golden files; read the diff before you commit it
	$(GO) test -short $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u) -update

screenshot: ## take the README's screenshots anew
	NATO_SCREENSHOT=docs/screenshot.png NATO_PAGE_SCREENSHOT=docs/page.png $(GO) test -run TestBrowser -count=1 .

fuzz: ## fuzz every target, FUZZTIME each (1m)
	@set -e; for dir in $$($(GO) list -f '{{.Dir}}' ./...); do \
		for target in $$(cd $$dir && grep -hoE '^func Fuzz[A-Za-z0-9_]+' *_test.go 2>/dev/null | sed 's/func //'); do \
			echo "$$dir $$target"; (cd $$dir && $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x .); \
		done; \
	done

soak: ## the tests that do harm, for longer: 1,000 kills, 20,000 storms, 1,000 days of a stepping clock, 200 restores, logs torn at every byte
	NATO_SOAK=1 $(GO) test -count=1 -timeout 3h ./...

sim: ## 10,000 workspaces, three bots and a database, measured: docs/scale.md, a quarter of an hour and 10 GB
	NATO_SIM=1 $(GO) test -run '^TestScale$$' -count=1 -v -timeout 40m .

bench: ## measure what docs/performance.md states
	$(GO) test -run '^$$' -bench . -benchmem ./...

cover: ## which lines the tests reach
	$(GO) test -short -coverprofile=cover.out -coverpkg=./... ./...
	$(GO) tool cover -func=cover.out | tail -n 1
	$(GO) tool cover -html=cover.out -o cover.html
