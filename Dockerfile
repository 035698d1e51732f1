# Build: docker build --build-arg VERSION=v1.2.3 -t natobot .
# Run:   compose.yaml, or
#        docker run --env-file .env -e NATO_LISTEN=0.0.0.0:8080 -e NATO_STORE=/data/natobot.db \
#          -v natobot:/data -p 127.0.0.1:8080:8080 natobot

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
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
