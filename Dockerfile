# Build: docker build --build-arg VERSION=v1.2.3 -t natobot .
# Run:   docker run --env-file .env -v natobot:/data -p 127.0.0.1:8080:8080 natobot

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /natobot . \
 && mkdir /data

# The static image brings CA roots; the time zones are in the program.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /natobot /natobot
COPY --from=build --chown=nonroot:nonroot /data /data
ENV NATO_STORE=/data/natobot.db \
    NATO_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/natobot"]
