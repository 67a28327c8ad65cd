{{- define "crossfade.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "crossfade.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "crossfade.labels" -}}
{{ include "crossfade.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* crossfade.yaml: what the values say, and around it what belongs to the pod. */}}
{{- define "crossfade.config" -}}
{{- $admin := dict "bind" "0.0.0.0:9900" "tokens" .Values.admin.tokens }}
{{- if .Values.admin.tlsSecret }}
{{- $_ := set $admin "tls" (dict "cert" "/etc/crossfade-admin/tls.crt" "key" "/etc/crossfade-admin/tls.key") }}
{{- else }}
{{- $_ := set $admin "behindTls" true }}
{{- end }}
{{- $state := dict "dir" "/var/lib/crossfade" }}
{{- if .Values.etcd.endpoints }}
{{- $etcd := dict "endpoints" .Values.etcd.endpoints "prefix" .Values.etcd.prefix "name" "${POD_NAME}" }}
{{- if .Values.etcd.user }}
{{- $_ := set $etcd "user" .Values.etcd.user }}
{{- $_ := set $etcd "password" "${ETCD_PASSWORD}" }}
{{- end }}
{{- if .Values.etcd.tlsSecret }}
{{- $_ := set $etcd "tls" (dict "ca" "/etc/crossfade-etcd/ca.crt" "cert" "/etc/crossfade-etcd/tls.crt" "key" "/etc/crossfade-etcd/tls.key") }}
{{- end }}
{{- $_ := set $state "etcd" $etcd }}
{{- end }}
{{- $own := dict "listeners" (list (dict "bind" "0.0.0.0:8080")) "admin" $admin "state" $state }}
{{- toYaml (merge $own .Values.config) }}
{{- end }}
