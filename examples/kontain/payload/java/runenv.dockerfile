FROM scratch
COPY java /usr/bin/java
ENTRYPOINT ["/usr/bin/java"]
