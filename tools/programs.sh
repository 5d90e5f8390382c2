#!/bin/sh
# Installs the programs that the slow tests use, where this is Debian and we are root; says what is missing elsewhere.
set -eu
wanted="chromium:chromium fonts-dejavu-core:fc-list catdoc:catdoc antiword:antiword libreoffice-writer-nogui:soffice tesseract-ocr:tesseract tesseract-ocr-vie:tesseract poppler-utils:pdftoppm openjdk-17-jre-headless:java maven:mvn"
missing=""
for pair in $wanted; do command -v "${pair#*:}" >/dev/null 2>&1 || missing="$missing ${pair%%:*}"; done
tesseract --list-langs 2>/dev/null | grep -q '^vie$' || missing="$missing tesseract-ocr-vie"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "for all tests install:$missing" >&2
fi
