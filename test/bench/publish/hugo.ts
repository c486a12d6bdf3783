import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CorpusFile } from './corpus.ts';

// The peer: the same pages from the same files, in Hugo's own way. Each page carries what ours carries: header, telephone
// numbers, footer; a compound its status, every building's next turns, slots, the five newest notices in full; rounds and
// distributions their form; and each compound its JSON.

const CONFIG = `
baseURL = "https://xiaolaba.example/"
languageCode = "zh-CN"
title = "小喇叭"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
timeZone = "Asia/Shanghai"
[outputFormats.map]
mediaType = "text/html"
baseName = "index"
path = "map"
isHTML = true
[outputFormats.services]
mediaType = "text/html"
baseName = "index"
path = "services"
isHTML = true
[outputFormats.archive]
mediaType = "text/html"
baseName = "index"
path = "archive"
isHTML = true
[outputFormats.sheet]
mediaType = "application/json"
baseName = "sheet"
isPlainText = true
`;

const HEAD = `<!doctype html><html lang="zh-CN" data-clock="0" data-said-over="已过" data-said-days="昨天,今天,明天,后天"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ or .Params.name .Title }} · 小喇叭</title><meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no"><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/_astro/style.css"></head><body><a class="skip" href="#main">跳到正文</a>
<header><div class="top"><a href="/"><b>小喇叭</b> 测量镇</a>{{ with .Parent }}<a href="{{ .RelPermalink }}">{{ .Params.name }}</a>{{ end }}</div></header><main id="main">`;

const FOOT = `<p class="on-paper">https://xiaolaba.example{{ .RelPermalink }}</p></main><footer>
<section id="phones" aria-labelledby="h-phones"><h2 id="h-phones">电话</h2><ul class="plain">
{{ with .CurrentSection.Params.phones }}{{ range . }}<li><a href="tel:{{ .phone }}">{{ .name }} <b>{{ .phone }}</b></a></li>{{ end }}{{ end }}
{{ range .CurrentSection.Ancestors }}{{ range .Params.phones }}<li><a href="tel:{{ .phone }}">{{ .name }} <b>{{ .phone }}</b></a></li>{{ end }}{{ end }}
</ul></section><p class="small"><a href="/privacy/">个人信息</a></p></footer><script type="module" src="/_astro/page.js"></script></body></html>`;

const WHEN = `{{ $day := .day }}{{ $today := now.Format "2006-01-02" }}{{ $d := $day.Format "2006-01-02" }}{{ $word := "" }}
{{- if eq $d $today }}{{ $word = "今天" }}{{ else if eq $d (now.AddDate 0 0 1).Format "2006-01-02" }}{{ $word = "明天" }}{{ else if eq $d (now.AddDate 0 0 2).Format "2006-01-02" }}{{ $word = "后天" }}{{ end -}}
<time datetime="{{ $d }}T{{ .from }}+08:00"><i data-day="{{ $d }}">{{ $word }}</i> {{ $day.Month | int }}月{{ $day.Day }}日 周{{ index (slice "日" "一" "二" "三" "四" "五" "六") (int $day.Weekday) }} <b>{{ .from }}–{{ .to }}</b></time>`
  .replaceAll('(now.AddDate 0 0 1).Format "2006-01-02"', '((now.AddDate 0 0 1).Format "2006-01-02")')
  .replaceAll('(now.AddDate 0 0 2).Format "2006-01-02"', '((now.AddDate 0 0 2).Format "2006-01-02")');

const NOTICE = `<article class="notice" id="compound-{{ .File.ContentBaseName }}" data-ends="{{ (time .Params.until).AddDate 0 0 1 }}">
<h3>{{ if eq .Params.level "urgent" }}<span class="tag urgent">紧急</span> {{ end }}<a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
{{ if lt (time .Params.until) now }}<p class="warn">已过期，只供查看</p>{{ end }}{{ .Content }}
<p class="small">发布于{{ (time .Params.day).Format "1月2日" }} {{ .Params.at }}，有效到{{ (time .Params.until).Format "1月2日" }}</p></article>`;

const FORM = `<section id="form" class="no-print" aria-labelledby="h-form"><h2 id="h-form">报名</h2>
<form method="post" action="/signups{{ .RelPermalink }}"><input type="hidden" name="key" value="">
<fieldset><legend>时段</legend>{{ $page := . }}{{ range .Params.slots }}<label class="check"><input type="radio" name="slot" value="{{ replace .from ":" "" }}"><span>{{ (time $page.Params.day).Format "1月2日" }} · {{ .from }}–{{ .to }} · {{ .place }} · <small>{{ .capacity }}个名额</small></span></label>{{ end }}</fieldset>
<div class="field"><label for="f-name">姓名</label><input id="f-name" name="name" autocomplete="name" maxlength="30"></div>
<div class="field"><label for="f-phone">联系电话</label><small id="h-phone">手机或座机</small><input id="f-phone" name="phone" type="tel" autocomplete="tel" maxlength="30" aria-describedby="h-phone"></div>
<div class="field"><label for="f-building">楼栋</label><select id="f-building" name="building"><option value="">请选择</option>{{ range seq 12 }}<option value="{{ . }}">{{ . }}号楼</option>{{ end }}</select></div>
<div class="field"><label for="f-unit">单元</label><input id="f-unit" name="unit" maxlength="10"></div><div class="field"><label for="f-room">房号</label><input id="f-room" name="room" maxlength="10"></div>
<p class="small">每户报一次。<a href="/privacy/">个人信息</a></p><button type="submit">提交</button></form></section>`;

const LAYOUTS: Record<string, string> = {
  'layouts/partials/head.html': HEAD,
  'layouts/partials/foot.html': FOOT,
  'layouts/partials/when.html': WHEN,
  'layouts/partials/notice.html': NOTICE,
  'layouts/partials/form.html': FORM,
  'layouts/index.html': `{{ partial "head.html" . }}<h1>找我的小区</h1><ul class="plain">{{ range .Sections }}{{ $name := .Params.name }}{{ range .Sections }}<li data-find="{{ .Params.name }}"><a href="{{ .RelPermalink }}"><b>{{ .Params.name }}</b> <small>{{ $name }}</small></a></li>{{ end }}{{ end }}</ul><h2>居委会</h2><ul class="plain">{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Params.name }} <small>{{ len .Sections }}处</small></a></li>{{ end }}</ul>{{ partial "foot.html" . }}`,
  'layouts/_default/list.html': `{{ partial "head.html" . }}{{ if .Sections }}<h1>{{ .Params.name }}<small>{{ .Params.households }}户，{{ .Params.residents }}人</small></h1>
<ul class="plain">{{ range .Sections }}<li><a href="{{ .RelPermalink }}"><b>{{ .Params.name }}</b> <small>小区 · {{ .Params.status.state }}</small></a></li>{{ end }}</ul>{{ else }}
{{ $rounds := where .RegularPages "Params.fine" "!=" nil }}{{ $supplies := where .RegularPages "Params.slots" "!=" nil }}{{ $notices := where .RegularPages "Params.until" "!=" nil }}
{{ $current := slice }}{{ range $notices }}{{ if ge (time .Params.until) now }}{{ $current = $current | append . }}{{ end }}{{ end }}{{ $current = sort $current "Params.day" "desc" }}
{{ $next := slice }}{{ range $rounds }}{{ if ge (time .Params.day) (now.AddDate 0 0 -1) }}{{ $next = $next | append . }}{{ end }}{{ end }}
{{ $open := slice }}{{ range $supplies }}{{ if ge (time .Params.day) (now.AddDate 0 0 -1) }}{{ $open = $open | append . }}{{ end }}{{ end }}
<h1>{{ .Params.name }}</h1><section class="status sealed"><p><b>封控</b> 不出门。</p><p class="small">{{ .Params.status.since }}起</p></section>
<dl class="glance"><div><dt>采样</dt>{{ range first 1 $next }}{{ $day := .Params.day }}{{ range first 1 .Params.fine.batches }}<dd>{{ partial "when.html" (dict "day" (time $day) "from" .from "to" .to) }}</dd>{{ end }}{{ end }}</div>
<div><dt>领东西</dt>{{ range first 1 $open }}<dd><a href="{{ .RelPermalink }}"><b>{{ .Title }}</b></a></dd>{{ end }}</div>
<div><dt>通知</dt>{{ range first 2 $current }}<dd><a href="{{ .RelPermalink }}">{{ .Title }}</a></dd>{{ end }}</div></dl>
<section id="mine"><h2>我家哪栋楼</h2><ul class="doors">{{ range seq 12 }}<li><a href="#b-{{ . }}">{{ . }}号楼</a></li>{{ end }}</ul>
{{ range $b := seq 12 }}<section class="card" id="b-{{ $b }}" aria-labelledby="h-b-{{ $b }}"><h3 id="h-b-{{ $b }}">{{ $b }}号楼</h3><ul class="plain">
{{ range $round := first 3 $next }}{{ range .Params.fine.batches }}{{ $ends := split .buildings "-" }}{{ if and (ge $b (int (index $ends 0))) (le $b (int (index $ends 1))) }}<li data-ends="{{ $round.Params.day }}">{{ partial "when.html" (dict "day" (time $round.Params.day) "from" .from "to" .to) }} <b class="big">{{ .point }}</b> <a href="{{ $round.RelPermalink }}">{{ $round.Title }}</a></li>{{ end }}{{ end }}{{ end }}</ul><p><b>要带的</b>：身份证、手机</p></section>{{ end }}</section>
<section><h2>领东西</h2>{{ range $supply := $open }}<h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3><ul class="plain">{{ range .Params.slots }}<li>{{ partial "when.html" (dict "day" (time $supply.Params.day) "from" .from "to" .to) }} <b>{{ .place }}</b> <small>{{ .capacity }}份</small></li>{{ end }}</ul>{{ end }}</section>
<section id="news"><h2>新通知</h2>{{ range first 5 $current }}{{ partial "notice.html" . }}{{ end }}<ul class="plain">{{ range after 5 $current }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul><p><a href="archive/">过去的通知</a></p></section>
<section><h2>要帮忙</h2><ul class="plain"><li><a href="map/">采样点位和路线图</a></li></ul></section>{{ end }}{{ partial "foot.html" . }}`,
  'layouts/_default/list.map.html': `{{ partial "head.html" . }}<h1>采样点位和路线图<small>{{ .Params.name }}</small></h1><svg viewBox="0 0 100 100" role="img">{{ range .Params.points }}<circle cx="{{ index .position 0 }}" cy="{{ index .position 1 }}" r="4"/><text x="{{ index .position 0 }}" y="{{ index .position 1 }}">{{ .name }}</text>{{ end }}{{ range seq 12 }}<rect x="{{ mul . 7 }}" y="20" width="5" height="5"/><text x="{{ mul . 7 }}" y="30">{{ . }}号楼</text>{{ end }}</svg><h2>图上的路线这样走</h2><ol>{{ range .Params.route }}<li>{{ . }}</li>{{ end }}</ol><h2>采样点</h2><ul>{{ range .Params.points }}<li><b>{{ .name }}</b></li>{{ end }}</ul><h2>大门</h2><ul>{{ range .Params.gates }}<li><b>{{ .name }}</b></li>{{ end }}</ul>{{ partial "foot.html" . }}`,
  'layouts/_default/list.services.html': `{{ partial "head.html" . }}<h1>要帮忙<small>{{ .Params.name }}</small></h1><form method="get" action="/r/"><label for="f-code">回执号</label><input id="f-code" name="code"><button type="submit">查</button></form>{{ partial "foot.html" . }}`,
  'layouts/_default/list.archive.html': `{{ partial "head.html" . }}<h1>过去的通知<small>{{ .Params.name }}</small></h1>{{ range where .RegularPages "Params.until" "!=" nil }}{{ if lt (time .Params.until) now }}{{ partial "notice.html" . }}{{ end }}{{ end }}{{ partial "foot.html" . }}`,
  'layouts/_default/list.sheet.json': `{"compound":{{ .Params.name | jsonify }},"buildings":[{{ range seq 12 }}{{ if gt . 1 }},{{ end }}{"id":"{{ . }}","name":"{{ . }}号楼","households":60}{{ end }}],"slots":[{{ range $i, $supply := where .RegularPages "Params.slots" "!=" nil }}{{ if $i }},{{ end }}{{ range $at, $slot := .Params.slots }}{{ if $at }},{{ end }}{"key":"supply/{{ $supply.File.ContentBaseName }}/{{ replace $slot.from ":" "" }}","title":{{ $supply.Title | jsonify }},"place":{{ $slot.place | jsonify }},"capacity":{{ $slot.capacity }}}{{ end }}{{ end }}],"rounds":[{{ range $i, $round := where .RegularPages "Params.fine" "!=" nil }}{{ if $i }},{{ end }}{"id":"{{ $round.File.ContentBaseName }}","title":{{ $round.Title | jsonify }},"batches":{{ $round.Params.fine.batches | jsonify }}}{{ end }}]}`,
  'layouts/_default/single.html': `{{ partial "head.html" . }}<h1>{{ .Title }}</h1>{{ if .Params.until }}{{ partial "notice.html" . }}<p class="no-print"><button type="button" data-listen hidden>听</button></p>{{ else if .Params.fine }}{{ .Content }}{{ $page := . }}<section><h2>采样</h2><ul class="plain">{{ range .Params.fine.batches }}<li>{{ partial "when.html" (dict "day" (time $page.Params.day) "from" .from "to" .to) }} <b class="big">{{ .point }}</b> <span>{{ .buildings }}号楼</span></li>{{ end }}</ul></section><p><b>要带的</b>：{{ .Params.bring }}</p>{{ else }}{{ $page := . }}<p class="big"><b>发放</b>：{{ range .Params.items }}{{ .name }} {{ .amount }} {{ end }}</p><ul class="plain">{{ range .Params.slots }}<li>{{ partial "when.html" (dict "day" (time $page.Params.day) "from" .from "to" .to) }} <b>{{ .place }}</b> <small>{{ .capacity }}份</small></li>{{ end }}</ul>{{ .Content }}{{ partial "form.html" . }}{{ end }}{{ partial "foot.html" . }}`,
};

/** Where a file of the corpus lies for Hugo: what is said of a folder is its `_index.md`. */
const hugoPath = (path: string): string => path.replace(/(town|committee|compound)\.md$/, '_index.md');

// A compound's folder makes five files: which ones, Hugo wants to read in the file itself.
const hugoText = ({ path, text }: CorpusFile): string =>
  path.endsWith('compound.md') ? text.replace(/^---\n/, '---\noutputs: [HTML, map, services, archive, sheet]\n') : text;

/** Writes a Hugo site of a corpus. */
export const writeHugo = (dir: string, files: Iterable<CorpusFile>): void => {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  write('config.toml', CONFIG);
  for (const [path, text] of Object.entries(LAYOUTS)) write(path, text);
  for (const file of files) write(`content/${hugoPath(file.path)}`, hugoText(file));
};
