FROM scratch
COPY node /usr/bin/node
ENTRYPOINT ["/usr/bin/node"]
