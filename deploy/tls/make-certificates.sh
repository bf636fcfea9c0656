#!/bin/sh
# Makes an authority of your own and one certificate for scheduler, workers and grader: make-certificates.sh FOLDER
# Whoever has key.pem can use the cluster and read the secret of the class: give the folder to nobody else.
set -eu
folder=${1:?the folder to put them into}
umask 077
mkdir -p "$folder"
cd "$folder"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \
  -subj "/CN=grading cluster authority" -keyout ca-key.pem -out ca.pem
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
  -subj "/CN=grading cluster" -keyout key.pem -out request.pem
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 365 -out cert.pem
rm -f request.pem ca-key.pem ca.srl
