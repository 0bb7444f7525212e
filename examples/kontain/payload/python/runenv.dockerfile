FROM scratch
COPY python /usr/bin/python
ENTRYPOINT ["/usr/bin/python"]
