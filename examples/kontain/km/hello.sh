#!/bin/sh
echo "Hello from inside km"
