#!/usr/bin/env bash
set -o errexit
p_() { echo "${1}" "${2}"; }
p_ IMG_REGISTRY gcr.io
p_ IMG_REPOSITORY k8s-staging-artifact-promoter
p_ IMG_NAME kpromo
p_ IMG_VERSION v4.5.0-0
