#!/bin/sh
# Fetches the Neo4j server of the tests into build/neo4j/lib. Needs Java 17 and Maven; says so where they are not there.
set -eu
cd "$(dirname "$0")/.."
lib=build/neo4j/lib
[ -f "$lib/.complete" ] && exit 0
if ! command -v mvn >/dev/null 2>&1 || ! command -v java >/dev/null 2>&1; then
    echo "no Java or Maven here: the Neo4j tests will be skipped (apt-get install openjdk-17-jre-headless maven, or set KG_NEO4J_URI)" >&2
    exit 0
fi
mkdir -p "$lib"
if mvn -B -q -f tools/neo4j/pom.xml dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$PWD/$lib"; then
    touch "$lib/.complete"
else
    echo "Neo4j could not be fetched: its tests will be skipped" >&2
fi
