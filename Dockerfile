# Build: docker build --build-arg VERSION=v1.2.3 -t natobot .
# Run:   compose.yaml, or
#        docker run --env-file .env -e NATO_LISTEN=0.0.0.0:8080 -e NATO_STORE=/data/natobot.db \
#          -v natobot:/data -p 127.0.0.1:8080:8080 natobot

# The image is pinned, so that what is built today is built tomorrow. To raise it: look for
# the newest patch of the Go that go.mod names, have
#   docker buildx imagetools inspect golang:1.26.9
# print the digest of the index (the first one, not that of a platform), and write tag and
# digest here together: Docker goes by the digest alone. Look every month, and after each
# security release of Go.
FROM golang:1.26.9@sha256:f1f0bcc2c524a3ced375fcb4d1ecb7aa371aa7070e112599aaca45cc02d0101b AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download && go mod verify
COPY . .
ARG VERSION=
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /image/natobot . \
 && mkdir -p /image/data /image/tmp /image/etc/ssl/certs \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && echo 'natobot:x:65532:65532::/data:/none' > /image/etc/passwd \
 && chown 65532:65532 /image/data && chmod 1777 /image/tmp

# The program needs nothing of a system but the roots that vouch for Slack: the time zones
# are in it.
FROM scratch
COPY --from=build /image /
USER 65532:65532
WORKDIR /data
ENV NATO_STORE=/data/natobot.db \
    NATO_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["/natobot", "health"]
ENTRYPOINT ["/natobot"]
